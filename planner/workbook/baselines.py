"""The plan beside three plain divisions without rules: who has more and who fewer than in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.edition import Edition
from planner.release import PUBLIC
from planner.tabular import CODE, TEXT, WHOLE, Field, Sheet
from planner.wording import say
from planner.workbook.formulas import At

if TYPE_CHECKING:
    from planner.beside import Column

OF_RECEIVED = ("growth-in-proportion",)  # divided by what was received before the plan


def baseline_sheet(edition: Edition) -> Sheet:
    """Places in the last year by municipality and kind: the plan's, each baseline's, plan - baseline.

    In a public edition that hides counts of children, a baseline that is made of them is left out.
    """
    columns, language = _baselines(edition), edition.language
    plan = edition.sheets[0]
    at = {f.name: j for j, f in enumerate(plan.fields)}
    last = max(row[at["year"]] for row in plan.rows)
    fields = [Field(name, say(f"column.{name}", language), type_)
              for name, type_ in (("code", CODE), ("name", TEXT), ("kind", TEXT))]
    fields.append(Field("after", say("workbook.planned", language, year=last), WHOLE))
    for i, column in enumerate(columns):
        against = say("workbook.against", language, what=column.title)
        fields += (Field(f"baseline{i}", column.title, WHOLE),
                   Field(f"against{i}", against, WHOLE, sign=True))
    rows = tuple(_row(row, at, columns) for row in plan.rows if row[at["year"]] == last)
    return Sheet("comparison", say("sheet.comparison", language), tuple(fields), rows)


def _baselines(edition: Edition) -> list[Column]:
    from models.baselines import BASELINES
    from planner.beside import columns
    language = edition.language
    found = [column for column in columns([edition.run], [""], language)
             if column.baseline and column.plan.places]
    if edition.release == PUBLIC and edition.view.internal:
        hidden = {say(f"compare.{word}", language) for word in BASELINES if word in OF_RECEIVED}
        found = [column for column in found if column.title not in hidden]
    return found


def _row(row: tuple[Any, ...], at: dict[str, int], columns: list[Column]) -> tuple[Any, ...]:
    code, kind, after = row[at["code"]], row[at["kind"]], row[at["after"]]
    told: list[Any] = [code, row[at["name"]], kind, after]
    for column in columns:
        places = column.places(code, kind)
        told += [places, after - places if isinstance(after, int) and places is not None else None]
    return tuple(told)


def baseline_formulas(sheet: Sheet) -> dict[At, str]:
    """Plan - baseline, in every row that has both."""
    from xlsxwriter.utility import xl_rowcol_to_cell
    names = [f.name for f in sheet.fields]
    plan = names.index("after")
    return {(i, j): f"={xl_rowcol_to_cell(i + 1, plan)}-{xl_rowcol_to_cell(i + 1, j - 1)}"
            for i, row in enumerate(sheet.rows) for j, name in enumerate(names)
            if name.startswith("against") and row[j] is not None}
