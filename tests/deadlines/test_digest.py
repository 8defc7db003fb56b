"""Who is told of a limit that comes near, and when: each warning once, in the morning of a working day, to the posts of its level."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.commands import Commands
from chassis.identity import Principal
from chassis.testing import MemoryStore
from chassis.web import dress
from services.deadlines.digest_api import digest_api
from services.deadlines.domain.clocks import Level
from services.deadlines.warnings import telling
from tests.deadlines.builders import CALENDAR, at
from tests.deadlines.test_api import LIAISON, ROUTER, Client, Known
from tests.deadlines.test_due import HANDLER, SUPERVISOR, Sheets
from tests.deadlines.town import LAW, UNIT, Town, accepted, dispatched, opened, signed

HEAD = Principal("huang-z", "黄志强", frozenset({"unit_head"}), "450199", UNIT)
ELSEWHERE = Principal("lan", "", frozenset({"unit_handler"}), "450199", "450199-rsj")
DEPUTY = Principal("qin", "覃国安", frozenset({"office_deputy_head"}), "450199")
PEOPLE = {
    "huang": HANDLER, "liang": LIAISON, "huang-z": HEAD, "mo": ROUTER, "nong": SUPERVISOR, "lan": ELSEWHERE, "qin": DEPUTY,
}  # fmt: skip


@pytest.fixture
def town() -> Town:
    """One matter accepted on 3 August: blue from 3 September, yellow the 26th, red the 30th, due on 8 October."""
    town = Town()
    town.hear(opened(), dispatched(), signed(), accepted())
    return town


@pytest.fixture
def client(town: Town) -> Client:
    app = FastAPI()
    store = MemoryStore()
    commands = Commands(store, town.clock, "lianjie/deadlines", lambda *_: None)
    parts: Any = SimpleNamespace(store=store, clock=town.clock, mongo=Sheets(town), commands=commands)
    app.include_router(digest_api(parts, LAW))
    dress(app, Known(*PEOPLE.values()))
    return Client(app)


def told(client: Client, town: Town, local: str, part: str = "rows") -> dict[str, list[str]]:
    """Who is told what at that time: levels by person, without those who are told nothing."""
    town.clock.at = at(local)
    answers = {who: client.ask(who, "GET", "/digest").json()[part] for who in PEOPLE}
    return {who: [f"{row['clock']} {row['level']}" for row in rows] for who, rows in answers.items() if rows}


@pytest.mark.parametrize(
    ("tick", "level", "who"),
    [
        ("2026-09-03 00:00", "BLUE", {"huang"}),
        ("2026-09-28 00:00", "YELLOW", {"huang", "liang"}),
        ("2026-09-30 00:00", "RED", {"huang", "liang", "huang-z", "mo"}),
        ("2026-10-09 00:10", "BLACK", {"huang", "liang", "huang-z", "mo", "nong"}),
    ],
)
def test_a_level_reaches_the_posts_of_its_row_in_the_unit_s_digest(
    client: Client, town: Town, tick: str, level: str, who: set[str]
) -> None:
    town.tick(tick)
    assert told(client, town, f"{tick[:10]} 09:00") == {person: [f"C07 {level}"] for person in who}


def test_before_work_begins_the_last_digest_stands_and_afterwards_it_is_the_new_one(
    client: Client, town: Town
) -> None:
    town.tick("2026-09-03 00:00")
    assert told(client, town, "2026-09-03 08:29") == {}
    assert told(client, town, "2026-09-03 08:30") == {"huang": ["C07 BLUE"]}
    assert told(client, town, "2026-09-04 08:29") == {"huang": ["C07 BLUE"]}
    assert told(client, town, "2026-09-04 08:30") == {}, "told once"


def test_what_turns_on_a_day_of_rest_is_told_on_the_next_working_day(client: Client, town: Town) -> None:
    """Yellow falls on Saturday, 26 September; after the National Day the first morning is 8 October."""
    town.tick("2026-09-26 00:00")
    assert told(client, town, "2026-09-26 10:00") == {}
    assert told(client, town, "2026-09-27 10:00") == {}
    assert told(client, town, "2026-09-28 08:30") == {"huang": ["C07 YELLOW"], "liang": ["C07 YELLOW"]}


def test_what_cannot_wait_for_the_next_morning_is_shown_at_once(client: Client, town: Town) -> None:
    """A breach that is heard of during the day, and a level that was said late after days of outage."""
    town.tick("2026-09-30 10:00")
    assert set(told(client, town, "2026-09-30 10:01", "urgent")) == {"huang", "liang", "huang-z", "mo"}
    assert told(client, town, "2026-09-30 10:01") == {}
    assert set(told(client, town, "2026-10-08 08:30")) == {"huang", "liang", "huang-z", "mo"}


def test_the_office_s_own_limits_are_told_in_the_office(client: Client, town: Town) -> None:
    other = "450199:018f-waiting"
    town.hear(opened("2026-08-03 10:00", matter_id=other, received_at=at("2026-08-03 10:00")))
    town.tick("2026-08-17 00:00")
    assert told(client, town, "2026-08-17 09:00") == {"mo": ["C02 RED"], "qin": ["C02 RED"]}


def test_who_has_read_it_says_so_once_for_each_morning(client: Client, town: Town) -> None:
    town.tick("2026-09-03 00:00")
    town.clock.at = at("2026-09-03 09:00")
    assert client.ask("huang", "GET", "/digest").json()["read_at"] is None
    assert client.ask("huang", "POST", "/digest/2026-09-03/read", "first-key").status_code == 200
    town.clock.at += timedelta(minutes=5)
    assert client.ask("huang", "POST", "/digest/2026-09-03/read", "second-key").status_code == 200
    assert client.ask("huang", "GET", "/digest").json()["read_at"] == "2026-09-03T01:00:00Z"
    assert client.ask("liang", "GET", "/digest").json()["read_at"] is None
    early = client.ask("huang", "POST", "/digest/2026-09-04/read", "third-key")
    assert (early.status_code, early.json()["code"]) == (409, "NO_DIGEST_YET")


def test_every_warning_is_in_one_digest_and_in_no_other() -> None:
    """Mornings follow each other without a gap and without an overlap, over holidays and make-up days."""
    rules, now = telling(), at("2026-01-05 00:00")
    while now < at("2026-12-31 00:00"):
        morning = rules.morning(now, CALENDAR)
        assert morning <= now < rules.morning(now + timedelta(days=12), CALENDAR)
        assert rules.morning(morning, CALENDAR) == morning
        assert rules.before(morning, CALENDAR) < morning
        assert CALENDAR.is_workday(morning.date())
        now += timedelta(hours=7)


def test_each_level_tells_everybody_whom_the_one_before_it_told() -> None:
    for posts in (telling().unit, telling().office):
        levels = [posts[level] for level in (Level.BLUE, Level.YELLOW, Level.RED, Level.BLACK)]
        assert all(weaker <= stronger for weaker, stronger in pairwise(levels))


@pytest.mark.parametrize(
    ("level", "said", "told"),
    [
        (Level.RED, "2026-09-30 10:00", "2026-09-30 10:00"),  # at once, for they are at work
        (Level.BLUE, "2026-09-30 10:00", "2026-10-08 08:30"),  # the next working morning is after the holiday
        (Level.BLACK, "2026-09-30 17:30", "2026-10-08 08:30"),
        (Level.BLACK, "2026-10-09 00:10", "2026-10-09 08:30"),
        (Level.RED, "2026-10-10 09:00", "2026-10-10 09:00"),  # a Saturday that is worked
    ],
)
def test_what_is_urgent_is_told_at_once_to_who_is_at_work_and_all_else_in_the_morning(
    level: Level, said: str, told: str
) -> None:
    assert telling().when(level, at(said), CALENDAR) == at(told)
