"""What routing tells of a matter, as far as its petitioners' rights depend on it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_reopened import MatterReopened
from lianjie_contracts.events.matter_report_checked import MatterReportChecked
from lianjie_contracts.events.matter_served_late import MatterServedLate
from lianjie_contracts.events.matter_suggestion_answered import MatterSuggestionAnswered
from lianjie_contracts.events.matter_undeliverable import MatterUndeliverable
from lianjie_contracts.vocabulary import MatterState, Rated, SuggestionResult
from services.intake.citizen.requests import RatingState, Requests, Stage, told

AT = datetime(2026, 9, 28, tzinfo=UTC)
MATTER = "450199:m"


def heard(held: Requests | None, kind: type[MatterEvent], **own: Any) -> Requests:
    return told(held, kind(occurred_at=AT, matter_id=MATTER, county="450199", office="450199", **own))


def test_an_answered_suggestion_is_rated_like_any_matter() -> None:
    after = heard(
        None,
        MatterSuggestionAnswered,
        unit="450199-zjj",
        result=SuggestionResult.PARTLY,
        state=MatterState.COMPLETED,
    )
    assert after.stage == Stage.COMPLETED
    assert after.ratings[Rated.UNIT.value].unit == "450199-zjj"


def test_who_could_not_be_reached_is_asked_when_the_opinion_comes() -> None:
    times = {"issued_at": AT, "service_begun_at": AT, "declared_at": AT}
    gone = heard(
        None, MatterUndeliverable, unit="450199-zjj", delivery_id="d", state=MatterState.COMPLETED, **times
    )
    assert (gone.stage, gone.ratings) == (Stage.COMPLETED, {})
    came = heard(
        gone, MatterServedLate, row="24b.2", document="D11", delivery_id="d", served_at=AT, unit="450199-zjj"
    )
    assert came.ratings[Rated.OFFICE.value].state == RatingState.INVITED
    assert came.ratings[Rated.UNIT.value].unit == "450199-zjj"


def test_a_matter_taken_up_again_may_be_withdrawn_again() -> None:
    over = Requests(MATTER, "450199", stage=Stage.COMPLETED)
    assert heard(over, MatterReopened, state=MatterState.REOPENED).stage == Stage.OPEN
    assert heard(over, MatterReportChecked, row="35", state=MatterState.HANDLING).stage == Stage.OPEN
    assert heard(over, MatterReportChecked, row="35.2", state=MatterState.COMPLETED).stage == Stage.COMPLETED
