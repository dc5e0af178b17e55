"""An oracle for small counties: every plan is listed, and the best one picked by definition.

Nothing here shares code with the solver: it reads only the data classes of a problem.
"""
