"""A petitioner takes an application back: review, recheck or hearing end where they stand (rows 40, 40.2, H9)."""

from __future__ import annotations

from collections.abc import Mapping

from chassis.errors import NotYetError
from chassis.work import Heard, Work
from lianjie_contracts.events.application_withdrawn import ApplicationWithdrawn
from lianjie_contracts.vocabulary import Application as Kind
from services.routing.domain.acts import Intent
from services.routing.domain.roads.withdrawing import OwnWill
from services.routing.proposing import propose
from services.routing.store import MATTERS

ENDS: Mapping[str, str] = {
    Kind.REVIEW: "withdraw_review",
    Kind.RECHECK: "withdraw_recheck",
    Kind.HEARING: "withdraw_hearing",
}


async def on_application_withdrawn(heard: Heard[ApplicationWithdrawn], work: Work) -> None:
    """intake has proved who wants it, and freely. What was decided meanwhile stays decided."""
    asked = heard.event
    if asked.application not in ENDS:
        return
    matter = await work.load(MATTERS, asked.matter_id)
    if matter is None:
        raise NotYetError(f"matter:{asked.matter_id}")
    brings = OwnWill(1, asked.number, asked.reason)
    wish = Intent(ENDS[asked.application], asked.by, work.now, frozenset({asked.by.role}), None, brings)
    await propose(work, matter, [wish])
