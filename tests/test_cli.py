"""The command line: what it takes, says and ends with."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from models.errors import Fault, InputFault, NumericalTrouble, Place, SolverMissing, fault
from planner import printing
from planner.cli import main
from planner.parser import parse
from planner.plan_text import text_table
from planner.verbs import VERBS

ROOT = Path(__file__).resolve().parent.parent
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def ending(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception | int], None]:
    """Let the verb ``list`` end as told: with an exit code, or by raising."""
    def set_to(what: Exception | int) -> None:
        def run(asked: object) -> int:
            if isinstance(what, Exception):
                raise what
            return what
        monkeypatch.setattr("planner.verbs.list.run", run)
    return set_to


def started(*argv: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "run_plan.py", *argv], cwd=ROOT, capture_output=True, text=True,
                          encoding="utf-8", check=False, env={**os.environ, "PYTHONUTF8": "1", **environment})


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_in_both_languages(verb: str, capsys: Capture) -> None:
    assert main([verb, "--help"]) == 0
    swedish = capsys.readouterr().out
    assert main([verb, "--help", "--language", "en"]) == 0
    english = capsys.readouterr().out
    assert swedish.startswith(f"användning: run_plan.py {verb}")
    assert english.startswith(f"usage: run_plan.py {verb}")
    assert not {"usage", "options", "show this", "positional"} & set(swedish.split())


@pytest.mark.parametrize(("argv", "sentence"), [
    (["plan"], "det här saknas: SCENARIO"),
    (["plan", "x.toml", "--seconds", "snart"], "snart är inte ett antal sekunder större än 0"),
    (["plan", "x.toml", "--seconds", "-1"], "-1 är inte ett antal sekunder större än 0"),
    (["plan", "x.toml", "--solver", "gurobi"], "'gurobi' finns inte; välj bland"),
    (["plan", "x.toml", "--out"], "--out: ett värde ska följa"),
    (["plan", "x.toml", "--fart", "3"], "det här känns inte igen: --fart 3"),
    (["list", "--language", "fi"], "'fi' finns inte; välj bland"),
    (["batch", "x.toml", "--workers", "0"], "0 är inte ett heltal från 1 och uppåt"),
    (["plann", "x.toml"], "Menade du plan?"),
    (["qqq"], "qqq är varken ett verb eller en fil som finns. Verben är plan,"),
    ([], "Säg vad som ska göras"),
])
def test_a_line_at_fault_is_told_in_swedish(argv: list[str], sentence: str, capsys: Capture) -> None:
    assert main(argv) == 2
    told = capsys.readouterr()
    assert sentence in told.err
    assert "användning:" in told.err
    assert told.out == ""


def test_english_when_asked_for(capsys: Capture) -> None:
    assert main(["plan", "--language=en"]) == 2
    assert "the following arguments are required: SCENARIO" in capsys.readouterr().err


def test_argparse_speaks_english_again_afterwards(capsys: Capture) -> None:
    import argparse
    main(["plan"])
    assert vars(argparse)["_"]("usage: ") == "usage: "


@pytest.mark.parametrize(("argv", "verb"), [
    (["plan", "a.toml"], "plan"), (["a.toml"], "plan"), (["scenarios/stockholm-2010"], "compare"),
    (["--language", "en", "compare", "a.toml"], "compare"), (["--seconds", "3", "a.toml"], "plan"),
    (["--set=need.total=300", "a.toml"], "plan"),
])
def test_a_file_alone_is_plan_and_a_folder_compare(argv: list[str], verb: str,
                                                   monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert parse(argv, "sv").run.__module__ == f"planner.verbs.{verb}"


def test_flags_reach_the_verb() -> None:
    asked = parse(["a.toml", "--set", "need.total=300", "--set", "title=x", "--seconds", "2,5",
                   "--solver", "cbc", "--out", "här"], "sv")
    assert (asked.paths, asked.sets) == ([Path("a.toml")], ["need.total=300", "title=x"])
    assert (asked.seconds, asked.solver, asked.out) == (2.5, "cbc", Path("här"))
    assert parse(["plan", "a.toml"], "sv").out == Path("resultat")


@pytest.mark.parametrize(("error", "code", "sentence"), [
    (InputFault([fault("compare-counties", first="a", second="b")]), 2, "Ett fel att rätta; inget har"),
    (NumericalTrouble("row need"), 6, "höll för den exakta kontrollen (row need)"),
    (SolverMissing("cp-sat", "ortools"), 7, "Lösaren cp-sat saknas: paketet ortools"),
    (PermissionError(13, "Permission denied", "resultat"), 1, "kunde inte läsas eller skrivas"),
    (ZeroDivisionError("oj"), 1, "Ett fel i Platsplan, inte i dina filer: ZeroDivisionError: oj"),
])
def test_every_error_has_its_code_and_a_sentence(error: Exception, code: int, sentence: str, capsys: Capture,
                                                 ending: Callable[[Exception | int], None]) -> None:
    ending(error)
    assert main(["list"]) == code
    told = capsys.readouterr()
    assert sentence in told.err
    assert "Traceback" not in told.err
    assert told.out == ""


def test_details_of_an_unexpected_fault_on_demand(capsys: Capture,
                                                  ending: Callable[[Exception | int], None]) -> None:
    ending(ZeroDivisionError("oj"))
    assert main(["list", "--debug"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_the_code_of_a_verb_is_the_code_of_the_process(ending: Callable[[Exception | int], None]) -> None:
    ending(4)
    assert main(["list"]) == 4


def test_all_faults_are_told_with_their_place(capsys: Capture) -> None:
    values = {"first": "0114", "second": "0115"}
    faults = [Fault("compare-counties", Place("län/a.toml", 7, "need.total"), values),
              Fault("compare-counties", Place("län/places.csv", 3, "", "places"), values),
              Fault("compare-counties", Place(), values)]
    printing.tell_faults(faults, "sv")
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("län/a.toml:7: need.total: scenarierna har olika kommuner (0114 och 0115)")
    assert lines[1].startswith("län/places.csv:3: places: scenarierna")
    assert lines[2].startswith("scenarierna")


@pytest.mark.parametrize(("argv", "language"), [
    ([], "sv"), (["--language", "en"], "en"), (["plan", "--language=en"], "en"), (["--language"], "sv"),
    (["--language", "fi"], "sv"), (["plan", "en"], "sv"),
])
def test_the_language_is_known_before_the_line_is_read(argv: list[str], language: str) -> None:
    assert printing.language_of(argv) == language


def test_a_terminal_of_an_older_encoding_gets_plainer_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="iso-8859-1"))
    printing.ready_streams()
    printing.result("Täby \u22121\u00a0000 → 日")
    sys.stdout.flush()
    assert raw.getvalue().decode("iso-8859-1").split("\n")[0] == "Täby -1\u00a0000 -> ?"


def test_a_table_has_names_to_the_left_and_figures_to_the_right() -> None:
    assert text_table(["Kommun", "Nya"], [["Täby", "6"], ["Upplands Väsby", "12"]]) == [
        "Kommun          Nya", "--------------  ---", "Täby              6", "Upplands Väsby   12"]


@pytest.mark.parametrize("argv", [["--help"], ["list"]])
def test_help_and_lists_load_nothing_but_the_standard_library(argv: list[str]) -> None:
    """What makes them answer at once (``benchmarks.startup`` measures it)."""
    code = ("import sys\nfrom planner.cli import main\n"
            f"main({argv!r})\n"
            "own = {*sys.stdlib_module_names, 'planner', 'models', '__main__'}\n"
            "print('more:', sorted({name.partition('.')[0] for name, module in sys.modules.items()\n"
            "                       if getattr(module, '__file__', None)} - own))")
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=False,
                          cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"})
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "more: []"


def test_the_process_ends_with_the_code_and_keeps_stdout_for_results() -> None:
    done = started("plan")
    assert (done.returncode, done.stdout) == (2, "")
    assert started("--version").stdout.startswith("platsplan ")


def test_a_reader_that_stops_reading_is_no_fault() -> None:
    code = "import sys; from planner.cli import main; sys.exit(main(['list']))"
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait() == 0
