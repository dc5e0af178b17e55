"""Reports to open in a browser: of 13 and 26 municipalities, of 2 and 6 scenarios, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from planner import compare, read_scenario, run
from planner.edition import comparison_edition, edition
from planner.report import write_comparison_report, write_report
from planner.run import Run

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
STOCKHOLM, OSTERGOTLAND = SCENARIOS / "stockholm-2010", SCENARIOS / "ostergotland-2012"
SIX = ("folkmangd", "hem-6", "andelsmodellen", "pendling-45", "pendling-60", "drygt-340")
TWO = ("permit-1", "permit-12-5")
SHEETS = {"run-13": 60, "run-26": 60, "two-13": 60, "six-26": 110}  # most A4 pages of each


@dataclass(frozen=True)
class Made:
    """A report's file, its release and language, and the codes it is about."""

    path: Path
    release: str
    language: str
    codes: tuple[str, ...]
    scenarios: int


def made(folder: Path) -> Mapping[str, Made]:
    """Every report, written into a folder."""
    thirteen = [planned(OSTERGOTLAND / f"{name}.toml") for name in TWO]
    twentysix = [planned(STOCKHOLM / f"{name}.toml") for name in SIX]
    return {"run-13": one(folder / "a.html", thirteen[0], "public", "sv"),
            "run-26": one(folder / "b.html", twentysix[0], "internal", "en"),
            "two-13": several(folder / "c.html", thirteen, "internal", "en"),
            "six-26": several(folder / "d.html", twentysix, "public", "sv")}


def planned(path: Path) -> Run:
    """A scenario planned, nothing beside it."""
    return run(read_scenario(path))


def one(path: Path, done: Run, release: str, language: str) -> Made:
    """The report of a run."""
    write_report(path, edition(done, release, language))
    return Made(path, release, language, done.plan.problem.county.codes, 1)


def several(path: Path, runs: list[Run], release: str, language: str) -> Made:
    """The report of a comparison."""
    write_comparison_report(path, comparison_edition(compare(runs, language), release))
    return Made(path, release, language, runs[0].plan.problem.county.codes, len(runs))
