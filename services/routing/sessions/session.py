"""A joint session as its last message told it, and what can be done to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from lianjie_contracts.base import Actor
from lianjie_contracts.events.session_moved import (
    SessionDecision,
    SessionMatter,
    SessionMoved,
    SessionParticipant,
)
from lianjie_contracts.vocabulary import SessionState

B = TypeVar("B")


class Act(StrEnum):
    PROPOSE = "propose_session"
    CONVENE = "convene_session"
    ANSWER = "answer_invitation"
    SET_MODE = "set_session_mode"
    WRITE_LINE = "write_line"
    CONFIRM_LINE = "confirm_line"
    ALIGN = "align_session"
    RECEIVE = "receive_in_session"
    CONCLUDE = "conclude_session"
    REPORT = "report_decision"
    EXTEND = "extend_decision"
    START_RETURN = "start_return"
    TRACK = "track_session"
    END_RETURN = "end_return"
    CLOSE = "close_session"
    CANCEL = "cancel_session"


@dataclass(frozen=True, slots=True)
class JointSession:
    """One session, whole."""

    told: SessionMoved

    @property
    def state(self) -> SessionState:
        return self.told.state

    def participant(self, who: str | None) -> SessionParticipant | None:
        """Whoever is called under this name; of a unit, its code."""
        return next((each for each in self.told.participants if each.who == who), None)

    def decision(self, decision_id: str) -> SessionDecision | None:
        return next((each for each in self.told.decisions if each.decision_id == decision_id), None)


@dataclass(frozen=True, slots=True)
class Intent:
    """One wish. `today` is the day in the counties; `unit` speaks for itself.

    Derived from what routing knows: `matters` as they read now, `barred` those of them that may not be received like this,
    `names` and `feeds` of the units called.
    """

    act: Act
    by: Actor
    at: datetime
    today: date
    roles: frozenset[str] = field(default_factory=frozenset)
    unit: str | None = None
    brings: Any = None
    matters: tuple[SessionMatter, ...] = ()
    barred: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    feeds: frozenset[str] = field(default_factory=frozenset)

    def of(self, kind: type[B]) -> B | None:
        """What is brought, if it is of this kind."""
        return self.brings if isinstance(self.brings, kind) else None
