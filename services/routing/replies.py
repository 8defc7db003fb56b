"""A unit's reply from its own system: decided once, and always answered on the unit's own topic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chassis.decisions import Decision
from chassis.documents import Kind
from chassis.ids import derived
from chassis.work import Heard, Work
from lianjie_contracts.base import Reply
from lianjie_contracts.events.reply_answered import ReplyAnswered
from lianjie_contracts.vocabulary import ReplyOutcome
from services.routing.decide import UNKNOWN_MATTER, replied
from services.routing.domain.acts import Intent
from services.routing.domain.matter import Matter
from services.routing.store import MATTERS


@dataclass(frozen=True, slots=True)
class StrayReply:
    """A reply about a matter that does not exist; kept only so that its answer is sent once."""

    unit: str
    matter_id: str


STRAY_REPLIES: Kind[StrayReply] = Kind("stray_replies", StrayReply, subject="reply")


async def answer(heard: Heard[Reply], work: Work, wish: Callable[[Matter], list[Intent]]) -> None:
    """The reply's id is its idempotency key; the topic's ACL is the authority for its unit."""
    reply, reply_id = heard.event, heard.envelope.id
    if await work.load(MATTERS, reply.matter_id) is None:
        await _stray(reply, reply_id, work)
        return

    def decision(matter: Matter | None) -> Decision[Matter]:
        return replied(matter, reply_id, reply.unit, work.now, wish)

    await work.run(MATTERS, reply.matter_id, reply_id, decision)


async def _stray(reply: Reply, reply_id: str, work: Work) -> None:
    id_ = f"{reply.unit[:6]}:{derived('reply', reply_id)}"
    if await work.load(STRAY_REPLIES, id_) is None:
        told = ReplyAnswered(
            occurred_at=work.now, unit=reply.unit, matter_id=reply.matter_id, reply_id=reply_id, outcome=ReplyOutcome.REFUSED,
            refusal_code=UNKNOWN_MATTER.code, refusal_zh=UNKNOWN_MATTER.because,
        )  # fmt: skip
        await work.save(STRAY_REPLIES, id_, StrayReply(reply.unit, reply.matter_id), told)
