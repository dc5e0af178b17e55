"""The assumed relief of Stockholm 2010: whose share is made smaller, by which part, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

HEADER = "code,name,part,reason,status,source"
SODERTALJE, BOTKYRKA, SOLNA, SIGTUNA = "0181", "0127", "0184", "0191"
LETTER = "avsiktsförklaringen 5 februari 2010 nämner belastningen; delens storlek är antagen"
RELIEF = (
    (SOLNA, "0.5", "ankomstkommun", LETTER),
    (SIGTUNA, "0.5", "ankomstkommun", LETTER),
    (SODERTALJE, "0.25", "stort ordinarie flyktingmottagande", "antagande"),
    (BOTKYRKA, "0.25", "stort ordinarie flyktingmottagande", "antagande"),
)
PARTS: Mapping[str, str] = {code: part for code, part, _, _ in RELIEF}


def relief(names: Mapping[str, str], parts: Mapping[str, str] = PARTS) -> Iterable[tuple[object, ...]]:
    """The parts taken away, with the reason and what it rests on; who has no part is left out."""
    return [(code, names[code], parts[code], reason, "assumed", source)
            for code, _, reason, source in RELIEF if code in parts]
