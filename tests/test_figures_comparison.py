"""The comparison's pages: files, bytes, languages, many scenarios, odd names, no text on other text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from planner import compare, read_scenario, run
from planner.compare import Comparison
from planner.figures import beside, comparison, draw_comparison, style
from planner.figures.comparison_parts import Levels, Span, broken
from planner.results import view
from planner.view import View
from tests.figure_views import many, ostergotland, stockholm
from tests.small_case import small_case
from tests.test_figures import ODD, all_faults, named, texts

KIND = ('kinds=["asylum"]', "years=[2010]")
RULES = {"vid": ("need.total=20",), "golv-1": ("need.total=20", "rules.floor.places=1"),
         "större": ("need.total=26",), "omöjlig": ("need.total=20", "rules.floor.places=9")}


def scenarios(one: View, count: int, names: Sequence[str] = ()) -> list[View]:
    """So many scenarios of one view, each with its name; new places wander from town to town."""
    made = []
    for i in range(count):
        plan = one.plan.copy()
        moved = [(-1) ** n * (n % (i + 1)) for n in range(len(plan))]
        plan["after"] = [max(0, a + d) for a, d in zip(plan["after"], moved, strict=True)]
        name = names[i] if i < len(names) else f"pendling-{30 + i}"
        made.append(replace(one, plan=plan, scenario=name, title=f"Efter folkmängd, {name} minuter"))
    return made


@cache
def compared(*words: str, language: str = "sv") -> tuple[Comparison, tuple[View, ...]]:
    """Real runs of a small county, compared."""
    with TemporaryDirectory() as folder:
        runs = []
        for word in words:
            path = small_case(Path(folder) / word)
            named_ = path.rename(path.with_name(f"{word}.toml"))
            runs.append(run(read_scenario(named_, [*KIND, *RULES[word]])))
        found = compare(runs, language)
    return found, tuple(view(one, language) for one in runs if one.plan.found)


def shown(table: beside.Beside) -> list[list[str]]:
    """The text of every page."""
    with style.drawing():
        return [[text for text, _ in texts(drawn.build())] for drawn in comparison.drawings(table)]


LAID_OUT = {
    "two": lambda: scenarios(stockholm(), 2),
    "nine": lambda: scenarios(stockholm(), 9),
    "twelve, english": lambda: scenarios(stockholm("en"), 12),
    "two kinds": lambda: scenarios(ostergotland(), 4),
    "three kinds": lambda: scenarios(many(17, kinds=("a", "b", "c")), 3),
    "many towns": lambda: scenarios(many(45), 3),
    "odd names": lambda: scenarios(named(stockholm(), ODD), 8, ODD),
    "one": lambda: scenarios(many(2), 1),
}


@pytest.mark.parametrize("which", LAID_OUT)
def test_no_text_stands_on_another_or_leaves_the_page(which: str) -> None:
    assert all_faults(comparison.drawings(beside.read(LAID_OUT[which]()))) == []


@pytest.mark.parametrize(("count", "pages"), [(2, 1), (9, 1), (10, 2), (12, 2), (18, 3)])
def test_every_scenario_stands_on_a_page_beside_the_first(count: int, pages: int) -> None:
    table = beside.read(scenarios(many(3), count))
    groups = [part.scenarios for part in comparison._parts(table)]
    assert len(groups) == pages
    assert all(group[0] is table.scenarios[0] and len(group) <= 9 for group in groups)
    assert [c for group in groups for c in group[1:]] == list(table.scenarios[1:])
    assert all(len({c.colour for c in group}) == len(group) for group in groups)


def test_the_files_and_the_same_bytes_twice(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    views = scenarios(ostergotland(), 2)
    files = draw_comparison(views, tmp_path)
    assert [path.name for path in files] == [f"comparison_EXEMPEL.{end}" for end in ("png", "svg", "pdf")]
    again = draw_comparison(views, tmp_path / "again")
    assert [path.read_bytes() for path in files] == [path.read_bytes() for path in again]
    twelve = draw_comparison(scenarios(many(3), 12), tmp_path)
    assert [path.name for path in twelve] == [f"comparison_{i}.{end}" for i in (1, 2)
                                             for end in ("png", "svg", "pdf")]


def test_one_example_makes_the_page_an_example() -> None:
    first, second = scenarios(many(3), 2)
    for pair, stem in (([first, second], "comparison"),
                       ([first, replace(second, example=True)], "comparison_EXEMPEL")):
        drawn = comparison.drawings(beside.read(pair))[0]
        assert drawn.stem == stem
        assert drawn.title.startswith("EXEMPEL – antagna värden") == stem.endswith("EXEMPEL")


def test_numbers_and_differences_are_those_of_the_views() -> None:
    views = scenarios(many(4, names=("Arboga", "Borås", "Ängelholm", "Öckerö")), 2)
    table = beside.read(views)
    cells = {(r["kind"], r["code"]): r["after"] - r["before"] for r in views[1].plan.to_dict("records")}
    assert dict(table.scenarios[1].new) == cells
    page = shown(table)[0]
    names = [text for text in page if text in table.names.values()]
    assert names == ["Arboga", "Borås", "Ängelholm", "Öckerö"]
    changes = [table.scenarios[1].new[c] - table.scenarios[0].new[c] for c in cells]
    assert {f"+{d}" if d > 0 else f"\u2212{-d}" for d in changes if d} <= set(page)


def test_baselines_measures_and_marks_come_from_the_comparison() -> None:
    found, views = compared("vid", "golv-1")
    table = beside.read(views, found)
    assert [c.name for c in table.baselines] == ["Efter folkmängd", "Lika ökning", "Som idag"]
    assert table.baselines_of == ""
    equal = dict(zip(found.new.column("code"), found.new.column("Lika ökning"), strict=True))
    assert {code: n for (_, code), n in table.baselines[1].new.items()} == equal
    worst = next(i for i, label in enumerate(table.measures) if label.startswith("Största avvikelse"))
    assert worst in table.scenarios[0].best
    assert worst not in table.scenarios[1].best
    page = shown(table)[0]
    assert any(text.startswith("● ") for text in page)
    assert any("inget scenario utses till vinnare" in text for text in page)
    assert table.source.endswith(found.id[:12])


def test_a_scenario_without_a_plan_keeps_an_empty_column() -> None:
    found, views = compared("vid", "omöjlig")
    table = beside.read(views, found)
    assert [c.name for c in table.scenarios] == ["vid", "omöjlig"]
    assert table.scenarios[1].new == {}
    assert "(ingen plan)" in table.scenarios[1].title
    assert set(table.scenarios[1].values) == {"–"}
    assert any(note.startswith("omöjlig: ") for note in table.notes)
    assert all_faults(comparison.drawings(table)) == []


def test_a_first_scenario_without_a_plan_shades_nothing() -> None:
    found, views = compared("omöjlig", "vid")
    table = beside.read(views, found)
    assert all_faults(comparison.drawings(table)) == []
    assert not any("färre" in text or text.startswith(("+", "\u2212")) for text in shown(table)[0])


def test_other_sizes_have_the_first_scenarios_baselines() -> None:
    found, views = compared("vid", "större")
    table = beside.read(views, found)
    assert table.baselines_of == "vid"
    assert sum(table.baselines[0].new.values()) == sum(table.scenarios[0].new.values())
    assert any("Som vid, men utan regler" in text for text in shown(table)[0])


def test_a_marked_value_reads_unlike_one_that_is_not() -> None:
    for words in (("vid", "golv-1"), ("vid", "golv-1", "större")):
        found, views = compared(*words)
        table = beside.read(views, found)
        for i in range(len(table.measures)):
            best = {c.values[i] for c in table.scenarios if i in c.best}
            assert not best & {c.values[i] for c in table.scenarios if i not in c.best}


def test_it_speaks_english() -> None:
    found, views = compared("vid", "golv-1", language="en")
    page = "\n".join(shown(beside.read(views, found))[0])
    assert "The scenarios side by side" in page
    assert "By population" in page
    assert not any(word in page for word in ("Länet", "kommun", "platser"))


def test_odd_names_are_drawn_as_they_stand() -> None:
    names = ("$x$_1", "<b>å</b>", "=1+1", "{x}", "\\alpha")
    page = shown(beside.read(scenarios(many(3), 5, names)))[0]
    assert set(names) <= set(page)


def test_shades_rise_with_the_difference_and_tell_their_range() -> None:
    levels = Levels.of([0, 2, 9, 5])
    assert levels.steps == (1, 4, 7)
    assert [text for text, _ in levels.key("sv")] == [
        "minst 7 färre", "4–6 färre", "1–3 färre", "1–3 fler", "4–6 fler", "minst 7 fler"]
    assert [levels.shade(d) for d in (-80, -4, -1, 1, 4, 80)] == [colour for _, colour in levels.key("sv")]
    assert Levels.of([0, 0]).key("sv") == []
    assert Levels.of([1]).steps == (1,)


def test_a_scale_holds_all_values_and_zero() -> None:
    span = Span.of([-3, 12], "sv")
    assert (span.low, span.high) == (-3, 12)
    assert span.x(-3, (2.0, 5.0)) == 2.0
    assert Span.of([], "sv").wide == 1


def test_names_break_after_hyphens() -> None:
    assert broken("tak-for-avvikelse", 7, 0.6, 3, True) == ["tak-for-", "avvikelse"]
    assert broken("a b", 7, 3, 3, False) == ["a b"]


def test_nothing_to_compare_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="nothing"):
        draw_comparison([], tmp_path)
