"""The county cases with answers: what is answered stands, the rest is divided again, ends are replaced."""

from __future__ import annotations

import pytest

from models.agreements import answers
from models.answered import Answered
from planner.answers_told import answer_lines, what_if
from planner.run import Run
from tests.test_case_plans import EVERY, STOCKHOLM, case, new, solved

JARFALLA, NACKA, LINKOPING, NORRKOPING = "0123", "0182", "0580", "0581"


def made_run(name: str) -> Run:
    """A county case as the run that its words are about."""
    return Run("", EVERY[name], case(name), solved(name))


@pytest.mark.parametrize("name", ["svar", "svar-57-procent", "overenskommelser"])
def test_every_answer_is_assumed_and_says_so(name: str) -> None:
    made = case(name)
    rows = made.tables["answers.csv"].rows
    assert "answers.csv" in made.assumed
    assert "answers.csv" in made.vital
    assert all(row["status"] == "assumed" and row["note"] == "antaget svar" for row in rows)
    assert "Ingen kommun har sagt eller skrivit under" in made.sources["answers.csv"].rule


def test_what_is_answered_stands_and_the_rest_is_divided_again() -> None:
    after, before = new("svar"), new("folkmangd")
    for one in answers(solved("svar").problem):
        assert one.fixed is None or after[one.code] == one.fixed
    assert after[JARFALLA] == 0 < before[JARFALLA]
    waiting = Answered(solved("svar")).waiting
    assert sum(after[code] for code in waiting) > sum(before[code] for code in waiting)
    assert sum(after.values()) == sum(before.values()) == 200


def test_with_the_norwegian_part_all_places_do_not_fit() -> None:
    made = solved("svar-57-procent")
    assert made.problem.need.total["mixed", 2010] == 313
    assert new("svar-57-procent")[NACKA] == 6  # 57 per cent of 10, by largest remainder
    assert new("svar-57-procent")[STOCKHOLM] == new("svar")[STOCKHOLM]
    assert "57 procent" in what_if(made.problem, "sv")
    assert what_if(solved("svar").problem, "sv") == ""
    text = "\n".join(answer_lines(made_run("svar-57-procent"), "sv"))
    assert "  7 av de nya platserna läggs på Sigtuna, som inte är tillfrågad." in text
    assert "  27 platser fattas till 340 (blandade platser 2010)." in text
    assert "varav 7 undertecknat; 3 har svarat nej (Järfälla, Upplands Väsby och Salem) och 9 har" in text


def test_places_that_go_inside_the_plan_are_replaced_in_the_county() -> None:
    made, beside = solved("overenskommelser"), solved("permit-1")
    for year in (2012, 2013):
        assert sum(n for (_, k, t), n in made.places.items() if (k, t) == ("asylum", year)) == sum(
            n for (_, k, t), n in beside.places.items() if (k, t) == ("asylum", year))
    assert made.ended((NORRKOPING, "asylum", 2013)) == 4
    assert made.ended((LINKOPING, "asylum", 2013)) == 6
    assert sum(made.opened(c) for c in made.problem.cells if c[1:] == ("asylum", 2013)) == 15 + 4 + 6
    assert sum(made.quotas[c] for c in made.problem.cells if c[1:] == ("asylum", 2013)) == 30 + 4


def test_a_no_to_one_kind_and_year_is_told_and_what_it_does_not_cover() -> None:
    text = "\n".join(answer_lines(made_run("overenskommelser"), "sv"))
    assert "Finspång har svarat nej om asylplatser 2012 och får inga sådana nya platser. Nejet " in text
    assert "Linköping 24, Motala 3 och Finspång 4." in text
    assert "Norrköping 4 t.o.m. 2012-12-31." in text
