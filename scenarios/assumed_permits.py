"""The assumed figures of the permit flow in Östergötland 2012: lengths and rates by date.

The ranges of handling and of the permit rates are known; which value in them holds for the county is
not, nor how long a child lives on a permit place. The rules are stated in the case's sources.toml.
"""

from __future__ import annotations

from collections.abc import Iterable

HEADER = "parameter,value,unit,valid_from,valid_to,status,source"
SERVED = "Järfälla 2015: 24 platser, omkring 35 barn; samma tal antaget för 2012–2015"
DECIDED = "106–200 dagar 2010–2015 (Migrationsverket); värdet i spannet är antaget"
ALL = "67–75 procent av alla beslut 2011–2014 (Migrationsverket); värdet i spannet är antaget"
WITHOUT = ("82–87 procent av besluten utom Dublinärenden 2011–2014 (Migrationsverket); värdet i spannet är "
           "antaget")
DUBLIN = "antaget så att båda sätten att räkna andelen ger lika många tillstånd"
AFTER = "omkring en månad efter beslutet; hela månader antaget"
STAY, OTHERWISE = "antaget; tiden är inte publicerad", "antaget; fyller 21 år eller flyttar till anhöriga"
Rows = Iterable[tuple[object, ...]]


def figures(children: str = "1.46", days: int = 153, rate: str = "71", without: str = "84.5",
            dublin: str = "16", stay: int = 36, otherwise: int = 10) -> Rows:
    """The rows of a table of parameters: the middle of each known range, or other values."""
    def row(word: str, value: object, unit: str, first: int, last: int, source: str) -> tuple[object, ...]:
        return word, value, unit, f"{first}-01-01", f"{last}-12-31", "assumed", source
    return [row("children-per-place", children, "barn per plats och år", 2012, 2015, SERVED),
            row("handling", days, "dagar", 2010, 2015, DECIDED),
            row("permit-rate", rate, "procent", 2011, 2014, ALL),
            row("permit-rate-without-dublin", without, "procent", 2011, 2014, WITHOUT),
            row("dublin-part", dublin, "procent", 2011, 2014, DUBLIN),
            row("after-permit", 1, "månader", 2010, 2015, AFTER),
            row("stay", stay, "månader", 2010, 2015, STAY),
            row("leaves-otherwise", otherwise, "procent", 2010, 2015, OTHERWISE)]


def versions() -> dict[str, Rows]:
    """Other values in the same ranges: fewer and more children on permit places, and a shorter stay."""
    return {"parametrar-farre.csv": figures("1.2", 200, "67", "82", "18.3", 24, 20),
            "parametrar-fler.csv": figures("1.7", 106, "75", "87", "13.8", 48, 5),
            "parametrar-tva-ar.csv": figures(stay=24)}
