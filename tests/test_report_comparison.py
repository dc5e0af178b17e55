"""The report of a comparison: every figure is the run's own, inputs in words, nothing a name can spoil."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from planner import compare, read_scenario, run
from planner.beside import GAPS, columns, names_of
from planner.edition import ComparisonEdition, comparison_edition
from planner.report.comparison import page
from planner.report.comparison.measures import labelled, measure_sheet
from planner.report.comparison.places import AFTER, NEW, Places
from planner.report.comparison.scenarios import Scenarios, short_titles
from planner.report.page import html
from planner.run import Run
from planner.scenario_titles import titled, titles_of
from planner.setting_words import key_name, known_keys, value_text
from planner.wording import decimal, say, words
from tests.small_case import TABLES, small_case
from tests.test_ranges import case as case_of_versions

KIND = ['kinds=["asylum"]', "years=[2010]"]
TITLED = 'extends = "case.toml"\ntitle = "{title}"\n\n[rules.capacity]\n'
WILD = '<script>alert(1)</script>'


def made(folder: Path, title: str, *sets: str, name: str = "plan", kinds: Sequence[str] = KIND,
         files: Mapping[str, str] | None = None) -> Run:
    path = small_case(folder, dict(files or {}), TITLED.format(title=title))
    named = path.rename(path.with_name(f"{name}.toml"))
    return run(read_scenario(named, [*kinds, *(sets or ["need.total=20"])]))


def narrow() -> dict[str, str]:
    return {"capacity.csv": TABLES["capacity.csv"].replace("0180,90", "0180,14")}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, ...]:
    folder = tmp_path_factory.mktemp("runs")
    return (made(folder / "a", "Som i dag: inget nytt", name="vid"),
            made(folder / "b", "Golv i alla", "need.total=20", "rules.floor.places=1", name="trång",
                 files=narrow()),
            made(folder / "c", "Fler än det finns rum för", "need.total=2000", name="nej"),
            made(folder / "d", "Större län, från 2010", "need.total=30", name="stor"))


@pytest.fixture(scope="module")
def edition(runs: Sequence[Run]) -> ComparisonEdition:
    return comparison_edition(compare(runs), "public")


@dataclass
class Table:
    """A table read back from a page."""

    caption: str = ""
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    codes: list[str | None] = field(default_factory=list)
    scenarios: list[str | None] = field(default_factory=list)


class Reader(HTMLParser):
    """The tables, the ids, the links and the text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[Table] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self._cell: list[str] | None = None
        self._skip = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.append(tag)
        self.ids += [told["id"] or ""] if "id" in told else []
        self.links += [told["href"] or ""] if tag == "a" and "href" in told else []
        if tag in ("script", "style"):
            self._skip = tag
        if tag == "table":
            self.tables.append(Table())
        elif tag == "tr" and self.tables:
            self.tables[-1].rows.append([])
            self.tables[-1].codes.append(told.get("data-code"))
        elif tag in ("td", "th", "caption"):
            self._cell = []
            if tag == "th" and told.get("scope") == "col":
                self.tables[-1].scenarios.append(told.get("data-scenario"))

    def handle_endtag(self, tag: str) -> None:
        if tag == self._skip:
            self._skip = ""
        if tag in ("td", "th", "caption") and self._cell is not None:
            told = " ".join("".join(self._cell).split())
            if tag == "caption":
                self.tables[-1].caption = told
            else:
                self.tables[-1].rows[-1].append(told)
            self._cell = None

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self.text += data
            if self._cell is not None:
                self._cell.append(data)


def read(edition: ComparisonEdition) -> Reader:
    return Reader(html(page(edition)))


def table(reader: Reader, caption: str) -> Table:
    return next(one for one in reader.tables if one.caption == caption)


def number(text: str) -> int | str:
    bare = text.replace("\u00a0", "").replace(" ", "").replace("\u2212", "-").replace("+", "")
    return int(bare) if re.fullmatch(r"-?\d+", bare) else text


def test_places_in_the_page_are_those_of_the_plans(runs: Sequence[Run], edition: ComparisonEdition) -> None:
    found = table(read(edition), "Platser efter, kommun för kommun")
    planned = [one for one in runs if one.plan.found]
    assert found.rows[0] == ["Kommun", "Platser idag", "1 Som i dag", "2 Golv i alla", "4 Större län"]
    assert found.scenarios == [None, None, "0", "1", "3"]
    names = {town.code: town.name for town in runs[0].plan.problem.county.municipalities}
    assert [row[0] for row in found.rows[1:-1]] == ["Nynäshamn", "Stockholm", "Upplands Väsby"]
    for code, row in zip(found.codes[1:-1], found.rows[1:-1], strict=True):
        assert code is not None
        assert row[0] == names[code]
        cell = (code, "asylum", 2010)
        assert [number(text) for text in row[2:]] == [one.plan.places[cell] for one in planned]
        assert number(row[1]) == runs[0].plan.problem.need.today.get(cell[:2], 0)
    assert found.rows[-1] == ["Länet", "10", "20", "20", "30"]


def test_new_places_and_differences_are_those_of_the_plans(runs: Sequence[Run],
                                                           edition: ComparisonEdition) -> None:
    reader = read(edition)
    new = table(reader, "Nya platser, kommun för kommun")
    apart = table(reader, "Golv i alla, och skillnaden mot de andra")
    assert apart.rows[0][:2] == ["Kommun", "2 Golv i alla"]
    base = {c.title: c for c in columns(runs, names_of(runs), "sv") if c.baseline}
    assert apart.rows[0][2:] == [f"{title}, utan regler" for title in
                                 ("Efter folkmängd", "Lika ökning", "Som idag")] + ["1 Som i dag"]
    for code, row, gain in zip(new.codes[1:-1], new.rows[1:-1], apart.rows[1:], strict=True):
        assert code is not None
        cell = (code, "asylum", 2010)
        places = [one.plan.places[cell] for one in runs if one.plan.found]
        assert [number(text) for text in row[2:]] == [
            n - runs[0].plan.problem.need.today.get(cell[:2], 0) for n in places]
        own = [base[title if title in base else f"{title} (vid)"].places(code, "asylum")
               for title in ("Efter folkmängd", "Lika ökning", "Som idag")]
        assert [number(text) for text in gain[1:]] == [
            places[1], *(places[1] - n for n in (*own, places[0]) if n is not None)]


def test_measures_are_those_of_the_comparison(edition: ComparisonEdition) -> None:
    found = next(one for one in read(edition).tables if one.caption.startswith("Mått för mått"))
    sheet = measure_sheet(edition)
    gaps = {say(f"measure.{word}", "sv") for word in GAPS}
    assert not [i for i, _ in sheet.marked if sheet.rows[i][0] in gaps]  # for the quotas differ
    at = [j for j, f in enumerate(sheet.fields) if f.name not in ("measure", "unit", "better", "nej")
          and not f.title.endswith(("(trång)", "(nej)", "(stor)"))]  # of the baselines the first scenario's
    for i, (row, told) in enumerate(zip(sheet.rows, found.rows[1:], strict=True)):
        assert told[0] == labelled(row[0], row[1], "sv")
        for j, text in zip(at, told[1:], strict=True):
            assert ("bättre värde" in text) == ((i, j) in sheet.marked)
            if row[j] is not None:
                value = re.sub(r"\s", "", text.split("★")[0]).replace(",", ".").replace("\u2212", "-")
                assert abs(float(value) - float(row[j])) <= 0.06
            else:
                assert text == "–"


def test_five_sentences_come_first(runs: Sequence[Run], edition: ComparisonEdition) -> None:
    told = html(page(edition)).split('<ol class="first">')[1].split("</ol>")[0]
    lines = [re.sub(r"<[^>]+>", "", line).strip() for line in told.split("<li>")[1:]]
    assert len(lines) == 5
    assert lines[0] == "Tre planer jämförs; 2010 har länet 20 eller 30 platser."
    assert lines[1] == "Alla utom 3 Fler än det finns rum för (ingen plan) är bästa möjliga enligt sina " \
                       "regler och sina ingångsvärden; 0 av 5 ingångstabeller är antagna."
    assert "”Platser i länet”" in lines[2]
    assert "Stockholm" in lines[3]
    assert "av 3 kommuner får samma antal" in lines[3]
    worst = {one.number: max(abs(one.run.plan.places[cell] - one.run.plan.quotas[cell])
                             for cell in one.run.plan.problem.cells) for one in Scenarios(edition)}
    for end in (min, max):
        far = end(worst.values())
        told = " och ".join(str(number) for number, value in worst.items() if value == far)
        assert re.search(rf"{decimal(far, 1)}\d* (platser )?i scenario {told}\b", lines[4])


def test_the_word_proved_never_stands_and_assumptions_are_counted(edition: ComparisonEdition) -> None:
    reader = read(edition)
    for told in re.findall(r"[^\n]*bevisa[^\n]*", reader.text):
        assert "ingångstabeller är antagna" in told
    assert reader.text.count("ingångstabeller är antagna") >= 4


def test_inputs_are_told_in_words_under_titles(edition: ComparisonEdition) -> None:
    found = table(read(edition), "Vad som skiljer i ingångsvärdena")
    assert found.rows[0] == ["Ingångsvärde", "1 Som i dag", "2 Golv i alla", "3 Fler än det finns rum för",
                             "4 Större län"]
    told = {row[0]: row[1:] for row in found.rows[1:]}
    assert told["Platser i länet"] == ["20", "20", "2000", "30"]
    assert told["Regel: minst så många nya platser"] == ["–", "platser: 1", "–", "–"]
    assert told["Tabell: Kapacitet"][1].startswith("3 rader, 1 skiljer")
    assert not any(re.search(r"need\.|rules\.|\.csv| = ", text) for row in found.rows for text in row)


def test_who_has_no_plan_is_told_and_has_no_column(edition: ComparisonEdition) -> None:
    text = html(page(edition))
    assert "Fler än det finns rum för</dt><dd><strong>Ingen plan finns.</strong>" in text
    assert 'td class="n" data-scenario="2"' not in text
    assert "Fler än det finns rum för: " in read(edition).text


def test_each_municipality_has_a_page_with_all_its_numbers(runs: Sequence[Run],
                                                           edition: ComparisonEdition) -> None:
    reader = read(edition)
    found = table(reader, "Stockholm i varje scenario och utan regler")
    rows = {row[0]: row[1:] for row in found.rows[1:]}
    plan = runs[0].plan
    cell = ("0180", "asylum", 2010)
    assert rows["Platser idag"][1] == "8"
    assert [number(text) for text in rows["1. Som i dag: inget nytt"][:2]] == [
        plan.new_since_start(cell), plan.places[cell]]
    assert rows["1. Som i dag: inget nytt"][2] == f"{float(plan.quotas[cell]):.1f}".replace(".", ",")
    assert sum(name.endswith("utan regler, till scenario 1") for name in rows) == 3
    assert {link for link in reader.links if link.startswith("#")} <= {f"#{one}" for one in reader.ids}
    assert len(set(reader.ids)) == len(reader.ids)
    assert {"m-0114", "m-0180", "m-0192"} <= set(reader.ids)


def test_names_stay_text(tmp_path: Path) -> None:
    names = TABLES["municipalities.csv"].replace("Stockholm", f"=1+1{WILD}").replace("Nynäshamn", "@x\u2212y")
    kinds = TABLES["kinds.csv"].replace("asylplatser", f"+{WILD}")
    files = {"municipalities.csv": names, "kinds.csv": kinds}
    pair = [made(tmp_path / "a", f"-{WILD}", name="ett", files=files),
            made(tmp_path / "b", "@b", "need.total=24", name="två", files=files)]
    edition = comparison_edition(compare(pair), "internal")
    text, reader = html(page(edition)), read(edition)
    assert text.count("<script>") == 1
    assert "<script>alert" not in text
    assert f"=1+1{WILD}" in reader.text
    assert f"-{WILD}" in reader.text
    assert "style=" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    assert not re.search(r"<[^>]+ on\w+=", text)


def test_nothing_is_fetched(edition: ComparisonEdition) -> None:
    text = html(page(edition))
    assert not re.search(r"https?://(?!www\.w3\.org)", text)
    assert not re.search(r"<(link|iframe|img|object|embed)\b", text)


def test_a_hidden_count_stays_hidden_in_sums_differences_and_sentences(edition: ComparisonEdition) -> None:
    shown = {sheet.word: sheet for sheet in edition.sheets}
    sheets = []
    for sheet in shown.values():
        at = [f.name for f in sheet.fields].index("vid") if sheet.word in (AFTER, NEW) else None
        rows = sheet.rows if at is None else tuple(
            (*row[:at], "1–4", *row[at + 1:]) if row[0] == "0192" else row for row in sheet.rows)
        sheets.append(replace(sheet, rows=rows))
    hidden = replace(edition, sheets=tuple(sheets))
    reader = read(replace(hidden, comparison=edition.comparison))
    found = table(reader, "Platser efter, kommun för kommun")
    assert found.rows[1][2] == "1–4"
    assert found.rows[-1][2] == ".."
    apart = table(reader, "Golv i alla, och skillnaden mot de andra")
    assert apart.rows[1][-1] == ".."
    places = Places(hidden, AFTER)
    assert places.apart("trång", "vid")["0192"] == ".."
    assert places.county("vid") == ".."
    lines = html(page(hidden)).split('<ol class="first">')[1].split("</ol>")[0]
    assert "mellan 20" not in lines


def test_ranges_stand_beside_each_other(tmp_path: Path) -> None:
    sets = ['kinds=["asylum"]', "years=[2010]", "need.total=12", 'basis.quota="plain"']
    scenario = read_scenario(case_of_versions(tmp_path), sets)
    pair = compare([run(scenario, ranges=True), run(read_scenario(scenario.path, [*sets, "need.total=14"]))])
    edition = comparison_edition(pair, "public")
    sheet = next(one for one in pair.sheets if one.word == "ranges")
    found = table(read(edition), sheet.title)
    told = {row[0]: row[1] for row in found.rows[1:]}
    assert told == {row[1]: row[2] for row in sheet.rows}


def test_same_bytes_and_both_languages(edition: ComparisonEdition, runs: Sequence[Run]) -> None:
    assert html(page(edition)) == html(page(edition))
    english = read(comparison_edition(compare(runs, "en"), "public"))
    assert table(english, "Places after, by municipality").rows[-1] == ["The county", "10", "20", "20", "30"]
    assert "Stockholms län" in english.text
    assert "Platser" not in english.text


def test_titles_are_told_apart(runs: Sequence[Run]) -> None:
    assert short_titles(["A: b", "A: c", "D – e", "F, g", "H-i"]) == ["A: b", "A: c", "D", "F", "H-i"]
    alike = replace(runs[1], scenario=replace(runs[1].scenario, settings=runs[0].scenario.settings))
    assert titles_of([runs[0], alike], "sv") == [
        f"Som i dag: inget nytt ({name})" for name in ("vid", "trång")]
    comparison = compare(runs)
    assert [f.title for f in comparison.inputs.fields][1:] == titles_of(runs, "sv")
    named = titled(comparison.measures, runs, "sv")
    assert [f.title for f in named.fields][2:6] == titles_of(runs, "sv")
    assert {name for row in named.rows for name in row[-1].split("; ") if name} <= set(titles_of(runs, "sv"))


def test_every_key_and_value_has_words_in_both_languages() -> None:
    for key, meant in known_keys().items():
        for language in ("sv", "en"):
            told = key_name(key, language)
            assert told not in ("", "true", "false", "tabell", "table", "w_M", "F"), key
        assert meant.table or key_name(key, "sv") != key_name(key, "en") or key.endswith("margin"), key
    assert value_text("shares.newly_arrived", "1/100", "sv") == "0,01"
    assert value_text("need.take", "smallest", "en") == "the smallest"
    assert value_text("need.hold", "true", "sv") == "ja"


def test_every_word_of_the_script_is_used(edition: ComparisonEdition) -> None:
    text = html(page(edition))
    script = text.split("<script>")[1]
    for key in (one for one in words() if one.startswith("report_script.")):
        name = re.sub(r"_(\w)", lambda found: found[1].upper(), key.partition(".")[2])
        assert f"words.{name}" in script, name
    assert not re.search(r"[åäöÅÄÖ]", script)


def test_scenarios_keep_their_place(edition: ComparisonEdition) -> None:
    scenarios = Scenarios(edition)
    assert [one.number for one in scenarios] == [1, 2, 4]
    assert scenarios.retold("trång: något") == "Golv i alla: något"
