"""One act on one session: the whole session after it, or why it stays as it is; and what each unit called is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from chassis.decisions import Changed, Decision, Refused
from chassis.ids import derived
from lianjie_contracts.events.session_moved import (
    SessionDecision,
    SessionMoved,
    SessionParticipant,
    SessionRecord,
    SessionStep,
)
from lianjie_contracts.events.session_routed import SessionRouted
from lianjie_contracts.vocabulary import SessionState
from services.routing.sessions.lifecycle import MACHINE
from services.routing.sessions.papers import (
    Answering,
    Called,
    Concluding,
    Convening,
    Extending,
    Line,
    Proposing,
    Receiving,
    Reporting,
    SettingMode,
    Staying,
)
from services.routing.sessions.rules import rules
from services.routing.sessions.session import Act, Intent, JointSession

WORDS = (
    "text",
    "words",
    "reason",
    "line",
    "result",
)  # what a person writes, by the names it has in the papers


def decide(id_: str, county: str, held: JointSession | None, intent: Intent) -> Decision[JointSession]:
    """The session after one act with its messages, or the first refusal."""
    told = moved(id_, county, held, intent)
    if isinstance(told, Refused):
        return told
    return Changed(JointSession(told), (told, *feeds(told)), {"session_id": id_, "state": told.state.value})


def moved(id_: str, county: str, held: JointSession | None, intent: Intent) -> SessionMoved | Refused:
    row = MACHINE.permits(held.state if held else None, held, intent)
    if isinstance(row, Refused):
        return row
    if held is None:
        return _proposed(id_, county, row.number, intent)
    changed: dict[str, Any] = {
        "occurred_at": max(held.told.occurred_at, intent.at), "by": intent.by, "row": row.number, "state": row.after(held.state),
        "decision_id": None, "steps": (*held.told.steps, _step(row.number, intent)),
    }  # fmt: skip
    return held.told.model_copy(update=changed | _changes(held.told, intent))


def feeds(told: SessionMoved) -> Iterator[SessionRouted]:
    """What each unit called may see, on its own topic: nothing before it is invited, never another unit's decisions."""
    for own in told.participants:
        if own.feed:
            yield SessionRouted(
                occurred_at=told.occurred_at, by=told.by, unit=own.who, session_id=told.session_id, state=told.state,
                matters=told.matters, held_at=told.held_at, place=told.place, mode=told.mode, resource=told.resource, own=own,
                line=told.line, decisions=tuple(each for each in told.decisions if each.unit == own.who),
            )  # fmt: skip


def _proposed(id_: str, county: str, row: str, intent: Intent) -> SessionMoved:
    proposing = intent.of(Proposing)
    assert proposing is not None, "the guard has seen the reason on it"
    return SessionMoved(
        occurred_at=intent.at, by=intent.by, session_id=id_, county=county, row=row, state=SessionState.PROPOSED,
        triggers=proposing.triggers, reason=proposing.reason, matters=intent.matters, proposed_at=intent.at,
        steps=(_step(row, intent),),
    )  # fmt: skip


def _changes(told: SessionMoved, intent: Intent) -> dict[str, Any]:
    """What an act sets beside the state."""
    match intent.brings:
        case Convening() as c:
            called = tuple(_invited(each, intent) for each in c.participants)
            return {"participants": called, "held_at": c.held_at, "place": c.place, "mode": c.mode}
        case Answering() as a:
            said = {"coming": a.coming, "person": a.person, "words": a.words}
            return {"participants": _with(told, {intent.unit}, said)}
        case SettingMode() as s:
            return {"resource": s.resource, "mode": s.mode or told.mode}
        case Line() as line:  # another line is confirmed anew
            everybody = {each.who for each in told.participants}
            return {"line": line.line, "participants": _with(told, everybody, {"confirmed": False})}
        case Receiving() as r:
            return _received(told, r)
        case Concluding() as c:
            record = SessionRecord(answers=c.answers, policy=c.policy, procedure=c.procedure)
            return {"record": record, "matters": intent.matters, "decisions": _decided(told, c, intent)}
        case Reporting() as r:
            done = {"result": r.result, "reported_at": intent.at}
            return {"decisions": _decision_with(told, r.decision_id, done), "decision_id": r.decision_id}
        case Extending() as e:
            more = {"due_on": e.due_on, "extended": e.reason}
            return {"decisions": _decision_with(told, e.decision_id, more), "decision_id": e.decision_id}
        case Staying() as s:
            return {"staying": s.staying or 0}
    return _signed(told, intent)


def _signed(told: SessionMoved, intent: Intent) -> dict[str, Any]:
    """A unit confirms for itself; whoever signed on paper is taken as confirmed when the line is settled."""
    if intent.act is Act.CONFIRM_LINE:
        return {"participants": _with(told, {intent.unit}, {"confirmed": True})}
    if intent.act is Act.ALIGN:
        return {"participants": _with(told, set(intent.brings.signed_on_paper), {"confirmed": True})}
    return {}


def _invited(called: Called, intent: Intent) -> SessionParticipant:
    who = called.unit or called.name
    return SessionParticipant(
        who=who, name=intent.names.get(who, called.name), kind=called.kind, person=called.person,
        profession=called.profession, feed=who in intent.feeds,
    )  # fmt: skip


def _with(told: SessionMoved, who: set[Any], said: dict[str, Any]) -> tuple[SessionParticipant, ...]:
    return tuple(
        each.model_copy(update=said) if each.who in who else each for each in told.participants
    )  # fmt: skip


def _received(told: SessionMoved, r: Receiving) -> dict[str, Any]:
    present = tuple(
        each.model_copy(update={"attended": each.who in r.attended}) for each in told.participants
    )
    identity = "" if r.identity_checked else r.identity_reason
    return {
        "participants": present,
        "headcount": r.headcount,
        "representatives": r.representatives or 1,
        "identity": identity,
    }


def _decided(told: SessionMoved, concluding: Concluding, intent: Intent) -> tuple[SessionDecision, ...]:
    ordinary = intent.today + timedelta(days=rules().decision_days)
    names = {each.who: each.name for each in told.participants}
    return tuple(
        SessionDecision(
            decision_id=derived("decision", told.session_id, str(number)), matter_id=each.matter_id, claim_ids=each.claim_ids,
            unit=each.unit, unit_name=names[each.unit], text=each.text, due_on=each.due_on or ordinary,
        )
        for number, each in enumerate(concluding.decisions, 1)
        if each.unit
    )  # fmt: skip


def _decision_with(
    told: SessionMoved, decision_id: str, changed: dict[str, Any]
) -> tuple[SessionDecision, ...]:
    return tuple(
        each.model_copy(update=changed) if each.decision_id == decision_id else each
        for each in told.decisions
    )


def _step(row: str, intent: Intent) -> SessionStep:
    said = next((text for name in WORDS if (text := getattr(intent.brings, name, ""))), "")
    return SessionStep(row=row, at=intent.at, by=intent.by, text=said)
