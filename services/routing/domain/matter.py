"""A matter (信访事项) as the rules see it: frozen, whole, and free of anything about storage or transport."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lianjie_contracts.base import Claim, Place, Sealed, Suggestion
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer, HandlingOpinion
from lianjie_contracts.vocabulary import (
    AssignmentRole,
    Channel,
    LitigationStatus,
    MatterClass,
    MatterState,
    Source,
    TransferMode,
    Urgency,
)


class AssignmentState(StrEnum):
    """States of machine `assignment`."""

    SENT = "SENT"
    SIGNED = "SIGNED"
    ACK = "ACK"
    REPORTED = "REPORTED"
    CLOSED = "CLOSED"


class WithdrawalState(StrEnum):
    """States of machine `withdrawal`, one per matter."""

    NONE = "NONE"
    PENDING = "PENDING"
    REVOKED = "REVOKED"
    OVERTAKEN = "OVERTAKEN"
    CONFIRMED = "CONFIRMED"


WITHDRAWABLE = frozenset({
    MatterState.SCREENING, MatterState.AWAITING_INFO, MatterState.DISPATCHED, MatterState.RECEIVED, MatterState.OBJECTED,
    MatterState.DISPUTED, MatterState.ACCEPTED, MatterState.HANDLING, MatterState.ON_LEGAL_PATH, MatterState.MEDIATING,
    MatterState.HEARING, MatterState.SUSPENDED, MatterState.OPINION_READY,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class UnitShare:
    """One unit's share of a matter; the lead's moves with the matter itself (rule assignment_mirror)."""

    assignment_id: str
    unit: str
    unit_name: str
    role: AssignmentRole
    mode: TransferMode
    claim_ids: tuple[str, ...] = ()
    state: AssignmentState = AssignmentState.SENT
    answers: tuple[ClaimAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """All items of the same person about the same facts. `last_at` never runs backwards.

    `restricted`: an accusation, seen only by those who must act. `secret`: the petitioner asked for secrecy; units work
    on it over HTTP, and their topic carries a ticket only (design 4).
    """

    matter_id: str
    county: str
    profile: str
    state: MatterState
    title: str
    claims: tuple[Claim, ...]
    matter_class: MatterClass
    category: str
    place: Place
    channel: Channel
    source: Source
    received_at: datetime
    last_at: datetime
    suggestion: Suggestion
    urgency: Urgency = Urgency.ORDINARY
    litigation_status: LitigationStatus = LitigationStatus.NOT_ASKED
    restricted: bool = False
    secret: bool = False
    accused_unit: str | None = None
    headcount: int = 1
    main_content: str = ""
    petitioner_name: Sealed | None = None
    item_ids: tuple[str, ...] = ()
    item_nos: tuple[str, ...] = ()
    first_handler: str | None = None
    assignments: tuple[UnitShare, ...] = ()
    report_due_at: datetime | None = None
    handlers: tuple[str, ...] = ()
    opinion: HandlingOpinion | None = None
    issued_at: datetime | None = None
    delivery_id: str | None = None
    withdrawal: WithdrawalState = WithdrawalState.NONE
    withdrawal_at: datetime | None = None
    withdrawals_revoked: int = 0

    def share_of(self, unit: str | None) -> UnitShare | None:
        return next((share for share in self.assignments if share.unit == unit), None)

    @property
    def may_be_withdrawn(self) -> bool:
        """From its screening until an opinion is issued (row 25; correction 28)."""
        return self.state in WITHDRAWABLE and self.issued_at is None

    @property
    def lead(self) -> UnitShare | None:
        return next((share for share in self.assignments if share.role == AssignmentRole.LEAD), None)
