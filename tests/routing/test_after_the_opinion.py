"""What follows the opinion: executed beside the rest, closed after redo, called back and taken up again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chassis.decisions import Refused
from lianjie_contracts.base import MatterEvent
from lianjie_contracts.vocabulary import ClaimResult, MatterState as S
from services.routing.asks import asked, by_hand
from services.routing.domain.acts import Act, Intent
from services.routing.domain.beside import CallbackState, ClosingCheckState, ExecutionState, ReviewState
from services.routing.domain.lifecycle import ROWS
from services.routing.domain.matter import Matter
from services.routing.domain.moving import move
from services.routing.domain.roads.answering import Service
from tests.routing.builders import AT, a_claim, a_matter, a_wish
from tests.routing.roads import LAWFUL
from tests.routing.roads.after import ASSIGNED, REPORTED, RETURNED, a_checklist, done

SERVED = a_wish(Act.RECORD_SERVICE, Service("450199:d", AT, AT))


def went(matter: Matter, *wishes: Intent) -> tuple[Matter, MatterEvent]:
    event = None
    for wish in wishes:
        moved = move(matter, wish)
        assert not isinstance(moved, Refused), moved
        matter, event = moved
    assert event is not None
    return matter, event


def answered(result: ClaimResult) -> Matter:
    return a_matter(S.OPINION_READY, issued_at=AT, claims=(a_claim(result=result),), assignments=(ASSIGNED,))


def test_service_opens_execution_callback_and_report_at_once() -> None:
    after, event = went(answered(ClaimResult.SUPPORT), SERVED)
    assert event.drove == ("26", "CB1", "33.0")
    assert (after.execution, after.callback) == (ExecutionState.EXECUTING, CallbackState.TASK_OPEN)
    assert after.closing_check == ClosingCheckState.AWAITING_REPORT


def test_what_was_only_explained_needs_no_execution() -> None:
    after, event = went(answered(ClaimResult.EXPLAIN), SERVED)
    assert event.drove == ("CB1", "33.0")
    assert after.execution == ExecutionState.NONE


def test_a_report_that_is_already_expected_is_not_expected_twice() -> None:
    _, event = went(
        replace(answered(ClaimResult.EXPLAIN), closing_check=ClosingCheckState.AWAITING_REPORT), SERVED
    )
    assert event.drove == ("CB1",)


def test_closed_after_redo_the_report_duty_stands_and_a_new_opinion_is_owed() -> None:
    issued = replace(
        REPORTED, callback=CallbackState.TASK_OPEN, execution=ExecutionState.EXECUTED, issued_at=AT
    )
    after, event = went(issued, a_wish("return_for_redo", RETURNED))
    assert (after.state, event.state, event.drove) == (S.HANDLING, S.HANDLING, ("35.1", "CB8"))
    assert (after.closing_check, after.callback) == (ClosingCheckState.AWAITING_REPORT, CallbackState.NONE)
    assert (after.execution, after.issued_at, after.opinion) == (ExecutionState.NONE, None, None)
    assert after.claims[0].result is None


def test_papers_that_are_missing_cost_the_petitioner_nothing() -> None:
    after, event = went(replace(REPORTED, issued_at=AT), a_wish("ask_supplement", RETURNED))
    assert (after.state, event.drove, after.issued_at) == (S.COMPLETED, (), AT)


def test_the_third_return_goes_to_a_leader() -> None:
    back = replace(REPORTED, reporting=replace(REPORTED.reporting, returns=1))
    after, _ = went(back, a_wish("ask_supplement", RETURNED), LAWFUL["33"][1])
    refused = move(after, a_wish("ask_supplement", RETURNED))
    assert isinstance(refused, Refused)
    assert refused.code == "REDO_LIMIT"
    led, _ = went(after, LAWFUL["35.3"][1])
    assert led.closing_check == ClosingCheckState.AWAITING_REPORT


def test_a_closed_matter_keeps_no_review_waiting_and_a_final_one_keeps_its_state() -> None:
    under_review = replace(REPORTED, review=ReviewState.EXAMINING)
    refused = move(under_review, a_wish("approve_close", a_checklist()))
    assert isinstance(refused, Refused)
    assert refused.code == "WRONG_STATE"
    after, event = went(replace(REPORTED, state=S.FINALIZED), a_wish("approve_close", a_checklist()))
    assert (after.state, event.drove) == (S.FINALIZED, ())


def test_dissatisfied_called_back_reopened_once() -> None:
    called, *_ = went(done(callback=CallbackState.TASK_OPEN), LAWFUL["CB4"][1], LAWFUL["CB6"][1])
    again, event = went(called, LAWFUL["36"][1])
    assert (again.state, event.drove) == (S.REOPENED, ("CB8",))
    second = replace(again, state=S.COMPLETED, callback=CallbackState.FOUNDED)
    refused = move(second, LAWFUL["36"][1])
    assert isinstance(refused, Refused)
    assert refused.code == "CALLBACK_REOPEN_USED"


def test_an_approved_report_is_owed_anew_when_an_assigned_matter_is_taken_up_again() -> None:
    closed = done(S.CLOSED, closing_check=ClosingCheckState.APPROVED, assignments=(ASSIGNED,))
    after, event = went(closed, LAWFUL["36.4"][1])
    assert (after.closing_check, event.drove) == (ClosingCheckState.AWAITING_REPORT, ("33.0",))


def test_every_attempt_to_call_is_kept_until_the_third() -> None:
    tried, _ = went(done(callback=CallbackState.TASK_OPEN), *(LAWFUL["CB2"][1],) * 3)
    assert len(tried.callbacks.attempts) == 3
    assert went(tried, LAWFUL["CB5"][1])[0].callback == CallbackState.UNREACHED


@pytest.mark.parametrize("row", [row for row in ROWS.values() if by_hand(row)], ids=lambda row: row.number)
def test_every_paper_can_be_made_a_form_of(row) -> None:
    assert asked(row) is not None
