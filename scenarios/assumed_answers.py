"""The assumed answers of the county cases: who was asked, what each answered, what is signed.

No municipality has said or signed what stands here: every row is made by the rule that the case's
sources.toml states, so that the planner can be shown at work on answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

HEADER = ("code,name,year,asked,answered,signed,decided_by,date,reference,agreement_from,agreement_to,"
          "status,note")
BY_KIND = HEADER.replace("name,year", "name,kind,year")
ASSUMED = ("assumed", "antaget svar")
NOTHING = ("", "", "", "", "")
SIGNED, LESS, YES, HALF, WAITING, NO = "signed", "less", "yes", "half", "waiting", "no"
TURN = (SIGNED, YES, WAITING, LESS, WAITING, HALF, WAITING, NO)  # in the order of population, again and again
TURN_MORE = (SIGNED, YES, WAITING, LESS, WAITING, SIGNED, YES, HALF)
TURN_FEWER = (SIGNED, WAITING, WAITING, LESS, WAITING, WAITING, WAITING, NO)


def stockholm(names: Mapping[str, str], people: Mapping[str, int], today: Mapping[str, int],
              room: Mapping[str, int], due: Mapping[str, int],
              turn: tuple[str, ...] = TURN) -> Iterable[tuple[object, ...]]:
    """New places asked for up to the share of 340, within the room; the answer by the place in line."""
    ranked = sorted(names, key=lambda code: (-people[code], code))
    for code, name in names.items():
        asked = min(due[code], room[code]) - today[code]
        if asked > 0:
            kind = turn[ranked.index(code) % len(turn)]
            answered, signed = _answer(kind, asked)
            decided = (ASSUMED[1], "2010-05-31", "exempel") if answered != "" else ("", "", "")
            term = ("2010-07-01", "2013-06-30") if signed != "" else ("", "")
            yield (code, name, 2010, asked, answered, signed, *decided, *term, *ASSUMED)


def _answer(kind: str, asked: int) -> tuple[object, object]:
    """Answered and signed of a municipality asked for so many."""
    known: dict[str, tuple[object, object]] = {
        SIGNED: (asked, asked), LESS: (asked - 1, asked - 1), YES: (asked, ""),
        HALF: ((asked + 1) // 2, ""), WAITING: ("", ""), NO: (0, "")}
    return known[kind]


def ostergotland(names: Mapping[str, str], ends: str = "2012-12-31",
                 falls: int = 4) -> Iterable[tuple[object, ...]]:
    """Agreements on some of Norrköping's asylum places and on Linköping's new ones end in the plan."""
    linkoping, norrkoping, motala, finspang = "0580", "0581", "0583", "0562"
    decided = (ASSUMED[1], "2011-11-30", "exempel")
    rows: tuple[tuple[object, ...], ...] = (
        (norrkoping, 2011, "", "", falls, *decided, "2010-01-01", ends),
        (linkoping, 2012, 6, 6, 6, *decided, "2012-01-01", ends),
        (motala, 2012, 2, 2, 2, *decided, "2012-01-01", "2014-12-31"),
        (finspang, 2012, 1, 0, "", *decided, "", ""),
        (motala, 2013, 2, "", "", *NOTHING))
    for code, *rest in rows:
        yield (code, names[str(code)], "asylum", *rest, *ASSUMED)
