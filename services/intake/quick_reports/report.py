"""A quick report (随手拍), and what can be done to it: a bicycle on the pavement is no 60-day matter (corrections 17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lianjie_contracts.base import Place, Sealed
from lianjie_contracts.quick_report_event import QuickPhoto
from lianjie_contracts.vocabulary import QuickPhase, QuickRejectReason, QuickState, Satisfaction


class Act(StrEnum):
    """Acts of machine `quick_report`."""

    SUBMIT = "submit_quick"
    ROUTE = "route_quick"
    ROUTE_BY_HAND = "route_quick_by_hand"
    SIGN = "sign_quick"
    PASS_ON = "pass_on_quick"  # noqa: S105 - no password, an act
    FINISH = "finish_quick"
    APPROVE = "approve_quick"
    RETURN = "return_quick"
    CLOSE = "close_quick"
    CONVERT = "convert_to_petition"
    REJECT = "reject_quick"


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for a place and a kind of thing: a unit, and in it a grid worker if the rule names one."""

    unit: str
    worker: str | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """What its sender gave. `where` is the spot in his own words; `phone` only if he wants to be called."""

    kind: str
    place: Place
    where: str = ""
    text: str = ""
    photos: tuple[QuickPhoto, ...] = ()
    phone: Sealed | None = None
    wrapped: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What was done; `no_photo_reason` stands in for a picture afterwards."""

    note: str = ""
    before: tuple[QuickPhoto, ...] = ()
    after: tuple[QuickPhoto, ...] = ()
    no_photo_reason: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """`phase_began_at`: of the timed phase that runs (C31). `done_by`: who may not approve it. `failed`: what fell short when
    it was last sent back."""

    number: str
    county: str
    handed: Handed
    state: QuickState
    submitted_at: datetime
    last_at: datetime
    phase_began_at: datetime
    owner: Owner | None = None
    by_rule: bool = False
    passed_by: str | None = None
    returns: int = 0
    failed: str = ""
    redo_due_on: date | None = None
    done: Done | None = None
    done_by: str | None = None
    rejected: QuickRejectReason | None = None
    note: str = ""
    item_id: str | None = None
    item_no: str | None = None
    level: Satisfaction | None = None

    @property
    def phase(self) -> QuickPhase | None:
        return PHASES.get(self.state)

    @property
    def unit(self) -> str | None:
        """For the index by which a unit's list is found."""
        return self.owner.unit if self.owner else None


PHASES = {
    QuickState.DISPATCHED: QuickPhase.SIGNING,
    QuickState.DISPOSING: QuickPhase.DISPOSING,
    QuickState.DONE: QuickPhase.CHECKING,
    QuickState.CHECKED: QuickPhase.REVIEWING,
}


@dataclass(frozen=True, slots=True)
class Rejection:
    reason: QuickRejectReason
    note: str = ""


@dataclass(frozen=True, slots=True)
class Conversion:
    """The item that was registered from it, and why."""

    reason: str
    item_id: str = ""
    item_no: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A reason; or what fell short and what is to be done, by when."""

    said: str = ""
    due_on: date | None = None


Brings = Handed | Owner | Done | Rejection | Conversion | Words | None


@dataclass(frozen=True, slots=True)
class Intent:
    """Who wants which act at which moment, and what it brings. `by`: the account, for approver and proposer must differ."""

    act: Act
    by: str
    roles: frozenset[str]
    at: datetime
    brings: Brings = None
    redo: int = 2
