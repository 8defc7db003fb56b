"""What may go wrong between any owner and any listener while nothing is lost, as small worlds of the chassis alone."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chassis.decoding import GAPLESS
from chassis.documents import Kind, Record
from chassis.hearing import Hears
from lianjie_contracts.events.clock_voided import ClockVoided
from tests.chassis.builders import (
    CLOCKS,
    DELIVERIES,
    HEARS,
    MATTERS,
    TALLIES,
    failed,
    matter,
    signed,
)
from tests.simulation.ledger import (
    asked_once,
    everything_tallied,
    expect,
    heard_all,
    owner_is_whole,
)
from tests.simulation.scene import Scene, scenario
from tests.simulation.town import CASES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chassis.work import Heard, Work
    from tests.simulation.town import Service
    from tests.simulation.world import World

AGAIN = "replay.listener.1"


@dataclass(frozen=True, slots=True)
class Voided:
    """What a reader keeps: the numbers of the clocks' events, in the order in which they took effect."""

    seqs: tuple[int, ...] = ()


VOIDED: Kind[Voided] = Kind("voided", Voided)


async def on_voided(heard: Heard[ClockVoided], work: Work) -> None:
    seen = await work.load(VOIDED, heard.event.matter_id) or Voided()
    await work.save(VOIDED, heard.event.matter_id, Voided((*seen.seqs, heard.envelope.seq)))


READS = (Hears(ClockVoided, on_voided, needs=lambda e: ((VOIDED, e.matter_id),)),)


def listener_in(scene: Scene, *topics: str, processes: int = 2, **more: Any) -> Service:
    orders = dict.fromkeys(topics, GAPLESS)
    return scene.service("listener", [TALLIES], processes=processes, hears=HEARS, orders=orders, **more)


def in_disorder(scene: Scene, topic: str, records: Iterable[Record]) -> None:
    """As no owner sends them: any order, three in ten twice, on whichever partition."""
    chance = scene.world.chance
    records = list(records)
    records += [record for record in records if chance.random() < 0.3]
    chance.shuffle(records)
    for record in records:
        scene.log.put((topic, chance.randrange(2)), record)


async def ask_all(desk: Service, wishes: dict[str, list[str]], answers: dict[str, Any]) -> None:
    async def ask(id_: str, wish: str) -> None:
        answers[wish] = await desk.ask(id_, wish)

    await asyncio.gather(*(ask(id_, wish) for id_, some in wishes.items() for wish in some))


@scenario
def the_whole_road(world: World) -> Scene:
    """Wishes at a desk, heard and answered by a second service, heard by a third; every process may die anywhere."""
    world.faults = 6
    scene = Scene(world)
    desk = scene.service("desk", [CASES], processes=2)
    listener = listener_in(scene, MATTERS)
    reader = scene.service("reader", [VOIDED], hears=READS, orders={CLOCKS: GAPLESS})
    wishes = {matter(n): [f"wish {n}.{k}" for k in range(2)] for n in range(2)}
    answers: dict[str, Any] = {}

    def check() -> None:
        asked_once(desk, wishes, answers)
        owner_is_whole(desk, scene.log, CASES)
        owner_is_whole(listener, scene.log, TALLIES)
        heard_all(listener, desk, CASES)
        heard_all(reader, listener, TALLIES)
        everything_tallied(listener, {id_: len(some) for id_, some in wishes.items()})
        for voided in reader.states(VOIDED).values():
            expect(voided.seqs == (1, 2), "each event took effect once, in order", voided)

    scene.work = lambda: ask_all(desk, wishes, answers)
    scene.checks.append(check)
    return scene


@scenario
def a_hot_aggregate_while_relaying(world: World) -> Scene:
    """Everybody wants something of one matter, at three processes of its owner, while all three relay it."""
    world.faults = 8
    scene = Scene(world)
    desk = scene.service("desk", [CASES], processes=3)
    wishes = {matter(): [f"wish {k}" for k in range(6)]}
    answers: dict[str, Any] = {}
    again: dict[str, Any] = {}

    async def work() -> None:
        await asyncio.gather(ask_all(desk, wishes, answers), ask_all(desk, wishes, again))

    def check() -> None:
        asked_once(desk, wishes, answers)
        asked_once(desk, wishes, again)
        owner_is_whole(desk, scene.log, CASES)

    scene.work = work
    scene.checks.append(check)
    return scene


@scenario
def parked_against_applied(world: World) -> Scene:
    """One stream on two partitions, in disorder: one process parks what another is about to call for."""
    world.faults = 4
    scene = Scene(world)
    listener = listener_in(scene, MATTERS, AGAIN, DELIVERIES, at_once=2)
    events = [signed(seq, offset=0) for seq in range(1, 5)]
    if world.chance.random() < 0.5:
        in_disorder(scene, MATTERS, events)
        in_disorder(scene, AGAIN, events[1:])
    else:  # each once, so that nothing but the drain and the sweep can call what was parked
        for event in events:
            scene.log.put((world.chance.choice((MATTERS, AGAIN)), world.chance.randrange(2)), event)
    in_disorder(scene, DELIVERIES, [failed(1, offset=0), failed(2, offset=0)])

    def check() -> None:
        everything_tallied(listener, {matter(): 4}, failures=2)
        owner_is_whole(listener, scene.log, TALLIES)

    scene.checks.append(check)
    return scene


@scenario
def the_loser_of_a_bulk(world: World) -> Scene:
    """Two processes with large batches over the same documents: who loses one race has lost all of the batch."""
    world.faults = 3
    scene = Scene(world)
    listener = listener_in(scene, MATTERS, AGAIN, at_once=12)
    matters = [matter(n) for n in range(5)]
    for topic, place in ((MATTERS, 0), (AGAIN, 1)):
        world.chance.shuffle(matters)
        for seq in (1, 2):
            for of in matters:
                scene.log.put((topic, place), signed(seq, of, offset=0))

    def check() -> None:
        everything_tallied(listener, dict.fromkeys(matters, 2))
        owner_is_whole(listener, scene.log, TALLIES)

    scene.checks.append(check)
    return scene
