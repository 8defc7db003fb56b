"""A unit's reply about a matter: decided once, as the window's door decides it."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi.exceptions import RequestValidationError

from chassis.decisions import Changed, Decision, Refused
from chassis.documents import REUSED, Command
from chassis.replying import UNKNOWN_ACT, Asked, misfits, stray, wrong_in
from chassis.web import by_field
from chassis.work import Heard, Work
from lianjie_contracts.base import Misfit, Reply
from lianjie_contracts.directory import Directory
from services.routing.decide import UNKNOWN_MATTER
from services.routing.domain.lifecycle import NOT_YOURS, UNIT_ROLES
from services.routing.domain.matter import Matter
from services.routing.kin import carrying
from services.routing.store import MATTERS
from services.routing.submitting import submit
from services.routing.wishes import Speaker, wished


async def answer(heard: Heard[Reply | Misfit], work: Work, directory: Directory) -> None:
    """Decide a reply once."""
    asked = Asked.of(heard, work.now)
    unit, matter_id = asked.said.unit, asked.said.matter_id
    matter = await work.load(MATTERS, matter_id)
    if matter is None or matter.share_of(unit) is None:
        await stray(asked, work, UNKNOWN_MATTER if matter is None else NOT_YOURS)
        return
    command = Command(asked.command, asked.digest)
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


def _decided(
    matter: Matter, asked: Asked, directory: Directory
) -> tuple[Decision[Matter], Mapping[str, str]]:
    """As the window's door decides it; what a unit says of itself gives it no post but a unit's."""
    said = asked.said
    if isinstance(said, Misfit):
        fields = misfits(said)
        return wrong_in(fields), fields
    act, paper = said.wish
    try:
        wish = wished(act, paper, directory)
    except RequestValidationError as unfit:
        fields = by_field(unfit)
        return wrong_in(fields), fields
    if wish is None:
        return UNKNOWN_ACT, {}
    who = Speaker(said.by, frozenset({said.by.role}) & UNIT_ROLES, said.unit)
    return submit(matter, wish(matter, who, asked.at)), {}
