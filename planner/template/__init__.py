"""Templates: a case as one workbook to fill in and a scenario file whose every key is explained.

``filling`` gathers what goes in, ``workbook`` and ``scenario_text`` write it, ``next_year`` moves
a decided plan on. What a template writes is a case: reading it back gives the same run.
"""
