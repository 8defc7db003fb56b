"""The table of moves is the specification's, and every pair of state and act has its answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from chassis.decisions import Refused
from lianjie_contracts.vocabulary import DeliveryMode, DeliveryState as S
from services.notifications.domain import guards
from services.notifications.domain.acts import (
    Act,
    Announcement,
    Attempt,
    Due,
    Erasure,
    Failure,
    GivingUp,
    Intent,
    Proof,
    RunOut,
    Voiding,
)
from services.notifications.domain.consequences import ERASED, move, taken_over
from services.notifications.domain.delivery import Delivery, Patience
from services.notifications.domain.lifecycle import ROWS, Row, permits
from tests.notifications.builders import GOOD, LEASE, NOW, PAPER, delivery, intent, made
from tests.specified import assert_as_specified

SPECIFICATION: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("specification").joinpath("delivery.yaml").read_text(encoding="utf-8")
)
SPECIFIED = {row["row"]: row for row in SPECIFICATION["rows"]}
NOT_BUILT: set[str] = set()
OURS = {"DLE"}
OUR_GUARDS = {"not_decided"}  # what the specification writes as `requires`
STATES = [None, *(state for state in S if state != S.UNKNOWN)]
ROW_OF = {(source, row.act): row for row in ROWS for source in row.sources}


def test_rows_are_carried_over_or_named_as_not_built() -> None:
    assert {row.number for row in ROWS} - OURS == set(SPECIFIED) - NOT_BUILT


@pytest.mark.parametrize("row", [row for row in ROWS if row.number not in OURS], ids=lambda row: row.number)
def test_a_row_says_what_the_specification_says(row: Row) -> None:
    assert_as_specified(row, SPECIFIED[row.number], OUR_GUARDS)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", STATES, ids=str)
def test_every_pair_of_state_and_act_is_allowed_by_one_row_or_refused_with_a_sentence(
    state: S | None, act: Act
) -> None:
    before = delivery(state) if state else None
    after = move(before, intent(act))
    row = ROW_OF.get((state, act))
    if row is None:
        assert isinstance(after, Refused)
        assert after.code == "WRONG_STATE"
        assert after.because.endswith("。")
        assert "{" not in after.because
    else:
        assert isinstance(after, Delivery)
        assert after.state == row.target


def test_every_state_built_is_reached_and_rest_is_left_only_through_the_window() -> None:
    reached = {row.target for row in ROWS}
    assert reached == set(S) - {S.UNKNOWN}
    assert not any(source == S.SERVED for source, _ in ROW_OF)
    assert [act for source, act in ROW_OF if source == S.UNDELIVERABLE] == [Act.PUBLISH_NOTICE, Act.COLLECTED]


REFUSALS = [
    ("driven_only", None, intent(Act.BEGIN_SERVICE, roles="notifier")),
    (
        "document_schema_ok",
        None,
        intent(Act.ISSUE_NOTICE, Due(PAPER, "unit_head", True, missing=("contact",))),
    ),
    ("signer_allowed", None, intent(Act.ISSUE_NOTICE, Due(PAPER, "router", True))),
    ("mode_allowed", delivery(S.SIGNED, electronic=False), intent(Act.ATTEMPT_SERVICE)),
    ("mode_allowed", delivery(S.SIGNED), intent(Act.ATTEMPT_SERVICE, Attempt(DeliveryMode.PUBLIC))),
    (
        "mode_not_tried_in_vain",
        delivery(S.FAILED, in_vain=(DeliveryMode.ELECTRONIC,)),
        intent(Act.ATTEMPT_SERVICE),
    ),
    ("proof_of_service", delivery(S.IN_SERVICE), intent(Act.SERVE, Proof(" "))),
    (
        "proof_of_service",
        delivery(S.IN_SERVICE),
        intent(Act.SERVE, Proof("窗口签收", missing=("recipient",))),
    ),
    ("failure_recorded", delivery(S.IN_SERVICE), intent(Act.SERVICE_FAILED, Failure(""))),
    (
        "two_modes_tried",
        delivery(S.FAILED, in_vain=(DeliveryMode.MAIL,) * 2),
        intent(Act.DECLARE_UNDELIVERABLE),
    ),
    ("undeliverable_approved", delivery(S.FAILED), intent(Act.DECLARE_UNDELIVERABLE, GivingUp(" "))),
    ("public_notice_allowed", delivery(S.FAILED, in_vain=()), intent(Act.PUBLISH_NOTICE)),
    ("public_notice_allowed", delivery(S.FAILED), intent(Act.PUBLISH_NOTICE, Announcement(""))),
    ("c27_run_out", delivery(S.PUBLIC_NOTICE), intent(Act.PUBLIC_NOTICE_RUN_OUT, RunOut(NOW, NOW + LEASE))),
    ("c27_run_out", delivery(S.PUBLIC_NOTICE), intent(Act.PUBLIC_NOTICE_RUN_OUT, RunOut(NOW - LEASE, NOW))),
    ("void_reason", delivery(S.SIGNED), intent(Act.VOID_DOCUMENT, Voiding(""))),
    ("second_factor", delivery(S.UNDELIVERABLE), intent(Act.COLLECTED, Proof("窗口签收"))),
]


@pytest.mark.parametrize(
    ("guard", "before", "wish"), REFUSALS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_refusal_speaks_the_specification_s_words(
    guard: str, before: Delivery | None, wish: Intent
) -> None:
    written = SPECIFICATION["guards"][guard]
    assert move(before, wish) == Refused(written["refusal_code"], written["refusal_zh"])


def test_every_guard_of_the_table_was_seen_to_refuse() -> None:
    used = {guard.__name__ for row in ROWS for guard in row.guards}
    assert used == {guard for guard, _, _ in REFUSALS} | {guards.key_destroyed.__name__, "not_decided"}
    assert move(delivery(S.SIGNED), intent(Act.ADDRESSEE_ERASED, Erasure(destroyed=False))) == Refused(
        "ADDRESSEE_KNOWN", "信访人的联系方式仍可使用，不能按无法送达处理。"
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)
def test_a_role_the_row_does_not_name_is_refused(row: Row) -> None:
    source = next(iter(row.sources))
    refused = permits(delivery(source) if source else None, intent(row.act, roles="analyst"))
    assert isinstance(refused, Refused)
    assert refused.code == "ROLE_NOT_ALLOWED"


def test_a_thing_brought_to_the_wrong_act_is_refused_not_guessed() -> None:
    assert isinstance(move(delivery(S.IN_SERVICE), intent(Act.SERVE, GOOD[Act.SERVICE_FAILED])), Refused)


def test_with_address_and_consent_it_is_due_at_once_else_it_waits_at_the_window() -> None:
    by_mail = made(intent(Act.ISSUE_NOTICE))
    assert (by_mail.mode, by_mail.next_at) == (DeliveryMode.ELECTRONIC, NOW)
    at_window = made(intent(Act.ISSUE_NOTICE, Due(PAPER, "unit_head", electronic=False)))
    assert (at_window.mode, at_window.next_at) == (DeliveryMode.DIRECT, None)


def test_service_is_begun_once_for_the_law_however_often_it_is_tried() -> None:
    later = NOW + timedelta(hours=1)
    twice = made(
        intent(Act.ISSUE_NOTICE), intent(Act.ATTEMPT_SERVICE), intent(Act.SERVICE_FAILED),
        intent(Act.ATTEMPT_SERVICE, at=later), intent(Act.SERVE, at=later),
    )  # fmt: skip
    assert (twice.attempt, twice.begun_at, twice.served_at) == (2, NOW, later)
    assert (twice.next_at, twice.reason, twice.proof) == (None, "", "250 OK")


def test_a_passing_failure_is_tried_again_and_a_lasting_one_goes_to_the_window() -> None:
    trying = made(intent(Act.ISSUE_NOTICE), intent(Act.ATTEMPT_SERVICE))
    again = made(intent(Act.SERVICE_FAILED), start=trying)
    assert (again.mode, again.next_at, again.in_vain) == (DeliveryMode.ELECTRONIC, NOW + LEASE, ())
    for_good = made(intent(Act.SERVICE_FAILED, Failure("对方邮箱不接收（550）")), start=trying)
    assert (for_good.mode, for_good.next_at) == (DeliveryMode.DIRECT, None)
    assert for_good.in_vain == (DeliveryMode.ELECTRONIC,)
    handed = made(
        intent(Act.ATTEMPT_SERVICE, Attempt(DeliveryMode.DIRECT)), intent(Act.SERVE), start=for_good
    )
    assert (handed.state, handed.mode, handed.attempt) == (S.SERVED, DeliveryMode.DIRECT, 2)


def test_whom_nothing_can_reach_may_still_come_and_collect() -> None:
    erased = made(intent(Act.ISSUE_NOTICE), intent(Act.ADDRESSEE_ERASED))
    assert (erased.state, erased.next_at, erased.reason) == (S.UNDELIVERABLE, None, ERASED)
    collected = made(intent(Act.COLLECTED), start=erased)
    assert (collected.state, collected.mode, collected.begun_at) == (S.SERVED, DeliveryMode.DIRECT, NOW)


def test_time_never_runs_backwards_on_one_delivery() -> None:
    slow_clock = NOW - timedelta(seconds=3)
    begun = made(intent(Act.ISSUE_NOTICE), intent(Act.ATTEMPT_SERVICE, at=slow_clock))
    assert (begun.last_at, begun.begun_at) == (NOW, NOW)


def test_a_lease_over_lets_others_take_the_same_attempt() -> None:
    begun = made(intent(Act.ISSUE_NOTICE), intent(Act.ATTEMPT_SERVICE))
    assert not begun.due(NOW + LEASE - timedelta(seconds=1))
    assert begun.due(NOW + LEASE)
    again = taken_over(begun, NOW + LEASE, LEASE)
    assert (again.state, again.attempt, again.next_at) == (S.IN_SERVICE, 1, NOW + 2 * LEASE)


def test_pauses_double_up_to_the_longest_and_end() -> None:
    patience = Patience(timedelta(minutes=1), timedelta(hours=1), attempts=9)
    pauses = [patience.again_at(attempt, NOW) for attempt in range(1, 10)]
    minutes = [int((at - NOW).total_seconds() // 60) if at else None for at in pauses]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60, None]
    assert Patience(timedelta(minutes=1), timedelta(hours=1), 10_000).again_at(9_000, NOW) == NOW + timedelta(
        hours=1
    )


def test_who_comes_to_the_window_is_served_though_nobody_opened_at_home() -> None:
    at_home = delivery(S.FAILED, in_vain=(DeliveryMode.DIRECT,))
    assert isinstance(move(at_home, intent(Act.ATTEMPT_SERVICE, Attempt(DeliveryMode.DIRECT))), Refused)
    came = move(at_home, intent(Act.ATTEMPT_SERVICE, Attempt(DeliveryMode.DIRECT, at_window=True)))
    assert isinstance(came, Delivery)


def test_what_is_announced_is_served_with_the_end_of_its_time_and_not_before() -> None:
    announced = made(intent(Act.PUBLISH_NOTICE), start=delivery(S.FAILED))
    assert (announced.mode, announced.announced_at) == (DeliveryMode.PUBLIC, NOW)
    due = NOW + timedelta(days=30)
    late = intent(Act.PUBLIC_NOTICE_RUN_OUT, RunOut(NOW, due), at=due + LEASE)
    assert made(late, start=announced).served_at == due


def test_an_opinion_that_was_told_is_not_voided_and_a_notice_is() -> None:
    opinion = delivery(S.SIGNED, paper=replace(PAPER, document="D11.1"))
    refused = move(opinion, intent(Act.VOID_DOCUMENT))
    assert isinstance(refused, Refused)
    assert refused.code == "OPINION_TOLD"
    assert made(intent(Act.VOID_DOCUMENT), start=delivery(S.SIGNED)).state == S.VOIDED
