"""The verbs of the command line, one file each: ``arguments(parser, language)`` and ``run(asked)``.

``run`` gives the exit code. A verb loads what it needs inside its functions, so that help and
lists answer at once.
"""

from __future__ import annotations

VERBS = ("plan", "compare", "batch", "check", "shares", "ledger", "refer", "redistribute",
         "followup", "report", "explain", "alternatives", "price", "tradeoff", "template", "list", "schema")
