"""Every sentence of the way out is met by a run, and its figures are those of the run's way out."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from models.repair import LONGEST, Concession, Outcome, Repair
from models.repair_figures import Figure
from planner.plan_text import ending_lines
from planner.record import write_run
from planner.repair_told import repair_lines
from planner.run import Run, run
from planner.scenario import read_scenario
from planner.wording import words
from tests.small_case import CASE, SCENARIO, TABLES, described, small_case
from tests.test_repair import EXTRA, RULES, clash

FILE = Path(__file__).parents[1] / "planner" / "words" / "repair.toml"
SECTIONS = ("repair", "gives", "gives_rule", "reads_quotas")
ANSWERS = ("code,kind,year,asked,answered,signed\n0114,asylum,2010,5,0,\n0180,asylum,2010,5,0,\n"
           "0192,asylum,2010,2,0,\n")
PIN = "code,kind,year,places,who,when,why\n0180,asylum,2010,30,KS,2010-01-01,avtal\n"
NEAR = {"schools.csv": "code,year,school_places\n0114,,30\n0180,,40\n0192,,10\n",
        "minutes.csv": EXTRA["minutes.csv"]}
MORE: dict[str, tuple[str, dict[str, str]]] = {
    "gap": ('[basis]\nquota = "plain"\n[rules.within-gap]\ngap = "1/2"\n[repair]\n'
            'may_give = ["within-gap"]\n', {}),
    "home": ('[rules.smallest-home]\nplaces = 30\n[repair]\nmay_give = ["smallest-home"]\n', {}),
    "minutes": ('[rules.commuting]\nlimit = 8\n[repair]\nmay_give = ["minutes", "commuting"]\n', NEAR),
    "answers": ('[rules.answers]\n[repair]\nmay_give = ["answers"]\n', {"answers.csv": ANSWERS}),
    "agreements": ('[rules.pinned]\n[rules.keep-existing]\nagreements = "agreements.csv"\n[repair]\n'
                   'may_give = ["agreements"]\n',
                   {"agreements.csv": "code,kind,places\n0114,asylum,7\n",
                    "pinned.csv": PIN.replace("0180,asylum,2010,30", "0114,asylum,,5")}),
    "nothing": ('[rules.within-quota]\n[rules.within-gap]\ngap = 0\nstuck = "hold"\n[repair]\n'
                'may_give = ["pace"]\n', {}),
    "stuck": ('[rules.pinned]\n[repair]\nmay_give = ["capacity"]\n',
               {"pinned.csv": PIN}),
    "range": ("", {"case.toml": CASE.replace("[20, 30]", "[110, 120]") + "\n[need.ceiling]\nasylum = 130\n"}),
}


@cache
def made(word: str) -> Run:
    """A run that nothing fits, by the word of its case."""
    with TemporaryDirectory() as folder:
        if word in RULES:
            return clash(Path(folder), word)
        rules, files = MORE[word]
        own = [name for name in files if name.endswith(".csv")]
        files = {**files, "sources.toml": described([*TABLES, *own])}
        return run(read_scenario(small_case(Path(folder), files, SCENARIO + rules)))


def made_up(word: str) -> Run:
    """The run of a floor, with another ending of its way out, or another way out."""
    asked = made("floor")
    found = asked.repair
    assert found is not None
    quotas = ("within-quota", "within-gap", "relief")
    first = found.given[0]
    more = tuple(Concession(Figure(replace(first.because, code=f"{n:04}")), n) for n in range(1, 11))
    other = {
        "found": replace(found, outcome=Outcome.FOUND, least=(), moving=quotas),
        "quotas": Repair(Outcome.QUOTAS, found.rules, moving=quotas, held=found.held),
        "stopped": Repair(Outcome.STOPPED, found.rules),
        "tried": Repair(Outcome.NONE, found.rules, held=found.held, tried=True),
        "many": replace(found, given=more),
        "few": replace(found, least=tuple(replace(one, step=one.step + 40) for one in found.given)),
        "few_most": replace(found, least=(replace(first, step=90), *found.given[1:])),
        "few_all": replace(found, least=(replace(first, step=90),))}
    return replace(asked, repair=other[word])


ENDINGS = ("found", "quotas", "stopped", "tried", "many", "few", "few_most", "few_all")


def runs() -> list[Run]:
    """Every run of this file."""
    return [*map(made, (*RULES, *MORE)), *map(made_up, ENDINGS)]


def pattern(sentence: str) -> str:
    """The sentence with anything where its values stand."""
    return ".*?".join(map(re.escape, re.split(r"\{\w+\}", sentence)))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_sentence_is_met(language: str, tmp_path: Path) -> None:
    told = ["\n".join(ending_lines(one, language)) for one in runs()]
    for number, word in enumerate(("capacity", "home")):
        folder = write_run(made(word), tmp_path / str(number), language=language)
        told += [p.read_text(encoding="utf-8") for p in folder.iterdir() if p.suffix in (".toml", ".csv")]
    text = re.sub(r"\\\n", "", "\n".join(told))  # a long line of TOML is broken over several
    sections = tomllib.loads(FILE.read_text(encoding="utf-8"))
    missed = [f"{section}.{key}" for section in SECTIONS for key, said in sections[section].items()
              if not re.search(pattern(said[language]), text)]
    assert not missed


def figures(key: str, line: str) -> dict[str, str] | None:
    """The values that stand in a line that is this sentence."""
    said = re.escape(words()[f"repair.{key}"]["sv"])
    found = re.fullmatch(re.sub(r"\\\{(\w+)\\\}", lambda m: f"(?P<{m[1]}>.+?)", said), line)
    return found.groupdict() if found else None


def all_figures(word: str, *keys: str) -> tuple[Run, Repair, list[dict[str, str]]]:
    """A run, its way out, and the values of its lines that are one of these sentences."""
    asked = made_up(word) if word in ENDINGS else made(word)
    assert asked.repair is not None
    found = [figures(key, line) for line in repair_lines(asked, "sv") for key in keys]
    return asked, asked.repair, [values for values in found if values is not None]


EVERY = pytest.mark.parametrize("word", [*RULES, *MORE, *ENDINGS])


@EVERY
def test_the_sums_are_those_of_the_way_out(word: str) -> None:
    _, found, lines = all_figures(word, "sum", "sum_same", "sum_years", "sum_same_years")
    total, least = (sum(one.amount for one in given) for given in (found.given, found.least))
    for values in lines:
        assert int(values["total"]) == total
        assert word in ENDINGS or int(values.get("least", total)) == least
        for n, year in re.findall(r"(\d+) \((\d{4})\)", values.get("years", "")):
            assert int(n) == sum(one.amount for one in found.given if one.because.year == int(year))
    _, found, lines = all_figures(word, "few", "few_most", "few_all")
    for values in lines:
        top = max(one.relative for one in found.least)
        assert (int(values["after"]), int(values["before"])) in {
            (one.after, one.figure.figure) for one in found.least if one.relative == top}


@EVERY
def test_the_most_is_that_of_the_way_out(word: str) -> None:
    _, found, lines = all_figures(word, "largest")
    worst = max((one.relative for one in found.given), default=Fraction(0))
    for values in lines:
        assert abs(int(re.sub(r"\D", "", values["percent"])) - worst * 100) <= Fraction(1, 2)
    for values in all_figures(word, "largest_none")[2]:
        assert int(values["after"]) == worst


@EVERY
def test_what_it_rests_on_is_told(word: str) -> None:
    asked, found, lines = all_figures(word, "proved")
    assert bool(lines) == (found.outcome is Outcome.PROVED)
    for values in lines:
        assert int(values["assumed"]) == len(asked.case.assumed)
        assert int(values["inputs"]) == len(asked.case.inputs)
    for values in all_figures(word, "not-proved")[2]:
        assert float(values["seconds"]) == (asked.seconds or LONGEST)
    for values in all_figures(word, "lowest")[2]:
        lowest = min(asked.plan.problem.needs, key=lambda need: sum(need.total.values()))
        assert [int(n) for n in re.findall(r"(\d+) \(", values["totals"])] == list(lowest.total.values())


def test_only_what_could_give_is_offered() -> None:
    lines = list(repair_lines(made("stuck"), "sv"))
    assert lines[-1] == words()["repair.no-way-out-hint"]["sv"].format(rules="beslut")
    lines = list(repair_lines(made("nothing"), "sv"))
    assert lines[1] == words()["repair.no-figures"]["sv"]
    assert lines[-1] == words()["repair.no-way-out-stands"]["sv"]
    assert not any(": ." in line for one in runs() for line in repair_lines(one, "sv"))


def test_the_way_out_of_a_range_is_for_its_lowest_total() -> None:
    asked = made("range")
    assert asked.repair is not None
    assert asked.repair.outcome is Outcome.PROVED
    assert asked.repair.problem is not None
    assert asked.repair.problem.need.total["asylum", 2010] == 110
