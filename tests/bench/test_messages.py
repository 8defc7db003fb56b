"""Of limits a person is told in few messages: what is said at night is one, and only what cannot wait comes between."""

from __future__ import annotations

from datetime import date

from services.deadlines.domain.clocks import Level
from tests.bench.messages import Said, a_month, messages
from tests.deadlines.builders import at, day

WHO = ("450199-zjj", "unit_handler", "黄建业")
BOSS = ("450199-zjj", "unit_head", "")


def counted(*said: tuple[str, Level]) -> dict[date, int]:
    told = [Said(at(local), level, (WHO,)) for local, level in said]
    return {on: n for (_, on), n in messages(told).items()}


def test_all_that_a_night_says_is_one_message_whatever_its_level() -> None:
    night = [
        ("2026-11-12 00:00", Level.BLUE),
        ("2026-11-12 00:10", Level.BLACK),
        ("2026-11-12 08:30", Level.RED),
    ]
    assert counted(*night) == {day("2026-11-12"): 1}


def test_what_cannot_wait_is_a_message_by_itself_and_the_rest_waits_for_the_morning() -> None:
    said = [
        ("2026-11-12 09:00", Level.RED),
        ("2026-11-12 16:30", Level.RED),
        ("2026-11-12 10:00", Level.YELLOW),
    ]
    assert counted(*said) == {day("2026-11-12"): 2, day("2026-11-13"): 1}


def test_days_of_rest_wait_for_the_first_morning_on_which_people_work() -> None:
    said = [
        ("2026-11-14 10:00", Level.RED),
        ("2026-11-15 00:10", Level.BLACK),
        ("2026-11-16 00:00", Level.BLUE),
    ]
    assert counted(*said) == {day("2026-11-16"): 1}


def test_each_person_has_messages_of_their_own() -> None:
    assert len(messages([Said(at("2026-11-12 00:00"), Level.RED, (WHO, BOSS))])) == 2


def test_nobody_is_told_more_than_five_times_a_day_in_a_generated_month() -> None:
    """Few matters, many posts; at a county's load the command is asked (docs/figures.md)."""
    found = messages(a_month(6, seed=3))
    assert {post for (_, post, _), _ in found} >= {"unit_handler", "unit_head", "router"}
    assert max(found.values()) <= 5
