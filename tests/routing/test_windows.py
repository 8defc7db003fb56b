"""A right stands until its window has closed; what deadlines has not told of yet is open."""

from __future__ import annotations

from datetime import timedelta

from services.routing.domain.beside import Window
from services.routing.domain.windows import window_is_open, window_is_shut, with_window
from services.routing.store import MATTERS
from tests.routing.builders import AT, a_matter

DAY = timedelta(days=1)
SHARE = "a-450199-zjj"


def _objection(started: int = 0) -> Window:
    return Window("C05", AT + started * DAY, AT + (started + 10) * DAY, SHARE)


def test_a_window_nobody_has_told_of_is_open() -> None:
    assert window_is_open(a_matter(), "C05", AT + 99 * DAY, SHARE)


def test_a_window_is_open_to_its_last_moment_and_closed_after_it() -> None:
    matter = with_window(a_matter(), _objection())
    assert window_is_open(matter, "C05", AT + 10 * DAY, SHARE)
    assert not window_is_open(matter, "C05", AT + 10 * DAY + timedelta(seconds=1), SHARE)


def test_each_share_has_its_own_window() -> None:
    matter = with_window(a_matter(), _objection())
    assert window_is_open(matter, "C05", AT + 99 * DAY, "another")


def test_a_limit_told_again_replaces_what_was_known_of_it() -> None:
    matter = with_window(with_window(a_matter(), _objection()), _objection(started=5))
    assert matter.windows == (_objection(started=5),)


def test_the_window_of_an_earlier_round_closes_no_later_one() -> None:
    matter = with_window(a_matter(), _objection())
    assert window_is_open(matter, "C05", AT + 99 * DAY, SHARE, since=AT + DAY)
    assert not window_is_open(matter, "C05", AT + 99 * DAY, SHARE, since=AT)


def test_a_window_of_the_whole_matter_is_kept_and_read_back() -> None:
    matter = with_window(a_matter(), Window("C10", AT, AT + DAY))
    assert MATTERS.adapter.validate_json(MATTERS.adapter.dump_json(matter, exclude_none=True)) == matter
    assert window_is_shut(matter, "C10", AT + 2 * DAY)
    assert not window_is_shut(a_matter(), "C10", AT + 2 * DAY)


def test_which_window_was_heard_of_first_makes_no_difference() -> None:
    review = Window("C10", AT, AT + DAY)
    one = with_window(with_window(a_matter(), _objection()), review)
    assert one == with_window(with_window(a_matter(), review), _objection())
