"""What the window keeps of one matter: one document, put together from the streams of four services."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import PlainSerializer

from lianjie_contracts.base import Actor, Assignment, Claim, Petitioner, Place, Sealed, Suggestion
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer, HandlingOpinion
from lianjie_contracts.vocabulary import (
    Addressee,
    Channel,
    ClockKind,
    ClockLevel,
    DeliveryMode,
    DeliveryState,
    LitigationStatus,
    MatterClass,
    Urgency,
)

Day = Annotated[date, PlainSerializer(date.isoformat)]  # the database knows instants, not days


GROUP_FROM = 5  # 集体访: heads from which a visit is a group's, threshold [GK]


class ClockState(StrEnum):
    """Where a limit stands, as told by deadlines."""

    RUNNING = "RUNNING"
    HELD = "HELD"
    STOPPED = "STOPPED"
    VOID = "VOID"
    BREACHED = "BREACHED"
    LAPSED = "LAPSED"


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it was heard: who, when, why, where it came from and what it answers."""

    id: str
    type: str
    stream: str
    seq: int
    at: datetime
    heard_at: datetime
    source: str
    topic: str
    by: str = ""
    who: str = ""
    role: str = ""
    org: str = ""
    caused_by: str | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LetterTrail:
    """The steps of a letter that belongs to no matter yet."""

    steps: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemView:
    """One visit, letter, call or form. Personal fields stay sealed here and are opened for one page at a time."""

    id: str
    number: str
    channel: Channel
    received_at: datetime
    headcount: int = 1
    title: str = ""
    content: str = ""
    petitioner: Petitioner | None = None
    representatives: int = 0
    query_code: Sealed | None = None
    first_handler: str = ""
    desk: str = ""
    claims: tuple[str, ...] = ()  # as this item asks now; what the matter answers is the matter's own
    quick_report_id: str = ""
    quick_report_no: str = ""


@dataclass(frozen=True, slots=True)
class ClockView:
    """One limit, with how its date was computed."""

    id: str
    clock: str
    name: str
    kind: ClockKind
    state: ClockState = ClockState.RUNNING
    level: ClockLevel = ClockLevel.GREEN
    started_at: datetime | None = None
    nominal_on: Day | None = None
    due_at: datetime | None = None
    rolled: bool = False
    provisional: bool = False
    length: int = 0
    length_unit: str = "d"
    basis: str = ""
    explanation: tuple[str, ...] = ()
    rest_days: tuple[Day, ...] = ()
    unit: str | None = None
    assignment_id: str | None = None
    stopped_at: datetime | None = None
    met: bool | None = None
    overdue_days: int = 0

    @property
    def runs(self) -> bool:
        return self.state in {ClockState.RUNNING, ClockState.BREACHED}


@dataclass(frozen=True, slots=True)
class AssignmentView:
    """One unit's share, and how far it has come with it."""

    assignment: Assignment
    signed_at: datetime | None = None
    accepted_at: datetime | None = None
    answered_at: datetime | None = None
    answers: tuple[ClaimAnswer, ...] = ()
    handlers: tuple[str, ...] = ()
    contact: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """One document on its way. `unit` issued it, `to_unit` is who it is addressed to; none of either: office, petitioner, file."""

    id: str
    document: str
    title: str
    number: str = ""
    unit: str | None = None
    to: Addressee = Addressee.PETITIONER
    to_unit: str | None = None
    state: DeliveryState = DeliveryState.SIGNED
    mode: DeliveryMode = DeliveryMode.UNKNOWN
    courtesy: bool = False
    opened_at: datetime | None = None
    at: datetime | None = None
    served_at: datetime | None = None
    proof: str = ""
    reason: str = ""


class Withdrawal(StrEnum):
    """How a withdrawal stands, as told by routing."""

    NONE = "NONE"
    PENDING = "PENDING"
    REVOKED = "REVOKED"
    OVERTAKEN = "OVERTAKEN"
    CONFIRMED = "CONFIRMED"


@dataclass(frozen=True, slots=True)
class RequestView:
    """What a petitioner has asked for: `type` is the event's, `word` its level or kind, `key` whom it rates."""

    type: str
    number: str
    at: datetime
    key: str = ""
    item_no: str = ""
    word: str = ""
    text: str = ""
    answer: str = ""
    answered_at: datetime | None = None
    flagged: bool = False
    closed: bool = False


@dataclass(frozen=True, slots=True)
class ProposalView:
    """What waits for its approval: the act, what it brings, the posts that may approve it, who proposes, and to whom it was put."""

    no: int
    act: str
    act_name: str
    paper: Mapping[str, Any]
    approvers: tuple[str, ...]
    by: Actor
    at: datetime
    put_to: str = ""
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class MatterView:
    """One matter. `heard` counts each stream; the fields from `open` on exist to be asked for."""

    id: str
    county: str
    title: str = ""
    state: str = ""
    heard: Mapping[str, int] = field(default_factory=dict)
    profile: str = ""
    restricted: bool = False
    secrecy: bool = False
    accused_unit: str | None = None
    matter_class: MatterClass = MatterClass.APPEAL
    category: str = ""
    urgency: Urgency = Urgency.ORDINARY
    litigation: LitigationStatus = LitigationStatus.NOT_ASKED
    channel: Channel = Channel.UNKNOWN
    place: Place | None = None
    received_at: datetime | None = None
    headcount: int = 1
    items: Mapping[str, ItemView] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    suggestion: Suggestion | None = None
    assignments: tuple[AssignmentView, ...] = ()
    clocks: Mapping[str, ClockView] = field(default_factory=dict)
    deliveries: Mapping[str, DeliveryView] = field(default_factory=dict)
    timeline: tuple[Entry, ...] = ()
    opinion: HandlingOpinion | None = None
    drafted_by: str = ""
    closed_because: str = ""
    withdrawal: Withdrawal = Withdrawal.NONE
    withdrawal_because: str = ""
    requests: Mapping[str, RequestView] = field(default_factory=dict)
    declined: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    merged_into: str | None = None
    absorbed: tuple[str, ...] = ()
    split_from: str | None = None
    sisters: tuple[str, ...] = ()
    repeats_no: str = (
        ""  # the earlier item that a person has said it repeats, while it is a matter of its own
    )
    proposal: ProposalView | None = None
    first_handler: str = ""
    open: bool = True
    units: tuple[str, ...] = ()
    standing: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    due_at: datetime | None = None
    unit_due: Mapping[str, datetime] = field(default_factory=dict)
    sort_at: datetime | None = None
    town: str = ""
    unsure: bool = False
    unscreened: bool = False
    registered_by: str = ""
    registered_at: datetime | None = None

    @property
    def number(self) -> str:
        """The number of the first item, which the matter goes by."""
        return self.numbers[0] if self.numbers else ""

    def share_of(self, unit: str | None) -> AssignmentView | None:
        return next((share for share in self.assignments if unit and share.assignment.unit == unit), None)

    @property
    def first_item(self) -> ItemView | None:
        return min(self.items.values(), key=lambda item: (item.received_at, item.number), default=None)

    @property
    def lead(self) -> AssignmentView | None:
        return self.assignments[0] if self.assignments else None
