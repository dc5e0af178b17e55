"""The folder of a template: workbook, scenario, and the boundaries for maps where the case has them."""

from __future__ import annotations

import shutil
from dataclasses import asdict
from functools import partial
from pathlib import Path

from models.errors import InputFault, fault
from planner.atomic import write_folder
from planner.sources import FILE, Source
from planner.template.filling import Filling
from planner.template.scenario_text import scenario_text
from planner.template.toml_text import toml
from planner.template.workbook import write_workbook
from planner.wording import say

BOOK, BOUNDARIES = "underlag.xlsx", "boundaries.geojson"


def write_template(filling: Filling, folder: Path, language: str = "sv") -> tuple[Path, Path]:
    """Write the template into a new folder: the paths of its workbook and its scenario.

    Raises ``InputFault`` where something is there already, for it may be filled in.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputFault([fault("template-there", file=str(folder))])
    if folder.exists():
        folder.rmdir()
    write_folder(folder, partial(_fill, filling, language))
    return folder / BOOK, folder / f"{filling.name}.toml"


def _fill(filling: Filling, language: str, folder: Path) -> None:
    drawn = BOUNDARIES if filling.boundaries and filling.outlined else ""
    write_workbook(folder / BOOK, filling, language)
    text = scenario_text(filling, BOOK, drawn, language)
    (folder / f"{filling.name}.toml").write_text(text, encoding="utf-8", newline="")
    if filling.boundaries and filling.outlined:
        shutil.copyfile(filling.boundaries, folder / BOUNDARIES)
        text = described(BOUNDARIES, filling.outlined, language)
        (folder / FILE).write_text(text, encoding="utf-8", newline="")


def described(name: str, source: Source, language: str) -> str:
    """A sources.toml of one file."""
    lines = [f"# {say('template_book.sources_toml', language)}", "", f"[{toml(name)}]"]
    lines += [f"{key} = {toml(value)}" for key, value in asdict(source).items() if value]
    return "\n".join(lines) + "\n"
