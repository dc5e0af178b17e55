"""The public edition: only sums of journeys, and no small count that can be worked out from what is shown."""

from __future__ import annotations

import random
import re
import shutil
import zipfile
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from models.quotas import received
from planner import read_scenario, run
from planner.compare import compare
from planner.edition import comparison_edition, edition
from planner.exports import write_comparison_exports, write_exports
from planner.public_counts import veil, veil_of
from planner.public_hiding import hiding_of
from planner.run import Run
from planner.small_counts import COVERED
from planner.tabular import Sheet
from tests.ledger_case import SCENARIO, ledger_case, tables, text, towns
from tests.small_case import small_case

ROOT = Path(__file__).resolve().parent.parent
OPEN = {"code", "name", "kind", "year", "basis", "population", "share", "capacity", "capacity_for", "quota"}
FEWER = SCENARIO.replace("new = 60", "new = 35")
DECEMBER = SCENARIO.replace("2019-11-01", "2020-01-01").replace("[2019]", "[2020]").replace(
    "[ledger]", '[ledger]\nthrough = "2019-12"')


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A plan that goes on from an account of October with counts of 1 to 4."""
    return run(read_scenario(ledger_case(tmp_path_factory.mktemp("konto"))))


@pytest.fixture(scope="module")
def december(tmp_path_factory: pytest.TempPathFactory) -> list[Run]:
    """Two scenarios of an account of December."""
    return of_december(tmp_path_factory.mktemp("december"))


def of_december(folder: Path, months: str | None = None, seed: int = 4) -> list[Run]:
    """With 60 and with 35 new; ``months`` in place of those drawn."""
    files = {"befolkning.csv": tables(seed)["befolkning.csv"].replace(",2018,", ",2019,"),
             "konto.toml": DECEMBER, "quota.toml": DECEMBER.replace("new = 60", "new = 35")}
    path = ledger_case(folder, files | ({} if months is None else {"anvisningar.csv": months}), seed=seed)
    return [run(read_scenario(one)) for one in (path, path.with_name("quota.toml"))]


def alike(made: Run, folder: Path, other: Mapping[str, int]) -> list[Run]:
    """The same two scenarios with another account: more or fewer came in its last year."""
    more = {code: other[code] - n for code, n in received(made.plan.problem).items()}
    kept = []
    for line in tables(4)["anvisningar.csv"].splitlines()[1:]:
        code, month, kind, count = line.split(",")
        gone = min(int(count), max(-more[code], 0)) if month >= "2019" else 0
        more[code] += gone
        kept.append((code, month, kind, int(count) - gone))
    kept += [(code, "2019-12", "equalising", n) for code, n in more.items() if n]
    return of_december(folder, text("code,month,kind,count", kept))


def rows(sheet: Sheet | None) -> dict[str, dict[str, Any]]:
    """The rows of a sheet by code."""
    assert sheet is not None
    names = [f.name for f in sheet.fields]
    return {row[names.index("code")]: dict(zip(names, row, strict=True)) for row in sheet.rows}


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


def test_an_account_of_another_month_is_told_for_the_county_only(account: Run) -> None:
    shown = edition(account, "public", "sv")
    assert shown.hidden == set(account.plan.problem.county.codes)
    for row in rows(shown.sheet("plan")).values():
        told = {name for name in row if row[name] not in (COVERED, None, "")}
        assert told == (OPEN - {"capacity", "capacity_for"}) | {"sentence"}
    assert "december" in " ".join(shown.notes)
    assert (shown.run.plan.goals, shown.run.plan.ties) == ((), ())
    assert set(shown.sheet("measures").column("measure")) <= {"new_places"}  # type: ignore[union-attr]


def test_every_account_hides_as_another_does() -> None:
    """For one who knows the sum and tries the rule on every account: no small number stands alone."""
    tried = 0
    for size, most in ((2, 30), (3, 20), (4, 13)):
        seen: dict[Any, list[tuple[int, ...]]] = {}
        for account in product(range(most + 1), repeat=size):
            if sum(account) <= most:
                seen.setdefault(as_shown(account), []).append(account)
        for found in seen.values():
            for account in found:
                tried += 1
                for i, n in enumerate(account):
                    assert not 1 <= n <= 4 or len({one[i] for one in found}) > 1, account
    assert tried > 500


def as_shown(account: tuple[int, ...]) -> tuple[Any, ...]:
    """The numbers as shown, and their sum."""
    numbers = {f"{i:02}": n for i, n in enumerate(account)}
    texts = veil([numbers]).texts
    return (*(texts.get(code, n) for code, n in numbers.items()), sum(account))


def test_the_accounts_that_look_alike_belong_to_each_other() -> None:
    """Whichever of them is the true one, the others are the same, and every small number varies."""
    draw = random.Random(6)
    for _ in range(200):
        ago = {f"{i:02}": draw.choice((0, 2, 6, 9, 30)) for i in range(draw.randint(3, 14))}
        now = {code: n + draw.choice((0, 0, 1, 3, 7, 12)) for code, n in ago.items()}
        for years in ([now], [ago, now]):
            found = veil(years)
            everyone = [now, *found.others]
            for other in found.others:
                again = veil([*years[:-1], other])
                assert again.texts == found.texts
                assert sum(other.values()) == sum(now.values())
                assert sorted(map(str, (other, *again.others))) == sorted(map(str, everyone))
            for code, n in now.items() if not found.whole else ():
                small = 1 <= n <= 4 or (len(years) > 1 and 1 <= n - ago[code] <= 4)
                assert not small or len({one[code] for one in everyone}) > 1


def test_what_came_in_the_year_is_secret_too() -> None:
    before, now = {"a": 9, "b": 20, "c": 9, "d": 30}, {"a": 12, "b": 20, "c": 14, "d": 40}
    assert veil([now]).texts == {}
    assert veil([before, now]).texts == {"a": COVERED, "c": COVERED}


def test_all_accounts_that_look_alike_give_the_same_files(december: list[Run], tmp_path: Path) -> None:
    """Planned again with each of them, alone and beside each other: nothing in any file differs."""
    found = veil_of(december[0].plan.problem)
    assert found.others
    held = received(december[0].plan.problem)
    secret = [code for code, n in held.items() if 1 <= n <= 4]
    assert secret
    for code in secret:
        assert len({held[code], *(one[code] for one in found.others)}) > 1
    for hiding in hiding_of(december):
        assert not hiding.whole
        assert set() < hiding.new < set(held)
    told = []
    for i, other_account in enumerate([held, *found.others[:2]]):
        made = alike(december[0], tmp_path / f"case{i}", other_account)
        assert received(made[0].plan.problem) == other_account
        alone, beside = tmp_path / f"alone{i}", tmp_path / f"beside{i}"
        alone.mkdir()
        beside.mkdir()
        write_exports(made[0], alone, "sv")
        write_comparison_exports(compare(made), beside)
        editions = comparison_edition(compare(made), "public")
        sheets = [*editions.sheets, *(sheet for one in editions.runs for sheet in one.sheets)]
        told.append((texts(alone), texts(beside), {"sheets": repr(sheets)}))
    for again in told[1:]:
        for one, two in zip(told[0], again, strict=True):
            assert [name for name in one if one[name] != two[name]] == []
    assert made[0].id != december[0].id


def test_scenarios_of_different_accounts_tell_nothing_of_either(december: list[Run], tmp_path: Path) -> None:
    held = received(december[0].plan.problem)
    other = alike(december[0], tmp_path, {**held, "0180": held["0180"] + 3})
    made = comparison_edition(compare([december[0], other[1]]), "public")
    assert all(one.hidden == set(held) for one in made.runs)


def test_an_outcome_is_left_out_where_anything_is_hidden(december: list[Run], tmp_path: Path) -> None:
    path = tmp_path / "utfall.csv"
    path.write_text(text("code,kind,year,received", ((code, "referral", 2020, 7) for code in towns())))
    made = comparison_edition(compare(december, outcome=path), "public")
    assert not [one for one in made.sheets if one.word.startswith("outcome")]


def test_rows_of_children_are_not_named_among_what_differs(account: Run, tmp_path: Path) -> None:
    other = run(read_scenario(ledger_case(tmp_path, seed=2)))
    sheet = next(one for one in comparison_edition(compare([account, other]), "public").sheets
                 if one.word == "inputs")
    told = [row for row in sheet.rows if row[0].endswith(("nvisningar", "saldo"))]
    assert len(told) == 2
    assert not [one for row in told for one in row if "20" in one.split("rader")[-1] or "01" in one]


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


def test_a_scenario_without_a_plan_keeps_its_exact_id_to_itself(tmp_path: Path) -> None:
    """Its id too is over the exact account: who knew all but one count could try each against it."""
    path = ledger_case(tmp_path / "case", {}, seed=4)
    good, bad = run(read_scenario(path)), run(read_scenario(path, ["rules.ceiling.places=0"]))
    assert (good.plan.found, bad.plan.found) == (True, False)
    (tmp_path / "out").mkdir()
    write_comparison_exports(compare([good, bad]), tmp_path / "out")
    told = texts(tmp_path / "out")
    assert [name for name, text in told.items() for one in (good, bad) if one.id[:10] in text] == []


@pytest.mark.parametrize(("status", "told"), [("official", True), ("municipality", False)])
def test_small_numbers_that_a_share_model_counts_by_are_not_told(tmp_path: Path, status: str,
                                                                told: bool) -> None:
    """Three unaccompanied children received: as published, or nothing that the shares give."""
    case = tmp_path / "case"
    shutil.copytree(ROOT / "scenarios" / "stockholm-2010", case)
    file, sources = case / "received.csv", case / "sources.toml"
    file.write_text(re.sub(r"(?m)^(0187,Vaxholm,\d+),\d+", r"\1,3", file.read_text("utf-8-sig")))
    before, mark, after = sources.read_text("utf-8").partition('["received.csv"]')
    after = after.replace('status = "official"', f'status = "{status}"', 1)
    sources.write_text(before + mark + after, encoding="utf-8")
    made = run(read_scenario(case / "andelsmodellen.toml"))
    shown = edition(made, "public", "sv")
    plan = rows(shown.sheet("plan"))["0187"]
    assert (plan["quota"] == COVERED, plan["share"] == COVERED, shown.hides) == (not told,) * 3
    assert plan["after"] == made.plan.places["0187", plan["kind"], plan["year"]]
    assert (shown.sheet("shares") is not None) == told
    assert [one for one in shown.notes if "andelsmodellen" in one] == [] or not told
    write_exports(made, tmp_path, "sv")
    page = next(tmp_path.glob("rapport_*.html")).read_text("utf-8")
    assert ("Mottagna ensamkommande barn: 3," in page) == told
