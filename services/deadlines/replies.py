"""A unit's answer to a supervision or a recommendation from its own system: decided once, as the window's door decides it (ADR 0033)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from fastapi.exceptions import RequestValidationError

from chassis.decisions import Changed, Decision, Refused
from chassis.documents import REUSED, Command, Kind
from chassis.replying import UNKNOWN_ACT, Asked, misfits, stray, wrong_in
from chassis.web import by_field
from lianjie_contracts.base import Actor, Misfit
from lianjie_contracts.events.reply_answer import ReplyAnswer
from services.deadlines.desks import UNIT, paper_of
from services.deadlines.domain.counting import local_day
from services.deadlines.feed import asked_of, feeding
from services.deadlines.recommendations import moving as recommending, recommendation as r
from services.deadlines.store import RECOMMENDATIONS, SUPERVISIONS
from services.deadlines.supervision import moving as supervising, supervision as s

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.directory import Directory
    from services.deadlines.papers import Paper

R = TypeVar("R", s.Supervision, r.Recommendation)
NOT_ASKED = Refused("NOT_ASKED_OF_YOU", "没有要您单位答复的这件督办或建议。请核对编号。")


@dataclass(frozen=True, slots=True)
class Answers(Generic[R]):
    """How one kind of record is answered: by which paper, and in which decision."""

    kind: Kind[R]
    paper: type[Paper]
    decide: Callable[[str, str, R | None, Any], Decision[R]]
    intent: Callable[[Actor, datetime, frozenset[str], str, Paper], Any]


ANSWERED: Mapping[str, Answers[Any]] = {
    s.Act.ANSWER: Answers(SUPERVISIONS, s.Answering, supervising.decide, lambda by, at, roles, unit, paper: s.Intent(
        s.Act.ANSWER, by, at, local_day(at), roles, unit, paper)),
    r.Act.ANSWER: Answers(RECOMMENDATIONS, r.Answering, recommending.decide, lambda by, at, roles, _, paper: r.Intent(
        r.Act.ANSWER, by, at, roles, paper)),
}  # fmt: skip


async def answer(heard: Heard[ReplyAnswer | Misfit], work: Work, directory: Directory) -> None:
    """What is another unit's, or nobody's, is refused and not touched."""
    asked, said = Asked.of(heard, work.now), heard.event
    if isinstance(said, Misfit):
        fields = misfits(said)
        await stray(asked, work, wrong_in(fields), fields)
        return
    answers = ANSWERED.get(said.act)
    record = await work.load(answers.kind, said.record) if answers else None
    shown = asked_of(record) if record else None
    if answers is None or shown is None or (shown.unit, shown.matter_id) != (said.unit, said.matter_id):
        await stray(asked, work, NOT_ASKED if answers else UNKNOWN_ACT)
        return
    decide = feeding(lambda held: _decided(answers, held, asked, said), directory)
    command = Command(asked.command, asked.digest)
    answered = await work.run(answers.kind, said.record, command, decide)
    if answered.refusal == REUSED:
        told = asked.answered(Refused(REUSED, answered.because or ""), work.now, {})
        await work.save(answers.kind, said.record, record, told)


def _decided(answers: Answers[R], held: R | None, asked: Asked, said: ReplyAnswer) -> Decision[R]:
    """With its verdict for the unit's topic; what a unit says of itself gives it no post but a unit's."""
    assert held is not None, "it was looked at before"
    at = max(asked.at, held.told.occurred_at)
    fields: Mapping[str, str] = {}
    decision: Decision[R]
    try:
        paper = paper_of(answers.paper, json.dumps(said.paper))
        intent = answers.intent(said.by, at, frozenset({said.by.role}) & frozenset(UNIT), said.unit, paper)
        decision = answers.decide(said.record, held.told.county, held, intent)
    except RequestValidationError as unfit:
        fields = by_field(unfit)
        decision = wrong_in(fields)
    if isinstance(decision, Refused):
        return Refused(decision.code, decision.because, (asked.answered(decision, at, fields),))
    return Changed(decision.state, (*decision.announce, asked.answered(None, at, fields)), decision.answer)
