"""Which school each place uses, once the places are decided: the first of the best flows.

With x fixed the flows of each year are a transportation problem. Best flows are those that
the goals leave (least travel where travel is a goal). Among them the greatest y in the
order municipality, minutes, school code is found arc by arc: pushing flow round a cycle of
the residual graph, in whole numbers.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.search import Search

Node = tuple[str, str]  # ("home" or "school", code)
Arc = tuple[str, str]  # home, school


@dataclass
class Network:
    """One year's flows: arcs with the most they carry, what they carry now, room at schools."""

    most: dict[Arc, int]
    flow: dict[Arc, int]
    room: dict[str, int]
    out: dict[str, list[str]] = field(default_factory=dict)
    into: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for home, school in self.most:
            self.out.setdefault(home, []).append(school)
            self.into.setdefault(school, []).append(home)


def first_flows(search: Search) -> None:
    """Bring the incumbent's flows to the first of the best ones."""
    rule = search.problem.rule("commuting")
    if rule is None:
        return
    if any(goal.word == "travel" and goal.slack for goal in search.problem.goals):
        _by_solver(search)
        return
    travel = any(goal.word == "travel" for goal in search.problem.goals)
    arcs = rule.arcs(search.problem)  # type: ignore[attr-defined]
    for year in search.problem.need.years:
        schools = rule.school_places(search.problem, year)  # type: ignore[attr-defined]
        usable = [a for a in arcs if (a[0], a[1], year) in search.draft.y]
        network = _network(search, year, schools, usable)
        minutes = {(a, b): m for a, b, m in usable} if travel else {}
        raise_in_order(network, [(a, b) for a, b, _ in usable], minutes)
        _write(search, year, network)


def _by_solver(search: Search) -> None:
    """With a margin on travel the years hang together: arc by arc with the solver."""
    rule = search.problem.rule("commuting")
    arcs = rule.arcs(search.problem)  # type: ignore[union-attr]
    for home in search.problem.county.codes:
        for year in search.problem.need.years:
            for arc in (a for a in arcs if a[0] == home):
                count = search.draft.y.get((home, arc[1], year))
                if count is not None:
                    search.minimise([(count, -1)])
                    search.fix([count])


def _network(search: Search, year: int, schools: dict[str, int],
             arcs: Sequence[tuple[str, str, int]]) -> Network:
    assert search.incumbent is not None
    flow, most = {}, {}
    for home, school, _ in arcs:
        flow[home, school] = int(search.incumbent[search.draft.y[home, school, year].index])
        most[home, school] = schools[school]
    room = dict(schools)
    for (_, school), used in flow.items():
        room[school] -= used
    return Network(most, flow, room)


def _write(search: Search, year: int, network: Network) -> None:
    assert search.incumbent is not None
    best = search.incumbent.copy()
    for (home, school), used in network.flow.items():
        best[search.draft.y[home, school, year].index] = used
    search.incumbent = best


def raise_in_order(network: Network, order: Sequence[Arc], minutes: dict[Arc, int]) -> None:
    """Raise the flow of each arc in turn as far as the arcs before it and the cost allow.

    ``minutes`` (may be empty: no cost) must be least already; then whole-number potentials p
    exist with minutes + p(home) - p(school) >= 0, and only arcs where it is 0 may change.
    """
    free, loose = set(order), set(network.into)
    if minutes:
        p = _potentials(network, order, minutes)
        free = {a for a in order if minutes[a] + p["home", a[0]] - p["school", a[1]] == 0}
        loose = {school for school in loose if p["school", school] == p["sink", ""]}
    for arc in order:
        if arc in free:
            _raise(network, arc, free, loose)
            free.discard(arc)


def _potentials(network: Network, order: Sequence[Arc], minutes: dict[Arc, int]) -> dict[Node, int]:
    """Shortest residual distances from everywhere (Bellman-Ford); no negative cycle exists."""
    edges = _edges(network, order, minutes)
    distance = {node: 0 for a, b, _ in edges for node in (a, b)}
    distance |= {("home", h): 0 for h in network.out} | {("school", s): 0 for s in network.into}
    distance["sink", ""] = 0
    for _ in range(len(distance) + 1):
        changed = False
        for a, b, cost in edges:
            if distance[a] + cost < distance[b]:
                distance[b], changed = distance[a] + cost, True
        if not changed:
            return distance
    raise ArithmeticError("the flows are not the least travel")


def _edges(network: Network, order: Sequence[Arc], minutes: dict[Arc, int]) -> list[tuple[Node, Node, int]]:
    """The residual graph: arcs with room, arcs in use backwards, schools to and from their free room."""
    edges: list[tuple[Node, Node, int]] = []
    for home, school in order:
        cost = minutes.get((home, school), 0)
        if network.flow[home, school] < network.most[home, school]:
            edges.append((("home", home), ("school", school), cost))
        if network.flow[home, school] > 0:
            edges.append((("school", school), ("home", home), -cost))
    for school, homes in network.into.items():
        if network.room[school] > 0:
            edges.append((("school", school), ("sink", ""), 0))
        if any(network.flow[h, school] for h in homes):
            edges.append((("sink", ""), ("school", school), 0))
    return edges


def _raise(network: Network, arc: Arc, free: set[Arc], loose: set[str]) -> None:
    """Push all that fits home -> school along ``arc`` and back through the residual graph."""
    while network.flow[arc] < network.most[arc]:
        path = _way_back(network, arc, free, loose)
        if path is None:
            return
        amount = min(network.most[arc] - network.flow[arc], *(_space(network, a, b) for a, b in path))
        network.flow[arc] += amount
        for a, b in path:
            _push(network, a, b, amount)


def _space(network: Network, a: Node, b: Node) -> int:
    if a[0] == "home":
        return network.most[a[1], b[1]] - network.flow[a[1], b[1]]
    if b[0] == "home":
        return network.flow[b[1], a[1]]
    return network.room[a[1]] if b[0] == "sink" else 2**60


def _push(network: Network, a: Node, b: Node, amount: int) -> None:
    if a[0] == "home":
        network.flow[a[1], b[1]] += amount
    elif b[0] == "home":
        network.flow[b[1], a[1]] -= amount
    elif b[0] == "sink":
        network.room[a[1]] -= amount
    else:
        network.room[b[1]] += amount


def _way_back(network: Network, arc: Arc, free: set[Arc], loose: set[str]) -> list[tuple[Node, Node]] | None:
    """A shortest way from the arc's school back to its home in the residual graph of free arcs."""
    start, goal = ("school", arc[1]), ("home", arc[0])
    came: dict[Node, Node | None] = {start: None}
    queue = deque([start])
    while queue:
        node = queue.popleft()
        if node == goal:
            return _path(came, goal)
        for following in _residual(network, node, arc, free, loose):
            if following not in came:
                came[following] = node
                queue.append(following)
    return None


def _residual(network: Network, node: Node, arc: Arc, free: set[Arc], loose: set[str]) -> list[Node]:
    what, code = node
    if what == "home":
        return [("school", s) for s in network.out[code] if (code, s) in free and (code, s) != arc
                and network.flow[code, s] < network.most[code, s]]
    if what == "school":
        back: list[Node] = [("home", h) for h in network.into[code] if (h, code) in free and (h, code) != arc
                            and network.flow[h, code] > 0]
        return back + ([("sink", "")] if code in loose and network.room[code] > 0 else [])
    return [("school", s) for s in sorted(loose)]


def _path(came: dict[Node, Node | None], goal: Node) -> list[tuple[Node, Node]]:
    path, node = [], goal
    while (before := came[node]) is not None:
        path.append((before, node))
        node = before
    return path[::-1]
