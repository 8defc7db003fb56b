"""The fair rule: the green lane waits less, and nobody is left standing. Over whole days that nobody has thought of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings, strategies as st

from services.intake.hall.desk import Desk
from services.intake.hall.line import Held, choose, overtakings, waiting_for
from services.intake.hall.setup import Queue
from services.intake.hall.ticket import TicketState as S
from services.intake.hall.waiting import share, waits
from tests.intake.hall.builders import CLERK, NOW, held, ticket

MOST = 2
DESK = Desk(3, ("A", "B"), CLERK)
# What happens next in the hall: somebody takes a ticket (queue, green), or the desk calls.
STEPS = st.lists(
    st.one_of(st.tuples(st.sampled_from("AB"), st.booleans()), st.just("call")), min_size=5, max_size=80
)


def called(tickets: list[Held], number: str, minute: float, *, overtook: bool) -> list[Held]:
    at = NOW + timedelta(minutes=minute)
    done = {"state": S.DONE, "desk": 3, "called_at": at, "first_called_at": at, "overtook": overtook}
    return [replace(h, ticket=replace(h.ticket, **done)) if h.ticket.number == number else h for h in tickets]


def a_day(steps: list[object]) -> tuple[list[Held], list[str]]:
    """Everybody who came, and the numbers in the order in which they were called; the desk goes on until all are."""
    tickets: list[Held] = []
    calls: list[str] = []
    for minute, step in enumerate([*steps, *["call"] * len(steps)]):
        if isinstance(step, tuple):
            queue, green = step
            tickets.append(held(f"{queue}{minute:03}", minutes=minute, green=green))
        elif choice := choose(tickets, DESK, NOW + timedelta(minutes=minute), MOST):
            number = choice.held.ticket.number
            calls.append(number)
            tickets = called(tickets, number, minute, overtook=choice.overtakes)
    return tickets, calls


@settings(max_examples=200, deadline=None)
@given(STEPS)
def test_nobody_is_left_standing_and_green_is_never_called_after_who_came_later(steps: list[object]) -> None:
    tickets, calls = a_day(steps)
    order = {number: place for place, number in enumerate(calls)}
    by_number = {h.ticket.number: h.ticket for h in tickets}
    assert set(order) == set(by_number), "everybody was called"
    for number, mine in by_number.items():
        ahead = [n for n, t in by_number.items() if t.queue == mine.queue and t.place < mine.place]
        passed = [
            n
            for n, t in by_number.items()
            if t.queue == mine.queue and t.place > mine.place and order[n] < order[number]
        ]
        if mine.green:
            assert passed == [], "green was passed over"
        assert len(passed) <= MOST * (len(ahead) + 1), "more passed by than the rule allows"


@settings(max_examples=100, deadline=None)
@given(STEPS, st.integers(0, 79))
def test_whoever_is_green_waits_no_longer_than_without_it(steps: list[object], which: int) -> None:
    takers = [at for at, step in enumerate(steps) if isinstance(step, tuple)]
    if not takers:
        return
    at = takers[which % len(takers)]
    queue = steps[at][0]  # type: ignore[index]

    def place(green: bool) -> int:
        _, calls = a_day([*steps[:at], (queue, green), *steps[at + 1 :]])
        return calls.index(f"{queue}{at:03}")

    assert place(True) <= place(False)


def test_green_goes_first_and_after_two_in_a_row_who_has_waited_longest() -> None:
    tickets = [
        held("A001"),
        held("A002", minutes=1),
        *(held(f"A00{n}", minutes=n, green=True) for n in (3, 4, 5)),
    ]
    calls = []
    for minute in range(10, 15):
        choice = choose(tickets, DESK, NOW + timedelta(minutes=minute), MOST)
        assert choice
        calls.append(choice.held.ticket.number)
        tickets = called(tickets, calls[-1], minute, overtook=choice.overtakes)
    assert calls == ["A003", "A004", "A001", "A005", "A002"]
    assert overtakings(tickets, "A") == 0
    assert choose(tickets, DESK, NOW, MOST) is None


def test_an_appointment_goes_first_from_its_time_on_and_not_before() -> None:
    tickets = [
        held("A001", minutes=0),
        held("A002", minutes=5, since=NOW + timedelta(minutes=30), appointment="Y001"),
    ]
    early, due = NOW + timedelta(minutes=10), NOW + timedelta(minutes=30)
    assert [c.held.ticket.number for at in (early, due) if (c := choose(tickets, DESK, at, MOST))] == [
        "A001",
        "A002",
    ]


def test_of_several_queues_the_one_whose_turn_has_waited_longest() -> None:
    tickets = [held("A001", minutes=3), held("B001", minutes=1), held("B002", minutes=4, green=True)]
    choice = choose(tickets, DESK, NOW, MOST)
    assert choice
    assert choice.held.ticket.number == "A001", (
        "of B the green one stands first, and A's has waited longer than that"
    )
    alone = choose([t for t in tickets if t.ticket.number != "B002"], DESK, NOW, MOST)
    assert alone
    assert alone.held.ticket.number == "B001"


def test_what_was_handed_over_is_called_by_that_desk_alone_whatever_its_queue() -> None:
    tickets = [held("C001", minutes=1, at_desk=3), held("A001", minutes=0), held("B001", at_desk=7)]
    assert [h.ticket.number for h in waiting_for(tickets, DESK)] == ["A001", "C001"]
    assert [h.ticket.number for h in waiting_for(tickets, Desk(7, ("C",), CLERK))] == ["B001"]


def test_waiting_times_are_those_of_today_and_of_who_still_stands_there() -> None:
    queues = [Queue(letter="A", name="来访登记"), Queue(letter="B", name="政策咨询")]
    done = [ticket(f"A0{n:02}", S.DONE, minutes=n, taken_at=NOW, since=NOW) for n in range(1, 11)]
    a, b = waits([*done, ticket("A020", minutes=3)], queues, NOW + timedelta(minutes=15))
    assert (a.waiting, a.longest_now, a.called) == (1, 12 * 60, 10)
    assert (a.half, a.nine_tenths, a.longest) == (5 * 60, 9 * 60, 10 * 60)
    assert (b.waiting, b.longest_now, b.half, b.longest) == (0, None, None, None)
    assert share([], 50) is None
