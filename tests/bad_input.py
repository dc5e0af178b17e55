"""The cases of the year copied into a folder, to be spoiled; and what every refusal must keep to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shutil import copytree

import pytest

from planner.cli import main

SCENARIOS = Path(__file__).parent.parent / "scenarios"
LEDGER = "stockholm-2019/lopande/avrakning.toml"
REFER = "stockholm-2019/lopande/anvisning/anvisning.toml"
MOVE = "stockholm-2019/lopande/omfordelning/omfordelning.toml"
ORDER, KEY, DECIDED = ("stockholm-2019/andelsmodellen.toml", "ostergotland-2019/nyckel-2019.toml",
                       "ostergotland-2019/folkmangd.toml")
PART, FLOW = "stockholm-2019/lansandel-184.toml", "ostergotland-2012/permit-strom.toml"
MONEY = "stockholm-2010/pengar.toml"
OF_OTHERS = "stockholm-2010"  # tables that other cases name


def copied(folder: Path, scenario: str) -> Path:
    """The case of a scenario copied below ``folder``; the path of the scenario there."""
    name = scenario.partition("/")[0]
    if not (folder / name).exists():
        copytree(SCENARIOS / name, folder / name)
        if name != OF_OTHERS:
            (folder / OF_OTHERS).symlink_to(SCENARIOS / OF_OTHERS)
    return folder / scenario


def spoilt(folder: Path, scenario: str, table: str, line: int, column: str, text: str) -> Path:
    """The copied case with one cell of a table beside its case file exchanged (line 2 is the first row)."""
    path = copied(folder, scenario)
    file = folder / table
    rows = [row.split(",") for row in file.read_text(encoding="utf-8").splitlines()]
    if column not in rows[0]:
        rows = [[*row, column if i == 0 else ""] for i, row in enumerate(rows)]
    rows[line - 1][rows[0].index(column)] = text
    file.write_text("\n".join(map(",".join, rows)) + "\n", encoding="utf-8")
    return path


def refused(capsys: pytest.CaptureFixture[str], out: Path, verb: str, path: Path, *sets: str,
            flags: Sequence[str] = ()) -> list[str]:
    """The lines told, in Swedish: exit 2 in both languages, as many faults in each, nothing written."""
    told = {}
    line = [verb, str(path), *(part for one in sets for part in ("--set", one)), "--out", str(out), *flags]
    before = sorted(out.parent.rglob("*"))
    for language in ("sv", "en"):
        assert main([*line, "--language", language]) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        told[language] = shown.err.splitlines()
    assert sorted(out.parent.rglob("*")) == before
    assert len(told["sv"]) == len(told["en"])
    assert not [one for one in told["sv"] if "Traceback" in one or "{" in one]
    return told["sv"][:-1]
