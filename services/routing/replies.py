"""A unit's reply from its own system: decided once, and always answered on the unit's own topic."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from chassis.decisions import Decision, Refused
from chassis.documents import REUSED, Command, Kind
from chassis.ids import derived
from chassis.work import Heard, Work
from lianjie_contracts.base import Reply
from lianjie_contracts.events.reply_answered import ReplyAnswered
from lianjie_contracts.vocabulary import ReplyOutcome
from services.routing.decide import UNKNOWN_MATTER, replied
from services.routing.domain.acts import Intent
from services.routing.domain.lifecycle import NOT_YOURS
from services.routing.domain.matter import Matter
from services.routing.store import MATTERS


@dataclass(frozen=True, slots=True)
class StrayReply:
    """A reply about a matter that does not exist or is another's; kept only so that its answer is sent once."""

    unit: str
    matter_id: str


STRAY_REPLIES: Kind[StrayReply] = Kind("stray_replies", StrayReply, subject="reply")


async def answer(heard: Heard[Reply], work: Work, wish: Callable[[Matter], list[Intent]]) -> None:
    """Decide a reply once. Its own id makes it recognisable, within its unit and kind: another unit may count alike."""
    reply, reply_id = heard.event, heard.envelope.id
    matter = await work.load(MATTERS, reply.matter_id)
    if matter is None or matter.share_of(reply.unit) is None:
        await _stray(reply, reply_id, work, UNKNOWN_MATTER if matter is None else NOT_YOURS)
        return

    def decision(matter: Matter | None) -> Decision[Matter]:
        return replied(matter, reply_id, reply.unit, work.now, wish, reply.type)

    command = Command(command_of(reply.unit, reply.type, reply_id), hashlib.sha256(reply.body()).hexdigest())
    answered = await work.run(MATTERS, reply.matter_id, command, decision)
    if answered.refusal == REUSED:
        told = _refusal(reply, reply_id, work, Refused(REUSED, answered.because or ""))
        await work.save(MATTERS, reply.matter_id, matter, told)


def command_of(unit: str, reply: str, reply_id: str) -> str:
    """By which a reply is recognised when it is heard again; `reply` is its type."""
    return derived("reply", unit, reply, reply_id)


async def _stray(reply: Reply, reply_id: str, work: Work, why: Refused) -> None:
    """Somebody else's matter is not touched by a reply: neither its document nor its last answers."""
    id_ = f"{reply.unit[:6]}:{command_of(reply.unit, reply.type, reply_id)}"
    if await work.load(STRAY_REPLIES, id_) is None:
        stray = StrayReply(reply.unit, reply.matter_id)
        await work.save(STRAY_REPLIES, id_, stray, _refusal(reply, reply_id, work, why))


def _refusal(reply: Reply, reply_id: str, work: Work, why: Refused) -> ReplyAnswered:
    return ReplyAnswered(
        occurred_at=work.now, unit=reply.unit, matter_id=reply.matter_id, reply_id=reply_id, reply=reply.type, outcome=ReplyOutcome.REFUSED,
        refusal_code=why.code, refusal_zh=why.because,
    )  # fmt: skip
