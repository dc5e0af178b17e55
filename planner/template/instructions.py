"""The first sheet of a template, the notes of its headers, and its sheet of sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from models.tables import Column, TableSpec
from planner.book_sources import SOURCES
from planner.headings import headings, sheet_name
from planner.template.filling import Filling, Page
from planner.template.scenario_text import meaning
from planner.wording import say, subject

Row = tuple[str, str, str]  # left cell, right cell, sort: heading, text or sheet
STEPS = ("towns", "kinds", "figures", "sources", "scenario", "check", "plan")
RULES = ("codes", "numbers", "dates", "empty", "rows", "headers", "sums")


def instruction_rows(filling: Filling, language: str) -> Iterator[Row]:
    """What the workbook is for, what to do step by step, and what each sheet holds."""
    def told(key: str, **values: object) -> str:
        return say(f"template_book.{key}", language, **values)
    yield told("title"), "", "heading"
    title = filling.settings.title or filling.name
    yield "", told("about_empty" if filling.empty else "about", title=title), ""
    yield from (("", remark, "") for remark in filling.remarks.get("", ()))
    yield "", "", ""
    yield told("steps"), "", "heading"
    for number, step in enumerate(STEPS, 1):
        yield told("step", number=number), told(f"step_{step}", name=filling.name), ""
    yield "", "", ""
    yield told("sheets"), "", "heading"
    for page in filling.pages:
        yield page.title, _about(page, language), "sheet"
    yield sheet_name("sources", language), told("sheet_sources"), "sheet"
    yield "", "", ""
    yield told("rules"), "", "heading"
    for word in RULES:
        yield told(f"rule_{word}_name"), told(f"rule_{word}"), ""


def heading_note(spec: TableSpec, column: Column, language: str) -> str:
    """The note of a header: what the column means, its unit, whether it must be filled in."""
    parts = [meaning(column.meaning, language)]
    if column.unit and column.type in ("int", "number"):
        unit = subject("unit_word").get(column.unit, {}).get(language, column.unit)
        parts.append(say("template_book.unit", language, unit=unit))
    needed = not column.optional or (spec == SOURCES and column.name in ("publisher", "date", "status"))
    parts.append(say("template_book.must" if needed else "template_book.may", language))
    return ". ".join(part[:1].upper() + part[1:] for part in parts) + "."


def source_page(filling: Filling, language: str) -> Page:
    """One row per sheet: who published the figures, when, how certain they are, how they were made."""
    rows = tuple({"table": page.title, **({k: v or None for k, v in asdict(page.source).items()}
                                          if page.source else {})} for page in filling.pages)
    return Page("-", sheet_name(SOURCES.word, language), SOURCES, rows)


def _about(page: Page, language: str) -> str:
    """What a sheet holds: its columns, and whether the scenario uses it."""
    names = headings(page.spec, language)
    needed = [names[c.name] for c in page.spec.columns if not c.optional]
    key = "sheet_used" if page.name else "sheet_unused"
    complete = say("template_book.sheet_complete", language) if page.spec.complete else ""
    told = subject("sheet_about").get(page.spec.word, {}).get(language, "")
    text = say(f"template_book.{key}", language, columns=", ".join(needed))
    return " ".join(part for part in (told, text, complete) if part)
