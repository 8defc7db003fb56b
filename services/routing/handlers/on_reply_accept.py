"""A unit accepts a matter from its own system."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.reply_accept import ReplyAccept
from services.routing.decide import accept
from services.routing.domain.roads.accepting import Acceptance
from services.routing.replies import answer


async def on_reply_accept(heard: Heard[ReplyAccept], work: Work) -> None:
    """Decided as if it had been done in the browser; who signs for the unit is what its system says."""
    reply = heard.event
    roles = frozenset({reply.by.role})
    await answer(
        heard,
        work,
        lambda matter: accept(
            matter,
            reply.by,
            roles,
            reply.unit,
            work.now,
            Acceptance(reply.paths, reply.contact),
            reply.handlers,
        ),
    )
