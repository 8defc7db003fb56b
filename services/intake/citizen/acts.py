"""What a petitioner may do with a matter, decided: pure functions from the requests as they stand to what is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chassis.decisions import Changed, Decision, Refused
from lianjie_contracts.base import Actor
from lianjie_contracts.events.application_made import ApplicationMade
from lianjie_contracts.events.application_withdrawn import ApplicationWithdrawn
from lianjie_contracts.events.evaluation_given import EvaluationGiven
from lianjie_contracts.events.matter_supplemented import MatterSupplemented
from lianjie_contracts.events.progress_answered import ProgressAnswered
from lianjie_contracts.events.progress_asked import ProgressAsked
from lianjie_contracts.events.withdrawal_asked import WithdrawalAsked
from lianjie_contracts.events.withdrawal_taken_back import WithdrawalTakenBack
from lianjie_contracts.request_event import RequestEvent
from lianjie_contracts.vocabulary import Application, CodePurpose, Rated, Satisfaction
from services.intake.citizen.lifecycle import EVALUATION, PROGRESS_QUERY, Wish
from services.intake.citizen.one_time import WRONG, spent
from services.intake.citizen.requests import Requests, Stage, opened, told
from services.intake.domain.holders import Holder
from services.intake.settings import CitizenFigures

Decided = Decision[Requests]
Act = Callable[[Requests], Decided]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who has proved number and code, of which item, and when. `person` is the id of the person's key."""

    holder: Holder
    item_no: str
    matter_id: str
    county: str
    person: str
    at: datetime
    is_accusation: bool = False
    in_scope: bool = True

    @property
    def by(self) -> Actor:
        """The petitioner, who is never named."""
        return Actor(id="petitioner", role="representative" if self.holder.n else "petitioner")

    def says(self, requests: Requests, kind: type[RequestEvent], **facts: Any) -> Decided:  # noqa: ANN401 - fields of the event
        """The event under the matter's next number, and the requests after it."""
        number = f"{self.item_no}-{requests.serial + 1}"
        event = kind(
            occurred_at=self.at, by=self.by, matter_id=self.matter_id, county=self.county, item_id=self.holder.item_id,
            item_no=self.item_no, number=number, **facts,
        )  # fmt: skip
        return Changed(
            told(requests, event), (event,), {"number": number, "received_at": self.at.isoformat()}
        )


def proved(
    held: Requests | None, asker: Asker, purpose: CodePurpose, digest: str, figures: CitizenFigures, act: Act
) -> Decided:
    """The act, if the one-time code is right; it is spent with the act, in one write. A refused act does not spend it.

    A wrong code changes what is left of its tries, so the refusal travels in the answer (`refused`).
    """
    requests = held or opened(asker.matter_id)
    code, right = spent(requests.codes.get(asker.holder.key), digest, purpose, asker.at, figures)
    after = requests.with_code(asker.holder, code)
    if not right:
        return Changed(after, (), {"refused": WRONG.code, "because": WRONG.because})
    return act(after)


def supplement(asker: Asker, text: str, attachments: tuple[str, ...]) -> Act:
    def act(requests: Requests) -> Decided:
        if requests.stage is Stage.OVER:
            return Refused("MATTER_OVER", "这件事已经办结。有新的情况，请作为新的事项反映，或到窗口说明。")
        return asker.says(requests, MatterSupplemented, text=text, attachments=attachments)

    return act


def withdraw(
    asker: Asker, persons: frozenset[str], own_will: bool, reason: str, figures: CitizenFigures
) -> Act:
    """Row 25.1 as far as it is the petitioners': `persons` are all who petitioned in this matter."""

    def act(requests: Requests) -> Decided:
        if refused := _not_withdrawn(requests, asker, own_will, figures):
            return refused
        wills = {**requests.wills, asker.person: asker.at}
        if missing := len(persons - wills.keys()):
            waits = {"persons": len(persons), "confirmed": len(persons) - missing}
            return Changed(replace(requests, wills=wills), (), waits)
        return asker.says(requests, WithdrawalAsked, persons=max(1, len(persons)), reason=reason)

    return act


def _not_withdrawn(
    requests: Requests, asker: Asker, own_will: bool, figures: CitizenFigures
) -> Refused | None:
    refusals = (
        (not own_will, "WILL_NOT_CONFIRMED", "请信访人本人确认系自愿。"),
        (asker.is_accusation, "ACCUSATION_CONTINUES", "检举控告不因撤回而停止办理。"),
        (requests.withdrawing, "ALREADY_WITHDRAWING", "撤回申请已经收到，24小时内可以取消。"),
        (requests.taken_back >= figures.regrets, "WITHDRAW_LIMIT", "已两次取消撤回,请到窗口办理。"),
        (requests.stage is not Stage.OPEN, "WRONG_STATE", "这件事已经有了结果，不用撤回。"),
    )
    return next((Refused(code, because) for broken, code, because in refusals if broken), None)


def take_back(asker: Asker) -> Act:
    def act(requests: Requests) -> Decided:
        if not requests.withdrawing and not requests.wills:
            return Refused("NOT_WITHDRAWING", "没有等待生效的撤回申请。")
        if not requests.withdrawing:  # not everybody had confirmed: nothing was told yet
            return Changed(replace(requests, wills={}), (), {})
        return asker.says(requests, WithdrawalTakenBack)

    return act


@dataclass(frozen=True, slots=True)
class Opinion:
    """How one object is rated. 不满意 needs its reason, for it is looked into (C25)."""

    rated: Rated
    level: Satisfaction
    comment: str = ""


def rate(asker: Asker, given: Sequence[Opinion], *, from_office: bool = False, is_staff: bool = False) -> Act:
    """Row EV2, for office and unit apart; one code may rate both."""

    def one(requests: Requests, opinion: Opinion) -> Decided:
        rating = requests.ratings.get(opinion.rated.value)
        wish = Wish(
            "rate", frozenset({asker.by.role}), proved=True, is_staff=is_staff, in_scope=asker.in_scope
        )
        allowed = EVALUATION.permits(rating.state if rating else None, rating, wish)
        if isinstance(allowed, Refused):
            return allowed
        if opinion.level is Satisfaction.DISSATISFIED and not opinion.comment:
            return Refused("NO_REASON", "请写一句为什么不满意，我们据此核查。")
        return asker.says(
            requests, EvaluationGiven, rated=opinion.rated, unit=rating.unit if rating else None, level=opinion.level,
            comment=opinion.comment, from_office=from_office,
        )  # fmt: skip

    def act(requests: Requests) -> Decided:
        said: tuple[Any, ...] = ()
        for opinion in given:
            decided = one(requests, opinion)
            if isinstance(decided, Refused):
                return decided
            requests, said = decided.state, (*said, *decided.announce)
        return Changed(requests, said, {"received_at": asker.at.isoformat()})

    return act


BEFORE_AN_ANSWER = (Application.HEARING, Application.RECUSAL)


def apply(
    asker: Asker, application: Application, reason: str, good_reason: str = "", person: str = ""
) -> Act:
    """Taken in and acknowledged. Whether it is in time and accepted is judged by the organ, never by this form."""

    def act(requests: Requests) -> Decided:
        if application is Application.RECUSAL and not (person and reason):
            return Refused("NO_RECUSAL_REASON", "请写明应当回避的人和回避的理由。")
        answered = requests.stage in (Stage.ANSWERED, Stage.COMPLETED)
        if requests.stage is Stage.OVER:
            because = "这件事没有进入书面答复。对告知的途径有不同意见，请带告知书到窗口。"
            return Refused("NOT_ANSWERED", because)
        if application not in BEFORE_AN_ANSWER and not answered:
            because = "这件事还没有书面答复。收到答复后不满意，30日内可以申请复查。"
            return Refused("NOT_ANSWERED", because)
        return asker.says(
            requests, ApplicationMade, application=application, reason=reason, good_reason=good_reason or None, person=person
        )  # fmt: skip

    return act


def withdraw_application(asker: Asker, application: Application, own_will: bool, reason: str) -> Act:
    """Rows 40, 40.2 and H9 as far as they are the petitioner's; what is left of the window may be used again."""

    def act(requests: Requests) -> Decided:
        if not own_will:
            return Refused("WILL_NOT_CONFIRMED", "请信访人本人确认系自愿。")
        if application.value not in requests.applied:
            return Refused("NOTHING_APPLIED_FOR", "没有可以撤回的申请，或者申请已经撤回。")
        return asker.says(requests, ApplicationWithdrawn, application=application, reason=reason)

    return act


def ask(held: Requests | None, asker: Asker, text: str, figures: CitizenFigures) -> Decided:
    """Row PQ1: number and code are enough, for asking changes nothing."""
    requests = held or opened(asker.matter_id)
    wish = Wish("ask_progress", frozenset({asker.by.role}), known=True)
    allowed = PROGRESS_QUERY.permits(None, None, wish)
    if isinstance(allowed, Refused):
        return allowed
    if len(requests.questions) >= figures.open_questions:
        return Refused("QUESTIONS_OPEN", "您前面问的还没有答复。急的话请打电话。")
    return asker.says(requests, ProgressAsked, text=text)


def answer(held: Requests | None, number: str, text: str, by: Actor, at: datetime) -> Decided:
    """Row PQ2, by the office."""
    state = held.questions.get(number) if held else None
    allowed = PROGRESS_QUERY.permits(state, None, Wish("answer_progress", frozenset({by.role})))
    if isinstance(allowed, Refused) or held is None:
        return allowed if isinstance(allowed, Refused) else Refused("WRONG_STATE", "没有这个询问。")
    event = ProgressAnswered(
        occurred_at=at, by=by, matter_id=held.matter_id, county=held.county, item_no=number.rpartition("-")[0], number=number, text=text
    )  # fmt: skip
    return Changed(told(held, event), (event,), {"number": number})
