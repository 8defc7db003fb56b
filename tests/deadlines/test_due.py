"""Who is shown which open limits as due, and what a calendar program reads of them under a secret address."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from fastapi import FastAPI

from chassis.commands import Commands
from chassis.identity import Principal
from chassis.mongo import Mongo
from chassis.mongo_store import MongoStore
from chassis.testing import MemoryStore
from chassis.web import dress
from chassis.work import Work
from services.deadlines.domain.sheet import ClockSheet
from services.deadlines.due import Asked, Scope, due
from services.deadlines.due_api import due_api
from services.deadlines.ical import feed
from services.deadlines.mine import Asker
from services.deadlines.store import SHEETS
from tests.deadlines.builders import at, day
from tests.deadlines.test_api import LIAISON, ROUTER, Client, Known
from tests.deadlines.town import LAW, MATTER, UNIT, Town, accepted, dispatched, opened, signed

if TYPE_CHECKING:
    from deploy.local.mongodb import MongoDB

HANDLER = Principal("huang", "黄建", frozenset({"unit_handler"}), "450199", UNIT)
SUPERVISOR = Principal("nong", "农振邦", frozenset({"supervisor"}), "450199")
ELSEWHERE = Principal("far", "", frozenset({"router"}), "450198")
PEOPLE = (ROUTER, LIAISON, HANDLER, SUPERVISOR, ELSEWHERE)
NOW = at("2026-10-05 09:00")


class Sheets:
    """All sheets of a town, as the database gives them whatever is asked; the real one is asked below."""

    def __init__(self, town: Town) -> None:
        self._town = town

    async def find(self, name: str, where: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
        county = where["state.county"]
        return [
            {"state": SHEETS.dump(sheet)} for sheet in self._town.sheets().values() if sheet.county == county
        ]


@pytest.fixture
def town() -> Town:
    """One matter accepted on 3 August, due on 8 October; one received on 28 September and not yet passed on."""
    town = Town()
    town.hear(opened(), dispatched(), signed(), accepted())
    other = "450199:018f-later"
    town.hear(opened("2026-09-28 10:00", matter_id=other, received_at=at("2026-09-28 10:00")))
    town.clock.at = NOW
    return town


@pytest.fixture
def client(town: Town) -> Client:
    app = FastAPI()
    store = MemoryStore()
    commands = Commands(store, town.clock, "lianjie/deadlines", lambda *_: None)
    parts: Any = SimpleNamespace(store=store, clock=town.clock, mongo=Sheets(town), commands=commands)
    app.include_router(due_api(parts, LAW))
    dress(app, Known(*PEOPLE))
    return Client(app)


def rows(client: Client, who: str, **asked: str) -> list[tuple[str, str]]:
    answer = client.ask(who, "GET", "/due", params=asked)
    assert answer.status_code == 200, answer.text
    return [(row["clock"], row["due_on"]) for row in answer.json()["rows"]]


class TestWhoSeesWhat:
    def test_the_office_sees_everything_in_its_county_nearest_first(self, client: Client) -> None:
        assert rows(client, "nong", scope="office", until="2026-10-31") == [
            ("C07", "2026-10-08"),
            ("C02", "2026-10-13"),
        ]
        assert rows(client, "far", scope="office", until="2026-10-31") == []

    def test_a_post_sees_what_it_owes(self, client: Client) -> None:
        assert rows(client, "mo", until="2026-10-31") == [("C02", "2026-10-13")]
        assert rows(client, "huang", until="2026-10-31") == [("C07", "2026-10-08")]
        assert rows(client, "liang", until="2026-10-31") == []
        assert rows(client, "liang", until="2026-10-31", scope="unit") == [("C07", "2026-10-08")]

    def test_a_unit_is_never_shown_what_others_owe(self, client: Client) -> None:
        assert rows(client, "huang", scope="office", until="2026-10-31") == [("C07", "2026-10-08")]

    def test_by_day_level_and_clock(self, client: Client, town: Town) -> None:
        assert rows(client, "nong", scope="office") == [("C07", "2026-10-08")]
        assert rows(client, "nong", scope="office", until="2026-10-31", clock="C02") == [
            ("C02", "2026-10-13")
        ]
        town.tick("2026-10-09 00:10")
        answer = client.ask("nong", "GET", "/due", params={"scope": "office", "level": "BLACK"}).json()
        assert [(row["clock"], row["overdue_days"]) for row in answer["rows"]] == [("C07", 1)]
        assert (answer["levels"], answer["days"]) == ({"BLACK": 1}, {"2026-10-08": 1})

    @pytest.mark.parametrize("until", ["0001-01-01", "9999-12-31"])
    def test_a_day_out_of_reach_is_answered_all_the_same(self, client: Client, until: str) -> None:
        assert isinstance(rows(client, "nong", scope="office", until=until), list)

    def test_what_is_held_is_not_due(self, town: Town) -> None:
        sheet = town.sheets()[MATTER]
        held = tuple(replace(clock, held_at=NOW) for clock in sheet.clocks)
        assert replace(sheet, clocks=held).counted_by(1).first_due_at is None


class TestSubscribing:
    def subscribe(self, client: Client, who: str, key: str = "first-key", **wish: str) -> Any:
        return client.ask(who, "POST", "/feeds", key, json=wish)

    def test_the_address_is_shown_once_and_opens_without_signing_in(self, client: Client) -> None:
        made = self.subscribe(client, "huang")
        assert made.status_code == 201
        read = client.ask("", "GET", made.json()["path"])
        assert read.headers["content-type"] == "text/calendar; charset=utf-8"
        assert "SUMMARY:办理期限到期" in read.text
        again = self.subscribe(client, "huang")
        assert (again.status_code, again.json()["code"]) == (409, "SHOWN_ONCE")

    def test_a_new_address_or_an_end_closes_the_old_one(self, client: Client, town: Town) -> None:
        first = self.subscribe(client, "huang").json()["path"]
        second = self.subscribe(client, "huang", "second-key").json()["path"]
        assert [client.ask("", "GET", path).status_code for path in (first, second)] == [404, 200]
        assert client.ask("huang", "POST", "/feeds/end", "third-key").status_code == 200
        assert client.ask("", "GET", second).status_code == 404
        assert client.ask("huang", "POST", "/feeds/end", "fourth-key").status_code == 409

    def test_it_ends_by_itself(self, client: Client, town: Town) -> None:
        path = self.subscribe(client, "huang").json()["path"]
        town.clock.at = at("2027-06-01 09:00")
        assert client.ask("", "GET", path).status_code == 404

    @pytest.mark.parametrize("given", ["x", "450199.a.b", "..", "450199.%00.c"])
    def test_a_guessed_address_is_nothing(self, client: Client, given: str) -> None:
        assert client.ask("", "GET", f"/feeds/{given}.ics").status_code == 404


def test_a_calendar_s_lines_are_folded_and_its_signs_escaped(town: Town) -> None:
    seen = Asked(Scope.OFFICE, day("2026-10-31"))
    found = asyncio.run(due(Sheets(town), LAW, Asker(SUPERVISOR), seen, NOW))  # type: ignore[arg-type]
    told = feed("到期; 全县, 试", found.rows, NOW)
    assert all(len(line.encode()) <= 75 for line in told.split("\r\n"))
    whole = told.replace("\r\n ", "").split("\r\n")
    assert "X-WR-CALNAME:到期\\; 全县\\, 试" in whole
    assert (whole.count("BEGIN:VEVENT"), whole.count("END:VEVENT")) == (2, 2)
    assert "DTSTART;VALUE=DATE:20261008" in whole
    assert "DTEND;VALUE=DATE:20261009" in whole


@pytest.mark.database
def test_a_real_database_finds_the_same(mongodb: MongoDB, town: Town) -> None:
    sheets = town.sheets()
    closed = ClockSheet("450199:closed", "450199", "national_2022")

    async def run() -> list[list[tuple[str, str]]]:
        mongo = Mongo(mongodb.url, "deadlines_due")
        try:
            store = MongoStore(mongo)
            await store.prepare([SHEETS])
            async with store.batch() as tx:
                work = Work(tx, NOW, "lianjie/deadlines")
                for id_, sheet in {**sheets, closed.matter_id: closed}.items():
                    await work.save(SHEETS, id_, sheet)
                await tx.write(work.touched(), [], [], [])
            answers = [await due(mongo, LAW, Asker(who), asked, NOW) for who, asked in questions]
            return [[(row.clock, row.due_on.isoformat()) for row in answer.rows] for answer in answers]
        finally:
            await mongo.close()

    questions = (
        (SUPERVISOR, Asked(Scope.OFFICE, day("2026-10-08"))),
        (LIAISON, Asked(Scope.UNIT, day("2026-10-31"))),
        (ELSEWHERE, Asked(Scope.OFFICE, day("2026-10-31"))),
    )
    assert asyncio.run(run()) == [[("C07", "2026-10-08")], [("C07", "2026-10-08")], []]
