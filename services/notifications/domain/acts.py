"""What can be done to a delivery, and what each act brings with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lianjie_contracts.vocabulary import DeliveryMode
from services.notifications.domain.delivery import Paper


class Act(StrEnum):
    BEGIN_SERVICE = "begin_service"
    ISSUE_NOTICE = "issue_notice"
    ATTEMPT_SERVICE = "attempt_service"
    SERVE = "serve"
    SERVICE_FAILED = "service_failed"
    COLLECTED = "collected"
    DECLARE_UNDELIVERABLE = "declare_undeliverable"
    PUBLISH_NOTICE = "publish_notice"
    PUBLIC_NOTICE_RUN_OUT = "public_notice_run_out"
    VOID_DOCUMENT = "void_document"
    ADDRESSEE_ERASED = "addressee_erased"


@dataclass(frozen=True, slots=True)
class Due:
    """A paper ready to be served; `missing` are required contents it lacks, `signer` the role that signed it."""

    paper: Paper
    signer: str
    electronic: bool
    missing: tuple[str, ...] = ()
    trace: str | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """`lease`: how long nobody else may take this attempt over; none where people do it, for it ends at once.
    `at_window`: the addressee has come, which is another place than that where it failed."""

    mode: DeliveryMode
    lease: timedelta | None = None
    at_window: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """The proof of service (D19.1): what is announced, what it lacks, and under seal who signed for it."""

    said: str
    missing: tuple[str, ...] = ()
    signed_for: str = ""
    identity_checked: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """Why it failed, without a word on the person; without `again_at` this mode is given up."""

    reason: str
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class GivingUp:
    """Who agreed to say that it cannot be served."""

    approved_by: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """Where what is announced may be collected; it names the number and this place, and nobody."""

    place: str


@dataclass(frozen=True, slots=True)
class RunOut:
    """deadlines says that C27, which began then, has ended."""

    started_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Voiding:
    reason: str


@dataclass(frozen=True, slots=True)
class Erasure:
    """The addressee's data key is destroyed: name and address can never be read again."""

    destroyed: bool = True


@dataclass(frozen=True, slots=True)
class Intent:
    """Who wants to do what, when."""

    act: Act
    at: datetime
    brings: Due | Attempt | Proof | Failure | GivingUp | Announcement | RunOut | Voiding | Erasure
    roles: frozenset[str] = frozenset({"notifier", "system"})
