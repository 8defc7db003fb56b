"""What somebody wants done with a matter: the act, who wants it, and what they bring."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from lianjie_contracts.base import Actor, Value
from lianjie_contracts.cover import Cover, Person
from lianjie_contracts.laws import Library, library
from services.routing.domain.days import day_of

B = TypeVar("B")


class Act(StrEnum):
    """The acts that code speaks of by name; every other one stands in its row alone, named as in the specification."""

    GUIDE_TO_PATH = "guide_to_path"
    HAND_TO_DISCIPLINE = "hand_to_discipline"
    SUPPLY_INFO = "supply_info"
    INFO_WINDOW_LAPSED = "info_window_lapsed"
    FORWARD = "forward"
    ASSIGN = "assign"
    SIGN_FOR = "sign_for"
    OBJECT = "object"
    ACCEPT = "accept"
    ACCEPT_SUGGESTION = "accept_suggestion"
    ASSIGN_HANDLER = "assign_handler"
    DRAFT_OPINION = "draft_opinion"
    ISSUE_OPINION = "issue_opinion"
    RECORD_SERVICE = "record_service"
    LEAVE_SIMPLE = "leave_simple"
    DROP_SIMPLE = "drop_simple"
    DEEM_RECEIVED = "deem_received"
    ASK_APPROVAL = "ask_approval"
    APPROVE_PROPOSAL = "approve_proposal"
    # of a co-assignment
    SIGN = "sign"
    OBJECT_ASSIGNMENT = "object_assignment"
    ACKNOWLEDGE = "acknowledge"
    ANSWER_CLAIMS = "answer_claims"
    # of a withdrawal
    WITHDRAW = "withdraw"
    REVOKE_WITHDRAWAL = "revoke_withdrawal"
    WITHDRAWAL_OVERTAKEN = "withdrawal_overtaken"
    WITHDRAWAL_TAKES_EFFECT = "withdrawal_takes_effect"
    # of an import
    UNDO_IMPORT = "undo_import"


class Paper(Value, extra="forbid", str_strip_whitespace=True):
    """What a person fills in for an act; a field nobody knows is refused, for it would be lost in silence."""


@dataclass(frozen=True, slots=True)
class TimeIsUp:
    """deadlines says that a limit which moves something has ended; `started_at` tells which run of it."""

    clock: str
    started_at: datetime
    due_at: datetime
    assignment_id: str | None = None


@dataclass(frozen=True, slots=True)
class Intent:
    """One wish. `unit` is the unit the actor speaks for; time and roles come from outside.

    `files`: fingerprints of files of the matter that the act rests on. `laws`: by which its legal bases are read; none, they are not. `driven`: another move carries it along in its own transaction; nobody may ask for that (guard driven_only).
    `covers`: those of the actor's organ; `on_behalf_of`: the absent person for whom the actor stands in here (`covering.standing_in`).
    """

    act: str
    by: Actor
    at: datetime
    roles: frozenset[str] = field(default_factory=frozenset)
    unit: str | None = None
    brings: Any = None
    driven: bool = False
    files: tuple[str, ...] = ()
    covers: tuple[Cover, ...] = ()
    on_behalf_of: Actor | None = None
    laws: Library | None = field(default_factory=library)

    def of(self, kind: type[B]) -> B | None:
        """What is brought, if it is of this kind."""
        return self.brings if isinstance(self.brings, kind) else None

    def is_one_with(self, person: str, since: date | None = None) -> bool:
        """Whether this is the actor, by account or name, or somebody bound to the actor by a cover that ran since then: where two
        people are wanted, those two are one."""
        me = Person(id=self.by.id, name=self.by.name.strip())
        bound = (cover.other_than(me) for cover in self.covers if cover.touched(since or self.on, self.on))
        return any(each.goes_by(person) for each in (me, *bound) if each)

    @property
    def on(self) -> date:
        """The day it is in the counties when this is wished."""
        return day_of(self.at)

    @property
    def by_unit(self) -> str:
        """The unit the actor speaks for; the tables let no act of a unit through without one."""
        if self.unit is None:
            raise ValueError("an act of a unit was announced that names none")
        return self.unit

    def says(self, name: str) -> Any:  # noqa: ANN401 - a field of whatever is brought
        """One field of what is brought; None if there is no such field."""
        return getattr(self.brings, name, None)
