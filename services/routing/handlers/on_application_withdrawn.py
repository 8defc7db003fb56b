"""A petitioner takes an application back: review, recheck or hearing end where they stand (rows 40, 40.2, H9), or it is too late."""

from __future__ import annotations

from collections.abc import Mapping

from chassis.decisions import Refused
from chassis.errors import NotYetError
from chassis.work import Heard, Work
from lianjie_contracts.events.application_withdrawn import ApplicationWithdrawn
from lianjie_contracts.vocabulary import Application as Kind
from services.routing.declining import decline
from services.routing.domain.acts import Intent
from services.routing.domain.roads.withdrawing import OwnWill
from services.routing.proposing import propose
from services.routing.store import MATTERS

ENDS: Mapping[str, str] = {
    Kind.REVIEW: "withdraw_review",
    Kind.RECHECK: "withdraw_recheck",
    Kind.HEARING: "withdraw_hearing",
}
# Who has a conflict is not for the petitioner to excuse [R22 28].
STAYS = Refused("RECUSAL_STAYS", "回避申请不能撤回，由有权决定的人决定。")


async def on_application_withdrawn(heard: Heard[ApplicationWithdrawn], work: Work) -> None:
    """intake has proved who wants it, and freely. What was decided meanwhile stays decided, and the petitioner is told so."""
    asked = heard.event
    matter = await work.load(MATTERS, asked.matter_id)
    if matter is None:
        raise NotYetError(f"matter:{asked.matter_id}")
    act = ENDS.get(asked.application)
    if act is None:
        await decline(work, matter, "withdraw_recusal", asked.number, STAYS)
        return
    brings = OwnWill(1, asked.number, asked.reason)
    wish = Intent(act, asked.by, work.now, frozenset({asked.by.role}), None, brings)
    refused = await propose(work, matter, [wish])
    if refused is not None:
        await decline(work, matter, act, asked.number, refused)
