"""Random rules and goals, drawn around the hidden plan of a random county."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.pieces import pieces
from models.tables import (
    AGREEMENTS,
    CAPACITY,
    CEILING,
    FLOOR,
    HOMES,
    MINUTES,
    PACE,
    PINNED,
    PLAN,
    PRICES,
    RELIEF,
    SCHOOLS,
)

if TYPE_CHECKING:
    from models.need import Cell
    from tests.oracle.random_counties import Draw

Rows = list[dict[str, Any]]
Figure = Callable[[list["Cell"]], int]


def make(folder: str, word: str, **keys: Any) -> Any:
    """The rule or goal of that word."""
    return pieces(folder)[word](**keys)


def _stated(draw: Draw, column: str, part: float, figure: Callable[[list[Cell], list[Cell]], int],
            *, areas: bool = True) -> Rows:
    """Rows of a table for part of the towns; ``figure`` of the row's cells and those a year before.

    Years are named or empty; kinds are named, or empty where the row is of all kinds together;
    now and then a row is of an area.
    """
    rows, need = [], draw.need
    names = {m: (m,) for m in draw.codes}
    if areas and draw.chance(0.15):
        draw.areas["Area"] = draw.areas.get("Area") or tuple(draw.random.sample(draw.codes, 2))
        names["Area"] = draw.areas["Area"]
    for name, members in names.items():
        if not draw.chance(part):
            continue
        kind = draw.random.choice((*need.kinds, None))
        kinds = (kind,) if kind else need.kinds
        years = need.years if draw.chance(0.5) else (draw.random.choice(need.years),)
        named = len(years) < len(need.years) or draw.chance(0.5)
        for year in years if named else need.years[-1:]:
            cells = [(m, k, year) for m in members for k in kinds]
            rows.append({"code": name, "kind": kind, "year": year if named else None,
                         column: max(0, figure(cells, _before(draw, cells)))})
    return rows


def _before(draw: Draw, cells: list[Cell]) -> list[Cell]:
    """The cells of the year before (none in the first year)."""
    years = draw.need.years
    index = years.index(cells[0][2])
    return [(m, k, years[index - 1]) for m, k, _ in cells] if index else []


def _keep(draw: Draw) -> list[Any]:
    """keep-existing, now and then with agreements; absent where places may close."""
    if not draw.keep:
        return []
    if draw.chance(0.75):
        return [make("rules", "keep-existing")]
    rows = _stated(draw, "places", 0.5, lambda cells, _: draw.hidden_sum(cells)
                   - draw.random.choice((0, 0, 1)), areas=False)
    return [make("rules", "keep-existing", agreements=draw.tabled("agreements.csv", AGREEMENTS, rows))]


def _capacity(draw: Draw) -> Any:
    rows = _stated(draw, "capacity", 0.8, lambda cells, _: draw.hidden_sum(cells)
                   + draw.random.choice((0, 1, 1, 2, 3, 4, 6)) - draw.chance(0.03))
    return make("rules", "capacity", table=draw.tabled("room.csv", CAPACITY, rows))


def _floor(draw: Draw) -> Any:
    if draw.chance(0.2):
        return make("rules", "floor", places=draw.random.choice((0, 0, 1)))
    rows = _stated(draw, "places", 0.3, lambda cells, _: draw.hidden_sum(cells) - draw.today_sum(cells)
                   - draw.random.choice((0, 1, 1, 2)))
    return make("rules", "floor", table=draw.tabled("floor.csv", FLOOR, rows))


def _ceiling(draw: Draw) -> Any:
    if draw.chance(0.3):
        most = max(v - draw.need.existing(c) for c, v in draw.hidden.items())
        return make("rules", "ceiling", places=most + draw.random.choice((0, 0, 1, 2)))
    rows = _stated(draw, "places", 0.5, lambda cells, _: draw.hidden_sum(cells) - draw.today_sum(cells)
                   + draw.random.choice((0, 1, 2)))
    return make("rules", "ceiling", table=draw.tabled("ceiling.csv", CEILING, rows))


def _pace(draw: Draw) -> Any:
    def steps(cells: list[Cell], before: list[Cell]) -> int:
        return draw.hidden_sum(cells) - (draw.hidden_sum(before) if before else draw.today_sum(cells))
    if draw.chance(0.4):
        most = max(steps([c], _before(draw, [c])) for c in draw.hidden)
        return make("rules", "pace", places=most + draw.random.choice((0, 0, 1)))
    rows = _stated(draw, "places", 0.6, lambda cells, before: steps(cells, before)
                   + draw.random.choice((0, 1, 2)), areas=False)
    for row in rows:
        row["year"] = row["year"] or draw.need.years[-1]
    return make("rules", "pace", table=draw.tabled("pace.csv", PACE, rows))


def _home(draw: Draw) -> Any:
    places = draw.random.choice((1, 2, 2, 3, 3, 4))
    most = draw.random.choice((None, None, places, places + 1, 2 * places, places + 3))
    kinds, name = draw.need.kinds, ""
    groups = draw.random.choice(((), (), tuple((k,) for k in kinds), (kinds[:1],)))
    if len(groups) < 2 and draw.chance(0.6):
        rows = [{"code": m, "free": draw.random.choice((0, 1, 2, 3, 5))}
                for m in draw.codes if draw.chance(0.7)]
        name = draw.tabled("homes.csv", HOMES, rows)
    return make("rules", "smallest-home", places=places, most=most, kinds=groups, free=name)


def _commuting(draw: Draw) -> Any:
    need, who, random = draw.need, draw.random.choice(("new", "new", "all")), draw.random
    pairs = [(a, b) for a in draw.codes for b in draw.codes]
    minutes = [{"from": a, "to": b, "minutes": random.choice((0, 5, 10)) if a == b else
                random.choice((10, 20, 30, 30, 40, 50))} for a, b in pairs if draw.chance(0.9)]
    spare = random.choice((1, 2, 4, 6))
    rooms = []
    for m in draw.codes:
        cells = [(m, k, need.years[-1]) for k in need.kinds]
        own = draw.hidden_sum(cells) - (draw.today_sum(cells) if who == "new" else 0)
        rooms.append({"code": m, "year": None, "school_places": max(0, own + random.randint(0, spare))})
    if len(need.years) > 1 and draw.chance(0.3):
        rooms = [r | {"year": t} for r in rooms for t in need.years]
    rooms = [r for r in rooms if draw.chance(0.95)]
    return make("rules", "commuting", limit=random.choice((20, 30, 40, 60)), places=who,
                minutes=draw.tabled("minutes.csv", MINUTES, minutes),
                schools=draw.tabled("schools.csv", SCHOOLS, rooms))


def _relief(draw: Draw) -> Any:
    parts = ("0", "1/4", "1/2", "1/3", "9/10")
    rows = [{"code": m, "part": Fraction(draw.random.choice(parts)), "reason": "load"}
            for m in draw.codes if draw.chance(0.4)]
    return make("rules", "relief", table=draw.tabled("relief.csv", RELIEF, rows), cap=draw.chance(0.6))


def _follows(draw: Draw) -> Any:
    """Permit places in step with asylum places; mostly a ratio that the hidden plan's county keeps."""
    need, lag = draw.need, draw.random.choice((0, 0, 1))
    ratios = [Fraction(r) for r in ("1/2", "1", "3/2", "12/5")]
    new = [(need.total_at("permit", i) - need.total_today["permit"],
            need.total_at("asylum", i - lag) - need.total_today["asylum"]) for i in range(len(need.years))]
    kept = [r for r in ratios if all(p >= r * a for p, a in new)]
    return make("rules", "permit-follows-asylum", lag=lag,
                ratio=draw.random.choice(kept if kept and draw.chance(0.9) else ratios))


def _pinned(draw: Draw) -> Any:
    rows = _stated(draw, "places", 0.3, lambda cells, _: draw.hidden_sum(cells) + draw.chance(0.05))
    rows = [r | {"who": "the board", "when": None, "why": "decided"} for r in rows]
    return make("rules", "pinned", table=draw.tabled("pinned.csv", PINNED, rows))


def _within_gap(draw: Draw) -> Any:
    return make("rules", "within-gap", gap=Fraction(draw.random.choice(("1/2", "1", "3/2", "2", "3", "5"))),
                stuck=draw.random.choice(("conflict", "hold", "hold")))


RULES: tuple[tuple[float, Callable[[Draw], Any]], ...] = (
    (0.4, _capacity), (0.1, _floor), (0.12, _ceiling), (0.12, _pace), (0.2, _home), (0.3, _commuting),
    (0.08, _within_gap), (0.1, lambda draw: make("rules", "within-quota")), (0.15, _relief), (0.08, _pinned),
)


def draw_rules(draw: Draw) -> list[Any]:
    """need, mostly keep-existing, and a random part of the others."""
    rules = [make("rules", "need"), *_keep(draw)]
    rules += [maker(draw) for chance, maker in RULES if draw.chance(chance)]
    if len(draw.need.kinds) > 1 and draw.chance(0.5):
        rules.append(_follows(draw))
    return rules


def _margin(draw: Draw, choices: tuple[str, ...]) -> Fraction:
    """Mostly no margin."""
    return Fraction(draw.random.choice(choices)) if draw.chance(0.3) else Fraction(0)


def _prices(draw: Draw) -> str:
    """Whole kronor for every cell, few different ones."""
    rows = [{"code": m, "kind": k, "year": None, "price": draw.random.choice((0, 100, 100, 250))}
            for m in draw.codes for k in draw.need.kinds]
    return draw.tabled("prices.csv", PRICES, rows)


def _old_plan(draw: Draw) -> str:
    """Another plan, near the hidden one, for some of the cells."""
    rows = [{"code": c[0], "kind": c[1], "year": c[2],
             "after": max(0, v + draw.random.choice((-1, 0, 0, 1, 2)))}
            for c, v in draw.hidden.items() if draw.chance(0.8)]
    return draw.tabled("last.csv", PLAN, rows)


def draw_goal(draw: Draw, word: str) -> Any:
    """One goal with random keys."""
    random = draw.random
    if word in ("participation", "at-home"):
        return make("goals", word, margin=_margin(draw, ("1", "1", "2")))
    if word in ("travel", "new-homes"):
        return make("goals", word, margin=_margin(draw, ("1", "2", "10", "25")))
    if word == "cost":
        return make("goals", word, prices=_prices(draw), margin=_margin(draw, ("50", "100", "300")))
    if word == "change":
        return make("goals", word, plan=_old_plan(draw), margin=_margin(draw, ("1", "2")))
    keys: dict[str, Any] = {"per": random.choice(("cell", "cell", "year", "end"))}
    if word in ("worst-gap", "total-gap", "level-gaps"):
        keys["side"] = random.choice(("both", "both", "under", "over"))
        keys["unit"] = random.choice(("places", "places", "total") if word == "total-gap" else
                                     ("places", "places", "total", "inhabitants", "relative"))
    if word in ("worst-gap", "total-gap", "square-gap"):
        keys["margin"] = _margin(draw, ("1/4", "1/3", "1/2", "1", "2"))
    return make("goals", word, **keys)


def draw_goals(draw: Draw, rules: list[Any]) -> list[Any]:
    """No to four goals in random order; travel and new-homes where their rule stands."""
    words = {r.word for r in rules}
    choice = ["worst-gap", "worst-gap", "total-gap", "square-gap", "level-gaps", "level-gaps",
              "level-fulfilment", "cost", "change"]
    choice += ["travel"] * 6 if "commuting" in words else []
    choice += ["new-homes"] * 5 if "smallest-home" in words else []
    picked = draw.random.sample(choice, draw.random.choice((0, 1, 1, 2, 2, 3, 4)))
    return [draw_goal(draw, word) for word in dict.fromkeys(picked)]
