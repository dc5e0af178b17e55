"""``refer`` on a screen: whose decision it is, the rules in force, who is next, the table."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from models.referral import ANNOUNCED, EQUALISING, KIN
from planner.plan_text import text_table
from planner.refer_beside import beside_lines, point_lines
from planner.refer_view import share_of
from planner.refer_year import year_lines
from planner.regime_told import regime_lines
from planner.small_counts import COVERED, Veiled
from planner.wording import decimal, say, subject, whole

if TYPE_CHECKING:
    from planner.refer_view import Shown

FIRST_SHOWN = 12
DASH = "–"


def refer_lines(found: Shown, language: str) -> Iterator[str]:
    """Everything that ``refer`` prints of a scenario but where it is written."""
    yield say("refer.first", language)
    title = found.scenario.settings.title
    yield f"{title} ({found.scenario.name})" if title else found.scenario.name
    yield from regime_lines(found.case.problem, language)
    yield from _shares(found, language)
    yield say("refer.rests", language, assumed=len(found.case.assumed), inputs=len(found.case.inputs))
    if not all(veil.exact for veil in found.received.values()):
        yield say("refer.near", language)
    for part in (_asked, _table, point_lines, beside_lines, year_lines):
        yield ""
        yield from part(found, language)


def _shares(found: Shown, language: str) -> Iterator[str]:
    """Whose shares, and when they hold."""
    held, model = found.found.question.held, found.shares.model
    window = {"first": str(held.first or "…"), "last": str(held.last or "…")}
    if held.of_account:
        yield say("refer.shares_account", language, **window)
    else:
        told = subject("shares").get(model, {}).get(language, model)
        yield say("refer.shares", language, model=told, **window)


def _asked(found: Shown, language: str) -> Iterator[str]:
    """The question, the open points as chosen, how much the order between equals decided."""
    question, referred = found.found.question, found.found.referred
    yield say("refer.asked", language, number=question.number)
    if not found.account:
        yield say("refer.no_account", language)
    else:
        yield say("refer.account", language, start=found.found.beside.start)
    if question.held.whole == "nation":
        yield say("refer.nation", language, before=question.before, next=decimal(question.ahead, 0, language))
    yield say("refer.open", language, told="; ".join(chosen_words(found, language)))
    yield say("refer.equal", language, equal=len(referred.equal), number=question.number)
    if question.ties:
        yield say("refer.late_ties", language)
    first = [found.names[code] for code in referred.codes[:FIRST_SHOWN]]
    if first:
        yield (say("refer.turns", language, names=", ".join(first)) + " " + say("refer.turns_all", language))


def chosen_words(found: Shown, language: str) -> list[str]:
    """The scenario's own answer to each open point, in words."""
    choice = found.found.choice
    words = [f"counted-{choice.counted}", f"tie-{choice.tie}",
             f"ties-{'counted' if choice.ties_counted else 'left-out'}"]
    if found.account or found.found.question.announced:
        words.append(f"announced-{'counted' if choice.announced_counted else 'left-out'}")
    words += [f"reading-{choice.reading}"] if found.account else []
    return [say(f"refer_point.{word}", language) for word in words]


def _table(found: Shown, language: str) -> Iterator[str]:
    """One row a municipality, then the county."""
    kinds = [kind for kind in (KIN, ANNOUNCED) if kind in found.found.referred.kinds]
    words = ("code", "name", "share", "received", *kinds, EQUALISING, "after", "quota", "fulfilment")
    rows = [_row(found, code, kinds, language) for code in found.codes]
    yield from text_table([say(f"refer_head.{word}", language) for word in words],
                          [*rows, _county(found, kinds, language)], texts=2)
    if not all(map(found.open, found.codes)):
        yield say("refer.hidden", language)


def _row(found: Shown, code: str, kinds: list[str], language: str) -> list[str]:
    referred, veil = found.found.referred, found.received[code]
    given = [referred.given(kind)[code] for kind in (*kinds, EQUALISING)]
    fulfilment = found.fulfilment(code)
    done = DASH if fulfilment is None else decimal(100 * fulfilment, 1, language)
    new = referred.received[code] - found.found.question.received[code]
    share = decimal(100 * share_of(found, code), 2, language)
    return [code, found.names[code], share, veil.text(language), *(whole(n, language) for n in given),
            after_text(veil, new, language),
            decimal(found.found.beside.quotas()[code], 1, language), done if veil.exact else COVERED]


def after_text(before: Veiled, new: int, language: str) -> str:
    """What stands in the account afterwards, as hidden as what stood there before."""
    if before.least is None or before.most is None:
        return COVERED
    ends = [whole(end + new, language) for end in (before.least, before.most)]
    return ends[0] if before.exact else "–".join(ends)


def _county(found: Shown, kinds: list[str], language: str) -> list[str]:
    shadow, referred = found.found, found.found.referred
    given = [sum(referred.given(kind).values()) for kind in (*kinds, EQUALISING)]
    end = sum(referred.received.values())
    target = sum((found.target(code) for code in found.codes), Fraction(0))
    done = decimal(Fraction(100 * end) / target, 1, language) if target else DASH
    return ["", say("table.county", language), decimal(Fraction(100), 2, language),
            whole(shadow.beside.start, language), *(whole(n, language) for n in given),
            whole(end, language), decimal(Fraction(end), 1, language), done]
