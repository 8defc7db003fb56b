"""A handover (工作移交, correction 22): one person's worklist, or some of it, goes to a colleague with one approval by the head.

The approval is given once, for all matters; each matter then moves by a write of its own (row HO1), keeps both names in its
history, and may be refused for a ground of its own. What was refused, and what is left, stays in sight.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from chassis.decisions import Changed, Decision, Refused
from lianjie_contracts.base import Actor
from lianjie_contracts.cover import Cover, Person
from services.routing.domain.acts import Intent
from services.routing.domain.days import day_of
from services.routing.domain.roads.handing_over import HandingOver

CHANGED = Refused("HANDOVER_CHANGED", "这项移交已经被处理。请刷新后再看。")
SYSTEM = frozenset({"system"})


class HandoverState(StrEnum):
    """WAITING for the head; MOVING matter by matter; DONE, or given back without a matter moved."""

    WAITING = "WAITING"
    MOVING = "MOVING"
    DONE = "DONE"
    RETURNED = "RETURNED"
    TAKEN_BACK = "TAKEN_BACK"


@dataclass(frozen=True, slots=True)
class Handover:
    """`matter_ids`: those chosen; none stands for everything in the giver's name, whatever it is when it moves. `stuck`: why a
    matter could not move, by its id. `left`: how many matters the giver still holds when all has moved that could."""

    handover_id: str
    county: str
    unit: str | None
    giver: Person
    taker: Person
    by: Actor
    at: datetime
    reason: str = ""
    matter_ids: tuple[str, ...] = ()
    state: HandoverState = HandoverState.WAITING
    decided_by: Actor | None = None
    decided_at: datetime | None = None
    because: str = ""
    moved: tuple[str, ...] = ()
    stuck: Mapping[str, str] = field(default_factory=dict)
    left: int | None = None

    def pending(self) -> tuple[str, ...]:
        """The chosen matters of which nothing has become yet."""
        over = {*self.moved, *self.stuck}
        return tuple(id_ for id_ in self.matter_ids if id_ not in over)

    def wish_for(self, by: Actor, at: datetime) -> Intent:
        """What is wished of each of its matters; carried out by the system, in the name of whoever approved."""
        brings = HandingOver(self.handover_id, self.giver, self.taker, self.reason)
        return Intent("hand_over", by, at, SYSTEM, None, brings)


def propose(held: Handover | None, wanted: Handover) -> Decision[Handover]:
    if held is not None:
        return Changed(held)
    if wanted.giver.goes_by(*wanted.taker.words):
        return Refused("TAKER_IS_GIVER", "接手人不能是移交人本人。请选一位同事。")
    return Changed(wanted, answer={"id": wanted.handover_id})


def approve(
    held: Handover | None, by: Actor, at: datetime, covers: tuple[Cover, ...] = ()
) -> Decision[Handover]:
    """By a head who neither gives nor takes, nor has proposed it, nor stood in for one of those since."""
    if held is None or held.state is not HandoverState.WAITING:
        return CHANGED
    judge = Intent("hand_over", by, at, covers=covers)
    words = {*held.giver.words, *held.taker.words, held.by.id}
    if any(judge.is_one_with(word, day_of(held.at)) for word in words):
        return Refused(
            "SELF_APPROVAL", "移交人、接手人、提出人和替他们在岗的人不能批准。请由另一位负责人批准。"
        )
    return Changed(
        replace(held, state=HandoverState.MOVING, decided_by=by, decided_at=at), answer={"id": held.handover_id}
    )  # fmt: skip


def give_back(held: Handover | None, by: Actor, at: datetime, because: str) -> Decision[Handover]:
    """The head does not agree, and says why; nothing has moved."""
    if held is None or held.state is not HandoverState.WAITING:
        return CHANGED
    if not because.strip():
        return Refused("NO_RETURN_REASON", "请写明退回的理由。")
    return Changed(
        replace(held, state=HandoverState.RETURNED, decided_by=by, decided_at=at, because=because.strip())
    )


def take_back(held: Handover | None, by: Actor, at: datetime) -> Decision[Handover]:
    if held is None or held.state is not HandoverState.WAITING:
        return CHANGED
    if held.by.id != by.id:
        return Refused("NOT_YOUR_HANDOVER", "只有提出的人可以收回。")
    return Changed(replace(held, state=HandoverState.TAKEN_BACK, decided_by=by, decided_at=at))


def carried(
    held: Handover | None, outcomes: Mapping[str, str | None], left: int | None
) -> Decision[Handover]:
    """What became of some of its matters: None has moved, else why not. `left` is told when nothing more can move."""
    if held is None or held.state is not HandoverState.MOVING:
        return CHANGED
    moved = tuple(id_ for id_, because in outcomes.items() if because is None and id_ not in held.moved)
    stuck = {id_: because for id_, because in outcomes.items() if because is not None}
    state = HandoverState.MOVING if left is None else HandoverState.DONE
    return Changed(
        replace(held, moved=(*held.moved, *moved), stuck={**held.stuck, **stuck}, state=state, left=left)
    )
