"""The public edition: only sums of journeys, and no small count that can be worked out from what is shown."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from models.quotas import received
from planner import read_scenario, run
from planner.compare import compare
from planner.edition import Edition, comparison_edition, edition
from planner.exports import write_comparison_exports, write_exports
from planner.public_counts import veil
from planner.public_hiding import hiding_of
from planner.run import Run
from planner.small_counts import COVERED, SMALL
from planner.tabular import Sheet
from tests.ledger_case import SCENARIO, ledger_case, tables, text, towns
from tests.small_case import small_case

ROOT = Path(__file__).resolve().parent.parent
OPEN = {"code", "name", "kind", "year", "basis", "population", "share", "capacity", "capacity_for",
        "rests_on", "quota"}
FEWER = SCENARIO.replace("new = 60", "new = 35")


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A plan that goes on from an account with counts of 1 to 4."""
    return run(read_scenario(ledger_case(tmp_path_factory.mktemp("konto"))))


@pytest.fixture(scope="module")
def fewer(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The same account with fewer new referrals."""
    path = ledger_case(tmp_path_factory.mktemp("quota"), {"quota.toml": FEWER})
    return run(read_scenario(path.with_name("quota.toml")))


def rows(sheet: Sheet | None) -> dict[str, dict[str, Any]]:
    """The rows of a sheet by code."""
    assert sheet is not None
    names = [f.name for f in sheet.fields]
    return {row[names.index("code")]: dict(zip(names, row, strict=True)) for row in sheet.rows}


def possible(shown: Sequence[Mapping[str, Mapping[str, Any]]], held: Mapping[str, int],
             hidden: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """Every way in which the hidden municipalities may have received, by trying them all.

    What is used: the county's sums of received and of new, what is shown, and what the signs mean.
    """
    total = sum(held[code] for code in hidden)
    free = [range(1, 5) if shown[0][code]["received"] == SMALL else range(total + 1) for code in hidden]
    for numbers in product(*free):
        named = dict(zip(hidden, numbers, strict=True))
        if sum(numbers) == total and all(_fits(one, named) for one in shown):
            yield numbers


def _fits(shown: Mapping[str, Mapping[str, Any]], numbers: Mapping[str, int]) -> bool:
    """Can the new ones be shared so that what is shown of new, and of both together, holds?"""
    known = sum(row["new"] for code, row in shown.items() if code != "total" and row["new"] != COVERED)
    left, least, most = shown["total"]["new"] - known, 0, 0
    for row in (row for code, row in shown.items() if code != "total" and row["new"] == COVERED):
        number = numbers.get(row["code"], row["received"])
        low, high = ends(row["together"], number)
        if high < number:
            return False
        least, most = least + max(low - number, 0), most + high - number
    return least <= left <= most


def ends(both: Any, number: int) -> tuple[int, int]:
    """What received and new may be together."""
    if both == SMALL:
        return 1, 4
    return (max(5, number), 999) if both == COVERED else (both, both)


def as_shown(made: Edition, new: int) -> dict[str, dict[str, Any]]:
    """The plan as shown, with the county's sum of new ones."""
    return {**rows(made.sheet("plan")), "total": {"new": new}}


def not_told(made: Edition) -> list[str]:
    """The municipalities of which what they have received is hidden."""
    return [code for code, row in rows(made.sheet("plan")).items() if isinstance(row["received"], str)]


def test_journeys_to_school_are_shown_as_sums_of_the_county() -> None:
    made = run(read_scenario(ROOT / "scenarios" / "stockholm-2010" / "pendling-45.toml"))
    shown = edition(made, "public", "sv")
    assert shown.sheet("flows") is None
    assert shown.view.flows.empty
    assert [one for one in shown.notes if "hem och skola" in one]
    sheet = shown.sheet("flows_county")
    assert sheet is not None
    ((year, places, own, other, longest),) = sheet.rows
    used = {at: n for at, n in made.plan.flows.items() if n}
    assert (year, places) == (2010, sum(used.values()))
    assert own == sum(n for (home, school, _), n in used.items() if home == school)
    assert other == places - own
    minutes = edition(made, "internal", "sv").view.flows
    assert longest == minutes[minutes["places"] > 0]["minutes"].max()
    assert edition(made, "internal", "sv").sheet("flows") is not None


def test_places_are_public_and_shown(tmp_path: Path) -> None:
    made = run(read_scenario(small_case(tmp_path)))
    public, internal = (edition(made, release, "sv") for release in ("public", "internal"))
    assert [one for one in public.sheets if one.word != "flows"] == [
        one for one in internal.sheets if one.word != "flows"]
    assert public.notes == ()
    assert public.hidden == frozenset()
    assert public.run is made
    assert public.sheet("flows_county") is None  # nothing goes to school here


def test_small_counts_are_hidden_with_what_gives_them_away(account: Run) -> None:
    held, shown = received(account.plan.problem), edition(account, "public", "sv")
    plan = rows(shown.sheet("plan"))
    small = {code for code, n in held.items() if 1 <= n <= 4}
    assert small
    assert small < shown.hidden
    for code, row in plan.items():
        cell = (code, row["kind"], row["year"])
        if code not in shown.hidden:
            assert (row["received"], row["new"]) == (held[code], account.plan.new(cell))
            continue
        assert row["received"] in ((SMALL,) if code in small else (COVERED, held[code]))
        assert {row[name] for name in row.keys() - OPEN - {"received", "together", "gap", "sentence"}} <= {
            COVERED, None}
        both = held[code] + account.plan.new(cell)
        assert row["together"] in (both, SMALL, COVERED)
        assert (row["gap"] == COVERED) == isinstance(row["together"], str)
        assert code not in small or not isinstance(row["together"], int) or row["together"] > 4
    assert len(shown.notes) == 2


def test_no_small_count_can_be_worked_out(account: Run) -> None:
    held, shown = received(account.plan.problem), edition(account, "public", "sv")
    hidden = not_told(shown)
    found = [set(one) for one in zip(*possible([as_shown(shown, 60)], held, hidden), strict=True)]
    for code, numbers in zip(hidden, found, strict=True):
        assert held[code] in numbers
        assert len(numbers) > 1, code


def test_the_view_and_the_run_tell_nothing_more(account: Run) -> None:
    shown = edition(account, "public", "sv")
    plan = shown.view.plan.set_index("code")
    assert plan.loc[sorted(shown.hidden), ["new", "after", "received", "per_10000"]].isna().all(axis=None)
    assert plan.loc[sorted(set(plan.index) - shown.hidden), "new"].notna().all()
    assert not {tie.cell[0] for tie in shown.run.plan.ties} & shown.hidden
    assert {goal.word for goal in shown.run.plan.goals} <= {"worst-gap"}
    assert shown.view.internal is False
    assert edition(account, "internal", "sv").view.internal is True
    words = [one for sheet in shown.sheets for row in sheet.rows for one in row if isinstance(one, str)]
    exact = set(edition(account, "internal", "sv").sheets[0].column("sentence"))
    names = [row["name"] for code, row in rows(shown.sheet("plan")).items() if code in shown.hidden]
    assert not [one for one in words if one in exact and one.split(":")[0] in names]


def test_only_what_tells_nothing_is_left_of_the_measures(account: Run) -> None:
    sheet = edition(account, "public", "sv").sheet("measures")
    assert sheet is not None
    assert set(sheet.column("measure")) <= {"worst_before", "new_places"}


def test_scenarios_beside_each_other_give_nothing_away(account: Run, fewer: Run) -> None:
    """One scenario is called quota, the name of a column that is otherwise shown."""
    made = comparison_edition(compare([account, fewer]), "public")
    held = received(account.plan.problem)
    one, other = made.runs
    hidden = not_told(one)
    assert hidden == not_told(other)  # what is hidden of an account does not hang on the scenario
    shown = [as_shown(one, 60), as_shown(other, 35)]
    for code, numbers in zip(hidden, zip(*possible(shown, held, hidden), strict=True), strict=True):
        assert len(set(numbers)) > 1, code
    for word in ("new_places", "places_after"):
        sheet = next(sheet for sheet in made.sheets if sheet.word == word)
        for row in sheet.rows:
            after = set(row[[f.name for f in sheet.fields].index("today") + 1:])
            closed = row[0] in one.hidden | other.hidden
            assert after <= {COVERED, None} if closed else COVERED not in after
    assert made.notes


def test_scenarios_shown_one_by_one_give_nothing_away_together(account: Run, fewer: Run) -> None:
    """All received and new together are shown of those that are hidden, or none."""
    held, alone = received(account.plan.problem), [edition(one, "public", "sv") for one in (account, fewer)]
    hidden = not_told(alone[0])
    assert hidden == not_told(alone[1])
    for made in alone:
        plan = rows(made.sheet("plan"))
        assert len({isinstance(plan[code]["together"], str) for code in hidden}) == 1
    shown = [as_shown(alone[0], 60), as_shown(alone[1], 35)]
    for code, numbers in zip(hidden, zip(*possible(shown, held, hidden), strict=True), strict=True):
        assert len(set(numbers)) > 1, code


def test_a_small_count_of_last_year_is_kept_too() -> None:
    """4 a year ago and 8 now: between them came 1 to 4, so a year ago it can only have been 4."""
    before, now = {"a": 4, "b": 2, "c": 9, "d": 30}, {"a": 8, "b": 2, "c": 14, "d": 40}
    assert veil([now]).texts.keys() == {"b", "a"}
    assert veil([before, now]).texts == {"a": COVERED, "b": SMALL}
    assert veil([{"a": 2, "b": 3, "c": 9}, {"a": 7, "b": 8, "c": 14}]).texts == {"a": COVERED, "b": COVERED}
    assert veil([{"a": 5, "b": 5}, {"a": 9, "b": 7}]).texts == {}


def test_rows_of_children_are_not_named_among_what_differs(account: Run, tmp_path: Path) -> None:
    other = run(read_scenario(ledger_case(tmp_path, seed=2)))
    sheet = next(one for one in comparison_edition(compare([account, other]), "public").sheets
                 if one.word == "inputs")
    told = [row for row in sheet.rows if row[0].endswith(("nvisningar", "saldo"))]
    assert len(told) == 2
    assert not [one for row in told for one in row if "20" in one.split("rader")[-1] or "01" in one]


def test_where_nothing_less_is_safe_all_is_hidden(tmp_path: Path) -> None:
    codes = list(towns())
    files = {"saldo.csv": text("code,received", ((code, 0) for code in codes)),
             "anvisningar.csv": text("code,month,kind,count", [("0180", "2019-03", "equalising", 3)])}
    made = run(read_scenario(ledger_case(tmp_path, files)))
    (found,) = hiding_of([made])
    assert found.new == set(codes)
    shown = edition(made, "public", "en")
    for row in rows(shown.sheet("plan")).values():
        assert {row[name] for name in ("received", "new", "after", "gap", "quota", "together")} == {COVERED}
    assert shown.run.plan.goals == ()
    assert set(shown.sheet("measures").column("measure")) <= {"new_places"}  # type: ignore[union-attr]


def test_the_same_run_has_the_same_edition(account: Run) -> None:
    first, second = (edition(account, "public", "sv") for _ in range(2))
    assert first.sheets == second.sheets
    assert first.notes == second.notes


def texts(folder: Path) -> dict[str, str]:
    """Everything that stands in the files of a folder, the ids of the runs too."""
    found = {}
    for path in sorted(folder.iterdir()):
        if path.suffix == ".html":
            found[path.name] = path.read_text(encoding="utf-8")
            continue
        with zipfile.ZipFile(path) as packed:
            found |= {f"{path.name} {name}": packed.read(name).decode("utf-8", "replace")
                      for name in packed.namelist()}
    return found


def alike(folder: Path, code: str) -> tuple[Run, Run]:
    """Two scenarios of an account in which one child more has come to a municipality."""
    saldo = tables(4)["saldo.csv"].replace(f"{code},0", f"{code},1")
    path = ledger_case(folder, {"saldo.csv": saldo, "few.toml": FEWER}, seed=4)
    return run(read_scenario(path)), run(read_scenario(path.with_name("few.toml")))


def test_two_accounts_that_look_alike_give_the_same_files(tmp_path: Path) -> None:
    """Who of two has received 3 and who 4 changes nothing in any file for everyone, hidden parts or not."""
    pairs = [alike(tmp_path / code, code) for code in ("0187", "0140")]
    held = [received(one.plan.problem) for one, _ in pairs]
    assert [(one["0187"], one["0140"]) for one in held] == [(4, 2), (3, 3)]
    first, second = (edition(one, "public", "sv") for one, _ in pairs)
    assert first.run.id == second.run.id not in {one.id for pair in pairs for one in pair}
    assert first.sheets == second.sheets
    assert first.notes == second.notes
    assert first.view.plan.equals(second.view.plan)
    told = []
    for name, pair in zip("ab", pairs, strict=True):
        comparison, alone, beside = compare(pair), tmp_path / name, tmp_path / f"{name} beside"
        alone.mkdir()
        beside.mkdir()
        write_exports(pair[0], alone, "sv")
        write_comparison_exports(comparison, beside)
        told.append((texts(alone), texts(beside)))
    for one, other in zip(*told, strict=True):
        assert len({name.split()[0] for name in one}) == 3
        assert [name for name in one if one[name] != other[name]] == []
    assert edition(pairs[0][0], "internal", "sv").sheets != edition(pairs[1][0], "internal", "sv").sheets


def test_a_scenario_without_a_plan_keeps_its_exact_id_to_itself(tmp_path: Path) -> None:
    """Its id too is over the exact account: who knew all but one count could try each against it."""
    path = ledger_case(tmp_path / "case", {}, seed=4)
    good, bad = run(read_scenario(path)), run(read_scenario(path, ["rules.ceiling.places=0"]))
    assert (good.plan.found, bad.plan.found) == (True, False)
    (tmp_path / "out").mkdir()
    write_comparison_exports(compare([good, bad]), tmp_path / "out")
    told = texts(tmp_path / "out")
    assert [name for name, text in told.items() for one in (good, bad) if one.id[:10] in text] == []
