"""A unit's act in a joint session, asked for by its own system: decided as over HTTP, and always answered on the unit's topic."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi.exceptions import RequestValidationError

from chassis.decisions import Changed, Decision, Refused
from chassis.documents import REUSED, Command
from chassis.replying import UNKNOWN_ACT, Asked, misfits, stray, wrong_in
from chassis.web import by_field
from chassis.work import Heard, Work
from lianjie_contracts.base import Misfit
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.reply_session import ReplySession
from services.routing.domain.lifecycle import UNIT_ROLES
from services.routing.sessions.moving import decide
from services.routing.sessions.session import Act, JointSession
from services.routing.sessions.store import SESSIONS
from services.routing.sessions.wishes import Speaker, paper_of, sees, wish

UNKNOWN_SESSION = Refused("UNKNOWN_SESSION", "没有这次联合接访，或贵单位不在受邀之列。请核对编号。")


async def answer(heard: Heard[ReplySession | Misfit], work: Work, directory: Directory) -> None:
    """Decide a reply once. What cannot be read, or is about no session of the unit's, touches none."""
    asked, said = Asked.of(heard, work.now), heard.event
    if isinstance(said, Misfit):
        await stray(asked, work, wrong_in(misfits(said)))
        return
    held = await work.load(SESSIONS, said.session_id)
    if held is None or not sees(held, held.told.county, said.unit):
        await stray(asked, work, UNKNOWN_SESSION)
        return
    command = Command(asked.command, asked.digest)
    done = await work.run(
        SESSIONS, said.session_id, command, lambda now: _replied(now, said, asked, directory)
    )
    if done.refusal == REUSED:
        told = asked.answered(Refused(REUSED, done.because or ""), work.now, {})
        await work.save(SESSIONS, said.session_id, held, told)


def _replied(
    held: JointSession | None, said: ReplySession, asked: Asked, directory: Directory
) -> Decision[JointSession]:
    if held is None:
        return UNKNOWN_SESSION
    decision, fields = _decided(held, said, asked, directory)
    at = max(asked.at, held.told.occurred_at)
    if isinstance(decision, Refused):
        return Refused(decision.code, decision.because, (asked.answered(decision, at, fields),))
    return Changed(decision.state, (*decision.announce, asked.answered(None, at, fields)), decision.answer)


def _decided(
    held: JointSession, said: ReplySession, asked: Asked, directory: Directory
) -> tuple[Decision[JointSession], Mapping[str, str]]:
    """As the window's door decides it; what a unit says of itself gives it no post but a unit's."""
    if said.act not in set(Act):
        return UNKNOWN_ACT, {}
    try:
        brings = paper_of(Act(said.act), said.paper)
    except RequestValidationError as wrong:
        fields = by_field(wrong)
        return wrong_in(fields), fields
    who = Speaker(said.by, frozenset({said.by.role}) & UNIT_ROLES, said.unit)
    intent = wish(Act(said.act), brings, held, who, asked.at, (), directory)
    return decide(held.told.session_id, held.told.county, held, intent), {}
