"""What somebody wants done with a matter: the act, who wants it, and what they bring."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from lianjie_contracts.base import Actor
from lianjie_contracts.events.reply_accept import ClaimPath
from lianjie_contracts.events.reply_issue_opinion import OfferedOpinion
from lianjie_contracts.vocabulary import Path, TransferMode
from services.routing.domain.matter import UnitShare


class Act(StrEnum):
    """Acts built so far, named as in spec/model/transitions.yaml."""

    GUIDE_TO_PATH = "guide_to_path"
    HAND_TO_DISCIPLINE = "hand_to_discipline"
    FORWARD = "forward"
    ASSIGN = "assign"
    SIGN_FOR = "sign_for"
    ACCEPT = "accept"
    ACCEPT_SUGGESTION = "accept_suggestion"
    ASSIGN_HANDLER = "assign_handler"
    DRAFT_OPINION = "draft_opinion"
    ISSUE_OPINION = "issue_opinion"
    RECORD_SERVICE = "record_service"
    # of a co-assignment
    SIGN = "sign"
    ACKNOWLEDGE = "acknowledge"
    ANSWER_CLAIMS = "answer_claims"
    # of a withdrawal
    WITHDRAW = "withdraw"
    REVOKE_WITHDRAWAL = "revoke_withdrawal"
    WITHDRAWAL_OVERTAKEN = "withdrawal_overtaken"
    WITHDRAWAL_TAKES_EFFECT = "withdrawal_takes_effect"


@dataclass(frozen=True, slots=True)
class Dispatch:
    """转送 or 交办: the shares to send, the lead first; `competent` says of each unit whether the directory knows it there."""

    mode: TransferMode
    shares: tuple[UnitShare, ...]
    competent: bool
    reason: str = ""
    approved_by: str | None = None
    report_due_at: datetime | None = None
    category: str = ""


@dataclass(frozen=True, slots=True)
class Guidance:
    """Another lawful path: which, why, on what basis, and where to go."""

    path: Path
    reason_code: str
    reason: str
    basis: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ToDiscipline:
    """检举控告 to the discipline organ by cadre-management authority [R22 30]."""

    organ: str
    reason: str
    approved_by: str | None = None


@dataclass(frozen=True, slots=True)
class Acceptance:
    paths: tuple[ClaimPath, ...] = ()
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Handlers:
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """The opinion as offered by the handler; it may still lack something."""

    offered: OfferedOpinion
    drafted_by: str


@dataclass(frozen=True, slots=True)
class Service:
    """The opinion has reached the petitioner."""

    delivery_id: str
    begun_at: datetime
    served_at: datetime


@dataclass(frozen=True, slots=True)
class OwnWill:
    """What intake has proved of a wish: each of all the people concerned has said so with a second factor, and freely."""

    persons: int
    number: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RegretOver:
    """C45 of the withdrawal that was asked for at `started_at` has ended."""

    started_at: datetime


Brought = (
    Dispatch | Guidance | ToDiscipline | Acceptance | Handlers | Draft | Service | OwnWill | RegretOver | None
)


@dataclass(frozen=True, slots=True)
class Intent:
    """One wish. `unit` is the unit the actor speaks for; time and roles come from outside."""

    act: Act
    by: Actor
    at: datetime
    roles: frozenset[str] = field(default_factory=frozenset)
    unit: str | None = None
    brings: Brought = None
