"""Where the machines beside a matter stand, and what a review or recheck has gathered (correction 1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from lianjie_contracts.base import Actor
from lianjie_contracts.events.matter_review_signed import ReviewOpinion


class WithdrawalState(StrEnum):
    """States of machine `withdrawal`, one per matter."""

    NONE = "NONE"
    PENDING = "PENDING"
    REVOKED = "REVOKED"
    OVERTAKEN = "OVERTAKEN"
    CONFIRMED = "CONFIRMED"


class ExecutionState(StrEnum):
    """States of machine `execution`: one per opinion, decision that replaces it, or agreement."""

    NONE = "NONE"
    EXECUTING = "EXECUTING"
    EXECUTED = "EXECUTED"
    NOT_EXECUTABLE = "NOT_EXECUTABLE"


class ClosingCheckState(StrEnum):
    """States of machine `closing_check`: only a matter that must be reported back on ever leaves NONE."""

    NONE = "NONE"
    AWAITING_REPORT = "AWAITING_REPORT"
    REPORT_CHECK = "REPORT_CHECK"
    APPROVED = "APPROVED"


class CallbackState(StrEnum):
    """States of machine `callback`: one per opinion cycle (每件回访)."""

    NONE = "NONE"
    TASK_OPEN = "TASK_OPEN"
    SATISFIED = "SATISFIED"
    CHECKING = "CHECKING"
    UNREACHED = "UNREACHED"
    FOUNDED = "FOUNDED"
    UNFOUNDED = "UNFOUNDED"


class ReviewState(StrEnum):
    """States of machines `review` and `recheck`: the same steps, one stage after the other."""

    NONE = "NONE"
    APPLIED = "APPLIED"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    ACCEPTED = "ACCEPTED"
    EXAMINING = "EXAMINING"
    HEARING = "HEARING"
    DELIBERATED = "DELIBERATED"
    SIGNED = "SIGNED"
    UPHELD = "UPHELD"
    CHANGED = "CHANGED"
    REVOKED = "REVOKED"


class HearingState(StrEnum):
    """States of machine `hearing`: one per stage of the procedure."""

    NONE = "NONE"
    RIGHT_TOLD = "RIGHT_TOLD"
    REQUESTED = "REQUESTED"
    WAIVED = "WAIVED"
    DECIDED = "DECIDED"
    DECLINED = "DECLINED"
    POSTPONED = "POSTPONED"
    NOTIFIED = "NOTIFIED"
    HELD = "HELD"
    WITHDRAWN = "WITHDRAWN"
    CONCLUDED = "CONCLUDED"
    ENTERED = "ENTERED"


class RecusalState(StrEnum):
    """States of machine `recusal`: one per person who is to keep out."""

    NONE = "NONE"
    APPLIED = "APPLIED"
    GRANTED = "GRANTED"
    DENIED = "DENIED"


class ApprovalState(StrEnum):
    """States of machine `approval`, of our own [D]: whether a proposal waits for somebody who must approve it."""

    NONE = "NONE"
    WAITING = "WAITING"


class ServiceState(StrEnum):
    """Machine `delivery` for the current opinion, as far as the matter's own rows look at it; notifications keeps all of it."""

    NONE = "NONE"
    SIGNED = "SIGNED"
    SERVED = "SERVED"
    UNDELIVERABLE = "UNDELIVERABLE"


# Where execution and a review are at rest: nobody owes an act there, and nobody is owed an answer.
EXECUTION_AT_REST = (ExecutionState.NONE, ExecutionState.EXECUTED, ExecutionState.NOT_EXECUTABLE)
REVIEW_AT_REST = (
    ReviewState.NONE, ReviewState.REFUSED, ReviewState.WITHDRAWN, ReviewState.REVOKED, ReviewState.UPHELD, ReviewState.CHANGED,
)  # fmt: skip
HEARING_OVER = (HearingState.CONCLUDED, HearingState.ENTERED, HearingState.WITHDRAWN)
NO_CHECK_OPEN = (ClosingCheckState.NONE, ClosingCheckState.APPROVED)
NO_REVIEW_OPEN = {"review": REVIEW_AT_REST, "recheck": REVIEW_AT_REST}


@dataclass(frozen=True, slots=True)
class Proceeding:
    """The file of one review or recheck; `opinion` is what was signed last, `served_at` when it really reached the petitioner."""

    number: str = ""
    request: str = ""
    gaps: tuple[str, ...] = ()
    panel: tuple[str, ...] = ()
    heard: bool = False
    opinion: ReviewOpinion | None = None
    served_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class HearingFile:
    """What the hearing of this stage has come to; `opened`: the stage has gone into it, which it does once."""

    told_at: datetime | None = None
    officers: tuple[str, ...] = ()
    postponed: bool = False
    opened: bool = False


@dataclass(frozen=True, slots=True)
class Recusal:
    """One person who is to keep out of the matter, by account or by name; blocked until it is denied."""

    person: str
    state: RecusalState = RecusalState.APPLIED
    leads_unit: bool = False

    @property
    def blocks(self) -> bool:
        return self.state in (RecusalState.APPLIED, RecusalState.GRANTED)


@dataclass(frozen=True, slots=True)
class Callbacks:
    """What callbacks have come to: when the petitioner was called in vain, and whether one has reopened the matter."""

    attempts: tuple[datetime, ...] = ()
    has_reopened: bool = False


@dataclass(frozen=True, slots=True)
class Reporting:
    """What reporting back has come to: who reported, how often it was returned, and whether its date was moved."""

    reported_by: str = ""
    returns: int = 0
    extended: bool = False


@dataclass(frozen=True, slots=True)
class Bound:
    """The dossier as notifications tells of it: 卷号, and when it was found whole and bound."""

    number: str
    bound_at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """An act that waits for its approval: the matter's nth, what it brings in JSON, who proposes it and for which unit, the
    files of the matter that it rests on, and for whom the proposer stood in."""

    no: int
    act: str
    paper: Mapping[str, Any]
    by: Actor
    at: datetime
    unit: str | None = None
    put_to: str | None = None
    files: tuple[str, ...] = ()
    on_behalf_of: Actor | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """A limit as deadlines tells of it, of the whole matter or of one share: it runs until `due_at`, this moment included.
    `nominal_on`: its last day, before rest days."""

    clock: str
    started_at: datetime
    due_at: datetime
    assignment_id: str | None = None
    nominal_on: date | None = None


@dataclass(frozen=True, slots=True)
class Kin:
    """What a matter was made one with, or parted from (rows 42, 43): ids of matters. `parted`: claims that live in a sister."""

    merged_into: str | None = None
    absorbed: tuple[str, ...] = ()
    split_from: str | None = None
    sisters: tuple[str, ...] = ()
    parted: tuple[str, ...] = ()
