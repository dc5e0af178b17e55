"""Random areas, pairs, resources, reserves, answers and units, drawn around the hidden plan."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.tables import ANSWERS, AREAS, CAPACITY, HOMES, HOUSED, KINDS, RESERVE, RESOURCES, USE
from tests.oracle.random_pieces import make

if TYPE_CHECKING:
    from models.need import Cell
    from tests.oracle.random_counties import Draw


def _new(draw: Draw, cells: list[Cell]) -> int:
    """New places of the hidden plan in the cells."""
    return draw.hidden_sum(cells) - draw.today_sum(cells)


def _town(draw: Draw, code: str, year: int) -> list[Cell]:
    """The cells of a town in a year."""
    return [(code, k, year) for k in draw.need.kinds]


def co_operation(draw: Draw) -> Any:
    """One or two areas, with equal or unequal weights, hosts given or not."""
    random, rows, names = draw.random, [], random_names(draw)
    for name in names:
        members = random.sample(draw.codes, random.choice((2, min(3, len(draw.codes)), len(draw.codes))))
        equal, hosted = draw.chance(0.4), draw.chance(0.5)
        split = {m: random.choice((None, 1)) if equal else random.choice((0, 1, 1, 2, 3, 5)) for m in members}
        if not any(v is None or v for v in split.values()):
            split[members[0]] = 1
        first = random.choice(members)
        host = {m: int(m == first or draw.chance(0.4)) if hosted else None for m in members}
        rows += [{"area": name, "code": m, "split": split[m], "host": host[m]} for m in members]
    random.shuffle(rows)
    chosen = tuple(names[:1]) if len(names) > 1 and draw.chance(0.2) else ()
    return make("rules", "co-operation", table=draw.tabled("areas.csv", AREAS, rows), areas=chosen)


def random_names(draw: Draw) -> list[str]:
    """One area, now and then two."""
    return draw.random.choice((["North"], ["North"], ["North", "East"]))


def _term(draw: Draw, years: tuple[int, ...]) -> tuple[date | None, date | None]:
    """Dates of an agreement: open, holding all the time, begun late, ended early, or none at all."""
    last = years[-1]
    return draw.random.choice((
        (None, None), (None, None), (date(2000, 1, 1), None), (None, date(2050, 1, 1)),
        (date(2000, 1, 1), date(2050, 1, 1)),
        (date(last, 12, 31), None), (date(last, 2, 1), None), (date(2000, 1, 1), date(last, 12, 30)),
        (None, date(last, 12, 31)), (date(2000, 1, 1), date(years[0], 6, 30))))


def housed_elsewhere(draw: Draw) -> Any:
    """One to three listed pairs, of a kind or all, with a most or without."""
    random, rows = draw.random, []
    pairs = [(a, b) for a in draw.codes for b in draw.codes if a != b]
    for a, b in random.sample(pairs, min(len(pairs), random.choice((1, 1, 2, 3)))):
        first, last = _term(draw, draw.need.years)
        rows.append({"code": a, "located": b, "kind": random.choice((None, *draw.need.kinds)),
                     "most": random.choice((None, None, 0, 1, 2, 3)),
                     "agreement_from": first, "agreement_to": last})
    return make("rules", "housed-elsewhere", table=draw.tabled("housed.csv", HOUSED, rows))


def keep_room(draw: Draw) -> Any:
    """Room of towns, for all kinds together, for each kind, or both; often tight."""
    random, rows = draw.random, []
    tight = draw.chance(0.4)
    listed = draw.tables["housed.csv"].rows if "housed.csv" in draw.tables else ()
    givers, takers = {r["code"] for r in listed}, {r["located"] for r in listed}
    for m in draw.codes:
        if not draw.chance(0.9 if m in givers else 0.7):
            continue
        how = random.choice(("all", "all", "each", "both"))
        for kinds in ([draw.need.kinds] * (how != "each")) + [(k,) for k in draw.need.kinds] * (how != "all"):
            room = max(draw.hidden_sum([(m, k, t) for k in kinds]) for t in draw.need.years)
            room += random.choice(_spare(m in givers, m in takers, tight))
            rows.append({"code": m, "kind": None if kinds == draw.need.kinds and how != "each" else kinds[0],
                         "year": None, "capacity": max(0, room)})
    unique = {(r["code"], r["kind"]): r for r in rows}
    return make("rules", "capacity", table=draw.tabled("room.csv", CAPACITY, list(unique.values())))


def _spare(gives: bool, takes: bool, tight: bool) -> tuple[int, ...]:
    """Room beyond the hidden plan's places: too little where places may lie elsewhere."""
    if gives != takes:
        return (-2, -1, -1, 0) if gives else (3, 4, 6)
    return (-1, 0, 0, 1, 2, 4) if tight else (0, 1, 2, 3)


def home(draw: Draw) -> Any:
    """Homes of two to four places, so that a few places need company."""
    places = draw.random.choice((2, 2, 3, 3, 4))
    most, kinds = draw.random.choice((None, None, places, places + 1, 2 * places)), draw.need.kinds
    groups = draw.random.choice(((), (), tuple((k,) for k in kinds)))
    return make("rules", "smallest-home", places=places, most=most, kinds=groups, free=_beds(draw))


def _beds(draw: Draw) -> str:
    """Empty beds of some towns, or no table."""
    if not draw.chance(0.4):
        return ""
    rows = [{"code": m, "free": draw.random.choice((0, 1, 2, 3))} for m in draw.codes if draw.chance(0.6)]
    return draw.tabled("homes.csv", HOMES, rows)


def units(draw: Draw) -> Any:
    """A home's size of its own for some kinds, the rule's for the others."""
    random, kinds = draw.random, draw.need.kinds
    own = [k for k in kinds if draw.chance(0.8)]
    rows = []
    for k in kinds:
        least = random.choice((1, 2, 3)) if k in own else None
        largest = None if least is None else random.choice((None, least, least + 1, 2 * least))
        rows.append({"kind": k, "name_sv": k, "name_en": k, "smallest": least, "largest": largest})
    places = random.choice((2, 3)) if len(own) < len(kinds) or draw.chance(0.5) else None
    most = random.choice((None, places, places + 2)) if places else None
    groups = random.choice(((), (), tuple((k,) for k in kinds), (kinds,)))
    return make("rules", "smallest-home", places=places, most=most, kinds=groups, free=_beds(draw),
                units=draw.tabled("kinds.csv", KINDS, rows))


def resources(draw: Draw) -> Any:
    """Guardians and staff, of towns and an area, used where places are answered for or where they lie."""
    random, rows, uses = draw.random, [], []
    if draw.chance(0.4):
        draw.areas["Region"] = tuple(random.sample(draw.codes, 2))
    for resource in random.choice((("staff",), ("staff", "guardians"))):
        use = {k: random.choice((0, 1, 2, 3)) for k in draw.need.kinds}
        one = draw.chance(0.5)
        where = random.choice((None, "answers", "lies", "lies"))
        if one:
            use = dict.fromkeys(use, use[draw.need.kinds[0]])
        uses += [{"resource": resource, "kind": None if one else k, "use": u,
                  "where": where if one else random.choice((where, where, "lies"))}
                 for k, u in list(use.items())[:1 if one else None]]
        for name in (*draw.codes, *draw.areas):
            if draw.chance(0.6):
                years = draw.need.years if draw.chance(0.4) else (None,)
                rows += [{"resource": resource, "code": name, "year": t, "available":
                          _used(draw, name, t, use) + random.choice((0, 0, 1, 2, 4))} for t in years]
    return make("rules", "limit", resources=draw.tabled("resources.csv", RESOURCES, rows),
                use=draw.tabled("use.csv", USE, uses))


def _used(draw: Draw, name: str, year: int | None, use: dict[str, int]) -> int:
    """What the hidden plan uses, at most of any year."""
    return max(sum(use[k] * draw.hidden[m, k, t] for m in draw.areas.get(name, (name,)) for k in use)
               for t in (draw.need.years if year is None else (year,)))


def reserve(draw: Draw) -> Any:
    """Room kept free in some towns, and a sum that the county can open within the days."""
    random, rows = draw.random, []
    rooms = draw.tables["room.csv"].rows if "room.csv" in draw.tables else ()
    kinds = set(draw.need.kinds)
    roomy = {m for m in draw.codes if draw.chance(0.01) or any(
        kinds <= {r["kind"] for r in rooms if r["code"] == m} for kinds in ({None}, kinds))}
    for m in draw.codes:
        if draw.chance(0.8):
            rows += [{"code": m, "year": t, "free": random.choice((None, 0, 1)) if m in roomy else None,
                      "open_30": random.choice((None, 0, 1)), "open_90": random.choice((None, 0, 1, 2, 3))}
                     for t in (draw.need.years if draw.chance(0.3) else (None,))]
    county = random.choice((0, 0, 1, 2, 3))
    return make("rules", "reserve", table=draw.tabled("reserve.csv", RESERVE, rows), county=county,
                days=random.choice((30, 90, 90)))


def answers(draw: Draw) -> Any:
    """Answers near the hidden plan; some promise later, some end, some say no or have not answered."""
    random, rows, years = draw.random, [], draw.need.years
    silent, no = set(draw.random.sample(draw.codes, 1)), []
    for m in draw.codes:
        kinds = random.choice(((None,), draw.need.kinds[:1], draw.need.kinds))
        if m in silent and draw.chance(0.4):
            no.append(m)
        before = dict.fromkeys(kinds, 0)
        for t in [y for y in years if draw.chance(0.55)]:
            for k in kinds:
                new = _new(draw, _town(draw, m, t) if k is None else [(m, k, t)])
                promised = max(0, new - before[k] + random.choice((0, 0, 0, 0, 1, -1)))
                first, last = _days(draw, t) if draw.chance(0.5) else (None, None)
                if new == 0 and t < years[-1] and draw.chance(0.3):
                    promised, first, last = random.choice((1, 2)), date(years[-1], 2, 1), None
                if last is None or last > date(years[-1], 12, 30):
                    before[k] += promised
                asked = random.choice((0, 1, 3)) if m in silent else None
                rows.append(_answer((m, k, t), promised, asked, draw)
                            | {"agreement_from": first, "agreement_to": last})
    part = random.choice((None, None, Fraction(1, 2), Fraction(1, 3), Fraction(57, 100), Fraction(1)))
    return make("rules", "answers", table=draw.tabled("answers.csv", ANSWERS, rows), no=tuple(no), part=part)


def _days(draw: Draw, year: int) -> tuple[date | None, date | None]:
    """Dates of an agreement of new places of a year: mostly one that ends with the plan's first year."""
    years = draw.need.years
    if year < years[-1] and draw.chance(0.6):
        return draw.random.choice((None, date(2000, 1, 1))), date(years[-1], 6, 30)
    if year < years[-1] and draw.chance(0.5):
        return date(years[-1], 2, 1), None
    return _term(draw, years)


def _answer(at: tuple[str, str | None, int], promised: int, asked: int | None, draw: Draw) -> dict[str, Any]:
    """A row: unanswered where only asked for, else answered, and signed now and then (it goes before)."""
    row: dict[str, Any] = {"code": at[0], "kind": at[1], "year": at[2]}
    if asked is not None:
        return row | {"asked": asked, "answered": None, "signed": None}
    signed = draw.chance(0.4)
    return row | {"asked": promised + 1, "answered": promised + signed * draw.random.choice((0, 1)),
                  "signed": promised if signed else None}


MOVES = (co_operation, housed_elsewhere)
