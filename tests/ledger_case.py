"""A made-up account of Stockholm county's 26 municipalities, drawn with a seed; nothing in it is real."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from models.apportion import LARGEST_REMAINDER, apportion
from models.months import last_day, months
from models.running_tables import REFERRAL_KINDS
from tests.small_case import described

CASE = Path(__file__).resolve().parent.parent / "scenarios" / "stockholm-2010"
COUNTY = 18_400  # hundredths of a promille of the nation
PERIODS = (("2016-04-01", "2017-02-28"), ("2017-03-01", "2018-02-28"), ("2018-03-01", "2019-02-28"),
           ("2019-03-01", "2020-02-29"))
FIRST, LAST = date(2017, 1, 1), date(2019, 10, 1)
GIVER, RECEIVER = "0162", "0127"  # Danderyd gives all of its share, Botkyrka takes it over
SCENARIO = """\
title = "Påhittad avräkning"
years = [2019]
plan_date = 2019-11-01

[case]
county = "Stockholms län"
county_code = "01"
municipalities = "kommuner.csv"
population = "befolkning.csv"
kinds = "slag.csv"

[need]
new = 60

[regime]
name = "redistribution"
unit = "referrals"

[basis]
amount = "ledger"

[rules]
keep-existing = false

[ledger]
table = "anvisningar.csv"
periods = "andelar.csv"
opening = "saldo.csv"
transfers = "omfordelning.csv"
"""
NATION = 'whole = "nation"\nall_referrals = "riket.csv"\n'


def text(header: str, rows: Iterable[Sequence[object]]) -> str:
    """A table as a file's text."""
    return "\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n"


def towns() -> dict[str, tuple[str, int]]:
    """Code -> name and inhabitants on 31 December 2009 (official)."""
    with (CASE / "municipalities.csv").open(encoding="utf-8-sig", newline="") as file:
        names = {row["code"]: row["name"] for row in csv.DictReader(file)}
    with (CASE / "population.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == "2009"]
    return {row["code"]: (names[row["code"]], int(row["inhabitants"])) for row in rows}


def weights(people: Mapping[str, int], whole: int, draw: random.Random) -> dict[str, int]:
    """Shares near the inhabitants' that sum to the whole."""
    rough = {code: max(1, int(count * draw.uniform(0.6, 1.4))) for code, count in people.items()}
    return dict(apportion(LARGEST_REMAINDER, rough, whole, order=sorted(people)).places)


def tables(seed: int = 1, whole: int = 100_000) -> dict[str, str]:
    """The tables of the account, by file: counts, opening, shares, the nation, one transfer."""
    draw = random.Random(seed)
    people = {code: count for code, (_, count) in towns().items()}
    shares = [weights(people, whole, draw) for _ in PERIODS]
    counts = [(code, f"{month:%Y-%m}", kind, count) for month in months(FIRST, LAST) for code in people
              for kind in REFERRAL_KINDS[:2] if (count := _drawn(people[code], kind, draw))]
    last = shares[-1]
    return {
        "kommuner.csv": text("code,name", ((code, name) for code, (name, _) in towns().items())),
        "befolkning.csv": text("code,year,inhabitants", ((c, 2018, count) for c, count in people.items())),
        "slag.csv": "kind,name_sv,name_en\nreferral,anvisningar,referrals\n",
        "anvisningar.csv": text("code,month,kind,count", counts),
        "saldo.csv": text("code,received", ((c, draw.randint(0, p // 20_000)) for c, p in people.items())),
        "andelar.csv": text("code,valid_from,valid_to,weight", (
            (code, first, end, weight) for (first, end), held in zip(PERIODS, shares, strict=True)
            for code, weight in held.items())),
        "riket.csv": text("month,referrals", ((f"{month:%Y-%m}", draw.randint(70, 130))
                                              for month in months(date(2016, 1, 1), LAST))),
        "omfordelning.csv": text("giver,receiver,promille,valid_from,valid_to", [
            (GIVER, RECEIVER, f"{last[GIVER] / 100:.2f}", "2019-03-01", str(last_day(date(2020, 2, 1))))]),
    }


def _drawn(people: int, kind: str, draw: random.Random) -> int:
    """Children of a month: about one for each 120 000 inhabitants, every sixth on a tie."""
    often = people / 120_000 * (1 / 6 if kind == "tie" else 5 / 6)
    return sum(draw.random() < often / 20 for _ in range(20))


def ledger_case(folder: Path, files: Mapping[str, str] | None = None, *, nation: bool = False,
                more: str = "", seed: int = 1) -> Path:
    """Write the account with some files exchanged; the path of its scenario (``more``: further keys)."""
    folder.mkdir(parents=True, exist_ok=True)
    made = tables(seed, COUNTY if nation else 100_000)
    assumed = [name for name in made if name not in ("kommuner.csv", "befolkning.csv")]
    sources = described(["kommuner.csv", "befolkning.csv"]) + described(assumed, "assumed")
    written = {**made, "sources.toml": sources, "konto.toml": SCENARIO + (NATION if nation else "") + more,
               **(files or {})}
    for name, content in written.items():
        (folder / name).write_text(content, encoding="utf-8", newline="")
    return folder / "konto.toml"
