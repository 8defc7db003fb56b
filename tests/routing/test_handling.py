"""In hand: extended once and in time, mediated twice at most, given back with a reason, never for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from lianjie_contracts.events.matter_extended import MatterExtended
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.beside import CallbackState, ExecutionState
from services.routing.domain.cycle import with_new_cycle
from services.routing.domain.matter import AssignmentState as A, Window
from services.routing.domain.moving import move
from tests.routing.builders import AT, a_wish
from tests.routing.roads.declining import CLOSED, WRONG
from tests.routing.roads.handling import BACK, IN_HAND, LEAD, MORE, REPORTED, RESTING, WAITS
from tests.routing.roads.mediating import BEGUN, SETTLED
from tests.routing.roads.objecting import of_office
from tests.routing.test_objecting import done, refused

LAST_MOMENT = replace(
    IN_HAND, windows=(Window("C07", AT - timedelta(days=60), AT + timedelta(hours=1), LEAD),)
)


def test_an_extension_on_the_last_moment_is_in_time_and_the_only_one() -> None:
    moved = move(LAST_MOMENT, a_wish("extend", MORE))
    assert isinstance(moved, tuple)
    after, event = moved
    assert isinstance(event, MatterExtended)
    assert (after.state, event.days) == (S.HANDLING, 30)
    assert refused(after, a_wish("extend", MORE)) == "EXTENDED_BEFORE"


def test_the_longer_limit_ends_so_many_days_after_the_first_one_s_last_day_before_rest_days() -> None:
    c07 = replace(LAST_MOMENT.windows[0], nominal_on=date(2026, 11, 28))
    moved = move(replace(IN_HAND, windows=(c07,)), a_wish("extend", MORE))
    assert isinstance(moved, tuple)
    assert moved[1].extended_on == date(2026, 12, 28)


def test_a_new_opinion_cycle_may_be_extended_and_mediated_anew() -> None:
    again = with_new_cycle(replace(IN_HAND, extended_days=30, mediations=2))
    assert done(again, a_wish("extend", MORE), a_wish("start_mediation", BEGUN)).state == S.MEDIATING


def test_after_two_mediations_in_vain_an_opinion_is_owed() -> None:
    matter = IN_HAND
    for _ in range(2):
        matter = done(matter, a_wish("start_mediation", BEGUN), a_wish("fail_mediation"))
    assert refused(matter, a_wish("start_mediation", BEGUN)) == "MEDIATION_USED"


def test_an_agreement_completes_the_matter_and_is_to_be_performed() -> None:
    settled = done(IN_HAND, a_wish("start_mediation", BEGUN), a_wish("sign_agreement", SETTLED))
    assert (settled.state, settled.execution) == (S.COMPLETED, ExecutionState.EXECUTING)
    assert settled.callback == CallbackState.TASK_OPEN
    assert settled.performance_on == SETTLED.performance_on
    assert settled.lead
    assert settled.lead.state == A.REPORTED


def test_the_same_cause_rests_a_matter_once() -> None:
    going_on = done(RESTING, a_wish("resume"))
    assert refused(going_on, a_wish("suspend", WAITS)) == "SUSPENSION_USED"


def test_a_co_unit_s_answer_goes_back_twice_at_most() -> None:
    matter = REPORTED
    for _ in range(2):
        matter = done(matter, of_office("send_back_answer", BACK))
        assert matter.assignments[1].state == A.ACK
        matter = replace(
            matter, assignments=(matter.assignments[0], replace(matter.assignments[1], state=A.REPORTED))
        )
    assert refused(matter, of_office("send_back_answer", BACK)) == "REDO_LIMIT"


def test_whom_the_organ_has_turned_away_is_screened_again() -> None:
    assert done(CLOSED, of_office("reopen_intake", WRONG)).state == S.SCREENING
