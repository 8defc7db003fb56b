"""The right to a review: never lost while its window is open, final after the second stage (corrections 1, 8)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chassis.decisions import Refused
from lianjie_contracts.vocabulary import ClaimResult, MatterState as S, ReviewDecision as D
from services.routing.domain.beside import ClosingCheckState, ExecutionState, ReviewState as R, ServiceState
from services.routing.domain.moving import move
from tests.routing.builders import a_wish
from tests.routing.roads import LAWFUL
from tests.routing.roads.after import ASSIGNED
from tests.routing.roads.review import ANSWERED, APPLY, ARRIVED, in_recheck, in_review, shut
from tests.routing.test_after_the_opinion import went


@pytest.mark.parametrize("execution", list(ExecutionState))
@pytest.mark.parametrize("check", list(ClosingCheckState))
@pytest.mark.parametrize("state", [S.COMPLETED, S.CLOSED])
def test_review_is_open_whatever_execution_and_closing_check_are_doing(execution, check, state) -> None:
    matter = replace(ANSWERED, state=state, execution=execution, closing_check=check)
    after, event = went(matter, LAWFUL["27"][1])
    assert (after.review, after.state, event.row) == (R.APPLIED, state, "27")
    assert (after.execution, after.closing_check) == (execution, check)


def test_supported_executed_reviewed_all_the_same() -> None:
    executed = replace(ANSWERED, execution=ExecutionState.EXECUTED)
    heard = ("H2", "H4", "H6", "27.7", "H7", "H10", "27.8")
    steps = [LAWFUL[row][1] for row in ("27", "27.4", "27.6", *heard, "27.9", "28", "28.1")]
    after, event = went(executed, *steps)
    assert (after.review, after.state, event.state) == (R.UPHELD, S.COMPLETED, S.COMPLETED)
    assert after.execution == ExecutionState.EXECUTED
    assert after.review_file.served_at == ARRIVED.served_at


def test_what_is_withdrawn_may_be_applied_for_again_in_the_window() -> None:
    back, _ = went(in_review(R.EXAMINING), LAWFUL["40"][1])
    assert (back.state, back.review) == (S.COMPLETED, R.WITHDRAWN)
    assert went(back, LAWFUL["27"][1])[0].review == R.APPLIED
    refused = move(shut("C10", back), LAWFUL["27"][1])
    assert isinstance(refused, Refused)
    assert refused.code == "REVIEW_WINDOW_LAPSED"
    assert went(shut("C10", back), LAWFUL["27.2"][1])[0].review == R.APPLIED


@pytest.mark.parametrize(
    ("execution", "drove"),
    [
        (ExecutionState.NONE, ("26",)),
        (ExecutionState.EXECUTED, ("26.2",)),
        (ExecutionState.EXECUTING, ("26.2",)),
    ],
)
def test_a_changed_decision_that_supports_is_executed(
    execution: ExecutionState, drove: tuple[str, ...]
) -> None:
    after, event = went(in_review(R.SIGNED, D.CHANGE, execution=execution), LAWFUL["28.2"][1])
    assert (after.execution, event.drove) == (ExecutionState.EXECUTING, drove)
    assert after.claims[0].result == ClaimResult.SUPPORT


def test_revoked_the_matter_is_handled_anew_and_the_old_cycle_is_history() -> None:
    revoked = in_review(
        R.SIGNED, D.REVOKE_REDO, assignments=(ASSIGNED,), closing_check=ClosingCheckState.APPROVED
    )
    closed = replace(revoked, state=S.CLOSED)
    after, event = went(closed, LAWFUL["29.1"][1])
    assert (event.drove, event.state, after.state) == (("29", "33.0"), S.HANDLING, S.HANDLING)
    assert (after.review, after.opinion, after.issued_at, after.served_at) == (R.NONE, None, None, None)
    assert (after.delivery, after.closing_check) == (ServiceState.NONE, ClosingCheckState.AWAITING_REPORT)
    assert after.revocations == 1


def test_the_third_time_the_organ_changes_the_opinion_itself() -> None:
    refused = move(in_review(R.SIGNED, D.REVOKE_REDO, revocations=2), LAWFUL["29.1"][1])
    assert isinstance(refused, Refused)
    assert refused.code == "REVOCATION_LIMIT"


def test_a_recheck_makes_the_matter_final_and_a_third_stage_is_refused() -> None:
    final, event = went(in_recheck(R.SIGNED), LAWFUL["31.2"][1])
    assert (final.state, event.drove) == (S.FINALIZED, ("31",))
    late = move(final, LAWFUL["30.2"][1])
    assert isinstance(late, Refused)
    assert late.code == "WRONG_STATE"
    again = move(replace(final, recheck=R.NONE), LAWFUL["30.2"][1])
    assert isinstance(again, Refused)
    assert again.code == "RECHECK_FINAL"


def test_a_recheck_is_asked_for_only_after_a_review() -> None:
    refused = move(ANSWERED, a_wish("apply_recheck", APPLY))
    assert isinstance(refused, Refused)
    assert refused.code == "WRONG_STATE"


def test_a_review_that_could_not_be_served_opens_its_next_window_when_it_is() -> None:
    given_up, _ = went(in_review(R.SIGNED), LAWFUL["28.4"][1])
    assert (given_up.review, given_up.review_file.served_at) == (R.UPHELD, None)
    came, _ = went(given_up, LAWFUL["28.5"][1])
    assert came.review_file.served_at == ARRIVED.served_at


def test_no_matter_is_final_while_something_runs_beside_it() -> None:
    over = shut("C10", ANSWERED)
    for busy in (
        replace(over, execution=ExecutionState.EXECUTING),
        replace(over, closing_check=ClosingCheckState.AWAITING_REPORT),
        replace(over, review=R.EXAMINING),
    ):
        refused = move(busy, LAWFUL["32"][1])
        assert isinstance(refused, Refused)
        assert refused.code == "WRONG_STATE"
    assert went(over, LAWFUL["32"][1])[0].state == S.FINALIZED


def test_what_cannot_be_served_is_complete_and_the_right_begins_with_real_service() -> None:
    given_up, event = went(*LAWFUL["24b"])
    assert (given_up.state, given_up.delivery, given_up.served_at) == (
        S.COMPLETED,
        ServiceState.UNDELIVERABLE,
        None,
    )
    assert event.drove == ("26",)
    came, late = went(given_up, LAWFUL["24b.2"][1])
    assert (came.delivery, late.drove) == (ServiceState.SERVED, ("CB1",))
    again = move(came, LAWFUL["24b.2"][1])
    assert isinstance(again, Refused)
    assert again.code == "ALREADY_SERVED"
