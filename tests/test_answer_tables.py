"""A table of answers from file to folder: faults at line and column, what-ifs, sheet, text, figure."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from matplotlib.text import Text

from planner.figures import answers as figure
from planner.figures import facts, style
from planner.plan_text import ending_lines, run_lines
from planner.record import write_run
from planner.results import view
from planner.run import Run, run
from planner.scenario import read_scenario
from planner.wording import counted, say, words
from tests.small_case import SCENARIO, TABLES, described, faults, small_case

HEAD = "code,kind,year,asked,answered,signed,decided_by,date,reference,agreement_from,agreement_to\n"
RULE = '[rules.answers]\ntable = "answers.csv"\n'
GOOD = (HEAD + "0114,asylum,2010,3,2,2,Kommunstyrelsen,2010-03-01,KS 12,2010-07-01,2010-12-31\n"
        "0192,asylum,2010,2,0,,Kommunfullmäktige,2010-04-01,KF 7,,\n0192,asylum,2011,2,,,,,,,\n"
        "0114,permit,2011,1,1,,,,,,\n0180,asylum,2009,,,3,,,,,2010-12-31\n")
SOURCES = {"sources.toml": described([*TABLES, "answers.csv"])}


def written(folder: Path, body: str, rule: str = RULE, files: dict[str, str] | None = None) -> Path:
    """A small case with this table of answers."""
    return small_case(folder, {**SOURCES, "answers.csv": body, **(files or {})}, SCENARIO + rule)


def planned(folder: Path, body: str = GOOD, rule: str = RULE) -> Run:
    """The small case planned."""
    return run(read_scenario(written(folder, body, rule)))


@pytest.mark.parametrize(("row", "key", "column"), [
    ("0114,asylum,2010,,,,,,,,", "nothing", "asked"),
    ("0114,asylum,2010,2,2,3,,,,,", "signed-more", "signed"),
    ("0114,asylum,2010,2,0,1,,,,,", "signed-more", "signed"),
    ("0114,asylum,2010,2,2,2,,,,2012-01-01,2011-01-01", "dates", "agreement_to"),
    ("0114,asylum,2010,2,2,2,,,,2011-01-01,", "later", "agreement_from"),
    ("0114,asylum,2010,2,2,2,,,,,2010-11-30", "earlier", "agreement_to"),
    ("0114,asylum,2012,2,2,2,,,,,", "year", "year"),
    ("0114,,2009,,,1,,,,,2010-06-30", "kind", "kind"),
    ("0114,asylum,2009,,,3,,,,,2010-06-30", "today", "signed"),
])
def test_every_fault_is_told_at_its_line_and_column(tmp_path: Path, row: str, key: str, column: str) -> None:
    found = faults(written(tmp_path, f"{HEAD}0180,asylum,2011,1,,,,,,,\n{row}\n"))
    assert [(f.key, f.place.line, f.place.column) for f in found] == [(f"answers-{key}", 3, column)]
    assert found[0].place.file.endswith("answers.csv")


def test_answers_by_kind_and_together_would_count_twice(tmp_path: Path) -> None:
    found = faults(written(tmp_path, f"{HEAD}0114,,2010,4,4,,,,,,\n0114,asylum,2011,2,2,,,,,,\n"))
    assert [(f.key, f.place.line, f.values["row"]) for f in found] == [("answers-mixed", 3, 2)]


def test_several_agreements_on_today_s_places_are_added_up(tmp_path: Path) -> None:
    rows = "0180,asylum,2008,,,5,,,,,\n0180,asylum,2009,,,4,,,,,2010-12-31\n"
    found = faults(written(tmp_path, HEAD + rows))
    assert [(f.key, f.place.line, f.values["signed"], f.values["today"]) for f in found] == [
        ("answers-today", 3, 9, 8)]
    assert faults(written(tmp_path, HEAD + "0180,asylum,2005,,,9,,,,,2008-12-31\n")) == []  # history


@pytest.mark.parametrize(("keys", "key", "told"), [
    ('no = ["0181"]', "answers-no-code-meant", "0180"),
    ('no = ["Nynäshamn"]', "answers-no-code-meant", "0192"),
    ('no = ["0114"]', "answers-no-yes", "Upplands Väsby"),
    ('no = "0192"', "expected-list", "0192"),
    ('part = "3/2"', "answers-part", "3/2"),
    ("part = -1", "too-low", "-1"),
    ('part = "hälften"', "expected-number", "hälften"),
])
def test_what_ifs_that_cannot_be(tmp_path: Path, keys: str, key: str, told: str) -> None:
    found = faults(written(tmp_path, GOOD, f"{RULE}{keys}\n"))
    assert found[0].key == key
    assert any(told in str(value) for value in found[0].values.values())
    assert found[0].place.line is not None


def test_a_part_of_nobody_is_a_fault(tmp_path: Path) -> None:
    body = HEAD + "0114,asylum,2010,3,2,2,,,,,\n"
    assert [f.key for f in faults(written(tmp_path, body, RULE + "part = 1\n"))] == ["answers-part-nobody"]


def test_more_promised_than_asked_is_no_fault(tmp_path: Path) -> None:
    assert faults(written(tmp_path, HEAD + "0114,asylum,2010,2,5,,,,,,\n")) == []
    assert faults(written(tmp_path, GOOD)) == []


def test_the_sheet_tells_what_was_asked_answered_signed_and_is_left(tmp_path: Path) -> None:
    folder = write_run(planned(tmp_path), tmp_path / "out")
    with open(folder / "answers.csv", encoding="utf-8", newline="") as file:
        rows = {(r["code"], r["kind"], r["year"]): r for r in csv.DictReader(file)}
    signed, today = rows["0114", "asylum", "2010"], rows["0180", "asylum", "2009"]
    assert [signed[c] for c in ("asked", "answered", "signed", "planned_new", "left", "standing")] == [
        "3", "2", "2", "2", "0", "signed"]
    assert [signed[c] for c in ("decided_by", "date", "reference", "agreement_from", "agreement_to")] == [
        "Kommunstyrelsen", "2010-03-01", "KS 12", "2010-07-01", "2010-12-31"]
    assert (today["signed"], today["standing"], today["planned_new"]) == ("3", "today", "")
    assert rows["0192", "asylum", "2010"]["standing"] == "no"
    assert rows["0180", "asylum", "2011"]["standing"] == "not-asked"
    assert (folder / "answers_EXEMPEL.png").is_file() or (folder / "answers.png").is_file()
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))["answers"]
    assert record["what_if"] is None
    assert record["municipalities"] == {
        "asked": 2, "yes": 1, "no": 1, "signed": 1, "waiting": 0, "not_asked": 3}
    assert record["agreements"] == {"today": 2, "signed": 2, "after": 3}


def test_the_text_counts_and_tells_what_ends(tmp_path: Path) -> None:
    made = planned(tmp_path)
    text = "\n".join(run_lines(made, None, "sv"))
    assert ("Av 2 tillfrågade kommuner har 1 svarat ja, varav 1 undertecknat; 1 har svarat nej (Nynäshamn) "
            "och 0 har inte svarat. ") in text
    assert "Av platserna i dag är 3 undertecknade: Stockholm 3 t.o.m. 2010-12-31." in text
    assert "Nynäshamn har svarat nej om asylplatser 2010 och får inga sådana nya platser. " in text
    stockholm = sum(made.plan.opened(c) for c in made.plan.problem.cells if c[0] == "0180")
    assert f"{stockholm} av de nya platserna läggs på Stockholm, som inte är tillfrågad." in text
    assert "Stockholm: 3 av dagens platser (asylplatser) faller bort 2011" in text
    assert "Upplands Väsby: 2 nya platser (asylplatser) faller bort 2011" in text
    assert "Faller bort" in text
    assert "Ett tänkt fall" not in text
    rows = {(r["code"], r["kind"], r["year"]): r for r in view(made).plan.to_dict("records")}
    gone = rows["0180", "asylum", 2011]
    assert gone["before"] + gone["new"] == gone["after"]
    assert "3 faller bort när överenskommelsen går ut" in gone["sentence"]
    fast = rows["0114", "asylum", 2010]["sentence"]
    assert "här ligger en underskriven överenskommelse om 2 nya fast" in fast
    assert all(r["quota"] + r["gap"] == pytest.approx(r["after"]) for r in rows.values())


@pytest.mark.parametrize("keys", ['no = ["0180"]', 'part = "1/2"'])
def test_every_output_says_that_it_is_a_what_if(tmp_path: Path, keys: str) -> None:
    made = planned(tmp_path, GOOD, f"{RULE}{keys}\n")
    told = next(line for line in ending_lines(made, "sv") if line.startswith("Ett tänkt fall: om "))
    assert told.endswith(".")
    assert "tänkt fall" in view(made).title
    from planner.provenance import document
    assert document(made, "sv")["answers"]["what_if"]
    if made.plan.found:
        assert any("antas svara" in text for text in view(made).plan["sentence"])
        assert {"assumed-no", "assumed-yes"} & set(view(made).answers["standing"])  # type: ignore[index]


def test_how_many_places_are_missing_is_told_where_the_sums_show_it(tmp_path: Path) -> None:
    sets = ["need.total.asylum=[60, 90]"]
    made = run(read_scenario(written(tmp_path, GOOD, RULE + 'no = ["0180"]\n'), sets))
    lines = list(ending_lines(made, "sv"))
    most = 8 + 4 + 0  # Stockholm keeps 8, Upplands Väsby has 2 + 2, Nynäshamn said no
    assert f"Det fattas minst {60 - most} platser: " in "\n".join(lines)
    assert any("antas svara nej" in line or "högst" in line for line in lines)


def test_the_figure_shows_every_municipality_and_all_its_new_places(tmp_path: Path) -> None:
    made = planned(tmp_path)
    seen = view(made)
    bars = figure._bars(seen, facts.read(seen))
    assert set(bars) == {"0114", "0180", "0192"}
    assert sum(bar.total for bar in bars.values()) == sum(
        made.plan.opened(cell) for cell in made.plan.problem.cells)
    assert bars["0114"].part(figure.SIGNED) == 2
    assert len(figure.draw(seen, facts.read(seen))) == 1
    plain = view(run(read_scenario(small_case(tmp_path / "plain"))))
    assert figure.draw(plain, facts.read(plain)) == []


def test_words_of_standings_are_all_there() -> None:
    from models import answered
    names = ("SIGNED", "PROMISED", "REFUSED", "WAITING", "NOT_ASKED", "TODAY", "ASSUMED_YES", "ASSUMED_NO")
    words = [getattr(answered, name) for name in names]
    for word in words:
        assert say(f"standing.{word}", "sv") != say(f"standing.{word}", "en")
    for word in figure.TOLD:
        assert say(f"figure.answers_word_{word}", "sv")


def test_every_figure_counts_the_new_places_of_the_text(tmp_path: Path) -> None:
    from planner.figures import before_after, new_places
    made = planned(tmp_path)
    seen = view(made)
    read = facts.read(seen)
    problem = made.plan.problem
    opened, gone = (sum(map(count, problem.cells)) for count in (made.plan.opened, made.plan.ended))
    assert gone == 3 + 2
    assert sum(row.new for row in read.total.values()) == opened
    assert dict(zip(seen.measures["measure"], seen.measures["value"], strict=True))["new_places"] == opened
    for code, kind in {cell[:2] for cell in problem.cells}:
        row = read.rows[kind][code]
        assert row.opened == tuple(made.plan.opened((code, kind, year)) for year in problem.need.years)
        assert sum(row.kept) + row.lost == row.new
        assert row.today - row.gone + row.new == row.last
    for module in (new_places, before_after):
        lead = module.draw(seen, read)[0]
        with style.drawing():
            written = " ".join(t.get_text() for t in lead.build().findobj(Text)).replace("\n", " ")
        assert f"{gone} faller bort när överenskommelser går ut och {opened} är nya" in written
    upplands_vasby = read.rows["asylum"]["0114"]
    assert upplands_vasby.lost == 2
    assert upplands_vasby.kept[0] == 0  # those of 2010 went


def test_what_is_planned_beyond_the_question_is_not_asked_for_yet(tmp_path: Path) -> None:
    made = planned(tmp_path, HEAD + "0180,asylum,2010,1,,,,,,,\n0114,asylum,2010,2,2,,,,,,\n")
    seen = view(made)
    bars = figure._bars(seen, facts.read(seen))
    asked = made.plan.opened(("0180", "asylum", 2010))
    assert asked > 1  # more than it was asked for
    everything = bars["0180"].total
    assert (bars["0180"].part(figure.WAITING), bars["0180"].part(figure.NOT_ASKED)) == (1, everything - 1)
    text = "\n".join(run_lines(made, None, "sv"))
    assert f"Stockholm {everything - 1}" in text or (
        f"{everything - 1} av de nya platserna läggs på Stockholm utöver det som kommunen" in text)
    told = figure._word(bars["0114"], "sv")  # other years are not asked for, yet the bar is promised
    assert told in ("lovat", "delvis lovat")


@pytest.mark.parametrize(("parts", "standings", "told"), [
    ({figure.PROMISED: 2}, {"promised", "not-asked"}, "lovat"),
    ({figure.PROMISED: 2, figure.NOT_ASKED: 1}, {"promised", "not-asked"}, "delvis lovat"),
    ({figure.SIGNED: 1}, {"signed", "not-asked"}, "undertecknat"),
    ({figure.NOT_ASKED: 4}, {"no", "not-asked"}, "svarat nej om en del"),
    ({}, {"no", "not-asked"}, "svarat nej"),
    ({figure.WAITING: 1, figure.NOT_ASKED: 1}, {"waiting", "not-asked"}, "inte svarat"),
    ({}, {"not-asked"}, "inte tillfrågad"),
])
def test_the_status_follows_the_bar(parts: dict[str, int], standings: set[str], told: str) -> None:
    whole = tuple((dict.fromkeys(figure.SHADES, 0) | parts).items())
    assert figure._word(figure.Bar("0114", "Upplands Väsby", 0, whole, frozenset(standings)), "sv") == told


def test_one_place_is_told_as_one(tmp_path: Path) -> None:
    made = planned(tmp_path, HEAD + "0192,asylum,2010,1,1,,,,,,\n0114,asylum,2010,1,1,1,,,,,2010-12-31\n")
    told = " ".join(view(made).plan["sentence"])
    assert "ja till 1 ny plats" in told
    assert "om 1 ny plats fast" in told
    text = "\n".join(run_lines(made, None, "sv"))
    assert "Upplands Väsby: 1 ny plats (asylplatser) faller bort 2011" in text
    assert "Den platsen fördelas på nytt" in text
    assert counted("because.floor", 1) == "because.floor-one"
    assert counted("because.floor", 2) == counted("because.floor", None) == "because.floor"


def test_a_single_place_has_the_same_values_as_several() -> None:
    for key, sentence in words().items():
        if key.endswith("-one") and key.removesuffix("-one") in words():
            for language, text in sentence.items():
                values = set(re.findall(r"{(\w+)}", text))
                assert values <= set(re.findall(r"{(\w+)}", words()[key.removesuffix("-one")][language])), key
