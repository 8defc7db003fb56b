"""A unit is dissolved or merged: what it has in hand goes to its successor as it stands (R22 24; row SU1 of our own [D]).

The specification names the duty and has no row for it. The share keeps its id, and with it its state, limits and history; where
nobody can say who succeeds, the dispute and the designation are there (rows 11 to 12.3).
"""

from __future__ import annotations

from lianjie_contracts.base import UnitCode
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.guards import written
from services.routing.domain.matter import Matter
from services.routing.domain.roads.assigning import changed, reshared
from services.routing.domain.roads.dispatching import accused_not_target, one_lead, target_competent
from services.routing.domain.rows import DEPUTY, ROUTER, Row, of_form, row


class Succession(Paper):
    """承接: the unit that is no more, the one that took over, and the paper that says so."""

    former: UnitCode
    successor: UnitCode
    reason: str = ""


@of_form("NOTHING_TO_SUCCEED", "原单位没有承办本事项。请核对是哪个单位撤并。")
def something_to_succeed(matter: Matter, intent: Intent) -> bool:
    """A share changes hands."""
    held = {share.assignment_id: share.unit for share in matter.assignments}
    return any(
        held.get(share.assignment_id, share.unit) != share.unit for share in intent.says("shares") or ()
    )


@of_form("NO_SUCCESSION_PAPER", "请写明撤并文件的名称和文号。")
def succession_papered(_: Matter, intent: Intent) -> bool:
    return written(intent, "reason")


IN_SOMEBODY_S_HANDS = (
    S.DISPATCHED, S.RECEIVED, S.OBJECTED, S.ACCEPTED, S.HANDLING, S.ON_LEGAL_PATH, S.MEDIATING, S.HEARING, S.SUSPENDED,
    S.OPINION_READY, S.COMPLETED, S.REOPENED,
)  # fmt: skip
ROWS: tuple[Row, ...] = (
    row("SU1", IN_SOMEBODY_S_HANDS, "hand_to_successor", None, f"{ROUTER} {DEPUTY}", "[D] R22 24",
        something_to_succeed, target_competent, accused_not_target, one_lead, succession_papered,
        brings=Succession, tells=changed, then=reshared),
)  # fmt: skip
