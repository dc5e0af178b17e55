"""Great-circle distances in decimals of forty digits, so that every machine makes the same minutes."""

from __future__ import annotations

from decimal import Decimal

EARTH_KM = Decimal("6371")
PI = Decimal("3.141592653589793238462643383279502884197")


def sine(x: Decimal) -> Decimal:
    """sin x by its series, x in radians, to the precision in force."""
    term, total, n = x, x, 1
    while abs(term) > Decimal("1e-38"):
        term = -term * x * x / ((n + 1) * (n + 2))
        total, n = total + term, n + 2
    return total


def arc_sine(x: Decimal) -> Decimal:
    """arcsin x by its series, for the small x of distances within a county."""
    term, total, n = x, x, 1
    while abs(term) > Decimal("1e-38"):
        term = term * x * x * n * n / ((n + 1) * (n + 2))
        total, n = total + term, n + 2
    return total


def kilometres(a: tuple[Decimal, Decimal], b: tuple[Decimal, Decimal]) -> Decimal:
    """Great-circle distance between two points (latitude, longitude in degrees), haversine."""
    (lat_a, lon_a), (lat_b, lon_b) = ((p * PI / 180, q * PI / 180) for p, q in (a, b))
    cosines = sine(PI / 2 - lat_a) * sine(PI / 2 - lat_b)
    h = sine((lat_b - lat_a) / 2) ** 2 + cosines * sine((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * arc_sine(h.sqrt())
