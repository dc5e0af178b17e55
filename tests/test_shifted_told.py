"""What a capacity shifts, as it is told where places can lie with another municipality."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from models.plan import Ending
from models.shifted import Shift, Shifted
from planner import read_scenario, run
from planner.figures import capacity_shifted, facts
from planner.results import view
from planner.run import Run
from planner.shifted_told import capacity_sheets, fairness, sentence, uncounted
from tests.small_case import small_case
from tests.test_whereabouts_told import FILES, ONE, TOGETHER, by_hand, words_of


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Places that lie elsewhere by hand, and what two limits shift."""
    path = small_case(tmp_path_factory.mktemp("case"), FILES, TOGETHER)
    found = run(read_scenario(path, ['case.areas="areas.csv"', *ONE]))
    plan = by_hand(found.plan)
    shifts = (shift("0180", 8, 9, {"0114": 1}), shift("0192", 7, 9, {"0114": -3, "0180": 5}))
    return dataclasses.replace(found, plan=plan, shifted=Shifted(plan, shifts))


def shift(code: str, places: int, without: int, carried: dict[str, int]) -> Shift:
    return Shift(code, Ending.PROVED, {"asylum": places}, {"asylum": without},
                 {(c, "asylum"): n for c, n in carried.items()})


def test_a_limit_is_set_beside_what_lies_there_and_not_what_is_answered_for(made: Run) -> None:
    assert made.shifted is not None
    one, both = made.shifted.shifts
    assert sentence(made, one, "sv") == (
        "Stockholm rymmer 90 och har 9 där; svarar för 8, utan gränsen för 9; "
        "den platsen bärs av Upplands Väsby.")
    assert sentence(made, both, "sv").endswith(
        "och har 4 där; svarar för 7, utan gränsen för 9; gränsen ger fler åt Stockholm 5 (sammanlagt 5) "
        "och färre åt Upplands Väsby 3 (sammanlagt 3).")


def test_the_sheet_has_what_lies_there(made: Run) -> None:
    sheet, = capacity_sheets(made, "sv")
    at = dict(zip(sheet.column("code"), zip(*(sheet.column(n) for n in (
        "capacity", "places", "located", "room_left")), strict=True), strict=True))
    assert at["0180"] == (90, 8, 9, 81)
    assert all(room - here == left for room, _, here, left in at.values())


def test_the_worst_gap_is_told_by_name_without_who_cannot_have_less(tmp_path: Path) -> None:
    over = run(read_scenario(small_case(tmp_path), [*ONE[:2], "need.total=11"]))
    assert {c[0]: n for c, n in over.plan.places.items()} == {"0114": 2, "0180": 9, "0192": 0}
    assert fairness(over.plan, "sv") == (
        "Störst avvikelse från kvoten i platser: Stockholm 1,2 före gränser, Stockholm 0,3 när allas gränser "
        "räknas in i kvoten.")
    assert uncounted(over.plan, "sv") == (
        "Före gränser räknas inte Upplands Väsby, som redan utan nya platser har 1,5 fler än sin kvot.")


def test_who_has_too_many_today_is_left_out_with_a_new_place_too(made: Run) -> None:
    places = dict(made.plan.places) | {("0114", "asylum", 2010): 3, ("0180", "asylum", 2010): 8}
    need = dataclasses.replace(made.plan.problem.need, total={("asylum", 2010): 11})
    problem = dataclasses.replace(made.plan.problem, need=need, needs=())
    some = dataclasses.replace(made.plan, problem=problem, places=places | {("0192", "asylum", 2010): 0})
    assert "Upplands Väsby" not in fairness(some, "sv").split(" före gränser")[0]
    assert "Upplands Väsby, som redan utan nya platser har 1,5 fler" in uncounted(some, "sv")


def test_no_room_for_a_home_is_told_apart_from_no_room_at_all(made: Run) -> None:
    seen = view(made)
    words = words_of(capacity_shifted.draw(seen, facts.read(seen))[0])
    assert any("inte rum för ett helt hem till, 0 av dem inte ens för en plats" in " ".join(word.split())
               for word in words)
    assert {"ligger här", "svarar för"} <= {" ".join(word.split()) for word in words}
