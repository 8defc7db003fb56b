"""Warnings by mail: inside working hours, in one mail, once, to the unit's liaisons or else the office, without a word of the matter."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import pytest

from chassis.testing import MemoryStore, SettableClock
from chassis.work import Heard, Work
from lianjie_contracts.directory import Directory, Liaison
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.clock_breached import ClockBreached
from lianjie_contracts.events.clock_stopped import ClockStopped
from lianjie_contracts.events.clock_warned import ClockWarned
from lianjie_contracts.vocabulary import ClockKind, ClockLevel
from services.notifications.hears import warned_in
from services.notifications.mailing import Line
from services.notifications.store import SHEETS
from services.notifications.warner import Warner
from services.notifications.warning import WARNING_BOXES, at_work
from tests.journeys.test_every_text import SHEET
from tests.notifications.mail_server import Postman, listening
from tests.notifications.town import COUNTY, DIRECTORY, MATTER, UNIT

asynced = pytest.mark.asyncio
NINE = datetime.fromisoformat("2026-11-23T09:00:00+08:00")
HEARS = {each.message: each for each in warned_in([COUNTY])}


def directory(email: str = "", office: str = "", hours: str = "") -> Directory:
    its = tuple(Liaison(name=name, email=email) for name in ("梁雨桐",))
    units = tuple(
        unit.model_copy(update={"liaisons": its, "hours": hours}) if unit.code == UNIT else unit
        for unit in DIRECTORY.units
    )
    counties = tuple(county.model_copy(update={"email": office}) for county in DIRECTORY.counties)
    # Made anew: a copy would carry along what the directory of all tests has already looked up.
    return Directory(counties=counties, units=units, places=DIRECTORY.places)


class Town:
    """One store, one clock, one mail server."""

    def __init__(self, its: Directory) -> None:
        self.store, self.clock, self.directory = MemoryStore(), SettableClock(NINE), its
        self.postman, self._n = Postman(), 0

    async def hear(self, kind: Any, clock: str = "C07", county: str = COUNTY, **said: Any) -> None:
        self._n += 1
        event = kind(
            occurred_at=NINE, matter_id=MATTER, county=county, clock=clock, clock_id=f"{county}:{clock}", name="办理期限",
            kind=ClockKind.DUTY, unit=UNIT, due_at=NINE + timedelta(days=1), **said,
        )  # fmt: skip
        envelope = Envelope(
            f"e{self._n}", event.type, 1, "lianjie/deadlines", f"clocks:{MATTER}", self._n, county, NINE
        )
        async with self.store.batch() as tx:
            work = Work(tx, NINE, "lianjie/notifications")
            await work.save(SHEETS, MATTER, SHEET)
            await HEARS[kind].handler(Heard(event, envelope), work)
            await tx.write(work.touched(), [], [], [])

    async def warned(self, level: ClockLevel = ClockLevel.RED, clock: str = "C07", **said: Any) -> None:
        await self.hear(ClockWarned, clock, **{"level": level, "tell_at": NINE} | said)

    async def round(self, rounds: int = 1) -> list[Any]:
        """The mails of this round, from as many processes at once."""
        before = len(self.postman.received)
        async with listening(self.postman) as port:
            line = lambda: Line(f"smtp://127.0.0.1:{port}", 5, "lianjie.example")  # noqa: E731
            warner = Warner(
                self.store,
                self.clock,
                self.directory,
                "tixing@lianjie.example",
                "https://window",
                line,
                self._due,
            )
            await asyncio.gather(*(warner.round() for _ in range(rounds)))
        return self.postman.received[before:]

    async def _due(self, now: datetime, _: int) -> list[str]:
        boxes = self.store.all(WARNING_BOXES).items()
        return [id_ for id_, box in boxes if box.free(now)]


@asynced
async def test_one_mail_tells_all_of_a_unit_the_strongest_first_and_only_once() -> None:
    town = Town(directory("zjj@example.org"))
    await town.warned(ClockLevel.YELLOW, "C04")
    await town.hear(ClockBreached, tell_at=NINE)
    [mail] = await town.round(rounds=3)
    said = mail.get_content()
    assert mail["To"] == "zjj@example.org"
    assert said.index("已超期") < said.index("快要到期")
    assert f"{SHEET.item_no}　办理期限　2026-11-24　https://window/matters/{MATTER}" in said
    assert SHEET.title not in said
    assert await town.round() == []


@asynced
async def test_what_waits_for_the_morning_waits_and_what_was_done_by_then_is_not_told() -> None:
    town = Town(directory("zjj@example.org"))
    await town.warned(ClockLevel.BLUE, tell_at=NINE + timedelta(days=1))
    assert await town.round() == []
    await town.hear(ClockStopped, stopped_at=NINE, met=True, overdue_days=0)
    town.clock.at = NINE + timedelta(days=1)
    assert await town.round() == []


@asynced
async def test_a_limit_is_told_of_at_its_newest_level_alone() -> None:
    town = Town(directory("zjj@example.org"))
    await town.warned(ClockLevel.YELLOW)
    await town.warned(ClockLevel.RED)
    [mail] = await town.round()
    assert mail["Subject"] == "期限提醒 1 件"


@pytest.mark.parametrize(
    ("its", "to"), [(directory(office="office@example.org"), ["office@example.org"]), (directory(), [])]
)
@asynced
async def test_who_has_no_address_leaves_it_to_the_office_and_nobody_is_no_hindrance(
    its: Directory, to: list[str]
) -> None:
    town = Town(its)
    await town.warned()
    assert [mail["To"] for mail in await town.round()] == to
    [box] = town.store.all(WARNING_BOXES).values()
    assert box.waiting == ()


@asynced
async def test_a_unit_is_told_in_its_own_hours() -> None:
    town = Town(directory("zjj@example.org", hours="9:30-12:00，15:00-17:30"))
    await town.warned()
    assert await town.round() == []
    town.clock.at = NINE + timedelta(minutes=40)
    assert len(await town.round()) == 1


@asynced
async def test_what_the_server_did_not_take_is_tried_again_under_the_same_id() -> None:
    town = Town(directory("zjj@example.org"))
    await town.warned()
    town.postman.to_recipient = ["451 later"]
    assert await town.round() == []
    town.clock.at = NINE + timedelta(minutes=6)
    assert len(await town.round()) == 1


@asynced
async def test_a_county_that_has_not_asked_for_it_and_a_reminder_of_a_right_are_not_told() -> None:
    town = Town(directory("zjj@example.org"))
    await town.warned(county="450198")
    await town.warned(tell_at=None)
    assert town.store.all(WARNING_BOXES) == {}


@pytest.mark.parametrize(
    ("hours", "holds"),
    [
        ("", True),
        ("周一至周五", True),
        ("8:30—12:00 14:30—17:30", True),
        ("10:00-12:00", False),
        ("99:00-99:10", False),
    ],
)
def test_hours_are_read_as_people_write_them(hours: str, *, holds: bool) -> None:
    assert at_work(hours, NINE) == holds


@asynced
async def test_what_comes_while_the_mail_goes_is_told_next_and_nothing_twice() -> None:
    town = Town(directory("zjj@example.org"))
    await town.warned()
    town.postman.slow, town.postman.slow_for = 0.3, "zjj"

    async def meanwhile() -> None:
        await asyncio.wait_for(town.postman.begun.wait(), 10)
        await town.warned(clock="C04")

    mails, _ = await asyncio.gather(town.round(), meanwhile())
    assert [mail["Subject"] for mail in mails] == ["期限提醒 1 件"]
    [box] = town.store.all(WARNING_BOXES).values()
    assert [each.key for each in box.waiting] == [f"{COUNTY}:C04"]
    assert len(await town.round()) == 1
