"""The assumed place types of a county: their units, ages and days, and today's places by type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

KINDS = "kind,name_sv,name_en,groups,type,smallest,largest,age_from,age_to,valid_from"
PLACES = "code,name,kind,places"
SEEKING, PERMIT = "asylsökande", "ungdomar med nytt uppehållstillstånd"
OWN_HOUSING, REFUSED = "ungdomar i eget boende (EBO) som behöver utredas", "ungdomar med avslag"
Rows = Iterable[tuple[object, ...]]


def types(home: int = 6, largest: int = 12) -> Rows:
    """The place types: an HVB home of at least ``home`` places, the others a few at a time."""
    every = ";".join((SEEKING, PERMIT, OWN_HOUSING, REFUSED))
    return [
        ("hvb", "HVB-platser", "places in residential care homes (HVB)", every, "hvb", home, largest,
         13, 20, ""),
        ("familjehem", "platser i familjehem", "places in family homes", f"{SEEKING};{PERMIT}", "familjehem",
         1, 2, 0, 17, ""),
        ("jourhem", "platser i jourhem", "places in emergency homes", f"{SEEKING};{OWN_HOUSING}", "jourhem",
         1, 3, 0, 17, ""),
        ("stodboende", "platser i stödboende", "places in supported housing (stödboende)", PERMIT,
         "stödboende", 4, 10, 16, 20, "2016-01-01")]


def today(places: Mapping[str, int], names: Mapping[str, str], family: int = 5, emergency: int = 10) -> Rows:
    """Each municipality's places: one in ``family`` in family homes, one in ``emergency`` in emergency
    homes, rounded down; the rest HVB.
    """
    for code, name in names.items():
        split = {"familjehem": places[code] // family, "jourhem": places[code] // emergency}
        yield code, name, "hvb", places[code] - sum(split.values())
        yield from ((code, name, kind, count) for kind, count in split.items())
