"""The shadow calculation as tables: internal ones with exact counts, and sheets meant for others.

Every CSV file says in its first column whether it is internal: it is where the account's counts
of real children, or what gives them away, stand in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.referral import ANNOUNCED, EQUALISING, KIN
from models.simulated_year import courses
from planner.refer_beside import rule_name
from planner.refer_text import after_text
from planner.refer_view import share_of
from planner.small_counts import COVERED
from planner.tabular import CODE, NUMBER, TEXT, WHOLE, Field, Sheet
from planner.wording import say

if TYPE_CHECKING:
    from planner.refer_view import Shown

MARKS = 12  # the year is told after each twelfth of its referrals
COUNTS = (("code", CODE), ("name", TEXT), ("share", NUMBER), ("received", WHOLE), ("tie", WHOLE),
          ("announced", WHOLE), ("equalising", WHOLE), ("after", WHOLE), ("quota", NUMBER),
          ("target", NUMBER), ("fulfilment", NUMBER))
YES, NO = "yes", "no"


def csv_sheets(found: Shown, language: str) -> Iterator[Sheet]:
    """refer, order, points, rules, breaks, paradoxes and year, with exact counts."""
    internal = YES if found.account else NO
    for sheet in sheets_of(found, language, exact=True):
        first = Field("internal", say("refer_head.internal", language))
        yield replace(sheet, fields=(first, *sheet.fields),
                      rows=tuple((internal, *row) for row in sheet.rows))


def sheets_of(found: Shown, language: str, *, exact: bool = False) -> Iterator[Sheet]:
    """The sheets; for others unless ``exact``: then small counts are veiled."""
    yield count_sheet(found, language, exact)
    yield order_sheet(found, language, exact)
    yield point_sheet(found, language, exact)
    yield rule_sheet(found, language, exact)
    yield break_sheet(found, language, exact)
    yield paradox_sheet(found, language, exact)
    yield year_sheet(found, language, exact)


def _sheet(word: str, columns: Iterable[tuple[str, str]], rows: Iterable[tuple[Any, ...]],
           language: str) -> Sheet:
    fields = tuple(Field(name, say(f"refer_head.{name}", language), kind, shown=2 if name == "share" else 1)
                   for name, kind in columns)
    return Sheet(word, say(f"refer_sheet.{word}", language), fields, tuple(rows))


def _told(about: str, word: str, language: str, exact: bool) -> str:
    """A machine's word as it stands in files for machines, or as a reader sees it."""
    return word if exact else say(f"{about}.{word}", language)


def count_sheet(found: Shown, language: str, exact: bool) -> Sheet:
    """One row a municipality: received before, the new ones by kind, the account after, its quota,
    its target in the stated whole, and the fulfilment in per cent."""
    return _sheet("refer", COUNTS, (_count(found, code, language, exact) for code in found.codes), language)


def _count(found: Shown, code: str, language: str, exact: bool) -> tuple[Any, ...]:
    question, referred, veil = found.found.question, found.found.referred, found.received[code]
    before, after = question.received[code], referred.received[code]
    fulfilment = found.fulfilment(code)
    done: Any = None if fulfilment is None else 100 * fulfilment
    if not exact and not veil.exact:
        shown: Any = (veil.text(language), after_text(veil, after - before, language), COVERED)
    else:
        shown = (before, after, done)
    given = [referred.given(kind)[code] for kind in (KIN, ANNOUNCED, EQUALISING)]
    return (code, found.names[code], 100 * share_of(found, code), shown[0], *given, shown[1],
            found.found.beside.quotas()[code], found.target(code), shown[2])


def order_sheet(found: Shown, language: str, exact: bool) -> Sheet:
    """Every referral in turn: to whom, of which kind, and whether the order between equals decided."""
    referred, equal = found.found.referred, set(found.found.referred.equal)
    rows = ((turn + 1, code, found.names[code], _told("refer_kind", kind, language, exact),
             _told("refer_kind", YES if turn in equal else NO, language, exact))
            for turn, (code, kind) in enumerate(zip(referred.codes, referred.kinds, strict=True)))
    return _sheet("order", (("turn", WHOLE), ("code", CODE), ("name", TEXT), ("kind", TEXT),
                            ("decided_by_order", TEXT)), rows, language)


def point_sheet(found: Shown, language: str, exact: bool) -> Sheet:
    """Each point that is not published: new referrals by the scenario's answer and by the other."""
    own = found.found.referred.given()
    rows = ((_told("refer_point", word, language, exact), code, found.names[code], own[code],
             other.given()[code], other.given()[code] - own[code])
            for word, (_, other) in found.found.others.items() for code in found.codes)
    columns = (("point", TEXT), ("code", CODE), ("name", TEXT), ("before", WHOLE), ("then", WHOLE),
               ("difference", WHOLE))
    made = _sheet("points", columns, rows, language)
    heads = {"before": say("refer_head.new", language), "then": say("refer_head.other", language)}
    return replace(made, fields=tuple(replace(f, title=heads.get(f.name, f.title)) for f in made.fields))


def rule_sheet(found: Shown, language: str, exact: bool) -> Sheet:
    """New referrals by the rule and by every method beside it, and the quota less what was received."""
    shadow = found.found
    before, quotas = shadow.question.received, shadow.beside.quotas()
    rows = ((code, found.names[code],
             quotas[code] - before[code] if exact or found.open(code) else COVERED,
             *(end[code] - before[code] for end in shadow.ends.values())) for code in found.codes)
    made = _sheet("rules", (("code", CODE), ("name", TEXT), ("left_to_quota", NUMBER)), (), language)
    fields = (*made.fields, *(Field(rule, rule_name(rule, language), WHOLE) for rule in shadow.ends))
    return replace(made, fields=fields, rows=tuple(rows))


def break_sheet(found: Shown, language: str, exact: bool) -> Sheet:
    """Who ends outside its rounded quota, by which rule; held: the account before is alone the reason."""
    rows = ((_told("refer_rule", rule, language, exact), one.code, found.names[one.code],
             *((one.received, one.quota, one.received - one.quota) if exact or found.open(one.code)
               else (COVERED,) * 3), _told("refer_kind", YES if one.held else NO, language, exact))
            for rule, outside in found.found.breaks.items() for one in outside)
    return _sheet("breaks", (("rule", TEXT), ("code", CODE), ("name", TEXT), ("after", WHOLE),
                             ("quota", NUMBER), ("method_left", NUMBER), ("held", TEXT)), rows, language)


def paradox_sheet(found: Shown, language: str, exact: bool) -> Sheet:
    """Every order paradox: the county's number at which a municipality gets fewer new referrals."""
    start, before = found.found.beside.start, found.found.question.received
    rows = ((_told("refer_rule", rule, language, exact), one.total - start, one.code, found.names[one.code],
             one.before - before[one.code], one.after - before[one.code])
            for rule, seen in found.found.paradoxes.items() for one in seen)
    return _sheet("paradoxes", (("rule", TEXT), ("total", WHOLE), ("code", CODE), ("name", TEXT),
                                ("before", WHOLE), ("then", WHOLE)), rows, language)


def year_sheet(found: Shown, language: str, exact: bool) -> Sheet:
    """The simulated year by rule: fulfilment in per cent after each twelfth, asked, capacity, beyond it."""
    rows = (row for rule in found.found.years for row in _year_rows(found, rule, language, exact))
    columns = (("rule", TEXT), ("code", CODE), ("name", TEXT), ("mark", WHOLE), ("fulfilment", NUMBER),
               ("new", WHOLE), ("capacity", WHOLE), ("beyond", WHOLE), ("first_beyond", WHOLE))
    return _sheet("year", columns, rows, language)


def marks(number: int) -> tuple[int, ...]:
    """After how many referrals the year is told: each twelfth, fewer where there are fewer."""
    return tuple(sorted({number * twelfth // MARKS for twelfth in range(MARKS + 1)}))


def _year_rows(found: Shown, rule: str, language: str, exact: bool) -> Iterator[tuple[Any, ...]]:
    question, year = found.found.question, found.found.years[rule].referred
    told = marks(question.number)
    course, asked = courses(question, year, told), found.found.beyond(rule)
    so_far = {mark: _given(year.codes[:mark]) for mark in told}
    for code in found.codes:
        room = asked.get(code)
        for mark, value in zip(told, course[code], strict=True):
            done: Any = COVERED if not exact and not found.open(code) else value and 100 * Fraction(value)
            given = so_far[mark].get(code, 0)
            over = max(0, given - room.room) if room else None
            yield (_told("refer_rule", rule, language, exact), code, found.names[code], mark, done, given,
                   room.room if room else None, over, room.first if room and over else None)


def _given(codes: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for code in codes:
        found[code] = found.get(code, 0) + 1
    return found
