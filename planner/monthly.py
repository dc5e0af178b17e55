"""The Swedish Migration Agency's monthly sheet, as it comes: Län, Kommun, Länskod, Kommunkod, Tal, Mottagna.

Rows of titles stand above the header, a row of the county's sum stands among the municipalities, and
codes are numbers without their leading zero. ``Mottagna`` is read as what was received, ``Tal`` as
the number decided; the month (or the year) is the one that the titles name. Rows of other counties
and of sums go. What the sheet does not say (sort of referral, how many were unaccompanied) is not
guessed: referrals count as equalising unless the titles speak of ties, and a count that goes on from
January is no month's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from models.running_tables import EQUALISING, TIE
from models.tables import TableSpec
from planner.cells import Known
from planner.data import TOTALS
from planner.grids import Grid, Line
from planner.layouts import plain, refuse, turned

WHOLE = ("riket", "hela riket", "hela landet", "totalsumma", "resultat")
DEEPEST = 10  # the header stands among the first rows
COUNTY, NAME, COUNTY_CODE, CODE = "län", "kommun", "länskod", "kommunkod"
MARKS = (COUNTY, NAME, COUNTY_CODE, CODE)
NUMBER, RECEIVED, OF_THEM = "tal", "mottagna", "varav ensamkommande"
HEADINGS: Mapping[str, str] = {  # heading without the year that may follow it -> what it holds
    NUMBER: NUMBER, "kommuntal": NUMBER, RECEIVED: RECEIVED, "antal mottagna": RECEIVED,
    OF_THEM: OF_THEM, "varav ensamkommande barn": OF_THEM, "därav ensamkommande": OF_THEM,
    "därav ensamkommande barn": OF_THEM}
# The column of the table asked for that each figure is.
FIGURES: Mapping[str, Mapping[str, str]] = {
    "received": {RECEIVED: "newly_arrived", OF_THEM: "unaccompanied"},
    "opening": {RECEIVED: "received"}, "outcome_received": {RECEIVED: "received"},
    "decided": {NUMBER: "number"}, "ledger": {RECEIVED: "count"}}
MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober",
          "november", "december")
_MONTH = re.compile(rf"({'|'.join(MONTHS)})\s+((?:19|20)\d\d)|((?:19|20)\d\d)-(0[1-9]|1[0-2])(?!\d)")
_SINCE = re.compile(rf"(?:{'|'.join(MONTHS)})\s*(?:(?:19|20)\d\d\s*)?[-–]|t\.?\s?o\.?\s?m|till och med"
                    r"|hittills|ackumulera")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True)
class Monthly:
    """A monthly sheet: its header, where each heading stands, its rows, and the text of its titles."""

    header: Line
    at: Mapping[str, int]
    rows: tuple[Line, ...]
    titles: str

    @property
    def month(self) -> str:
        """The last month that the titles name, as 2018-03; "" where there is none."""
        found = list(_MONTH.finditer(self.titles))
        if not found:
            return ""
        word, year, other_year, number = found[-1].groups()
        return f"{year}-{MONTHS.index(word) + 1:02d}" if word else f"{other_year}-{number}"

    @property
    def year(self) -> str:
        """The last year that the titles name."""
        return (_YEAR.findall(self.titles) or [""])[-1]

    @property
    def sort(self) -> str:
        """The sort of referral that the titles speak of."""
        return TIE if "anknytning" in self.titles else EQUALISING

    @property
    def since_january(self) -> bool:
        """Do the titles say that earlier months of the year are in it?"""
        return bool(_SINCE.search(self.titles)) and not self.month.endswith("-01")


def monthly(grid: Grid, spec: TableSpec, shown: str, known: Known) -> Grid:
    """The grid as the table asked for where it is a monthly sheet; else as it is."""
    sheet = monthly_sheet(grid.lines)
    if sheet is None:
        return grid
    if spec.word not in FIGURES:
        refuse("monthly-table", grid, shown, sheet.header.number, table=spec.word)
    wanted = {sheet.at[CODE]: "code", sheet.at[NAME]: "name"}
    wanted |= {sheet.at[what]: column for what, column in FIGURES[spec.word].items() if what in sheet.at}
    if spec.word == "received" and OF_THEM not in sheet.at and "ensamkommande" in sheet.titles:
        wanted[sheet.at[RECEIVED]] = "unaccompanied"
    rows = rows_of(sheet, grid, shown, known)
    below = tuple(area for area in grid.merged if not _above(area, sheet.header.number))
    return turned(replace(grid, merged=below), sheet.header, wanted, rows, list(sheet.at.values()),
                  _added(sheet, spec, grid, shown))


def rows_of(sheet: Monthly, grid: Grid, shown: str, known: Known) -> list[Line]:
    """The rows of the case's municipalities, their codes in four digits."""
    return [coded for line in sheet.rows if (coded := coded_row(line, sheet, grid, shown, known))]


def _above(area: str, line: int) -> bool:
    """Do merged cells (as A1:F1) lie above a line? There they hold a title."""
    return all(int(number) < line for number in re.findall("[0-9]+", area))


def monthly_sheet(lines: Sequence[Line]) -> Monthly | None:
    """The sheet of these rows, where one of the first has all the headings."""
    for i, line in enumerate(lines[:DEEPEST]):
        found = _places(line)
        if found.keys() >= {*MARKS} and len(found) > len(MARKS):
            titles = " ".join(cell for above in lines[:i] for cell in above.cells if cell)
            return Monthly(line, found, tuple(lines[i + 1:]), f"{titles} {' '.join(line.cells)}".casefold())
    return None


def _places(line: Line) -> dict[str, int]:
    """What each column of a header holds, by heading; a year after the word of a figure is the sheet's."""
    found: dict[str, int] = {}
    for j, cell in enumerate(line.cells):
        word = plain(cell)
        what = word if word in MARKS else HEADINGS.get(_YEAR.sub("", word).strip(), "")
        if what:
            found.setdefault(what, j)
    return found


def coded_row(line: Line, sheet: Monthly, grid: Grid, shown: str, known: Known) -> Line | None:
    """The row with its code in four digits; None of a sum and of a county that is not the case's."""
    county, code = (_cell(line, sheet.at[word]) for word in (COUNTY_CODE, CODE))
    if not code.strip("0") and _sums_up(line, sheet):
        return None
    if not (county.isdigit() and code.isdigit()):
        return line  # told by the reader, at its cell
    whole = code.zfill(4) if len(code) > 2 else county.zfill(2) + code.zfill(2)
    if whole[:2] != county.zfill(2):
        refuse("monthly-county", grid, shown, line.number, sheet.at[CODE], sheet.header.cells[sheet.at[CODE]],
               code=whole, county=county.zfill(2))
    ours = {one[:2] for one in known.codes or ()}
    if ours and whole[:2] not in ours:
        return None
    return Line(line.number, tuple(whole if j == sheet.at[CODE] else cell
                                   for j, cell in enumerate(line.cells)))


def _cell(line: Line, at: int) -> str:
    return line.cells[at] if at < len(line.cells) else ""


def _sums_up(line: Line, sheet: Monthly) -> bool:
    """Is a row without a code the sum of a county or of all? It names no municipality, or says so."""
    name, county = plain(_cell(line, sheet.at[NAME])), plain(_cell(line, sheet.at[COUNTY]))
    return name in ("", county, *TOTALS, *WHOLE) or name.split()[-1] in (*TOTALS, *WHOLE, COUNTY)


def _added(sheet: Monthly, spec: TableSpec, grid: Grid, shown: str) -> dict[str, str]:
    """What the titles say of every row: its month and sort, or its year."""
    above = sheet.header.number
    if spec.word == "ledger":
        if not sheet.month:
            refuse("monthly-no-month", grid, shown, above)
        if sheet.since_january:
            refuse("monthly-since-january", grid, shown, above, month=sheet.month)
        return {"month": sheet.month, "kind": sheet.sort}
    if spec.word == "outcome_received":
        if not sheet.year:
            refuse("monthly-no-year", grid, shown, above)
        return {"year": sheet.year}
    return {"year": sheet.year} if spec.word == "decided" and sheet.year else {}
