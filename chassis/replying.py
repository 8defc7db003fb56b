"""A unit's reply from its own system: recognised when it comes again, and always answered on the unit's own topic."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chassis.decisions import Refused
from chassis.documents import Kind
from chassis.ids import derived
from chassis.web import FIELDS_INVALID, in_words
from chassis.work import Heard, Work
from lianjie_contracts.base import Misfit, Reply
from lianjie_contracts.events.reply_answered import ReplyAnswered
from lianjie_contracts.vocabulary import ReplyOutcome

UNKNOWN_ACT = Refused("UNKNOWN_ACT", "没有这项操作。")


@dataclass(frozen=True, slots=True)
class StrayReply:
    """A reply about what does not exist or is another's; kept only so that its answer is sent once."""

    unit: str
    matter_id: str


STRAY_REPLIES: Kind[StrayReply] = Kind("stray_replies", StrayReply, subject="reply")


@dataclass(frozen=True, slots=True)
class Asked:
    """One reply as it came: its own id, its type, and the bytes by which a repeat is told from another reply under that id."""

    said: Reply | Misfit
    id: str
    type: str
    digest: str
    at: datetime

    @classmethod
    def of(cls, heard: Heard[Reply | Misfit], at: datetime) -> Asked:
        said = heard.event
        if isinstance(said, Misfit):
            return cls(said, heard.envelope.id, said.reply, said.digest, at)
        return cls(said, heard.envelope.id, said.type, hashlib.sha256(said.body()).hexdigest(), at)

    @property
    def act(self) -> str:
        return "" if isinstance(self.said, Misfit) else self.said.wish[0]

    @property
    def command(self) -> str:
        """By which it is recognised when it is heard again."""
        return command_of(self.said.unit, self.type, self.id)

    def answered(self, refused: Refused | None, at: datetime, fields: Mapping[str, str]) -> ReplyAnswered:
        """Done, or refused with the ground and, where the paper is wrong, with each field."""
        return ReplyAnswered(
            occurred_at=at, unit=self.said.unit, matter_id=self.said.matter_id, reply_id=self.id, reply=self.type, act=self.act,
            outcome=ReplyOutcome.REFUSED if refused else ReplyOutcome.DONE, refusal_code=refused.code if refused else None,
            refusal_zh=refused.because if refused else None, fields=dict(fields),
        )  # fmt: skip


def command_of(unit: str, reply: str, reply_id: str) -> str:
    """By which a reply is recognised when it is heard again, within its unit and kind: another unit may count alike."""
    return derived("reply", unit, reply, reply_id)


def misfits(said: Misfit) -> Mapping[str, str]:
    """What does not fit the schema of a reply, in words, by field."""
    return {fault.field: in_words(fault.kind) for fault in said.faults}


def wrong_in(fields: Mapping[str, str]) -> Refused:
    told = "；".join(f"{field} {words}" for field, words in fields.items())
    return Refused(FIELDS_INVALID, f"这份回复有填写不对的项目，请改正后用新的编号再发：{told}。")


async def stray(asked: Asked, work: Work, why: Refused, fields: Mapping[str, str] | None = None) -> None:
    """What is somebody else's is not touched by a reply: neither its document nor its last answers."""
    unit = asked.said.unit
    id_ = f"{unit[:6]}:{asked.command}"
    if await work.load(STRAY_REPLIES, id_) is None:
        left = StrayReply(unit, asked.said.matter_id)
        await work.save(STRAY_REPLIES, id_, left, asked.answered(why, work.now, fields or {}))
