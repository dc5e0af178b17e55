"""What has been referred to each municipality, set against its share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from models.pieces import key
from models.running_tables import ALL_REFERRALS, LEDGER, OPENING, SHARE_PERIODS, TRANSFERS
from models.sections import Section

if TYPE_CHECKING:
    from models.problem import Problem

TODAY, PERIOD = "today", "period"


@dataclass(frozen=True)
class LedgerKeys(Section):
    """The account of referrals since ``start``, in counts per municipality, month and kind.

    received r_m = opening + the counts of the months up to ``through``. N(month) = the nation's
    referrals (whole = nation) or the county's own counts (whole = county). A period p has weights
    w[m,p] in whole hundredths of a promille, after the transfers in force, and A_p = 100 000
    (nation) or the sum of w over the county. Reading "today": target_m = w[m,now]/A_now times all
    N, with the period of the month ``through`` as now. Reading "period": target_m = the sum over
    p of w[m,p]/A_p times N of p. Fulfilment = r/target, owed = target - r, in referrals, exact
    fractions. The opening, and what lies before the first period, is booked on the first period.
    Ties and announced places that are not counted are left out of r and of the county's N; the
    nation's N is the table's own. Source: Migrationsverket's published rule (share times all
    referrals since 1 January 2016); which of the two readings is meant is not published.
    """

    word: ClassVar[str] = "ledger"
    table: str = key("table: code, month, kind, count", table=LEDGER)
    periods: str = key("table: code, valid_from, valid_to, weight", table=SHARE_PERIODS)
    opening: str = key("table: code, received before the first month", "", table=OPENING)
    whole: Literal["county", "nation"] = key("what the shares are parts of: county or nation", "county")
    all_referrals: str = key("table: month, referrals of the nation; where the whole is the nation", "",
                             table=ALL_REFERRALS)
    transfers: str = key("table: giver, receiver, promille, valid_from, valid_to", "", table=TRANSFERS)
    start: date = key("first day of the account, the first of a month", date(2016, 1, 1))
    through: str = key("last month counted, written 2018-12; empty = the last in the table", "")
    reading: Literal["today", "period"] = key("today's share on all referrals, or each period's share on "
                                              "its own", TODAY)
    ties_counted: bool = key("do referrals to a municipality where the child has kin count?", True)
    announced_counted: bool = key("do referrals to places announced as free count?", True)

    def check(self, problem: Problem) -> None:
        """Raise ``InputFault`` with all faults of the account, and of a plan that goes on from it."""
        from models.ledger import carried, ledger
        (carried if problem.basis.amount == "ledger" else ledger)(problem)
