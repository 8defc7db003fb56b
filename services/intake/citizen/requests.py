"""What the petitioners of one matter have asked for: one document, which follows from its own events.

What grows with the years (texts, answers) stands in the events and their history alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from lianjie_contracts.base import MatterEvent, Message
from lianjie_contracts.events.application_made import ApplicationMade
from lianjie_contracts.events.application_withdrawn import ApplicationWithdrawn
from lianjie_contracts.events.code_handed_out import CodeHandedOut
from lianjie_contracts.events.evaluation_closed import EvaluationClosed
from lianjie_contracts.events.evaluation_given import EvaluationGiven
from lianjie_contracts.events.matter_absorbed import MatterAbsorbed
from lianjie_contracts.events.matter_archived import MatterArchived
from lianjie_contracts.events.matter_closed_at_intake import MatterClosedAtIntake
from lianjie_contracts.events.matter_completed import MatterCompleted
from lianjie_contracts.events.matter_merged import MatterMerged
from lianjie_contracts.events.matter_opinion_issued import MatterOpinionIssued
from lianjie_contracts.events.matter_reopened import MatterReopened
from lianjie_contracts.events.matter_report_checked import MatterReportChecked
from lianjie_contracts.events.matter_review_decided import MatterReviewDecided
from lianjie_contracts.events.matter_served_late import MatterServedLate
from lianjie_contracts.events.matter_suggestion_answered import MatterSuggestionAnswered
from lianjie_contracts.events.matter_undeliverable import MatterUndeliverable
from lianjie_contracts.events.matter_withdrawal_overtaken import MatterWithdrawalOvertaken
from lianjie_contracts.events.matter_withdrawn import MatterWithdrawn
from lianjie_contracts.events.progress_answered import ProgressAnswered
from lianjie_contracts.events.progress_asked import ProgressAsked
from lianjie_contracts.events.withdrawal_asked import WithdrawalAsked
from lianjie_contracts.events.withdrawal_taken_back import WithdrawalTakenBack
from lianjie_contracts.request_event import RequestEvent
from lianjie_contracts.vocabulary import CodeKind, MatterState, Rated
from services.intake.citizen.one_time import OneTimeCode
from services.intake.domain.holders import Holder


class Stage(StrEnum):
    """How far a matter is, as far as its petitioners' rights depend on it; heard from routing."""

    OPEN = "OPEN"
    ANSWERED = "ANSWERED"
    COMPLETED = "COMPLETED"
    OVER = "OVER"


class RatingState(StrEnum):
    """States of machine `evaluation`, one per matter and rated object."""

    INVITED = "INVITED"
    RATED = "RATED"
    NOT_RATED = "NOT_RATED"
    FIXED = "FIXED"


class QuestionState(StrEnum):
    """States of machine `progress_query`; an answered one is not kept."""

    ASKED = "ASKED"
    ANSWERED = "ANSWERED"


@dataclass(frozen=True, slots=True)
class Rating:
    state: RatingState = RatingState.INVITED
    unit: str | None = None
    level: str | None = None


@dataclass(frozen=True, slots=True)
class Requests:
    """`issues`: of reissued query codes, by holder. `wills`: who of several has confirmed a withdrawal so far, and when.

    `applied`: what was applied for and not taken back. `merged_into`, `absorbed`: matters that are one with this one now (row 42).
    `codes` and `wills` are told to nobody and are lost with an older backup: one asks again.
    """

    matter_id: str
    county: str
    stage: Stage = Stage.OPEN
    serial: int = 0
    issues: Mapping[str, int] = field(default_factory=dict)
    codes: Mapping[str, OneTimeCode] = field(default_factory=dict)
    wills: Mapping[str, datetime] = field(default_factory=dict)
    withdrawing: bool = False
    taken_back: int = 0
    ratings: Mapping[str, Rating] = field(default_factory=dict)
    questions: Mapping[str, QuestionState] = field(default_factory=dict)
    applied: tuple[str, ...] = ()
    merged_into: str | None = None
    absorbed: tuple[str, ...] = ()

    def with_code(self, holder: Holder, code: OneTimeCode | None) -> Requests:
        return replace(self, codes={**self.codes, holder.key: code}) if code else self


def opened(matter_id: str) -> Requests:
    return Requests(matter_id, matter_id.partition(":")[0])


def told(held: Requests | None, event: Message) -> Requests:
    """The requests after one more event; of any other message they stay as they were."""
    requests = held or opened(str(getattr(event, "matter_id", "")))
    if isinstance(event, RequestEvent) and event.number:
        serial = int(event.number.rpartition("-")[2])
        requests = replace(requests, serial=max(requests.serial, serial))
    change = _TOLD.get(type(event))
    return change(requests, event) if change else requests


def _handed_out(requests: Requests, event: CodeHandedOut) -> Requests:
    if event.code is not CodeKind.QUERY or event.issue is None:
        return requests
    key = Holder(event.item_id, event.person).key
    return replace(requests, issues={**requests.issues, key: event.issue})


def _withdrawing(requests: Requests, _: WithdrawalAsked) -> Requests:
    return replace(requests, withdrawing=True, wills={})


def _taken_back(requests: Requests, _: WithdrawalTakenBack) -> Requests:
    return replace(requests, withdrawing=False, taken_back=requests.taken_back + 1)


def _overtaken(requests: Requests, _: MatterWithdrawalOvertaken) -> Requests:
    return replace(requests, withdrawing=False, wills={})


def _rating(requests: Requests, event: EvaluationGiven | EvaluationClosed, state: RatingState) -> Requests:
    rating = Rating(state, event.unit, event.level)
    return replace(requests, ratings={**requests.ratings, event.rated.value: rating})


def _closed(requests: Requests, event: EvaluationClosed) -> Requests:
    return _rating(requests, event, RatingState.FIXED if event.level else RatingState.NOT_RATED)


def _asked(requests: Requests, event: ProgressAsked) -> Requests:
    return replace(requests, questions={**requests.questions, event.number: QuestionState.ASKED})


def _answered(requests: Requests, event: ProgressAnswered) -> Requests:
    left = {number: state for number, state in requests.questions.items() if number != event.number}
    return replace(requests, questions=left)


def _applied(requests: Requests, event: ApplicationMade) -> Requests:
    return replace(requests, applied=(*_without(requests, event), event.application.value))


def _given_up(requests: Requests, event: ApplicationWithdrawn) -> Requests:
    return replace(requests, applied=_without(requests, event))


def _without(requests: Requests, event: ApplicationMade | ApplicationWithdrawn) -> tuple[str, ...]:
    return tuple(each for each in requests.applied if each != event.application.value)


def _completed(requests: Requests, event: MatterCompleted) -> Requests:
    """EV1: office and unit are rated apart; a matter completed again is rated again, one of an older system is not."""
    if event.carried_over:
        return replace(requests, stage=Stage.COMPLETED)
    return replace(requests, stage=Stage.COMPLETED, ratings=_invited(event.unit))


def _answered_suggestion(requests: Requests, event: MatterSuggestionAnswered) -> Requests:
    return replace(requests, stage=Stage.COMPLETED, ratings=_invited(event.unit))


def _came(requests: Requests, event: MatterServedLate) -> Requests:
    """EV1 for an opinion; a review's has nothing to do with the rating."""
    return replace(requests, ratings=_invited(event.unit)) if event.row == "24b.2" else requests


def _invited(unit: str | None) -> Mapping[str, Rating]:
    return {Rated.OFFICE.value: Rating(), Rated.UNIT.value: Rating(unit=unit)}


def _merged(requests: Requests, event: MatterMerged) -> Requests:
    return replace(requests, stage=Stage.OVER, merged_into=event.into, withdrawing=False, wills={})


def _absorbed(requests: Requests, event: MatterAbsorbed) -> Requests:
    return replace(requests, absorbed=(*requests.absorbed, event.absorbed))


def _as_it_stands(requests: Requests, event: MatterEvent) -> Requests:
    """What was over is open again, or at an end for good; what stands where it stood changes nothing."""
    return replace(
        requests, stage=_STAGES.get(event.state, requests.stage) if event.state else requests.stage
    )


_STAGES: Mapping[MatterState, Stage] = {
    MatterState.HANDLING: Stage.OPEN, MatterState.REOPENED: Stage.OPEN, MatterState.COMPLETED: Stage.COMPLETED,
    MatterState.ARCHIVED: Stage.OVER,
}  # fmt: skip


_TOLD: Mapping[type[Message], Callable[[Requests, Any], Requests]] = {
    CodeHandedOut: _handed_out,
    WithdrawalAsked: _withdrawing,
    WithdrawalTakenBack: _taken_back,
    EvaluationGiven: lambda requests, event: _rating(requests, event, RatingState.RATED),
    EvaluationClosed: _closed,
    ApplicationMade: _applied,
    ApplicationWithdrawn: _given_up,
    ProgressAsked: _asked,
    ProgressAnswered: _answered,
    MatterOpinionIssued: lambda requests, _: replace(requests, stage=Stage.ANSWERED),
    MatterCompleted: _completed,
    MatterClosedAtIntake: lambda requests, _: replace(requests, stage=Stage.OVER),
    MatterWithdrawn: lambda requests, _: replace(requests, stage=Stage.OVER, withdrawing=False),
    MatterWithdrawalOvertaken: _overtaken,
    MatterMerged: _merged,
    MatterAbsorbed: _absorbed,
    MatterSuggestionAnswered: _answered_suggestion,
    MatterServedLate: _came,
    **dict.fromkeys(
        (MatterUndeliverable, MatterReportChecked, MatterReviewDecided, MatterReopened, MatterArchived),
        _as_it_stands,
    ),
}
