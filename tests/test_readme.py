"""The README's commands are the ones that hold: marked, accepted, and the ones that .ci/run runs."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from planner.parser import parse
from planner.scenario import read_scenario

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
GATE = (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def block(mark: str, language: str = "bash") -> str:
    """The first code block of that language after the mark, which stands right above a block."""
    after = README.split(f"<!-- {mark} -->", 1)[1]
    assert re.match(r"\s*```bash\n", after), f"no bash block right under {mark}"
    return after.split(f"```{language}\n", 1)[1].split("```", 1)[0].strip()


@pytest.mark.parametrize("mark", ["main-job", "tests"])
def test_the_blocks_are_marked_once_and_stand_in_both_shells(mark: str) -> None:
    assert README.count(f"<!-- {mark} -->") == 1
    unix, windows = block(mark), block(mark, "powershell")
    assert unix.startswith("python3 run_plan.py ")
    assert windows.startswith("py run_plan.py ")
    assert windows.split()[2:] == unix.replace("/", "\\").split()[2:]
    assert len(unix.splitlines()) == 1


def test_the_main_job_is_a_comparison_of_the_first_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    asked = parse(block("main-job").split()[2:], "sv")
    assert asked.run.__module__ == "planner.verbs.compare"
    assert all(path.is_file() for path in asked.paths)
    assert any(read_scenario(path).settings.rule("co-operation") for path in asked.paths)


def test_the_gate_takes_the_test_command_from_the_readme() -> None:
    assert "<!-- tests -->" in GATE
    assert block("tests") not in GATE


def gate(folder: Path, command: str, *, python: str) -> subprocess.CompletedProcess[str]:
    """.ci/run in a folder of its own, with a README of one command and a python3 of one line."""
    (folder / ".ci").mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "run", folder / ".ci" / "run")
    readme = f"x\n\n<!-- tests -->\n```bash\n{command}\n```\n```bash\necho other\n```\n"
    (folder / "README.md").write_text(readme, encoding="utf-8", newline="\n")
    fake = folder / "bin" / "python3"
    fake.parent.mkdir()
    fake.write_text(f"#!/bin/sh\necho \"python3 $*\"\n{python}\n", encoding="utf-8", newline="\n")
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    path = os.pathsep.join([str(fake.parent), os.environ["PATH"]])
    there = {"CHROMIUM": "bash", "WRITER": "bash"}  # nothing is to be put on this machine
    return subprocess.run(["bash", ".ci/run"], cwd=folder, capture_output=True, text=True, check=False,
                          env={**os.environ, "PATH": path, **there})


if os.name == "posix":  # the gate is a script for bash

    def test_the_gate_runs_the_readmes_command_then_style_types_and_the_slow_rest(tmp_path: Path) -> None:
        done = gate(tmp_path / "grind å", "echo tests-of-the-readme", python="exit 0")
        ran = [line for line in done.stdout.splitlines() if not line.startswith("==")]
        assert done.returncode == 0, done.stderr
        assert ran[0] == "tests-of-the-readme"
        assert [line.split(" -m ")[2].split()[0] for line in ran[1:]] == ["ruff", "mypy", "pytest", "pytest"]
        assert ran[3].endswith("-m slow")
        assert " -m browser " in ran[4]
        assert "other" not in ran

    @pytest.mark.parametrize(("command", "python"), [("false", "exit 0"), ("true", "exit 1")])
    def test_the_gate_fails_when_anything_fails(tmp_path: Path, command: str, python: str) -> None:
        done = gate(tmp_path / "grind", command, python=python)
        assert done.returncode == 1
        assert len(done.stdout.splitlines()) >= 6  # and still runs the rest

    def test_the_gate_fails_without_a_marked_block(tmp_path: Path) -> None:
        assert gate(tmp_path / "a", "", python="exit 0").returncode == 1


def test_the_run_shown_is_the_run_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                       capsys: pytest.CaptureFixture[str]) -> None:
    from planner.cli import main
    monkeypatch.chdir(ROOT)
    shown = README.split("<!-- run -->\n```text\n", 1)[1].split("\n```", 1)[0].splitlines()
    assert main(["plan", "scenarios/stockholm-2010/folkmangd.toml", "--out", str(tmp_path)]) == 0
    made = capsys.readouterr().out.splitlines()
    assert shown[:-1] == made[:-1]
    assert shown[-1].rsplit("/", 1)[-1] == next(tmp_path.iterdir()).name
