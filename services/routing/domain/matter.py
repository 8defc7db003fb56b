"""A matter (信访事项) as the rules see it: frozen, whole, and free of anything about storage or transport."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from lianjie_contracts.base import Claim, Place, Sealed, Suggestion
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer, HandlingOpinion
from lianjie_contracts.vocabulary import (
    AssignmentRole,
    AttachmentRole,
    Channel,
    LitigationStatus,
    MatterClass,
    MatterState,
    Source,
    TransferMode,
    Urgency,
)
from services.routing.domain.above import Above, ExchangeState, FindingState, ReportState
from services.routing.domain.beside import (
    ApprovalState,
    Bound,
    Callbacks,
    CallbackState,
    ClosingCheckState,
    ExecutionState,
    HearingFile,
    HearingState,
    Kin,
    Proceeding,
    Proposal,
    Recusal,
    RecusalState,
    Reporting,
    ReviewState,
    ServiceState,
    Window,
    WithdrawalState,
)


class AssignmentState(StrEnum):
    """States of machine `assignment`."""

    SENT = "SENT"
    SIGNED = "SIGNED"
    OBJECTED = "OBJECTED"
    RETURNED = "RETURNED"
    CONFIRMED = "CONFIRMED"
    ACK = "ACK"
    REPORTED = "REPORTED"
    CLOSED = "CLOSED"
    RECALLED = "RECALLED"

    @classmethod
    def over(cls) -> tuple[AssignmentState, ...]:
        """States that nothing leaves: the unit has nothing more to do."""
        return (cls.CLOSED, cls.RETURNED, cls.RECALLED)


WITHDRAWABLE = frozenset({
    MatterState.SCREENING, MatterState.AWAITING_INFO, MatterState.DISPATCHED, MatterState.RECEIVED, MatterState.OBJECTED,
    MatterState.DISPUTED, MatterState.ACCEPTED, MatterState.HANDLING, MatterState.ON_LEGAL_PATH, MatterState.MEDIATING,
    MatterState.HEARING, MatterState.SUSPENDED, MatterState.OPINION_READY,
})  # fmt: skip


# Where nothing is left to be done in a matter.
ENDED = frozenset({MatterState.CLOSED_AT_INTAKE, MatterState.COMPLETED, MatterState.NONE})


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
    deemed_received_at: datetime | None = None
    designated: bool = False
    returns: int = 0
    feed: bool = True


@dataclass(frozen=True, slots=True)
class File:
    """A file of the matter as intake tells of it; `sha256` of the original, `shared` of the copy that units get."""

    attachment_id: str
    sha256: str
    shared: str
    media_type: str
    size: int | None
    role: AttachmentRole
    name: Sealed | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """All items of the same person about the same facts. `last_at` never runs backwards.

    `restricted`: an accusation, seen only by those who must act. `secret`: the petitioner asked for secrecy; units work
    on it over HTTP, and their topic carries a ticket only (design 4). `objected`, `given_back`: the units that did, once for
    each time; `return_count`: how often the lead did, or the office took the matter back.
    `hearing_missed`: the opinion was given without the right to a hearing told, or without the hearing applied for.
    `hearings_unentered`: of earlier stages, concluded and not yet in the petition system. `representatives`: how many speak for a group. `paths_routed`: how often the matter was sent to another legal path.
    `call`: the telephone call or fax that went before the written letter. `carried_until`: the last moment of a past that an
    import has told; none for what was registered here.
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
    served_at: datetime | None = None
    withdrawal: WithdrawalState = WithdrawalState.NONE
    withdrawal_at: datetime | None = None
    withdrawals_revoked: int = 0
    carried_until: datetime | None = None
    windows: tuple[Window, ...] = ()
    duties: tuple[str, ...] = ()
    dossier: Bound | None = None
    delivery: ServiceState = ServiceState.NONE
    execution: ExecutionState = ExecutionState.NONE
    closing_check: ClosingCheckState = ClosingCheckState.NONE
    reporting: Reporting = field(default_factory=Reporting)
    callback: CallbackState = CallbackState.NONE
    callbacks: Callbacks = field(default_factory=Callbacks)
    review: ReviewState = ReviewState.NONE
    review_file: Proceeding = field(default_factory=Proceeding)
    recheck: ReviewState = ReviewState.NONE
    recheck_file: Proceeding = field(default_factory=Proceeding)
    revocations: int = 0
    reroutes: int = 0
    return_count: int = 0
    objected: tuple[str, ...] = ()
    given_back: tuple[str, ...] = ()
    call: str = ""
    representatives: int = 0
    gaps_asked: tuple[str, ...] = ()
    talks: int = 0
    simple: bool = False
    accepted_at: datetime | None = None
    paths_routed: int = 0
    mediations: int = 0
    performance_on: date | None = None
    extended_days: int = 0
    suspended_for: tuple[str, ...] = ()
    suspended_at: datetime | None = None
    kin: Kin = field(default_factory=Kin)
    hearing: HearingState = HearingState.NONE
    hearing_file: HearingFile = field(default_factory=HearingFile)
    hearing_missed: bool = False
    hearings_unentered: int = 0
    recusals: tuple[Recusal, ...] = ()
    files: tuple[File, ...] = ()
    report_up: ReportState = ReportState.NONE
    accountability: FindingState = FindingState.NONE
    exchange: ExchangeState = ExchangeState.NONE
    above: Above = field(default_factory=Above)
    approval: ApprovalState = ApprovalState.NONE
    proposal: Proposal | None = None
    proposals: int = 0
    redo_leader: str = ""

    def share_of(self, unit: str | None) -> UnitShare | None:
        """The unit's share; of an earlier one that it gave back, only if it holds no other."""
        return next((share for share in reversed(self.assignments) if share.unit == unit), None)

    def recusal_of(self, person: str | None) -> Recusal | None:
        """The application that this person keep out of the matter; that nobody is named in, the one not yet decided."""
        if person is None:
            return next((each for each in self.recusals if each.state == RecusalState.APPLIED), None)
        return next((each for each in self.recusals if each.person == person), None)

    def must_keep_out(self, *people: str) -> bool:
        """Whether one of these people, by account or by name, has a conflict that is granted or not yet decided (RC1)."""
        return any(each.blocks and each.person in people for each in self.recusals)

    @property
    def is_undispatched(self) -> bool:
        """What an item says still decides its road: no unit has been told."""
        return self.state in (MatterState.SCREENING, MatterState.AWAITING_INFO)

    @property
    def may_be_withdrawn(self) -> bool:
        """From its screening until an opinion is issued (row 25; correction 28)."""
        return self.state in WITHDRAWABLE and self.issued_at is None

    @property
    def lead(self) -> UnitShare | None:
        return next((share for share in self.assignments if share.role == AssignmentRole.LEAD), None)


def of_share(matter: Matter, share: UnitShare | None, **changed: Any) -> Matter:  # noqa: ANN401 - fields of UnitShare
    """The matter with one of its shares changed; unchanged if there is no such share."""
    if share is None:
        return matter
    shares = tuple(
        replace(each, **changed) if each.assignment_id == share.assignment_id else each
        for each in matter.assignments
    )
    return replace(matter, assignments=shares)


def with_claims(matter: Matter, told: Iterable[Claim]) -> Matter:
    """The matter with some of its claims as they read now."""
    new = {claim.claim_id: claim for claim in told}
    return replace(matter, claims=tuple(new.get(claim.claim_id, claim) for claim in matter.claims))


def with_results(matter: Matter, answers: Iterable[ClaimAnswer]) -> Matter:
    """The matter with the result that each answered claim has got."""
    results = {answer.claim_id: answer.result for answer in answers}
    return with_claims(
        matter,
        (
            claim.model_copy(update={"result": results[claim.claim_id]})
            for claim in matter.claims
            if claim.claim_id in results
        ),
    )
