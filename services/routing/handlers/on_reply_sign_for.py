"""A unit signs for a matter from its own system."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.reply_sign_for import ReplySignFor
from services.routing.decide import sign
from services.routing.replies import answer


async def on_reply_sign_for(heard: Heard[ReplySignFor], work: Work) -> None:
    """Decided as if it had been done in the browser; who signs for the unit is what its system says."""
    reply = heard.event
    roles = frozenset({reply.by.role})
    await answer(heard, work, lambda matter: sign(matter, reply.by, roles, reply.unit, work.now))
