"""The report of a run fetches nothing, runs nothing but its own, and shows no more than its release."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

from models.measures import amount
from planner import read_scenario, run
from planner.edition import Edition, edition
from planner.release import INTERNAL, PUBLIC, RELEASES, stamp
from planner.report.page import html
from planner.report.run_report import page
from planner.report.sections import decision, first, gains
from planner.run import Run
from planner.small_counts import COVERED, SMALL
from planner.wording import decimal, say, whole
from tests.ledger_case import ledger_case
from tests.report_page import ReportPage
from tests.small_case import TABLES, small_case

ROOT = Path(__file__).resolve().parent.parent
HOSTILE = {"0114": "<script>alert(1)</script>", "0180": '=1+1"\'onload="x', "0192": "@Nynäs&amp;hamn"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(read_scenario(small_case(tmp_path_factory.mktemp("case"))))


@pytest.fixture(scope="module")
def schools(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(read_scenario(ROOT / "scenarios" / "stockholm-2010" / "pendling-45.toml"))


def read(of: Edition) -> ReportPage:
    return ReportPage(html(page(of)))


@pytest.mark.parametrize("release", RELEASES)
def test_nothing_is_fetched_and_only_its_own_style_and_script_run(schools: Run, release: str) -> None:
    text = html(page(edition(schools, release, "sv")))
    found = ReportPage(text)
    for name in ("src", "srcset", "action", "formaction", "poster", "data", "background"):
        assert not found.attributes(name)
    assert all(str(link).startswith("#") for link in found.attributes("href"))
    assert "url(" not in text
    assert "@import" not in text
    assert not found.attributes("style")
    assert not [name for _, attributes in found.tags for name in attributes if name.startswith("on")]
    told = next(a["content"] for tag, a in found.tags if a.get("http-equiv") == "Content-Security-Policy")
    for inner in (found.inner["style"], found.inner["script"]):
        assert len(inner) == 1
        digest = base64.b64encode(hashlib.sha256(inner[0].encode()).digest()).decode()
        assert f"'sha256-{digest}'" in str(told)
    assert "default-src 'none'" in str(told)
    assert "unsafe" not in str(told)


def test_ids_are_there_once_and_links_find_them(schools: Run) -> None:
    found = read(edition(schools, INTERNAL, "sv"))
    ids = found.attributes("id")
    assert len(ids) == len(set(ids))
    assert {str(link)[1:] for link in found.attributes("href")} <= set(map(str, ids))
    described = [*found.attributes("aria-labelledby"), *found.attributes("aria-describedby")]
    assert {one for names in described for one in str(names).split()} <= set(map(str, ids))


def hostile(folder: Path) -> Run:
    towns = TABLES["municipalities.csv"].splitlines()
    rows = [towns[0]]
    for line in towns[1:]:
        code, _, *rest = line.split(",")
        name = HOSTILE[code].replace('"', '""')
        rows.append(",".join([code, f'"{name}"', *rest]))
    title = "title = '<b>\"Titel\" </style><script>alert(2)</script>'"
    scenario = f'extends = "case.toml"\n{title}\n\n[rules.capacity]\n'
    return run(read_scenario(small_case(folder, {"municipalities.csv": "\n".join(rows) + "\n"}, scenario)))


@pytest.mark.parametrize("release", RELEASES)
def test_hostile_names_stay_text(tmp_path: Path, release: str) -> None:
    made = hostile(tmp_path)
    assert made.plan.found
    text = html(page(edition(made, release, "sv")))
    found = ReportPage(text)
    assert len(found.inner["script"]) == len(found.inner["style"]) == 1
    assert not [tag for tag, _ in found.tags if tag == "b"]
    assert not found.attributes("onload")
    assert HOSTILE["0114"] in {row[1] for row in found.tables[0].rows + found.tables[1].rows}
    assert "alert" not in found.inner["script"][0]
    assert "alert(" not in found.inner["style"][0]


def test_a_public_page_leaves_out_who_goes_to_which_school(schools: Run) -> None:
    public, internal = (html(page(edition(schools, release, "sv"))) for release in (PUBLIC, INTERNAL))
    part = say("explain_part.school", "sv")
    assert f"<h4>{part}</h4>" in internal
    assert f"<h4>{part}</h4>" not in public
    assert f"{say('sheet.flows', 'sv')} (" in internal
    assert f": {say('sheet.flows', 'sv')} (" not in public


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(read_scenario(ledger_case(tmp_path_factory.mktemp("konto"))))


def test_what_is_hidden_is_nowhere_in_a_public_page(account: Run) -> None:
    of = edition(account, PUBLIC, "sv")
    assert of.hidden
    found = read(of)
    table = found.table(next(iter(decision.decision_sheets(of))).title).by_code()
    for code in of.hidden:
        assert table[code]["received"] in (SMALL, COVERED)
        assert table[code]["new"] == COVERED
    line = found.table(next(iter(decision.decision_sheets(of))).title).foot
    assert line.count("") >= 3  # no sum over what is hidden
    assert gains.section(of) is None
    assert not [text for _, text in found.headings if text == say("report.gains", "sv")]
    told = list(first.sentences(of))
    assert whole(sum(account.plan.new(cell) for cell in account.plan.problem.cells), "sv") in told[0]
    assert told[3].startswith("Vem som får flest sägs inte")
    assert told[4] == say("report.ties_hidden", of.language)
    names = {town.code: town.name for town in account.plan.problem.county.municipalities}
    pages = [text for level, text in found.headings if level == "h3"]
    assert all(names[code] in pages for code in of.hidden)


def test_the_internal_page_of_an_account_has_every_count(account: Run) -> None:
    of = edition(account, INTERNAL, "sv")
    table = read(of).table(next(iter(decision.decision_sheets(of))).title).by_code()
    for cell in account.plan.problem.cells:
        row = table[cell[0]]
        assert row["new"] == whole(account.plan.new(cell), "sv")
        both = amount(account.plan, cell)
        assert row["together"] == whole(both, "sv")
        assert row["gap"] == decimal(both - account.plan.quotas[cell], 1, "sv", sign=True)
    assert "Avvikelsen är mottagna och nya tillsammans minus kvoten." in html(page(of))


def test_a_sum_over_a_hidden_number_is_hidden() -> None:
    from planner.report.planned import total
    assert total([1, SMALL, 3]) == COVERED
    assert total([1, None, 3]) == 4
    assert total([]) is None


def test_the_stamp_stands_on_the_page_and_at_the_head_of_paper(made: Run) -> None:
    for release in RELEASES:
        text = html(page(edition(made, release, "en")))
        assert f'<p class="stamp">{stamp(release, "en")}</p>' in text
        head = re.search(r'@top-left \{ content: "([^"]*)"', text)
        assert head is not None
        assert re.sub(r"\\([0-9a-f]+) ", lambda sign: chr(int(sign[1], 16)), head[1]) == stamp(release, "en")


def test_signs_that_show_nothing_or_turn_the_text_are_left_out(tmp_path: Path) -> None:
    name = "Sol\u202ena\u009b\u0001 (\u2066x)"
    files = {"municipalities.csv": TABLES["municipalities.csv"].replace("Stockholm", name)}
    done = run(read_scenario(small_case(tmp_path, files)))
    text = html(page(edition(done, PUBLIC, "sv")))
    assert "Solna (x)" in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
