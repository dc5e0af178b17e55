"""Permit places needed from a table of parameters: units, definitions of the rate, dates, totals kept."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from models.errors import InputFault
from models.need import Need
from models.permit_flow import Terms
from models.permit_need import PermitNeed
from models.permit_terms import counted, figures, words
from models.running_tables import PARAMETERS
from models.sections.permit_stock import PermitStock
from models.tables import Table

VALUES = {"children-per-place": ("35/24", "barn per plats och år"), "handling": (150, "dygn"),
          "permit-rate": (70, "procent"), "permit-rate-without-dublin": (85, "percent"),
          "dublin-part": ("0.2", "part"), "after-permit": (1, "månader"), "stay": (36, "months"),
          "leaves-otherwise": (10, "procent")}
TERMS = Terms(Fraction(35, 24), 5, Fraction(7, 10), 1, 36, Fraction(1, 10))


def row(word: str, value: Any, unit: str, first: date | None = None,
        last: date | None = None) -> dict[str, Any]:
    return {"parameter": word, "value": Fraction(value), "unit": unit, "valid_from": first, "valid_to": last}


def table(**changed: tuple[Any, str]) -> Table:
    values = VALUES | {word.replace("_", "-"): value for word, value in changed.items()}
    return Table("p.csv", PARAMETERS, tuple(row(word, *value) for word, value in values.items()))


def keys(found: Table, rate: Any = "all", years: tuple[int, ...] = (2012,)) -> list[str]:
    with pytest.raises(InputFault) as error:
        figures(PermitStock(rate), found, years)
    return [one.key for one in error.value.faults]


def test_figures_come_in_the_units_of_the_flow() -> None:
    assert figures(PermitStock("all"), table(), (2012,))[2012].terms == TERMS
    without = figures(PermitStock("without-dublin"), table(), (2012,))[2012]
    assert without.terms.rate == Fraction(4, 5) * Fraction(17, 20)  # four of five are no Dublin cases
    assert {one.word for one in without.parameters} == set(words("without-dublin"))


@pytest.mark.parametrize(("days", "months"), [(0, 0), (15, 0), (16, 1), (106, 3), (150, 5), (200, 7)])
def test_days_become_whole_months(days: int, months: int) -> None:
    found = figures(PermitStock("all"), table(handling=(days, "days")), (2012,))[2012]
    assert found.terms.handling == months
    handling = next(one for one in found.parameters if one.word == "handling")
    assert (handling.value, counted(handling)) == (days, months)


def test_a_figure_is_that_of_its_years_first_day() -> None:
    rows = [*(one for one in table().rows if one["parameter"] != "permit-rate"),
            row("permit-rate", 75, "percent", None, date(2012, 6, 30)),
            row("permit-rate", 67, "percent", date(2012, 7, 1), date(2013, 12, 31))]
    dated = Table("p.csv", PARAMETERS, tuple(rows))
    found = figures(PermitStock("all"), dated, (2012, 2013))
    assert [found[year].terms.rate for year in (2012, 2013)] == [Fraction(3, 4), Fraction(67, 100)]
    assert keys(dated, years=(2013, 2014)) == ["parameter-outside"]


def test_every_fault_of_the_table_is_told() -> None:
    wrong = table(handling=(5, "veckor"), permit_rate=(70, "andel"), stay=(0, "months"),
                  after_permit=(-1, "months"))
    assert keys(wrong) == ["permit-unit", "permit-part", "permit-negative", "permit-no-stay"]
    assert keys(wrong, years=(2012, 2013)) == keys(wrong)  # each once
    left = (one for one in table().rows if one["parameter"] != "dublin-part")
    fewer = Table("p.csv", PARAMETERS, tuple(left))
    assert keys(fewer, "without-dublin") == ["parameter-missing"]
    assert figures(PermitStock("all"), fewer, (2012,))


def need(asylum: tuple[int, ...], years: tuple[int, ...], permit: int = 6) -> Need:
    today = {("0114", "asylum"): 12, ("0180", "permit"): permit}
    totals = {("asylum", y): n for y, n in zip(years, asylum, strict=True)}
    return Need(("asylum", "permit"), years, today, totals)


def test_totals_are_the_stock_rounded_up_and_never_fall_while_places_are_kept() -> None:
    terms = Terms(Fraction(1), 2, Fraction(1, 2), 1, 6, Fraction(0))
    of = {2012: terms, 2013: terms}
    asked = need((12, 12), (2012, 2013))
    keeps, closes = PermitNeed(PermitStock("all"), of), PermitNeed(PermitStock("all"), of, keep=False)
    assert keeps.needed(asked) == closes.needed(asked) == (3, 3)
    assert [keeps.total(asked, i) for i in range(2)] == [6, 6]
    assert (keeps.held(asked), closes.held(asked)) == ((2012, 2013), ())
    assert [closes.total(asked, i) for i in range(2)] == [3, 3]
    peak = PermitNeed(PermitStock("all", measured="peak"), of, keep=False)
    assert [peak.total(asked, i) for i in range(2)] == [6, 3]


def test_a_year_between_two_plan_years_counts() -> None:
    terms = Terms(Fraction(1), 2, Fraction(1, 2), 1, 24, Fraction(0))
    model = PermitNeed(PermitStock("all"), dict.fromkeys((2012, 2013, 2014), terms))
    gap, whole = need((24, 48), (2012, 2014)), need((24, 24, 48), (2012, 2013, 2014))
    assert model.needed(gap) == model.needed(whole)[::2]
