"""What an act makes of a session, and what each unit called is told of it."""

from __future__ import annotations

from datetime import date

from chassis.decisions import Changed, Refused
from lianjie_contracts.events.session_routed import SessionRouted
from lianjie_contracts.vocabulary import SessionState as S
from services.deadlines.table import committed
from services.routing.sessions.moving import decide, feeds
from services.routing.sessions.papers import Aligning, Answering, Line, Receiving
from services.routing.sessions.rules import rules
from services.routing.sessions.session import Act, JointSession
from tests.routing.sessions.builders import COUNTY, HEXI, ID, LAWYER, RSJ, ZJJ, done, so_far, went, wish


def _held(state: S) -> JointSession:
    held = so_far(state)
    assert held is not None
    return held


def test_a_decision_without_a_day_has_the_ordinary_days_which_are_those_of_c38() -> None:
    roof, wages, _ = _held(S.CONCLUDED).told.decisions
    assert roof.due_on == date(2026, 9, 10)
    assert wages.due_on == date(2026, 9, 16)
    assert rules().decision_days == committed().rules["C38"].length


def test_who_answered_that_nobody_comes_need_not_sign_the_line() -> None:
    absent = wish(Act.ANSWER, Answering(coming=False, words="当天全县防汛"), unit=RSJ)
    held = done(_held(S.MODE_SET), absent)
    others = wish(Act.ALIGN, Aligning(signed_on_paper=(ZJJ, HEXI, LAWYER)))
    assert done(held, others).state is S.ALIGNED
    assert isinstance(went(_held(S.MODE_SET), others), Refused)


def test_another_line_is_confirmed_anew() -> None:
    held = done(_held(S.MODE_SET), wish(Act.CONFIRM_LINE))
    assert [each.who for each in held.told.participants if each.confirmed] == [ZJJ]
    again = done(held, wish(Act.WRITE_LINE, Line(line="另一种说法")))
    assert [each.who for each in again.told.participants if each.confirmed] == []


def test_who_was_called_and_not_there_stays_known() -> None:
    there = {each.who: each.attended for each in _held(S.RECEIVING).told.participants}
    assert there == {ZJJ: True, RSJ: False, HEXI: True, LAWYER: True}


def test_one_petitioner_needs_no_representative() -> None:
    alone = Receiving(headcount=1, identity_reason="证件遗失，补办中", attended=(ZJJ,))
    told = done(_held(S.ALIGNED), wish(Act.RECEIVE, alone)).told
    assert (told.headcount, told.representatives, told.identity) == (1, 1, "证件遗失，补办中")


def test_more_time_moves_one_decision_and_says_why() -> None:
    told = done(_held(S.TRACKING), wish(Act.EXTEND)).told
    roof, wages, _ = told.decisions
    assert (roof.due_on, roof.extended) == (date(2026, 9, 20), "连续降雨，不能施工")
    assert (wages.due_on, wages.extended) == (date(2026, 9, 16), "")
    assert told.decision_id == roof.decision_id


def test_a_unit_hears_of_a_session_once_it_is_invited_and_of_its_own_decisions_alone() -> None:
    assert not list(feeds(_held(S.PROPOSED).told))
    told = {each.unit: each for each in feeds(_held(S.CONCLUDED).told)}
    assert set(told) == {ZJJ, RSJ}, "the others have no topic, and work in the window"
    assert [each.text for each in told[RSJ].decisions] == ["责令施工单位支付工资"]
    assert told[RSJ].own.attended is False


def test_an_act_announces_the_whole_session_and_then_each_unit_s_part() -> None:
    decision = decide(ID, COUNTY, so_far(S.PROPOSED), wish(Act.CONVENE))
    assert isinstance(decision, Changed)
    assert [type(each).type for each in decision.announce] == [
        "session_moved",
        "session_routed",
        "session_routed",
    ]
    assert isinstance(decision.announce[-1], SessionRouted)
    assert decision.answer == {"session_id": ID, "state": "CONVENED"}
