"""The verb template: what it writes is a case, the same case, explained in Swedish, ready to fill in."""

from __future__ import annotations

import json
import re
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from models import running_tables, tables
from models.errors import InputFault
from models.pieces import pieces
from models.tables import COMMON, TableSpec
from planner import read_scenario, run
from planner.book_sources import SOURCES
from planner.case import load_case
from planner.cli import main
from planner.headings import headings
from planner.keys import BasisKeys, CaseKeys, NeedKeys, WindowKeys
from planner.record import write_run
from planner.run import run_id
from planner.scenario import scenario_files
from planner.settings import PLAIN_KEYS, Settings
from planner.template.carry import moved_room
from planner.template.filling import emptied, filling_of
from planner.template.folder import BOOK, write_template
from planner.template.next_year import next_year
from planner.template.toml_text import toml
from planner.wording import subject
from tests.small_case import SCENARIO, TABLES, described, small_case
from tests.workbooks import Sheets, sheets_of, spoil, template

ROOT = Path(__file__).resolve().parent.parent
CASES = [path for case in ("stockholm-2010", "ostergotland-2012")
         for path in scenario_files(ROOT / "scenarios" / case)]
SPECS = [*{spec.word: spec for module in (tables, running_tables) for spec in vars(module).values()
           if isinstance(spec, TableSpec)}.values(), SOURCES]
Capture = pytest.CaptureFixture[str]


def id_of(path: Path) -> str:
    scenario = read_scenario(path)
    return run_id(scenario, load_case(scenario))


@pytest.fixture(scope="module")
def stockholm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template of a case, filled."""
    folder = tmp_path_factory.mktemp("mallar") / "stockholm"
    write_template(filling_of(ROOT / "scenarios" / "stockholm-2010"), folder)
    return folder


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_filled_template_is_the_same_run(path: Path, tmp_path: Path) -> None:
    _, scenario = template(path, tmp_path / "mall")
    assert id_of(scenario) == id_of(path)


def test_an_english_template_is_the_same_run_too(tmp_path: Path) -> None:
    case = small_case(tmp_path / "fall")
    book, scenario = write_template(filling_of(case, (), "en"), tmp_path / "mall", "en")
    assert id_of(scenario) == id_of(case)
    assert list(sheets_of(book)) == ["Instructions", "Municipalities", "Kinds", "Population", "Places today",
                                     "Capacity", "Sources"]
    assert sheets_of(book)["Capacity"][0][0] == "code"


def test_names_of_files_are_no_part_of_the_id_but_what_stands_in_them_is(tmp_path: Path) -> None:
    plain = id_of(small_case(tmp_path / "a"))
    files = {"rum.csv": TABLES["capacity.csv"], "sources.toml": described([*TABLES, "rum.csv"])}
    renamed = SCENARIO.replace("[rules.capacity]", '[rules.capacity]\ntable = "rum.csv"')
    assert id_of(small_case(tmp_path / "b", files, renamed)) == plain
    other = {**files, "rum.csv": TABLES["capacity.csv"].replace("90", "91")}
    assert id_of(small_case(tmp_path / "c", other, renamed)) != plain
    sure = {**files, "sources.toml": described([*TABLES]) + described(["rum.csv"], "assumed")}
    assert id_of(small_case(tmp_path / "d", sure, renamed)) != plain


def test_tables_that_change_places_are_another_question(tmp_path: Path) -> None:
    files = {"a.csv": "code,places\n0114,1\n", "b.csv": "code,places\n0114,2\n",
             "sources.toml": described([*TABLES, "a.csv", "b.csv"])}
    rules = SCENARIO + '\n[rules.ceiling]\ntable = "{}"\n[rules.floor]\ntable = "{}"\n'
    ways = [id_of(small_case(tmp_path / first, files, rules.format(f"{first}.csv", f"{second}.csv")))
            for first, second in ("ab", "ba")]
    assert ways[0] != ways[1]


def test_the_same_filling_gives_the_same_bytes(stockholm: Path, tmp_path: Path) -> None:
    write_template(filling_of(ROOT / "scenarios" / "stockholm-2010"), tmp_path / "igen")
    for path in stockholm.iterdir():
        assert path.read_bytes() == (tmp_path / "igen" / path.name).read_bytes(), path.name


def test_the_first_sheet_says_what_to_do(stockholm: Path) -> None:
    sheets = sheets_of(stockholm / BOOK)
    assert next(iter(sheets)) == "Instruktion"
    text = " ".join(str(cell) for row in sheets["Instruktion"] for cell in row)
    assert "Steg 1 Skriv länets kommuner" in text
    assert "run_plan.py check folkmangd.toml" in text
    assert [name for name in sheets if name not in text] == ["Instruktion"]


def xml(book: Path, part: str) -> str:
    with zipfile.ZipFile(book) as opened:
        return opened.read(part).decode()


def parts(book: Path, start: str) -> Iterator[str]:
    with zipfile.ZipFile(book) as opened:
        for name in opened.namelist():
            if name.startswith(start):
                yield opened.read(name).decode()


def test_every_sheet_is_a_named_table_with_a_frozen_header_and_no_merged_cells(stockholm: Path) -> None:
    first, *sheets = parts(stockholm / BOOK, "xl/worksheets/sheet")
    assert all('state="frozen"' in sheet and "<tablePart " in sheet for sheet in sheets)
    assert not any("mergeCell" in sheet for sheet in (first, *sheets))
    names = re.findall('displayName="([^"]+)"', "".join(parts(stockholm / BOOK, "xl/tables/table")))
    assert len(set(names)) == len(names) == len(sheets)


def test_codes_are_text_where_nothing_stands_yet(tmp_path: Path) -> None:
    book, _ = template(ROOT / "scenarios" / "stockholm-2010", tmp_path / "mall", empty=True)
    sheet = xml(book, "xl/worksheets/sheet2.xml")  # the municipalities
    style = re.search(r'<c r="A40" s="(\d+)"/>', sheet)
    column = re.search(r'<col min="1" max="1" [^>]*style="(\d+)"', sheet)
    assert style is not None
    assert column is not None
    assert style[1] == column[1]
    formats = re.findall(r'<xf numFmtId="(\d+)"', xml(book, "xl/styles.xml").split("<cellXfs")[1])
    assert formats[int(style[1])] == "49"  # Excel's own number for text


def test_cells_are_checked_while_one_types(stockholm: Path) -> None:
    sheets = list(parts(stockholm / BOOK, "xl/worksheets/sheet"))
    names = list(sheets_of(stockholm / BOOK))
    room = sheets[names.index("Kapacitet")]
    assert 'type="list"' in room
    assert 'type="whole" operator="greaterThanOrEqual"' in room
    assert 'type="date"' in room
    assert "OFFSET(&apos;Kommuner&apos;!$A$2" in room or "OFFSET('Kommuner'!$A$2" in room
    assert "OFFSET('Platsslag'!$A$2" in room.replace("&apos;", "'")
    assert "officiell,kommunens egen,antagen" in sheets[names.index("Källor")]


def test_every_header_carries_its_meaning(stockholm: Path) -> None:
    notes = "".join(parts(stockholm / BOOK, "xl/comments"))
    assert "Högst så många platser i drift; utan platsslag: alla platsslag tillsammans. Enhet: platser. " \
           "Måste fyllas i." in notes
    assert notes.count("<comment ") == sum(
        len(rows[0]) for name, rows in sheets_of(stockholm / BOOK).items() if name != "Instruktion")


def test_an_empty_template_has_headers_and_kinds_and_no_figures(tmp_path: Path) -> None:
    book, scenario = template(ROOT / "scenarios" / "stockholm-2010", tmp_path / "mall", empty=True)
    sheets = sheets_of(book)
    assert {name: len(rows) for name, rows in sheets.items() if name not in ("Instruktion", "Källor")} == {
        name: 2 if name == "Platsslag" else 1 for name in sheets if name not in ("Instruktion", "Källor")}
    assert sheets["Källor"][1][:2] == ["Kommuner", ""]
    assert sorted(p.name for p in book.parent.iterdir()) == [scenario.name, BOOK]


def test_a_sheet_that_the_scenario_does_not_use_may_stay_empty(stockholm: Path) -> None:
    sheets = sheets_of(stockholm / BOOK)
    assert "Takt" in sheets  # of another scenario of the folder
    assert "Takt" not in tomllib.loads((stockholm / "folkmangd.toml").read_text("utf-8"))["case"].values()
    assert f'table = "{BOOK}#Takt"' in (stockholm / "folkmangd.toml").read_text("utf-8")


def keyed(text: str) -> Iterator[tuple[str, str]]:
    """Each key of a scenario file with the line above it."""
    above = ""
    for line in text.splitlines():
        if re.match(r"(# )?[a-z_]+ = ", line) and not line.startswith("goals"):
            yield line, above
        above = line


@pytest.mark.parametrize("path", CASES[:3], ids=lambda path: path.stem)
def test_every_key_has_a_swedish_comment_above_it(path: Path, tmp_path: Path) -> None:
    _, scenario = template(path, tmp_path / "mall")
    text = scenario.read_text(encoding="utf-8")
    found = list(keyed(text))
    assert len(found) > 30
    swedish = {word for told in subject("meaning").values() for word in told["sv"].split()}
    for line, above in found:
        assert above.startswith("# "), line
        assert set(above.split()) & swedish, line
    assert {name for name in PLAIN_KEYS if f"\n{name} = " in text or f"\n# {name} = " in text
            or f"\n[{name}]" in text} == set(PLAIN_KEYS) - {"versions"}


def descriptions() -> Iterator[str]:
    """Every meaning that stands in the code: of keys, pieces and columns."""
    for spec in SPECS:
        yield from (column.meaning for column in (*spec.columns, *COMMON))
    for model in (CaseKeys, NeedKeys, BasisKeys, WindowKeys, Settings):
        yield from (info.description for info in model.model_fields.values() if info.description)
    for folder in ("rules", "goals", "shares", "sections"):
        for piece in pieces(folder).values():
            yield from of_piece(piece)


def of_piece(piece: type) -> Iterator[str]:
    yield from (f.metadata["meaning"] for f in fields(piece))
    for hint in get_type_hints(piece).values():
        for part in get_args(hint):
            if is_dataclass(part) and isinstance(part, type):
                yield from of_piece(part)


def test_every_meaning_in_the_code_has_its_swedish_words() -> None:
    known = subject("meaning")
    assert sorted({text for text in descriptions() if text not in known}) == []
    assert [text for text, told in known.items() if told["en"] != text] == []
    assert sorted(set(known) - {*descriptions(), "how certain they are"}) == []


def test_every_table_and_column_has_its_swedish_heading() -> None:
    assert sorted({spec.word for spec in SPECS} - set(subject("sheet_name"))) == []
    lacking = [f"{spec.word}/{c.name}" for spec in SPECS for c in spec.columns
               if c.name not in subject("heading") and f"{spec.word}/{c.name}" not in subject("heading")]
    assert lacking == []
    units = {c.unit for spec in SPECS for c in spec.columns if c.unit}
    assert sorted(units - set(subject("unit_word"))) == []
    assert all(headings(spec)[c.name] for spec in SPECS for c in spec.columns)


@pytest.mark.parametrize(("value", "text"), [
    (True, "true"), (340, "340"), (Fraction(12, 5), "2.4"), (Fraction(-1, 40), "-0.025"),
    (Fraction(1, 3), '"1/3"'), (Fraction(6, 2), "3"), (date(2009, 12, 31), "2009-12-31"),
    ((15, 15), "[15, 15]"), ({"a b": 1, "asylum": (1,)}, '{"a b" = 1, asylum = [1]}'),
    ('säg "nej"', '"säg \\"nej\\""')])
def test_values_as_toml(value: Any, text: str) -> None:
    assert toml(value) == text
    tomllib.loads(f"x = {text}")


@pytest.mark.parametrize("text", ["å " * 120 + "slut", "rad\nrad " * 30, 'c:\\a "b" ' * 20,
                                  "  två  blanka " * 20])
def test_long_texts_read_back(text: str) -> None:
    assert tomllib.loads(f"x = {toml(text)}")["x"] == text


def test_a_sheet_can_be_another_version_of_a_table(tmp_path: Path) -> None:
    from planner.versions import variants
    book, scenario = template(small_case(tmp_path / "fall"), tmp_path / "mall")

    def more(sheets: Sheets) -> None:
        for name in ("Kapacitet A", "Kapacitet B"):
            sheets[name] = [list(row) for row in sheets["Kapacitet"]]
            sheets["Källor"].append([name, "vi", "2010", "antagen", "annan regel", ""])
    spoil(book, more)
    text = scenario.read_text(encoding="utf-8")
    start = text.index("# [versions]")
    end = text.index("\n\n", start)
    used = text[:start] + text[start:end].replace("# ", "") + text[end:]
    scenario.write_text(used, encoding="utf-8")
    found = variants(read_scenario(scenario))
    assert [one.version.file for one in found] == [f"{BOOK}#Kapacitet A", f"{BOOK}#Kapacitet B"]
    assert {one.rule for one in found} == {"annan regel"}


# the command line


def test_the_verb_writes_and_says_what_to_do(tmp_path: Path, capsys: Capture,
                                             monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    small_case(Path("fall"))
    assert main(["template", "fall"]) == 0
    told = capsys.readouterr().out
    assert f"Skrivet i {Path('mall', 'fall')}:" in told
    assert "börja med bladet ”Instruktion”" in told
    assert main(["check", str(Path("mall", "fall", "plan.toml"))]) == 0
    assert main(["template", "fall", "--empty"]) == 0
    assert Path("mall", "fall-tom", BOOK).is_file()


def test_a_filled_template_is_never_written_over(tmp_path: Path, capsys: Capture) -> None:
    case = small_case(tmp_path / "fall")
    arguments = ["template", str(case), "--out", str(tmp_path / "mall")]
    assert main(arguments) == 0
    before = (tmp_path / "mall" / BOOK).read_bytes()
    assert main(arguments) == 2
    assert "en ifylld mall skrivs aldrig över" in capsys.readouterr().err
    assert (tmp_path / "mall" / BOOK).read_bytes() == before


@pytest.mark.parametrize(("argv", "sentence"), [
    ([], "ange ett fall"), (["fall", "--year", "2010"], "--year hör ihop med --from"),
    (["--from", "fall"], "här finns ingen körning"), (["--from", "fall", "--empty"], "--empty och --from"),
    (["saknas"], "filen finns inte")])
def test_what_cannot_be_done_is_told(argv: list[str], sentence: str, tmp_path: Path, capsys: Capture,
                                     monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    small_case(Path("fall"))
    assert main(["template", *argv]) == 2
    assert sentence in capsys.readouterr().err
    assert not Path("mall").exists()


# next year's case


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run of two years: asylum 10 -> 20 -> 30, permit 4 -> 9."""
    case = small_case(tmp_path_factory.mktemp("fall"))
    return write_run(run(read_scenario(case)), tmp_path_factory.mktemp("resultat"))


def test_a_run_holds_the_case_it_answers(planned: Path) -> None:
    record = json.loads((planned / "run.json").read_text(encoding="utf-8"))
    assert id_of(planned / "scenario.toml") == record["run"]


def moved_on(planned: Path, folder: Path, year: int | None = None) -> Path:
    return write_template(next_year(planned, None, year), folder / "mall")[1]


def test_next_years_case_starts_where_the_plan_ends(planned: Path, tmp_path: Path) -> None:
    scenario = read_scenario(moved_on(planned, tmp_path))
    case = load_case(scenario)
    need = case.problem.need
    assert need.years == (2012, 2013)
    assert sum(n for (_, kind), n in need.today.items() if kind == "asylum") == 30
    assert {need.total[kind, 2013] for kind in ("asylum", "permit")} == {30, 9}
    places = next(name for name in case.sources if name.endswith("#Platser i dag"))
    assert case.sources[places].status == "assumed"
    assert json.loads((planned / "run.json").read_text("utf-8"))["run"][:12] in case.sources[places].rule
    assert scenario.resolved["population_date"] == "2009-12-31"


def test_next_years_case_plans_at_once(planned: Path, tmp_path: Path) -> None:
    made = run(read_scenario(moved_on(planned, tmp_path)))
    assert made.plan.ending.value == "proved"
    assert all(made.plan.new(cell) == 0 for cell in made.plan.problem.cells)


def test_a_plan_half_done_goes_on_with_its_own_need(planned: Path, tmp_path: Path) -> None:
    need = load_case(read_scenario(moved_on(planned, tmp_path, 2010))).problem.need
    assert need.years == (2011, 2012)
    assert [need.total["asylum", year] for year in need.years] == [30, 30]
    assert sum(n for (_, kind), n in need.today.items() if kind == "asylum") == 20


def test_the_sheet_of_answers_asks_for_what_the_plan_gives(planned: Path, tmp_path: Path) -> None:
    path = moved_on(planned, tmp_path)
    header, *rows = sheets_of(path.with_name(BOOK))["Svar"]
    assert header[:6] == ["Kommunkod", "Kommun", "Platsslag", "År", "Tillfrågad om", "Svar"]
    assert sum(row[4] for row in rows if row[2] == "asylum") == 20
    assert all(row[4] > 0 and row[5] == "" for row in rows)
    head = " ".join(path.read_text(encoding="utf-8").split("title = ")[0].replace("#", "").split())
    assert "Det används först när regeln answers skrivs i scenariot." in head


def test_a_capacity_worked_over_no_longer_stands_as_the_old_statement() -> None:
    old = {"kind": None, "date": date(2010, 2, 5), "stated_by": "kommunen", "status": "municipality"}
    rows = tuple({"code": code, "capacity": 9, **old} for code in ("0114", "0180", "0192"))
    told = {"date": date(2011, 12, 31), "stated_by": "omräknat", "status": "assumed"}
    moved = moved_room(rows, {("0114", "asylum"): 2, ("0180", "asylum"): -2}, {}, told)
    assert [row["capacity"] for row in moved] == [11, 7, 9]
    assert [row["stated_by"] for row in moved] == ["omräknat", "omräknat", "kommunen"]
    assert moved[0]["date"] == date(2011, 12, 31)
    assert moved[2] == rows[2]


def test_a_year_the_plan_lacks_is_told(planned: Path) -> None:
    with pytest.raises(InputFault) as told:
        next_year(planned, None, 2020)
    assert [(one.key, one.values["years"]) for one in told.value.faults] == [("template-year", "2010, 2011")]


def test_the_case_given_goes_before_the_runs_own(planned: Path, tmp_path: Path) -> None:
    newer = TABLES["capacity.csv"].replace("0192,5", "0192,50")
    case = small_case(tmp_path / "fall", {"capacity.csv": newer})
    made = load_case(read_scenario(write_template(next_year(planned, case.parent), tmp_path / "mall")[1]))
    table = next(table for name, table in made.tables.items() if name.endswith("#Kapacitet"))
    assert [row["capacity"] for row in table.rows] == [10, 90, 50]


def test_a_case_of_other_municipalities_is_told(planned: Path, tmp_path: Path) -> None:
    files = {name: text.replace("0192", "0193") for name, text in TABLES.items()}
    with pytest.raises(InputFault) as told:
        next_year(planned, small_case(tmp_path / "fall", files))
    assert {one.key for one in told.value.faults} == {"template-other"}


def test_a_run_without_a_plan_is_told(tmp_path: Path) -> None:
    case = small_case(tmp_path / "fall", scenario=SCENARIO + "\n[rules.floor]\nplaces = 9\n")
    folder = write_run(run(read_scenario(case)), tmp_path / "resultat")
    with pytest.raises(InputFault) as told:
        next_year(folder)
    assert [one.key for one in told.value.faults] == ["template-no-plan"]


def test_school_places_in_use_are_taken_off_and_what_was_of_the_year_is_left_out(tmp_path: Path) -> None:
    files = {
        "schools.csv": "code,year,school_places\n0114,,12\n0180,2010,40\n0180,2011,50\n0192,,5\n",
        "minutes.csv": "from,to,minutes\n" + "".join(f"{a},{b},{15 if a == b else 30}\n" for a in (
            "0114", "0180", "0192") for b in ("0114", "0180", "0192")),
        "sources.toml": described([*TABLES, "schools.csv", "minutes.csv"])}
    scenario = SCENARIO + "\n[rules.floor]\nplaces = 0\n[rules.commuting]\nlimit = 45\n"
    made = run(read_scenario(small_case(tmp_path / "fall", files, scenario)))
    folder = write_run(made, tmp_path / "resultat")
    path = write_template(next_year(folder), tmp_path / "mall")[1]
    moved = load_case(read_scenario(path))
    used = sum(places for (_, _, year), places in made.plan.flows.items() if year == 2011)
    left = {(row["code"], row["year"]): row["school_places"] for name, table in moved.tables.items()
            if name.endswith("#Skolplatser") for row in table.rows}
    assert used == 25
    assert left["0114", None] + left["0180", 2013] + left["0192", None] == 67 - used
    assert "floor" not in {rule.word for rule in moved.problem.rules}
    assert "floor" in path.read_text("utf-8").split("title = ")[0]


def test_an_emptied_template_says_nothing_of_the_case(tmp_path: Path) -> None:
    filling = emptied(filling_of(small_case(tmp_path / "fall")))
    assert {len(page.rows) for page in filling.pages if page.spec != tables.KINDS} == {0}
    assert {page.source for page in filling.pages} == {None}
    assert (filling.settings.title, filling.settings.description) != ("Efter folkmängd", "")
    assert (filling.settings.case.county, filling.settings.need.total) == ("Mitt län", None)


def test_a_table_of_the_nation_that_is_left_empty_is_no_fault(tmp_path: Path) -> None:
    files = {"nation.csv": "year,inhabitants,places\n2010,9340682,400\n",
             "sources.toml": described([*TABLES, "nation.csv"])}
    case = small_case(tmp_path / "fall", files, SCENARIO + '\n[need]\nnation = "nation.csv"\n')
    book, path = template(case, tmp_path / "mall", empty=True)
    assert "Hela landet" in sheets_of(book)
    assert "# nation = …" in path.read_text(encoding="utf-8")
