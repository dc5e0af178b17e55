"""Platsplan from the command line: ``python3 run_plan.py --help``."""

import sys

if sys.version_info < (3, 11):
    sys.exit("Platsplan behöver Python 3.11 eller senare. (Platsplan needs Python 3.11 or later.)")

from planner.bootstrap import start

if __name__ == "__main__":
    sys.exit(start(sys.argv[1:]))
