"""A matter is withdrawn by everybody's free will, after a day of regret, and never once it is answered (corrections 4, 28)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chassis.decisions import Changed, Refused
from lianjie_contracts.events.matter_withdrawal_overtaken import MatterWithdrawalOvertaken
from lianjie_contracts.events.matter_withdrawn import MatterWithdrawn
from lianjie_contracts.vocabulary import AssignmentRole, MatterClass, MatterState
from services.routing.decide import decide
from services.routing.domain.acts import Act, Intent
from services.routing.domain.beside import WithdrawalState
from services.routing.domain.evolve import evolve
from services.routing.domain.matter import AssignmentState, Matter
from services.routing.domain.roads.withdrawing import OwnWill, RegretOver
from tests.routing.builders import AT, RSJ, ZJJ, a_draft, a_matter, a_share, a_wish


def wish(act: Act, brings: OwnWill | RegretOver | None = None) -> Intent:
    return a_wish(act, brings or OwnWill(1), at=AT)


def changed(matter: Matter, *wishes: Intent) -> Changed[Matter]:
    decision = decide(matter, wishes)
    assert isinstance(decision, Changed), decision
    return decision


def refused(matter: Matter, intent: Intent) -> str:
    decision = decide(matter, [intent])
    assert isinstance(decision, Refused)
    return decision.code


@pytest.fixture
def pending() -> Matter:
    return changed(a_matter(MatterState.HANDLING, assignments=(a_share(),)), wish(Act.WITHDRAW)).state


def test_the_matter_goes_on_while_a_withdrawal_is_pending(pending: Matter) -> None:
    assert (pending.state, pending.withdrawal) == (MatterState.HANDLING, WithdrawalState.PENDING)
    assert refused(pending, wish(Act.WITHDRAW)) == "WRONG_STATE"


def test_after_the_day_of_regret_it_is_withdrawn_and_every_unit_s_share_ends(pending: Matter) -> None:
    co = a_share(RSJ, AssignmentRole.CO, state=AssignmentState.SENT)
    shared = replace(pending, assignments=(*pending.assignments, co))
    done = changed(shared, wish(Act.WITHDRAWAL_TAKES_EFFECT, RegretOver(AT)))
    assert (done.state.state, done.state.withdrawal) == (MatterState.WITHDRAWN, WithdrawalState.CONFIRMED)
    assert {share.state for share in done.state.assignments} == {AssignmentState.CLOSED}
    assert isinstance(done.announce[0], MatterWithdrawn)
    assert refused(done.state, a_wish(Act.SIGN, unit=RSJ)) == "WRONG_STATE"


def test_taken_back_it_is_not_withdrawn_and_the_third_time_is_for_the_window(pending: Matter) -> None:
    once = changed(pending, wish(Act.REVOKE_WITHDRAWAL)).state
    assert refused(once, wish(Act.WITHDRAWAL_TAKES_EFFECT, RegretOver(AT))) == "REGRET_RUNNING"
    twice = changed(once, wish(Act.WITHDRAW), wish(Act.REVOKE_WITHDRAWAL)).state
    assert refused(twice, wish(Act.WITHDRAW)) == "WITHDRAW_LIMIT"


def test_the_end_of_an_earlier_day_of_regret_does_not_end_a_later_one(pending: Matter) -> None:
    again = changed(pending, wish(Act.REVOKE_WITHDRAWAL), wish(Act.WITHDRAW)).state
    stale = RegretOver(AT - timedelta(hours=1))
    assert refused(again, wish(Act.WITHDRAWAL_TAKES_EFFECT, stale)) == "REGRET_RUNNING"


def test_an_opinion_that_is_issued_meanwhile_overtakes_it(pending: Matter) -> None:
    ready = replace(pending, state=MatterState.OPINION_READY)
    done = changed(ready, a_wish(Act.ISSUE_OPINION, a_draft(), unit=ZJJ))
    assert done.state.withdrawal is WithdrawalState.OVERTAKEN
    told = next(m for m in done.announce if isinstance(m, MatterWithdrawalOvertaken))
    assert (told.row, told.because) == ("25.4", "处理意见书先签发了。")


def test_an_accusation_goes_on_whatever_its_author_wishes() -> None:
    accusation = a_matter(matter_class=MatterClass.ACCUSATION, restricted=True)
    assert refused(accusation, wish(Act.WITHDRAW)) == "ACCUSATION_CONTINUES"


@pytest.mark.parametrize(
    "state", [MatterState.COMPLETED, MatterState.CLOSED_AT_INTAKE, MatterState.WITHDRAWN]
)
def test_what_is_over_is_not_withdrawn(state: MatterState) -> None:
    assert refused(a_matter(state), wish(Act.WITHDRAW)) == "WRONG_STATE"


def test_its_own_events_tell_the_same_story(pending: Matter) -> None:
    """A restored matter is where it was: pending, taken back, asked again, withdrawn."""
    acts = (Act.REVOKE_WITHDRAWAL, Act.WITHDRAW, Act.WITHDRAWAL_TAKES_EFFECT)
    decided = told = pending
    for act in acts:
        done = changed(decided, wish(act, RegretOver(AT) if act is Act.WITHDRAWAL_TAKES_EFFECT else None))
        decided, told = done.state, evolve(told, done.announce[0])
        assert told == decided, act
