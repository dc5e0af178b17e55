"""Reports, workbooks and memos: how long after the plans, and how large; ``python -m benchmarks.report``.

26 municipalities in 6 scenarios of the case of Stockholm 2010 (no other versions planned beside), and
290 made-up municipalities in one. Times are also told as parts of the time that the plans took.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.run import Run

STOCKHOLM = Path(__file__).parent.parent / "scenarios" / "stockholm-2010"
SIX = ("folkmangd", "hem-6", "andelsmodellen", "pendling-45", "pendling-60", "drygt-340")


def timed(make: Callable[[Path], object], path: Path) -> tuple[float, float]:
    """Seconds to make a file, and its size in MB."""
    start = perf_counter()
    make(path)
    return perf_counter() - start, path.stat().st_size / 1e6


def exported(runs: list[Run], folder: Path) -> dict[str, tuple[float, float]]:
    """Each export of a comparison (of one run: of the run), its seconds and MB; editions made first."""
    from functools import partial

    from planner.compare import compare
    from planner.edition import comparison_edition, edition
    from planner.memo import write_comparison_memo, write_memo
    from planner.release import PUBLIC
    from planner.report import write_comparison_report, write_report
    from planner.workbook import write_comparison_workbook, write_plan_workbook
    start = perf_counter()
    several = len(runs) > 1
    made = comparison_edition(compare(runs), PUBLIC) if several else edition(runs[0], PUBLIC, "sv")
    found = {"edition": (perf_counter() - start, 0.0)}
    makers = ((write_comparison_report, write_comparison_workbook, write_comparison_memo) if several
              else (write_report, write_plan_workbook, write_memo))
    for word, make in zip(("report.html", "workbook.xlsx", "memo.docx"), makers, strict=True):
        found[word] = timed(partial(_swapped, make, made), folder / word)
    return found


def _swapped(make: Callable[[Path, object], object], made: object, path: Path) -> object:
    return make(path, made)


def six() -> list[Run]:
    """The plans of the six scenarios."""
    from planner import read_scenario, run
    return [run(read_scenario(STOCKHOLM / f"{name}.toml")) for name in SIX]


def main() -> None:
    """Print a row for each export."""
    from benchmarks.country import country
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, make in (("26 x 6 scenarios", six),
                            ("290 x 1 scenario", lambda: [country()])):
            start = perf_counter()
            runs = make()
            plans = perf_counter() - start
            print(f"{title}: plans {plans:.1f} s")
            for word, (seconds, size) in exported(runs, folder).items():
                print(f"  {word}: {seconds:.2f} s ({seconds / plans:.2f} of the plans), {size:.2f} MB")


if __name__ == "__main__":
    main()
