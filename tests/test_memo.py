"""The memo of a run read back from its file: its headings, its figures, what each page says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.measures import gap
from planner import read_scenario, run
from planner.edition import edition
from planner.figures.order import swedish
from planner.memo import write_memo
from planner.run import Run
from planner.wording import LANGUAGES, decimal, say, whole
from tests.ledger_case import ledger_case
from tests.memo_read import Memo, text
from tests.small_case import SCENARIO, small_case

ROOT = Path(__file__).resolve().parent.parent / "scenarios"
HEADINGS = {
    "sv": ["Förslag till beslut", "Sammanfattning", "Ärendet", "Bakgrund", "Alternativ",
           "Ekonomiska konsekvenser", "Konsekvenser för barn", "Bilagor", "Bilaga 1: Fördelning per kommun"],
    "en": ["Proposed decision", "Summary", "The matter", "Background", "Alternatives",
           "Financial consequences", "Consequences for children", "Annexes",
           "Annex 1: Distribution by municipality"]}
MATTER = '\n[memo]\ndiary_number = "LST 123-2010"\ndecides = "Styrelsen"\nofficer = "A. Andersson"\n'
Write = Callable[..., Memo]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def of(made: Run, release: str = "public", language: str = "sv") -> Memo:
        path = tmp_path / f"{release}_{language}.docx"
        write_memo(path, edition(made, release, language))
        return Memo(path)
    return of


@pytest.fixture(scope="module")
def schools() -> Run:
    """26 municipalities, one kind, school places and two resources."""
    return run(read_scenario(ROOT / "stockholm-2010" / "resurser.toml"))


@pytest.fixture(scope="module")
def kinds() -> Run:
    """13 municipalities, two kinds, two years, permit places month by month."""
    return run(read_scenario(ROOT / "ostergotland-2012" / "permit-strom.toml"))


def small(folder: Path, scenario: str = SCENARIO, **files: str) -> Run:
    return run(read_scenario(small_case(folder, {f"{k}.csv": v for k, v in files.items()}, scenario)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headings_are_those_of_a_memo_and_real_styles(kinds: Run, write: Write, language: str) -> None:
    (title, name), *rest = write(kinds, language=language).headings()
    assert title == "Title"
    assert "Östergötlands län" in name
    assert "2012–2013" in name
    assert [told for _, told in rest] == HEADINGS[language]
    assert {style for style, _ in rest} == {"Heading 1", "Heading 2"}


def test_the_annex_holds_the_plan_by_name(schools: Run, write: Write) -> None:
    header, *rows, county = write(schools).rows(-1)
    assert header == ["Kommun", "I dag", "Nya", "Efter", "Kvot", "Avvik."]
    names = [row[0] for row in rows]
    assert names == sorted(names, key=swedish)
    assert names[-3:] == ["Vaxholm", "Värmdö", "Österåker"]
    plan, need = schools.plan, schools.plan.problem.need
    for town in plan.problem.county.municipalities:
        cell = (town.code, need.kinds[0], need.years[0])
        figures = (plan.before(cell), plan.new(cell), plan.places[cell])
        apart = plan.places[cell] - plan.quotas[cell]
        against = decimal(plan.quotas[cell], 1), decimal(apart, 1, sign=True)
        assert [town.name, *map(whole, figures), *against] in rows
    assert county == ["Hela länet", "140", "200", "340", "340,0", "0,0"]
    below = write(schools).under("Bilaga 1: Fördelning per kommun")
    assert "Avvikelsen är antalet efter minus kvoten 2010" in below


def test_kinds_and_years_stand_under_their_headings(kinds: Run, write: Write) -> None:
    over, header, *rows, county = write(kinds, "internal").rows(-1)
    assert list(dict.fromkeys(over)) == ["", "Asylplatser", "Platser efter uppehållstillstånd (PUT-platser)"]
    assert header == ["Kommun", *["I dag", "Nya 2012", "Nya 2013", "Efter", "Kvot", "Avvik."] * 2]
    plan, need = kinds.plan, kinds.plan.problem.need
    names = {town.name: town.code for town in plan.problem.county.municipalities}
    for name, *told in rows:
        cells = [[(names[name], kind, year) for year in need.years] for kind in need.kinds]
        assert told == [text for first, last in cells for text in (
            *map(whole, (plan.before(first), plan.new(first), plan.new(last), plan.places[last])),
            decimal(plan.quotas[last], 1), decimal(gap(plan, last, plan.quotas), 1, sign=True))]
    assert [*county[1:5], *county[7:11]] == [whole(n) for kind in need.kinds for n in (
        need.total_today[kind], need.total[kind, 2012] - need.total_today[kind],
        need.total[kind, 2013] - need.total[kind, 2012], need.total[kind, 2013])]


def test_every_page_has_its_stamp_its_diary_number_and_its_number(tmp_path: Path, write: Write) -> None:
    made = small(tmp_path, SCENARIO + MATTER)
    memo = write(made)
    assert memo.header().splitlines() == ["Offentlig", "Diarienummer: LST 123-2010"]
    assert write(made, "internal").header().startswith("Intern – får inte spridas")
    assert all(section.header.is_linked_to_previous for section in list(memo.document.sections)[1:])
    footer = memo.parts()["word/footer1.xml"].decode()
    assert " PAGE " in footer
    assert " NUMPAGES " in footer
    assert "Styrelsen föreslås besluta" in memo.under("Förslag till beslut")


def test_what_the_scenario_does_not_say_is_filled_in(tmp_path: Path, write: Write) -> None:
    memo = write(small(tmp_path))
    assert memo.header().splitlines()[1] == "Diarienummer: [fyll i diarienummer]"
    body = [text(p) for p in memo.document.paragraphs]
    assert {"Till: [beslutande organ]", "Handläggare: [namn och titel]", "Datum: [datum]",
            "[beslutande organ] föreslås besluta"} <= set(body)
    assert memo.parts()["word/document.xml"].count(b"<w:sdt>") == 5  # and the signature


def test_the_matter_s_papers_change_no_plan(tmp_path: Path) -> None:
    plain, named = small(tmp_path / "a"), small(tmp_path / "b", SCENARIO + MATTER)
    assert plain.plan.places == named.plan.places


def test_the_decision_tells_what_is_new_and_what_is_assumed(schools: Run, kinds: Run, write: Write) -> None:
    told = write(schools).under("Förslag till beslut").splitlines()
    assert told[1].endswith("Stockholms län 2010 enligt bilaga 1: 200 blandade platser,")
    assert "överenskommelser" in told[2]
    assert told[3].startswith("att de antagna uppgifterna (platser i dag, kapacitet, ")
    both = write(kinds).under("Förslag till beslut")
    assert "30 asylplatser och 71 platser efter uppehållstillstånd (PUT-platser)" in both


def test_an_example_says_so_first(schools: Run, tmp_path: Path, write: Write) -> None:
    body = [p.text for p in write(schools).document.paragraphs]
    framed = next(i for i, one in enumerate(body) if one.startswith("EXEMPEL – antagna värden: "))
    assert framed < body.index("Förslag till beslut")
    assert not any("EXEMPEL" in p.text for p in write(small(tmp_path)).document.paragraphs
                   if "Bilaga" not in p.text)


def test_proved_is_never_said_alone(schools: Run, write: Write) -> None:
    memo = write(schools)
    body = "\n".join(p.text for p in memo.document.paragraphs)
    assert "bevisa" not in body
    assert "enligt dessa regler och dessa ingångsvärden; 7 av 10 ingångstabeller är antagna" in body


def test_the_same_run_gives_the_same_bytes(kinds: Run, tmp_path: Path) -> None:
    made = edition(kinds, "public", "sv")
    for name in ("a", "b"):
        write_memo(tmp_path / name, made)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    memo = Memo(tmp_path / "a")
    assert memo.dates() == {(1980, 1, 1, 0, 0, 0)}
    about = memo.document.core_properties
    assert about.title == "Fördelning av nya platser i Östergötlands län 2012–2013"
    assert (about.author, about.last_modified_by, about.comments, about.language) == ("", "", "", "sv-SE")
    assert not [name for name in memo.parts() if "thumbnail" in name]


def test_names_stay_text(tmp_path: Path, write: Write) -> None:
    hostile = ["=1+1", "<script>alert(1)</script>", "\u2212@\ttab"]
    rows = zip(("0114", "0180", "0192"), hostile, strict=True)
    table = "code,name,latitude,longitude\n" + "".join(f'{code},"{name}",59,18\n' for code, name in rows)
    memo = write(small(tmp_path, SCENARIO.replace("Efter folkmängd", "<b>=2+2"), municipalities=table))
    assert {row[0] for row in memo.rows(-1)} >= set(hostile)
    assert "<b>=2+2" in [p.text for p in memo.document.paragraphs]
    assert b"<script" not in memo.parts()["word/document.xml"]


def test_signs_that_no_document_can_hold_are_exchanged(tmp_path: Path, write: Write) -> None:
    memo = write(small(tmp_path, SCENARIO.replace("Efter folkmängd", "ett\\u0007två")))
    assert "ett\ufffdtvå" in [p.text for p in memo.document.paragraphs]


@pytest.mark.parametrize("language", LANGUAGES)
def test_small_counts_stand_nowhere_in_a_public_memo(tmp_path: Path, write: Write, language: str) -> None:
    made = run(read_scenario(ledger_case(tmp_path)))
    memo = write(made, language=language)
    shown = edition(made, "public", language)
    sheet: Any = shown.sheet("plan")
    names = [f.name for f in sheet.fields]
    told = {row[0]: row[1:] for row in memo.rows(-1)}
    for row in sheet.rows:
        values = [row[names.index(word)] for word in ("received", "new", "together", "quota", "gap")]
        assert told[row[names.index("name")]] == [
            value if isinstance(value, str) else decimal(value, 1, language, sign=word == "gap")
            if word in ("quota", "gap") else whole(value, language)
            for word, value in zip(("received", "new", "together", "quota", "gap"), values, strict=True)]
    assert told[say("table.county", language)][:3] == [".."] * 3
    assert say("memo.baselines_hidden", language).split(":")[0] in memo.under(HEADINGS[language][4])
    exact = {row[0]: row[1:] for row in write(made, "internal", language).rows(-1)}
    assert all(value.isdigit() for row in list(exact.values())[1:] for value in row[:3])


def test_referrals_and_persons_are_called_so(write: Write) -> None:
    referrals = write(run(read_scenario(ROOT / "stockholm-2019" / "lopande" / "period.toml")))
    persons = write(run(read_scenario(ROOT / "ostergotland-2019" / "folkmangd.toml")))
    assert referrals.rows(-1)[0] == ["Kommun", "Mottagna", "Nya", "Tillsammans", "Kvot", "Avvik."]
    assert persons.rows(-1)[0] == ["Kommun", "Nya", "Kvot", "Avvik."]
    for memo, word in ((referrals, "anvisningar"), (persons, "personer")):
        assert memo.headings()[0][1].startswith(f"Fördelning av nya {word} i ")
        body = "\n".join(p.text for p in memo.document.paragraphs)
        assert " nya platser" not in body


def test_the_sheet_of_answers_gives_what_is_left_to_sign(write: Write) -> None:
    made = run(read_scenario(ROOT / "stockholm-2010" / "svar.toml"))
    assert "att de 84 nya platser som ännu inte är undertecknade" in write(made).under("Förslag till beslut")


def test_a_table_s_header_stands_again_on_each_page(schools: Run, write: Write) -> None:
    xml = write(schools).parts()["word/document.xml"].decode()
    assert xml.count("<w:tblHeader/>") == 2
    assert 'w:tblCaption w:val="Bilaga 1: Fördelning per kommun"' in xml
