"""What a citizen may do now, and what was asked for already: shown beside the thing it concerns, and no more than is allowed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import MatterClass, MatterState
from services.workbench.readmodel import ClockState, Withdrawal
from services.workbench.words import day, local, moment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from services.workbench.language import Language
    from services.workbench.readmodel import MatterView, RequestView

S = MatterState
OVER = frozenset({S.CLOSED_AT_INTAKE, S.WITHDRAWN, S.MERGED, S.NONE, S.ARCHIVED, S.FINALIZED})
ANSWERED = frozenset({S.COMPLETED, S.CLOSED})
WITHDRAWABLE = frozenset({
    S.SCREENING, S.AWAITING_INFO, S.DISPATCHED, S.RECEIVED, S.OBJECTED, S.DISPUTED, S.ACCEPTED, S.HANDLING,
    S.ON_LEGAL_PATH, S.MEDIATING, S.HEARING, S.SUSPENDED, S.OPINION_READY,
})  # fmt: skip
# A hearing is held by who answers: asked for while the matter is in hand, or while it is reviewed.
IN_CHARGE = frozenset({S.ACCEPTED, S.HANDLING, S.MEDIATING, S.SUSPENDED, S.OPINION_READY})
REVIEWING = frozenset({"ACCEPTED", "EXAMINING"})
# What was applied for, and until when it may be taken back.
_REVIEWED = frozenset({"APPLIED", "ACCEPTED", "EXAMINING", "HEARING", "DELIBERATED"})
PENDING = {
    "review": _REVIEWED, "recheck": _REVIEWED, "hearing": frozenset({"REQUESTED", "DECIDED", "NOTIFIED", "POSTPONED"}),
}  # fmt: skip
# What a stranger with the slip may read: that something was asked, and what the office answered; never who said what.
SHOWN = (
    "application_made",
    "application_withdrawn",
    "withdrawal_taken_back",
    "progress_asked",
    "matter_supplemented",
    "evaluation_given",
)


@dataclass(frozen=True, slots=True)
class Offer:
    """One act that is open now. `first`: the one filled button of the page."""

    name: str
    words: str
    note: str = ""
    first: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    what: str
    when: str
    answer: str = ""


def acts_of(matter: MatterView, now: datetime, language: Language) -> tuple[Offer, ...]:
    """The acts of a matter's petitioner, in the order of the page; withdrawing is the last and a link (guide)."""
    return tuple(_acts(matter, now, language))


def _acts(matter: MatterView, now: datetime, language: Language) -> Iterator[Offer]:
    def offer(name: str, note: str = "", *, first: bool = False) -> Offer:
        return Offer(name, language.say(f"citizen_offer.{name}"), note, first)

    state = S(matter.state or "REGISTERED")
    rating = _until(matter, "C24", now, language)
    if rating:
        yield offer("evaluate", language.say("citizen_offer.until", day=rating), first=True)
    if state not in OVER:
        yield offer("supplement", first=not rating)
    if state in ANSWERED:
        yield offer("review", language.say("citizen_offer.review_note"))
        yield offer("recheck", language.say("citizen_offer.recheck_note"))
    yield from map(offer, _applications(matter, state))
    yield offer("ask")
    if matter.withdrawal is Withdrawal.PENDING:
        yield offer("take-back")
    elif (
        state in WITHDRAWABLE and matter.opinion is None and matter.matter_class is not MatterClass.ACCUSATION
    ):
        yield offer("withdraw", language.say("citizen_offer.withdraw_note"))


def _applications(matter: MatterView, state: S) -> Iterator[str]:
    """What may be applied for while a matter is handled or reviewed, and what of it may be taken back."""
    if _may_be_heard(matter, state):
        yield "hearing"
    if matter.lead and state not in OVER:
        yield "recusal"
    yield from (f"withdraw-{name}" for name, states in PENDING.items() if matter.beside.get(name) in states)


def _may_be_heard(matter: MatterView, state: S) -> bool:
    """Somebody has the matter, and no hearing of this stage has been asked for yet."""
    reviewed = {matter.beside.get("review"), matter.beside.get("recheck")}
    in_hand = state in IN_CHARGE and matter.opinion is None
    return (in_hand or bool(reviewed & REVIEWING)) and matter.beside.get("hearing") in (None, "RIGHT_TOLD")


def pending_of(matter: MatterView, now: datetime, language: Language) -> str:
    """Until when a pending withdrawal may be taken back."""
    if matter.withdrawal is not Withdrawal.PENDING:
        return ""
    end = next((c.due_at for c in matter.clocks.values() if c.clock == "C45" and c.runs and c.due_at), None)
    return (
        language.say("citizen.withdraw_until", time=moment(end, now, language))
        if end
        else language.say("citizen.withdraw_day")
    )


def asked_of(matter: MatterView, number: str, now: datetime, language: Language) -> tuple[Asked, ...]:
    """What was asked for with this number, the latest first, and the office's answers."""
    today = local(now).date()
    mine = [r for r in matter.requests.values() if r.type in SHOWN and r.item_no == number]
    return tuple(
        Asked(
            language.word("citizen_asked", each.word if each.type == "application_made" else each.type),
            day(local(each.at).date(), today, language),
            _answer(matter, each, language),
        )
        for each in sorted(mine, key=lambda r: r.at, reverse=True)
    )


def _answer(matter: MatterView, request: RequestView, language: Language) -> str:
    """The office's answer to a question; or why what was asked could not be, and what may be done instead."""
    said = request.answer or matter.declined.get(request.number, "")
    return language.say("citizen.answered", text=said) if said else ""


def _until(matter: MatterView, clock: str, now: datetime, language: Language) -> str:
    ends = [
        c.due_at
        for c in matter.clocks.values()
        if c.clock == clock and c.state is ClockState.RUNNING and c.due_at and c.due_at > now
    ]
    return day(local(max(ends)).date(), local(now).date(), language) if ends else ""
