"""A unit's reply from its own system: decided once, and always answered on the unit's own topic."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fastapi.exceptions import RequestValidationError

from chassis.decisions import Changed, Decision, Refused
from chassis.documents import REUSED, Command, Kind
from chassis.ids import derived
from chassis.web import FIELDS_INVALID, by_field, in_words
from chassis.work import Heard, Work
from lianjie_contracts.base import Misfit, Reply
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.reply_answered import ReplyAnswered
from lianjie_contracts.vocabulary import ReplyOutcome
from services.routing.decide import UNKNOWN_MATTER
from services.routing.domain.lifecycle import NOT_YOURS, UNIT_ROLES
from services.routing.domain.matter import Matter
from services.routing.kin import carrying
from services.routing.store import MATTERS
from services.routing.submitting import submit
from services.routing.wishes import Speaker, wished

UNKNOWN_ACT = Refused("UNKNOWN_ACT", "没有这项操作。")


@dataclass(frozen=True, slots=True)
class StrayReply:
    """A reply about a matter that does not exist or is another's; kept only so that its answer is sent once."""

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

    def answered(self, refused: Refused | None, at: datetime, fields: Mapping[str, str]) -> ReplyAnswered:
        """Done, or refused with the ground and, where the paper is wrong, with each field."""
        return ReplyAnswered(
            occurred_at=at, unit=self.said.unit, matter_id=self.said.matter_id, reply_id=self.id, reply=self.type, act=self.act,
            outcome=ReplyOutcome.REFUSED if refused else ReplyOutcome.DONE, refusal_code=refused.code if refused else None,
            refusal_zh=refused.because if refused else None, fields=dict(fields),
        )  # fmt: skip


async def answer(heard: Heard[Reply | Misfit], work: Work, directory: Directory) -> None:
    """Decide a reply once. Its own id makes it recognisable, within its unit and kind: another unit may count alike."""
    asked = Asked.of(heard, work.now)
    unit, matter_id = asked.said.unit, asked.said.matter_id
    matter = await work.load(MATTERS, matter_id)
    if matter is None or matter.share_of(unit) is None:
        await stray(asked, work, UNKNOWN_MATTER if matter is None else NOT_YOURS)
        return
    command = Command(command_of(unit, asked.type, asked.id), asked.digest)
    answered = await work.run(MATTERS, matter_id, command, lambda matter: replied(matter, asked, directory))
    after = await work.load(MATTERS, matter_id)
    if isinstance(asked.said, Reply) and after is not None and after != matter:
        await carrying(asked.said.by, directory)(work, matter, after)
    if answered.refusal == REUSED:
        told = asked.answered(Refused(REUSED, answered.because or ""), work.now, {})
        await work.save(MATTERS, matter_id, matter, told)


def replied(matter: Matter | None, asked: Asked, directory: Directory) -> Decision[Matter]:
    """Decide a unit's reply in its own matter, and answer it on the unit's own topic: done, or refused with the ground."""
    if matter is None:
        return UNKNOWN_MATTER
    decision, fields = _decided(matter, asked, directory)
    at = max(asked.at, matter.last_at)
    if isinstance(decision, Refused):
        return Refused(decision.code, decision.because, (asked.answered(decision, at, fields),))
    return Changed(decision.state, (*decision.announce, asked.answered(None, at, fields)), decision.answer)


def command_of(unit: str, reply: str, reply_id: str) -> str:
    """By which a reply is recognised when it is heard again; `reply` is its type."""
    return derived("reply", unit, reply, reply_id)


def _decided(
    matter: Matter, asked: Asked, directory: Directory
) -> tuple[Decision[Matter], Mapping[str, str]]:
    """As the window's door decides it; what a unit says of itself gives it no post but a unit's."""
    said = asked.said
    if isinstance(said, Misfit):
        fields = {fault.field: in_words(fault.kind) for fault in said.faults}
        return wrong_in(fields), fields
    act, paper = said.wish
    try:
        wish = wished(act, paper, directory)
    except RequestValidationError as wrong:
        fields = by_field(wrong)
        return wrong_in(fields), fields
    if wish is None:
        return UNKNOWN_ACT, {}
    who = Speaker(said.by, frozenset({said.by.role}) & UNIT_ROLES, said.unit)
    return submit(matter, wish(matter, who, asked.at)), {}


def wrong_in(fields: Mapping[str, str]) -> Refused:
    told = "；".join(f"{field} {words}" for field, words in fields.items())
    return Refused(FIELDS_INVALID, f"这份回复有填写不对的项目，请改正后用新的编号再发：{told}。")


async def stray(asked: Asked, work: Work, why: Refused) -> None:
    """Answer what touches nothing of this unit's own. Somebody else's matter is not touched by a reply: neither its document nor its last answers."""
    unit = asked.said.unit
    id_ = f"{unit[:6]}:{command_of(unit, asked.type, asked.id)}"
    if await work.load(STRAY_REPLIES, id_) is None:
        kept = StrayReply(unit, asked.said.matter_id)
        await work.save(STRAY_REPLIES, id_, kept, asked.answered(why, work.now, {}))
