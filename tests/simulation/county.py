"""What may go wrong between the services of a county, as small worlds of routing's and deadlines' own rules."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from chassis.decoding import GAPLESS
from chassis.documents import Record
from chassis.replying import STRAY_REPLIES
from lianjie_contracts.base import Claim, Petitioner, Place
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.vocabulary import Channel
from services.deadlines.domain.clock import State
from services.deadlines.law import committed
from services.deadlines.service import heard_under
from services.deadlines.store import CALENDARS, RECOMMENDATIONS, SHEETS, SUPERVISIONS
from services.deadlines.ticking import tick_all
from services.routing.service import heard_in
from services.routing.store import MATTERS as ROUTED
from tests.chassis.builders import CLOCKS, COUNTY, MATTERS, record
from tests.deadlines.builders import at
from tests.deadlines.town import MATTER, dispatched, opened
from tests.journeys.town import DIRECTORY
from tests.simulation.ledger import expect, owner_is_whole, told
from tests.simulation.scene import Scene, scenario

if TYPE_CHECKING:
    from lianjie_contracts.base import Message
    from tests.simulation.town import Living, Service
    from tests.simulation.world import World

ITEMS, AGAIN = f"intake.items.{COUNTY}.v1", "replay.routing.1"
ONE = f"{COUNTY}:the-roof"
GRACE = timedelta(seconds=3)
LAW = committed(GRACE)
LAST_SECOND = at("2026-07-30 23:59:58")


def item(number: int, *, repeat: bool) -> Record:
    """One registered item of the matter ONE, on its own stream."""
    event = ItemRegistered(
        item_id=f"{COUNTY}:item-{number}", item_no=f"45019920261123V{number:05d}", county=COUNTY, office=COUNTY, matter_id=ONE,
        is_repeat=repeat, channel=Channel.VISIT, received_at=LAST_SECOND, registered_at=LAST_SECOND, occurred_at=LAST_SECOND,
        petitioner=Petitioner(petitioner_id=f"{COUNTY}:person-{number}"), place=Place(code=f"{COUNTY}003", name="河西街道"),
        title="屋面渗漏", claims=(Claim(claim_id=f"claim-{number}", text=f"请求 {number}"),),
    )  # fmt: skip
    return record(event, f"item:{event.item_id}", 1, offset=0)


def routing_in(scene: Scene) -> Service:
    orders = {ITEMS: GAPLESS, AGAIN: GAPLESS}
    return scene.service(
        "routing", [ROUTED, STRAY_REPLIES], processes=2, hears=heard_in(DIRECTORY), orders=orders
    )


def deadlines_in(scene: Scene, processes: int, *jobs: Any) -> Service:
    return scene.service(
        "deadlines",
        [SHEETS, CALENDARS, SUPERVISIONS, RECOMMENDATIONS],
        processes=processes,
        hears=heard_under(LAW),
        orders={MATTERS: GAPLESS},
        jobs=jobs,
    )


def types(scene: Scene, topic: str, of: str, clock: str = "") -> list[str]:
    """What one topic says of a matter, or of one limit of it, each event once, in the order of its numbers."""
    about = [r for r in told(scene.log, topic, of) if f'"{clock}"'.encode() in (r.value or b"") or not clock]
    said = [dict(r.headers) for r in about]
    once = {int(headers["ce_seq"] or b""): (headers["ce_type"] or b"").decode() for headers in said}
    return [once[number] for number in sorted(once)]


@scenario
def two_items_of_one_matter(world: World) -> Scene:
    """From two streams, at two processes, the repeat perhaps first: one matter with both, and one limit that runs."""
    world.faults = 3
    scene = Scene(world)
    routing, deadlines = routing_in(scene), deadlines_in(scene, 1)
    for number in (1, 2, 3):
        scene.log.put((ITEMS, number % 2), item(number, repeat=number > 1))

    def check() -> None:
        held = routing.states(ROUTED)[ONE]
        expect(
            sorted(held.item_ids) == [f"{COUNTY}:item-{n}" for n in (1, 2, 3)],
            "every item has joined",
            held.item_ids,
        )
        expect(len(held.claims) == 3, "with its claims", held.claims)
        expected = ["matter_opened", "matter_item_joined", "matter_item_joined"]
        expect(types(scene, MATTERS, ONE) == expected, "each is told once", types(scene, MATTERS, ONE))
        expect([c.id for c in deadlines.states(SHEETS)[ONE].clocks] == ["C02"], "one limit runs")
        owner_is_whole(routing, scene.log, ROUTED)
        owner_is_whole(deadlines, scene.log, SHEETS)

    scene.checks.append(check)
    return scene


@scenario
def a_creation_delivered_again(world: World) -> Scene:
    """The item that opens a matter comes three times, on two topics, to two processes: one matter, opened once."""
    world.faults = 4
    scene = Scene(world)
    routing, opening = routing_in(scene), item(1, repeat=False)
    for place in ((ITEMS, 0), (AGAIN, 1), (ITEMS, 0), (AGAIN, 0)):
        scene.log.put(place, opening)

    def check() -> None:
        expect(
            types(scene, MATTERS, ONE) == ["matter_opened"], "it was opened once", types(scene, MATTERS, ONE)
        )
        expect(routing.states(ROUTED)[ONE].item_ids == (f"{COUNTY}:item-1",), "with one item")
        owner_is_whole(routing, scene.log, ROUTED)

    scene.checks.append(check)
    return scene


@scenario
def a_right_used_in_the_last_second(world: World) -> Scene:
    """An act of 23:59:58 may be heard before the limit is missed, in the grace, or long after: it was in time. Without it
    the limit is missed, once."""
    world.faults, world.began = 4, LAST_SECOND
    scene = Scene(world)

    async def tick(here: Living) -> None:
        await tick_all(here, LAW)  # type: ignore[arg-type]

    deadlines = deadlines_in(scene, 2, tick)
    late = f"{COUNTY}:nobody-acts"
    begun = opened("2026-07-15 09:40", received_at=at("2026-07-15 09:26"))
    acted = dispatched("2026-07-30 23:59:58")
    scene.log.put((MATTERS, 0), _of(begun, MATTER, 1))
    scene.log.put((MATTERS, 1), _of(begun, late, 1))

    async def work() -> None:
        await asyncio.sleep(world.chance.random() * 8)
        scene.log.put((MATTERS, 0), _of(acted, MATTER, 2))
        await asyncio.sleep(8)

    def check() -> None:
        [kept] = [c for c in deadlines.states(SHEETS)[MATTER].clocks if c.id == "C02"]
        expect(
            (kept.state, kept.missed_at) == (State.STOPPED, None), "what was done in time was in time", kept
        )
        said = types(scene, CLOCKS, MATTER, "C02")
        breaches = said.count("clock_breached")
        expect(
            breaches == said.count("clock_breach_withdrawn") <= 1,
            "a breach that was none is taken back",
            said,
        )
        expect(
            said[-1] == "clock_stopped" and said.count("clock_stopped") == 1,
            "and the limit is met, once",
            said,
        )
        [missed] = [c for c in deadlines.states(SHEETS)[late].clocks if c.id == "C02"]
        expect(missed.state == State.BREACHED, "a limit that nobody keeps is missed", missed)
        expect(
            types(scene, CLOCKS, late, "C02").count("clock_breached") == 1,
            "and said once",
            types(scene, CLOCKS, late, "C02"),
        )
        owner_is_whole(deadlines, scene.log, SHEETS)

    scene.work = work
    scene.checks.append(check)
    return scene


def _of(event: Message, matter_id: str, seq: int) -> Record:
    said = event.model_copy(update={"matter_id": matter_id})
    envelope = Envelope(f"{matter_id}-{seq}", event.type, event.version, "lianjie/routing", f"matter:{matter_id}", seq, COUNTY, LAST_SECOND)  # fmt: skip
    whole = Record(MATTERS, 0, 0, matter_id.encode(), said.body(), ())
    return replace(whole, headers=tuple(envelope.headers()))
