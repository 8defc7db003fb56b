"""Decisions on a matter: one or more intents, all allowed or none, with everything that must be told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from chassis.decisions import Changed, Decision, Refused
from lianjie_contracts.base import SYSTEM, Actor, Message
from lianjie_contracts.vocabulary import AssignmentRole, MatterClass, MatterState
from services.routing.announce import feeds, packages
from services.routing.domain.acts import Act, Intent
from services.routing.domain.beside import WithdrawalState
from services.routing.domain.matter import Matter
from services.routing.domain.moving import move
from services.routing.domain.opinions import Draft
from services.routing.domain.roads.accepting import Acceptance, Handlers
from services.routing.domain.roads.objecting import Objection

UNKNOWN_MATTER = Refused("UNKNOWN_MATTER", "没有这个信访事项。请核对编号。")

AT_REST_AGAIN = frozenset({"prove_execution", "record_not_executable", "approve_close"})


def decide(matter: Matter | None, intents: Sequence[Intent]) -> Decision[Matter]:
    """Carry out the intents in order; one refusal refuses all, and nothing has happened."""
    if matter is None:
        return UNKNOWN_MATTER
    held = matter.assignments
    announced: list[Message] = []
    for intent in intents:
        done = move(matter, intent)
        if isinstance(done, Refused):
            return done
        matter, event = done
        announced.append(event)
    for act in _follow(matter, intents[-1].act):
        done = move(matter, Intent(act, SYSTEM, matter.last_at, frozenset({"system"})))
        if not isinstance(done, Refused):
            matter, event = done
            announced.append(event)
    return Changed(
        matter,
        (*announced, *feeds(matter, intents[-1].by, held), *packages(announced)),
        {"state": matter.state.value},
    )


def _follow(matter: Matter, act: str) -> Iterator[str]:
    """What happens by itself after what was just done, if its row allows it."""
    if matter.withdrawal is WithdrawalState.PENDING and not matter.may_be_withdrawn:
        yield Act.WITHDRAWAL_OVERTAKEN  # row 25.4: what was just done came first
    if act in AT_REST_AGAIN:
        yield "window_lapsed"  # row 32 is tried again


def sign(matter: Matter, by: Actor, roles: frozenset[str], unit: str, at: datetime) -> list[Intent]:
    """签收: by the lead it moves the matter (row 7), by a co-unit its own assignment (AS2)."""
    return [Intent(Act.SIGN if _is_co(matter, unit) else Act.SIGN_FOR, by, at, roles, unit)]


def object_to(
    matter: Matter, by: Actor, roles: frozenset[str], unit: str, at: datetime, objection: Objection
) -> list[Intent]:
    """提出异议: the lead's moves the matter (row 8), a co-unit's its own share (AS3)."""
    act = Act.OBJECT_ASSIGNMENT if _is_co(matter, unit) else Act.OBJECT
    return [Intent(act, by, at, roles, unit, objection)]


def accept(
    matter: Matter,
    by: Actor,
    roles: frozenset[str],
    unit: str,
    at: datetime,
    acceptance: Acceptance,
    handlers: tuple[str, ...],
) -> list[Intent]:
    """受理 (13, 13a or AS6), and with handlers also 确定承办人 (17)."""
    if _is_co(matter, unit):
        act = Act.ACKNOWLEDGE
    else:
        act = Act.ACCEPT_SUGGESTION if matter.matter_class == MatterClass.SUGGESTION else Act.ACCEPT
    wanted = [Intent(act, by, at, roles, unit, acceptance)]
    if handlers and act != Act.ACKNOWLEDGE:
        wanted.append(Intent(Act.ASSIGN_HANDLER, by, at, roles, unit, Handlers(handlers)))
    return wanted


def opine(
    matter: Matter, by: Actor, roles: frozenset[str], unit: str, at: datetime, draft: Draft
) -> list[Intent]:
    """出具意见: the lead drafts and issues (23, 24), drafter and signer being two people, or issues what was drafted before; a
    co-unit answers (AS7)."""
    if _is_co(matter, unit):
        return [Intent(Act.ANSWER_CLAIMS, by, at, roles, unit, draft)]
    issuing = Intent(Act.ISSUE_OPINION, by, at, roles, unit, draft)
    if matter.state == MatterState.OPINION_READY:
        return [issuing]
    drafter = Actor(id=draft.drafted_by, role="unit_handler", name=draft.drafted_by, org=by.org)
    return [
        Intent(Act.DRAFT_OPINION, drafter, at, frozenset({"unit_handler"}), unit, draft),
        issuing,
    ]


def _is_co(matter: Matter, unit: str) -> bool:
    share = matter.share_of(unit)
    return share is not None and share.role == AssignmentRole.CO
