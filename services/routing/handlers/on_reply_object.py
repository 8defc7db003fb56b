"""A unit objects from its own system that a matter is not its own."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.reply_object import ReplyObject
from services.routing.decide import object_to
from services.routing.domain.roads.objecting import Objection
from services.routing.replies import answer


async def on_reply_object(heard: Heard[ReplyObject], work: Work) -> None:
    """Decided as if it had been done in the browser; who objects for the unit is what its system says."""
    reply = heard.event
    roles = frozenset({reply.by.role})
    brings = Objection(reasons=reply.reasons, basis=reply.basis, competent_unit=reply.competent_unit)
    await answer(heard, work, lambda matter: object_to(matter, reply.by, roles, reply.unit, work.now, brings))
