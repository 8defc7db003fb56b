"""The one broker loses its power, and with it the end of a topic that it had acknowledged: everything is heard once."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from chassis.bus import Ears, KafkaPublisher
from chassis.bus_groups import Groups
from chassis.clock import SystemClock
from chassis.commands import Commands
from chassis.decisions import Changed
from chassis.decoding import GAPLESS
from chassis.documents import Kind
from chassis.hearing import Hearing, Hears
from chassis.mongo_store import MongoStore
from chassis.relay import Relay
from deploy import agreement, power_loss
from deploy.local import ports, unclean
from deploy.local.home import DIRECTORY
from deploy.local.kafka import Kafka
from deploy.local.processes import DEADLINES
from deploy.system import Base, System
from lianjie_contracts.directory import load
from lianjie_contracts.events.clock_voided import ClockVoided
from tests.chassis.builders import CLOCKS, TALLIES, Tally, a_voiding, matter
from tests.chassis.databases import a_database

if TYPE_CHECKING:
    from chassis.mongo import Mongo
    from chassis.work import Heard, Work
    from deploy.local.home import Home
    from deploy.local.mongodb import MongoDB

pytestmark = pytest.mark.connected


@dataclass(frozen=True, slots=True)
class Counted:
    times: int = 0


COUNTS: Kind[Counted] = Kind("counts", Counted)


class Owner(Base):
    """A service that announces tallies."""

    @property
    def kinds(self) -> tuple[Kind[Any], ...]:
        return (TALLIES,)


async def on_voided(heard: Heard[ClockVoided], work: Work) -> None:
    count = await work.load(COUNTS, heard.event.matter_id) or Counted()
    await work.save(COUNTS, heard.event.matter_id, Counted(count.times + 1))


@dataclass
class Place:
    """An owner and a listener on one broker."""

    kafka: Kafka
    owner: Mongo
    listener: Mongo

    async def say(self, first: int, behind: int) -> None:
        store, publisher = MongoStore(self.owner), KafkaPublisher(self.kafka.bootstrap, "owner")
        await store.prepare([TALLIES])
        relay = Relay("deadlines", "one", self.owner, [TALLIES], publisher)
        commands = Commands(store, SystemClock(), "lianjie/deadlines", relay.wake)
        for n in range(first, behind):
            said = Changed(Tally(), (a_voiding(matter(n)),))
            await commands.run(TALLIES, matter(n), f"say-{n}", lambda _, said=said: said)
        await relay._publish_woken()
        await publisher.stop()
        assert await self.owner.count("tallies", {"unsent.0": {"$exists": True}}) == 0

    async def hear_until(self, count: int) -> None:
        store = MongoStore(self.listener)
        await store.prepare([COUNTS])
        hearing = Hearing(
            "workbench", store, SystemClock(), [Hears(ClockVoided, on_voided)], {CLOCKS: GAPLESS}
        )
        ears = Ears(self.kafka.bootstrap, "listener", [CLOCKS], hearing.batch, "listener-1", lasting=True)
        await ears.start()
        try:
            async with asyncio.timeout(60):
                while await self.listener.count("counts", {}) < count:  # noqa: ASYNC110 - another task hears
                    await asyncio.sleep(0.1)
        finally:
            await ears.stop()

    @property
    def segment(self) -> Any:
        return self.kafka.data / f"{CLOCKS}-0" / "00000000000000000000.log"


@pytest.mark.asyncio
async def test_acknowledged_records_that_the_broker_lost_are_heard_once(
    alone: Home, mongodb: MongoDB
) -> None:
    kafka = Kafka(alone, *ports.free_ports(2))
    unclean.note(kafka)
    assert unclean.noted(kafka) is None, "a broker that never ran has lost nothing"
    async with contextlib.AsyncExitStack() as open_:
        place = Place(kafka, *[await open_.enter_async_context(a_database(mongodb)) for _ in range(2)])
        with kafka:
            kept = await before(place)
            kafka.kill()
            with place.segment.open("r+b") as log:
                log.truncate(kept)
            unclean.note(kafka)
            kafka.start()
            await afterwards(place)
    unclean.note(kafka)
    assert unclean.noted(kafka) is None, "it has ended in order"


async def before(place: Place) -> int:
    """Ten events are on the disk; ten more were heard, long ago, and ten acknowledged, before the power went."""
    async with Groups.of(place.kafka.bootstrap) as groups:
        await groups.make(CLOCKS, 1, {})
    await place.say(0, 10)
    kept: int = place.segment.stat().st_size
    await place.say(10, 20)
    await place.hear_until(20)
    long_ago = {"$set": {"at": datetime.now(UTC) - timedelta(hours=1)}}
    await place.owner.command(
        {"update": "tallies_history", "updates": [{"q": {}, "u": long_ago, "multi": True}]}
    )
    await place.say(20, 30)
    assert place.segment.stat().st_size > kept
    return kept


async def afterwards(place: Place) -> None:
    since = unclean.noted(place.kafka)
    assert since
    system = System({"deadlines": Owner(DEADLINES, place.owner)}, place.kafka.bootstrap, load(DIRECTORY))
    async with Groups.of(place.kafka.bootstrap) as groups:
        assert await power_loss.short(groups) == {(CLOCKS, 0): 10}, "ten that were read are really gone"
        assert await power_loss.lengthened(system, groups) == []
        assert await power_loss.short(groups) == {}
    assert await agreement.sent_since(system, (), since, lambda _: None) == 10
    unclean.mended(place.kafka)
    await place.say(30, 31)
    await place.hear_until(31)
    counts = await place.listener.find("counts", {})
    assert {row["state"]["times"] for row in counts} == {1}
    assert len(counts) == 31
