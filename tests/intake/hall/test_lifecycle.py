"""The ticket's table: every pair of state and act has one answer, and each condition is told in words."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from chassis.decisions import Changed, Refused
from services.intake.hall.desk import Desk, closed, opened
from services.intake.hall.lifecycle import ACTS_ZH, ROWS, STATES_ZH
from services.intake.hall.moves import decide
from services.intake.hall.setup import the_hall
from services.intake.hall.ticket import Act, TicketState as S
from tests.intake.hall.builders import CLERK, NOW, OTHER, held, intent, ticket

# The machine as issue 5 draws it: WAITING, CALLED, IN_TALK, DONE or LEFT; what is not here is refused.
DRAWN = {
    (None, Act.TAKE): S.WAITING,
    (S.WAITING, Act.CALL): S.CALLED,
    (S.WAITING, Act.LEAVE): S.LEFT,
    (S.CALLED, Act.CALL_AGAIN): S.CALLED,
    (S.CALLED, Act.BEGIN): S.IN_TALK,
    (S.CALLED, Act.NOT_COME): S.LEFT,
    (S.CALLED, Act.HAND_OVER): S.WAITING,
    (S.IN_TALK, Act.HAND_OVER): S.WAITING,
    (S.IN_TALK, Act.END): S.DONE,
    (S.IN_TALK, Act.LINK): S.IN_TALK,
    (S.DONE, Act.LINK): S.DONE,
}


@pytest.mark.parametrize(("state", "act"), list(product([None, *S], Act)), ids=str)
def test_every_pair_of_state_and_act_is_drawn_or_refused_with_a_sentence(state: S | None, act: Act) -> None:
    calls = the_hall().calls_before_left if act is Act.NOT_COME else 0
    before = ticket(state=state, **({"calls": calls} if calls else {})) if state else None
    after = decide("450199:t", before, intent(act))
    if (state, act) in DRAWN:
        assert isinstance(after, Changed)
        assert after.state.state is DRAWN[state, act]
    else:
        assert isinstance(after, Refused)
        assert after.code == "WRONG_STATE"
        assert after.because.endswith("。")
        assert "{" not in after.because


def test_each_row_has_a_number_of_its_own_and_every_word_is_named() -> None:
    assert len({row.number for row in ROWS}) == len(ROWS)
    assert set(ACTS_ZH) == set(Act)
    assert set(STATES_ZH) == set(S)


def test_a_ticket_that_has_ended_stays_ended() -> None:
    ends = {target for (state, _), target in DRAWN.items() if state in (S.DONE, S.LEFT)}
    assert ends <= {S.DONE}


REFUSALS: list[tuple[str, Any, Any]] = [
    ("ROLE_NOT_ALLOWED", ticket(), intent(Act.CALL, roles="analyst")),
    ("ROLE_NOT_ALLOWED", None, intent(Act.TAKE, roles="unit_liaison")),
    ("NO_SUCH_QUEUE", None, intent(Act.TAKE, fresh=ticket("Z001"))),
    ("DESK_CLOSED", ticket(), intent(Act.CALL, desk=Desk(3))),
    ("NOT_YOUR_DESK", ticket(), intent(Act.CALL, by=OTHER)),
    ("DESK_BUSY", ticket(), intent(Act.CALL, busy_with="A007")),
    ("QUEUE_NOT_TAKEN", ticket("C001"), intent(Act.CALL)),
    ("FOR_ANOTHER_DESK", ticket(at_desk=5), intent(Act.CALL)),
    ("AT_ANOTHER_DESK", ticket(state=S.CALLED, desk=4), intent(Act.BEGIN)),
    ("CALLED_ENOUGH", ticket(state=S.CALLED, calls=3), intent(Act.CALL_AGAIN)),
    ("CALL_AGAIN_FIRST", ticket(state=S.CALLED, calls=2), intent(Act.NOT_COME)),
    ("DESK_CLOSED", ticket(state=S.IN_TALK), intent(Act.HAND_OVER, to=Desk(5))),
    ("SAME_DESK", ticket(state=S.IN_TALK), intent(Act.HAND_OVER, to=Desk(3, ("A",), CLERK))),
    ("NO_SUCH_ITEM", ticket(state=S.IN_TALK), intent(Act.LINK, item_id=None)),
]


@pytest.mark.parametrize(("code", "before", "wish"), REFUSALS, ids=[r[0] + "-" + r[2].act for r in REFUSALS])
def test_a_condition_refuses_with_its_ground(code: str, before: Any, wish: Any) -> None:
    no = decide("450199:t", before, wish)
    assert isinstance(no, Refused)
    assert (no.code, no.because[-1]) == (code, "。")


def test_every_guard_of_the_table_is_refused_above() -> None:
    from services.intake.hall import guards

    told = {guard.__name__ for row in ROWS for guard in row.guards}
    refusing = set()
    for _, before, wish in REFUSALS:
        refusing |= {name for name in told if getattr(guards, name)(before, wish) is not None}
    assert refusing == told


def test_whoever_is_handed_over_keeps_the_place_and_waits_for_that_desk_alone() -> None:
    moved = decide("450199:t", ticket(state=S.IN_TALK, calls=2), intent(Act.HAND_OVER))
    assert isinstance(moved, Changed)
    assert (moved.state.at_desk, moved.state.calls, moved.state.since) == (5, 0, NOW)
    back = decide("450199:t", moved.state, intent(Act.CALL, desk=Desk(5, ("C",), OTHER), by=OTHER))
    assert isinstance(back, Changed)
    assert back.state.desk == 5


def test_the_end_tells_how_long_was_waited_and_talked() -> None:
    before = ticket(state=S.IN_TALK, minutes=20, since=NOW, taken_at=NOW, began_at=NOW, item_id="450199:item")
    ended = decide("450199:t", before, intent(Act.END))
    assert isinstance(ended, Changed)
    (event,) = ended.announce
    assert (event.waiting_seconds, event.talk_seconds, event.item_id) == (20 * 60, 30 * 60, "450199:item")


def test_an_appointed_visitor_waits_from_the_appointed_time() -> None:
    early = ticket(state=S.CALLED, taken_at=NOW, since=held("A", minutes=30).ticket.since, minutes=40)
    assert early.waited_seconds == 10 * 60


def test_a_desk_is_opened_by_one_and_closed_by_the_same() -> None:
    letters = the_hall().letters
    desk = opened(Desk(3), CLERK, ("B", "A", "A"), letters)
    assert isinstance(desk, Changed)
    assert desk.state.queues == ("A", "B")
    for no, code in (
        (opened(desk.state, OTHER, ("A",), letters), "DESK_TAKEN"),
        (opened(Desk(3), CLERK, (), letters), "NO_QUEUE"),
        (opened(Desk(3), CLERK, ("Z",), letters), "NO_QUEUE"),
        (closed(Desk(3), CLERK, None), "DESK_CLOSED"),
        (closed(desk.state, OTHER, None), "NOT_YOUR_DESK"),
        (closed(desk.state, CLERK, "A001"), "DESK_BUSY"),
    ):
        assert isinstance(no, Refused)
        assert no.code == code
    relieved = closed(desk.state, OTHER, None, may_relieve=True)
    assert isinstance(relieved, Changed)
    assert not relieved.state.is_open
