"""What a memo says of children, of money and of other assumptions, held against the run."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from models.measures import at_home, minutes_per_place
from planner import read_scenario, run
from planner.edition import Edition, edition
from planner.memo import write_memo
from planner.memo.blocks import Line
from planner.memo.money import amount
from planner.memo.of_run import blocks
from planner.run import Run
from planner.wording import LANGUAGES, decimal, say
from tests.memo_read import Memo
from tests.small_case import small_case

ROOT = Path(__file__).resolve().parent.parent / "scenarios"


@pytest.fixture(scope="module")
def schools() -> Run:
    """26 municipalities, one kind, school places and two resources."""
    return run(read_scenario(ROOT / "stockholm-2010" / "resurser.toml"))


@pytest.fixture(scope="module")
def kinds() -> Run:
    """13 municipalities, two kinds, two years, permit places month by month."""
    return run(read_scenario(ROOT / "ostergotland-2012" / "permit-strom.toml"))


def child(made: Edition) -> dict[str, str]:
    """What is said under consequences for children, by subject."""
    leads = {say(f"memo_child.{word}", made.language): word
             for word in ("home", "school", "permit", "free", "guardians")}
    return {leads[one.lead]: one.text for one in blocks(made) if isinstance(one, Line) and one.lead in leads}


@pytest.mark.parametrize("release", ["public", "internal"])
def test_the_way_to_school_is_the_run_s(schools: Run, release: str) -> None:
    told, plan = child(edition(schools, release, "sv"))["school"], schools.plan
    own = sum(n for (home, school, _), n in plan.flows.items() if home == school)
    rows = plan.problem.tables[plan.problem.rule("commuting").minutes].rows
    minutes = {(row["from"], row["to"]): row["minutes"] for row in rows}
    used = {at: n for at, n in plan.flows.items() if n}
    longest = max(minutes[home, school] for home, school, _ in used)
    assert f"{own} av 200 platser har skola i den egna kommunen, {200 - own} i en annan" in told
    assert f"Den längsta vägen är {longest} minuter; gränsen i planen är 45 minuter" in told


def test_of_several_years_the_way_is_that_of_the_last_one() -> None:
    made = run(read_scenario(ROOT / "stockholm-2010" / "drygt-340.toml"))
    told, last = child(edition(made, "public", "sv"))["school"], made.plan.problem.need.years[-1]
    table = made.plan.problem.tables[made.plan.problem.rule("commuting").minutes].rows
    minutes = {(row["from"], row["to"]): row["minutes"] for row in table}
    flows = [(minutes[home, school], n) for (home, school, year), n in made.plan.flows.items()
             if year == last and n]
    mean = Fraction(sum(m * n for m, n in flows), sum(n for _, n in flows))
    assert f"I medeltal är vägen {decimal(mean, 1)} minuter." in told
    assert mean != minutes_per_place(made.plan)


def test_an_amount_is_said_in_millions_or_thousands() -> None:
    told = [amount(n, "sv") for n in (-1_768_805, 40_086_000, 950_400, 900, "..")]
    assert told == ["1,8 miljoner kronor", "40,1 miljoner kronor", "950 tusen kronor", "900 kronor", ".."]


def test_free_school_places_and_resources_are_the_run_s(schools: Run) -> None:
    told, problem = child(edition(schools, "public", "sv")), schools.plan.problem
    there = sum(problem.rule("commuting").school_places(problem, 2010).values())
    assert told["free"] == f"2010: {there - 200} av {there} skolplatser är lediga när planens behov är täckt."
    assert "gode män: 403 finns, 340 används och 63 är kvar; i 9 kommuner" in told["guardians"]


def test_homes_elsewhere_and_moves_at_permit_are_the_run_s(kinds: Run) -> None:
    away = run(read_scenario(ROOT / "stockholm-2010" / "hos-grannen.toml"))
    part = at_home(away.plan)
    assert part is not None
    told = child(edition(away, "public", "sv"))["home"]
    assert told.startswith(f"{decimal(100 * part, 0)} % av de nya platserna")
    assert "30 platser ligger i en annan kommun" in told
    assert "2013: PUT-platser saknas i samma område för motsvarande 9,8 barn" in child(
        edition(kinds, "public", "sv"))["permit"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_no_rule_counts_is_said_not_to_be_counted(tmp_path: Path, language: str) -> None:
    told = child(edition(run(read_scenario(small_case(tmp_path))), "public", language))
    words = ("home", "school", "permit", "free", "guardians")
    assert told == {word: say(f"memo_child.{word}_none", language) for word in words}


def test_other_assumptions_are_told_by_how_far_the_plan_moves() -> None:
    made = run(read_scenario(ROOT / "ostergotland-2012" / "permit-1.toml"), ranges=True)
    shown = edition(made, "public", "sv")
    sheet: Any = shown.sheet("versions")
    moved = [one for one in sheet.column("moved") if one is not None]
    assert moved
    assert (f"Med {len(moved)} andra versioner av de antagna tabellerna, prövade en i taget, flyttas högst "
            f"{int(max(moved))} platser mellan kommuner.") in [
                one.text for one in blocks(shown) if isinstance(one, Line)]


def test_grants_and_costs_are_the_run_s(tmp_path: Path) -> None:
    made = run(read_scenario(ROOT / "ostergotland-2012" / "permit-1-pengar.toml"))
    write_memo(tmp_path / "a.docx", edition(made, "public", "sv"))
    memo = Memo(tmp_path / "a.docx")
    told = memo.under("Ekonomiska konsekvenser").replace("\u00a0", " ")
    assert ("2013: statens bidrag är 48,5 miljoner kronor och kostnaden 50,7 miljoner kronor. "
            "Kommunerna betalar själva 2,2 miljoner kronor.") in told
    assert told != say("memo.money_none")
