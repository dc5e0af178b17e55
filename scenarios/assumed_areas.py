"""The assumed areas in which municipalities share homes, and how a home's places are split.

That the municipalities of an area open homes together is assumed everywhere. Where a source
names municipalities that work together the area has its name and members; see sources.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

HEADER = "area,code,name,split"
NORDOST = ("0115", "0117", "0160", "0162", "0187", "0188")
SODERTORN = ("0126", "0127", "0128", "0136", "0138", "0140", "0181", "0192")
NORRORT_REST = ("0114", "0123", "0125", "0139", "0163", "0183", "0184", "0186", "0191")
NACKA_VARMDO = ("0120", "0182")

STOCKHOLM: Mapping[str, tuple[str, ...]] = {
    "Stockholm Nordost": NORDOST, "Norrort i övrigt": NORRORT_REST, "Södertörn": SODERTORN,
    "Nacka och Värmdö": NACKA_VARMDO}
STOCKHOLM_NORRORT: Mapping[str, tuple[str, ...]] = {
    "Koordination Norrort": tuple(sorted(NORDOST + NORRORT_REST)), "Södertörn": SODERTORN,
    "Nacka och Värmdö": NACKA_VARMDO}
OSTERGOTLAND: Mapping[str, tuple[str, ...]] = {
    "Norra": ("0562", "0581"), "Östra": ("0563", "0582"), "Södra": ("0512", "0513", "0561", "0580"),
    "Västra": ("0509", "0560", "0583", "0584", "0586")}
OSTERGOTLAND_TWO: Mapping[str, tuple[str, ...]] = {
    "Östra": ("0562", "0563", "0581", "0582"),
    "Västra": ("0509", "0512", "0513", "0560", "0561", "0580", "0583", "0584", "0586")}


def thousands(people: int) -> int:
    """Inhabitants in thousands, half a thousand upwards."""
    return (people + 500) // 1000


def by_people(areas: Mapping[str, tuple[str, ...]], names: Mapping[str, str],
              people: Mapping[str, int]) -> Iterable[tuple[object, ...]]:
    """Each member's weight in the split: its inhabitants in thousands."""
    return [(area, code, names[code], thousands(people[code]))
            for area, codes in areas.items() for code in codes]


def alike(areas: Mapping[str, tuple[str, ...]], names: Mapping[str, str]) -> Iterable[tuple[object, ...]]:
    """Each member's weight in the split: one."""
    return [(area, code, names[code], 1) for area, codes in areas.items() for code in codes]
