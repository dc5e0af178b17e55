"""One year's ways to count shared places to members, to house places elsewhere, to lay homes on hosts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from models.need import Cell
from tests.oracle.homes import Unit, choices
from tests.oracle.sharing import Area, Pair

Counts = dict[tuple[str, ...], int]
Room = dict[Cell, int]
Groups = tuple[tuple[str, ...], ...]


def along(pair: Pair) -> list[tuple[str, str, str]]:
    """(answers, located, kind) of a pair."""
    return [(pair.code, pair.located, k) for k in pair.kinds]


def spread(most: Sequence[int], total: int) -> Iterator[tuple[int, ...]]:
    """Every way to write the total as whole numbers, none above its most."""
    if not most:
        yield from [()] * (total == 0)
        return
    for first in range(min(most[0], total) + 1):
        yield from ((first, *rest) for rest in spread(most[1:], total - first))


def parted(areas: Sequence[Area], groups: Groups, room: Room) -> Iterator[tuple[Counts, Room]]:
    """Parts of every area, and the room that they leave."""
    if not areas:
        yield {}, room
        return
    for part in _area(areas[0], groups, room):
        rest = dict(room)
        for cell in room:
            rest[cell] -= part.get((areas[0].name, cell[0], cell[1]), 0)
        for others, last in parted(areas[1:], groups, rest):
            yield part | others, last


def _area(area: Area, groups: Groups, room: Room) -> Iterator[Counts]:
    """Parts of one area: split by group (a kind of no group alone), then spread over the group's kinds."""
    year = next(iter(room))[2]
    loose = [k for k in dict.fromkeys(c[1] for c in room) if not any(k in j for j in groups)]
    groups = (*groups, *((k,) for k in loose))
    most = [[sum(room[m, k, year] for k in j) for m in area.members] for j in groups]
    for sums in product(*(list(area.splits(top)) for top in most)):
        ways = [[(m, j, w) for w in spread([room[m, k, year] for k in j], p)]
                for j, by_member in zip(groups, sums, strict=True)
                for m, p in zip(area.members, by_member, strict=True)]
        for way in product(*ways):
            yield {(area.name, m, k): p for m, j, ps in way for k, p in zip(j, ps, strict=True)}


def housed(pairs: Sequence[Pair], room: Room, year: int) -> Iterator[tuple[Counts, Room]]:
    """Places housed elsewhere by every pair, and the room that is left at home."""
    if not pairs:
        yield {}, room
        return
    pair = pairs[0]
    tops = [room[pair.code, k, year] if year in pair.years else 0 for k in pair.kinds]
    for way in product(*(range(top + 1) for top in tops)):
        if pair.most is not None and sum(way) > pair.most:
            continue
        rest = dict(room)
        for k, h in zip(pair.kinds, way, strict=True):
            rest[pair.code, k, year] -= h
        for others, last in housed(pairs[1:], rest, year):
            yield dict(zip(along(pair), way, strict=True)) | others, last


def laid(areas: Sequence[Area], units: Sequence[Unit], part: Counts) -> Iterator[Counts]:
    """Every way to lay the shared places on hosts, in homes of the size asked for."""
    ways = []
    for area in areas:
        kinds = list(dict.fromkeys(k for name, _, k in part if name == area.name))
        sums = [sum(part[area.name, m, k] for m in area.members) for k in kinds]
        spreads = [list(spread([total] * len(area.hosts), total)) for total in sums]
        found = ({(area.name, b, k): v for k, vs in zip(kinds, way, strict=True)
                  for b, v in zip(area.hosts, vs, strict=True)} for way in product(*spreads))
        ways.append([one for one in found if all(
            choices((sum(one[area.name, b, k] for k in u.kinds),), u.least, u.most, 0)
            for b in area.hosts for u in units)])
    for way in product(*ways):
        yield {at: v for one in way for at, v in one.items()}
