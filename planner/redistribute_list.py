"""A list of transfers that somebody made: read with its lines, and checked, every fault at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from models.errors import InputFault, fault
from models.redistribution import Redistribution, Transfer
from models.redistribution_check import list_of
from models.running_tables import TRANSFERS
from planner.cells import Known

# The form that is handed over has no days: then the question's year is meant.
LIST = replace(TRANSFERS, columns=tuple(replace(column, optional=column.type == "date")
                                        for column in TRANSFERS.columns))


def read_list(path: Path | str, question: Redistribution) -> tuple[Transfer, ...]:
    """The transfers of a file; ``InputFault`` with every cell, row and sum at fault."""
    from planner.data import fewer, reader_of
    from planner.grids import read_grid
    text, _, sheet = str(path).partition("#")
    if not Path(text).is_file():
        raise InputFault([fault("redistribute-no-list", file=text)])
    names = {town.code: town.name for town in question.county.municipalities}
    reader = reader_of(read_grid(Path(text), sheet, str(path)), LIST, str(path),
                       Known(names, county=next(iter(names))[:2]))
    read = reader.rows()
    found = fewer(reader.faults)
    try:
        made = list_of(question, [one.row for one in read], str(path), [one.line for one in read])
    except InputFault as error:
        found += error.faults
    if found:
        raise InputFault(found)
    return made
