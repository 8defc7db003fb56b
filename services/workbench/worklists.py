"""Which matters belong on whose list: the lists of each post, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import MatterState
from services.workbench.people import DISPATCHING, REGISTERING, Role

if TYPE_CHECKING:
    from services.workbench.people import User

S = MatterState


class Order(StrEnum):
    """Which row stands on top: the nearest limit, the latest received, or what has waited longest."""

    LIMIT = "limit"
    RECENT = "recent"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Worklist:
    """One list of the side column: by the matter's state, or by `standing`, what runs beside it; `screened` tells what still
    lacks its class or a path from what may be dispatched, `named` asks for what names the person, or whom the person covers. `href` where it has a page of its own. `loud` lists show their count in red or black."""

    key: str
    group: str
    states: tuple[S, ...] = ()
    due: str = ""
    loud: str = ""
    open_only: bool = True
    order: Order = Order.LIMIT
    standing: tuple[str, ...] = ()
    screened: bool | None = None
    href: str = ""
    named: bool = False

    @property
    def before_dispatch(self) -> bool:
        """No unit has it yet: the list shows what is proposed."""
        return bool(self.states) and set(self.states) <= {S.REGISTERED, S.SCREENING, S.AWAITING_INFO}


SCREENING = (S.REGISTERED, S.SCREENING)
IN_WORK = (S.ACCEPTED, S.HANDLING, S.ON_LEGAL_PATH, S.MEDIATING, S.HEARING, S.SUSPENDED, S.REOPENED)
FOR_THE_ARCHIVE = (S.CLOSED_AT_INTAKE, S.CLOSED, S.FINALIZED, S.WITHDRAWN)
ENDED = (S.COMPLETED, S.CLOSED, S.FINALIZED, S.CLOSED_AT_INTAKE, S.ARCHIVED)
CALLERS = frozenset({Role.RECEPTIONIST, Role.SUPERVISOR})
VERIFIERS = frozenset({Role.SUPERVISOR})
ARCHIVISTS = frozenset({Role.ARCHIVIST})
CHECKERS = frozenset({Role.OFFICE_DEPUTY_HEAD, Role.LETTER_CLERK})
INSTRUCTED = CHECKERS | VERIFIERS | {Role.OFFICE_HEAD, Role.LEADER}
REVIEWERS = frozenset({Role.REVIEW_LEAD, Role.REVIEW_SECRETARY, Role.REVIEW_PANEL_MEMBER, Role.OFFICE_HEAD})
HEARERS = frozenset({Role.HEARING_HOST, Role.HEARING_OFFICER, Role.REVIEW_SECRETARY})
UNDER_REVIEW = tuple(
    f"{stage}.{state}"
    for stage in ("review", "recheck")
    for state in ("APPLIED", "ACCEPTED", "EXAMINING", "HEARING", "DELIBERATED")
)
TO_HEAR = tuple(f"hearing.{state}" for state in ("DECIDED", "POSTPONED", "NOTIFIED", "HELD", "CONCLUDED"))
ANSWERING_FOR = VERIFIERS | {Role.OFFICE_HEAD, Role.OFFICE_DEPUTY_HEAD}
RULING = frozenset({Role.OFFICE_HEAD, Role.LEADER})
SERVING = REGISTERING | {Role.ROUTER}
EXCHANGING = frozenset({Role.REGISTRAR, Role.ANALYST})

UNDELIVERED, RECUSAL = "delivery.FAILED", "recusal.APPLIED"

MINE = (
    Worklist("today", "mine", due="registered_today", open_only=False, order=Order.RECENT),
    Worklist("received_by_me", "mine", named=True),
)
TO_DISPATCH = (
    Worklist("to_dispatch", "dispatch", SCREENING, screened=True),
    Worklist("to_screen", "dispatch", SCREENING, screened=False),
    Worklist("awaiting_info", "dispatch", (S.AWAITING_INFO,)),
    Worklist("unsigned", "dispatch", (S.DISPATCHED,), order=Order.OLDEST),
    Worklist("objections", "dispatch", (S.OBJECTED, S.DISPUTED)),
    Worklist("signed", "dispatch", (S.RECEIVED,)),
)
# After the answer: each list with the posts that work on it.
AFTER = (
    (Worklist("reports", "after", standing=("closing_check.REPORT_CHECK",)), CHECKERS),
    (Worklist("callbacks", "after", standing=("callback.TASK_OPEN",), order=Order.OLDEST), CALLERS),
    (Worklist("to_archive", "archive", FOR_THE_ARCHIVE, open_only=False, order=Order.OLDEST), ARCHIVISTS),
    (Worklist("reviews", "after", standing=UNDER_REVIEW, open_only=False, order=Order.OLDEST), REVIEWERS),
    (Worklist("hearings", "after", standing=TO_HEAR, open_only=False, order=Order.OLDEST), HEARERS),
    (Worklist("dissatisfied", "after", standing=("callback.CHECKING",)), VERIFIERS),
    (
        Worklist(
            "instructed",
            "after",
            standing=("report_up.INSTRUCTED", "report_up.OWNED"),
            open_only=False,
            href="/instructions",
        ),
        INSTRUCTED,
    ),
    (
        Worklist("refused_above", "after", standing=("exchange.REJECTED",), loud="late", open_only=False),
        EXCHANGING,
    ),
    (
        Worklist("sent_above", "after", standing=("exchange.SENT",), open_only=False, order=Order.OLDEST),
        EXCHANGING,
    ),
    (
        Worklist(
            "findings",
            "after",
            standing=tuple(f"accountability.{state}" for state in ("FOUND", "FACTS", "HEARD", "PROPOSED")),
            open_only=False,
            order=Order.OLDEST,
        ),
        ANSWERING_FOR,
    ),
    (Worklist("undelivered", "after", standing=(UNDELIVERED,), open_only=False, order=Order.OLDEST), SERVING),
    (Worklist("recusals", "watch", standing=(RECUSAL,), open_only=False, order=Order.OLDEST), RULING),
)
# What waits for the own approval; these have a page of their own.
APPROVALS = (
    (
        Worklist("approvals", "mine", standing=("approval.office_deputy_head",), href="/approvals"),
        Role.OFFICE_DEPUTY_HEAD,
    ),
    (Worklist("approvals", "mine", standing=("approval.office_head",), href="/approvals"), Role.OFFICE_HEAD),
    (Worklist("approvals", "unit", standing=("approval.unit_head",), href="/approvals"), Role.UNIT_HEAD),
)
OF_UNIT = (
    Worklist("mine", "unit", named=True),
    Worklist("to_sign", "unit", (S.DISPATCHED,)),
    Worklist("to_accept", "unit", (S.RECEIVED,)),
    Worklist("objected", "unit", (S.OBJECTED, S.DISPUTED)),
    Worklist("in_work", "unit", IN_WORK),
    Worklist("drafts_to_sign", "unit", standing=("DRAFTED",)),
    Worklist("to_serve", "unit", (S.OPINION_READY,)),
    Worklist("undelivered", "unit", standing=(UNDELIVERED,), open_only=False),
    Worklist("recusals", "unit", standing=(RECUSAL,), open_only=False, order=Order.OLDEST),
    Worklist("to_execute", "unit", standing=("execution.EXECUTING",)),
    Worklist("to_report", "unit", standing=("closing_check.AWAITING_REPORT",)),
)
LIMITS = (
    Worklist("late", "limits", due="late", loud="late"),
    Worklist("due_today", "limits", due="today", loud="due"),
    Worklist("due_week", "limits", due="week"),
)
# What units have not even signed for comes first on the supervisor's side (correction 6).
UNSIGNED = (Worklist("unsigned", "watch", (S.DISPATCHED,), order=Order.OLDEST),)
WATCH = (Worklist("in_work", "watch", (*IN_WORK, S.OPINION_READY)),)
ALL_OPEN = Worklist("all_open", "rest")
REST = (
    ALL_OPEN,
    Worklist("completed", "rest", ENDED, open_only=False, order=Order.RECENT),
)
# What a search finds, in every state; in nobody's side column.
FOUND = Worklist("found", "rest", open_only=False, order=Order.RECENT)
EVERY = (*MINE, *TO_DISPATCH, *(each for each, _ in AFTER), *OF_UNIT, *LIMITS, *WATCH, *REST, FOUND)


def lists_for(user: User) -> tuple[Worklist, ...]:
    """The side column of one post."""
    if user.on_street:
        return ()
    approvals = approvals_of(user)[:1]
    if user.in_unit:
        return (*approvals, *OF_UNIT, *LIMITS, *REST)
    mine = (*approvals, *(MINE if user.is_any(REGISTERING) else ()))
    dispatch = TO_DISPATCH if user.is_any(DISPATCHING) else ()
    after = (each for each, posts in AFTER if user.is_any(posts))
    unsigned = UNSIGNED if user.is_any(VERIFIERS) else ()
    return (*unsigned, *mine, *dispatch, *after, *LIMITS, *WATCH, *REST)


def approvals_of(user: User) -> tuple[Worklist, ...]:
    """One for each of the person's posts that approves."""
    return tuple(each for each, post in APPROVALS if user.is_any(frozenset({post})))


def list_named(key: str, user: User) -> Worklist | None:
    return next((each for each in (*lists_for(user), FOUND) if each.key == key), None)


def home_of(user: User) -> Worklist:
    """The list a person lands on: what is to be dispatched, signed for or is unsigned by others, else everything open."""
    homes = {"to_dispatch", "to_sign", "to_archive", "reviews", "hearings", "unsigned"}
    return next((each for each in lists_for(user) if each.key in homes), REST[0])
