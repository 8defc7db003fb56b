"""What may go wrong for good between an owner and a listener: a dead letter, a fork, a state that comes too late."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from chassis.decoding import LATEST
from tests.chassis.builders import COPIES, HEARS, KEYS, MATTERS, TALLIES, matter, signed, with_header
from tests.simulation.ledger import everything_tallied, expect, id_of, number, owner_is_whole, told
from tests.simulation.scenarios import ask_all, listener_in
from tests.simulation.scene import Scene, scenario
from tests.simulation.town import CASES, PERSONS, Case

if TYPE_CHECKING:
    from tests.simulation.town import Service
    from tests.simulation.world import World


@scenario
def a_dead_letter_is_a_gap(world: World) -> Scene:
    """A record nobody can read dies once, whoever meets it; its successors wait, the others flow; mended, all is whole."""
    world.faults = 5
    scene = Scene(world)
    listener = listener_in(scene, MATTERS)
    bad = with_header(signed(2, offset=0), "ce_schemaver", b"9")
    for record in (signed(1, offset=0), bad, signed(3, offset=0)):
        scene.log.put((MATTERS, 0), record)
    for seq in (1, 2, 3):
        scene.log.put((MATTERS, 1), signed(seq, matter(2), offset=0))

    async def work() -> None:
        while len(listener.database.of("dead_letters")) < 1 or not scene.settled():  # noqa: ASYNC110 - time passes in steps here
            await asyncio.sleep(1)
        expect(listener.states(TALLIES)[matter()].signed == (1,), "what comes after a dead letter waits")
        expect(listener.states(TALLIES)[matter(2)].signed == (1, 2, 3), "the others flow")
        scene.log.put((MATTERS, 1), signed(2, offset=0))

    def check() -> None:
        letters = listener.database.of("dead_letters")
        expect(len(letters) == 1, "a record dies once", list(letters))
        ids = {id_of(record) for record in scene.log.on("listener.dlq.v1")}
        expect(len(ids) == 1, "its letter is sent, and always the same one", ids)
        letters.clear()
        everything_tallied(listener, {matter(): 3, matter(2): 3})
        owner_is_whole(listener, scene.log, TALLIES)

    scene.work = work
    scene.checks.append(check)
    return scene


@scenario
def a_fork_after_a_restore(world: World) -> Scene:
    """An owner is put back to an older state and writes on: whoever has heard the lost events cries out, and mixes nothing."""
    world.faults = 4
    scene = Scene(world)
    desk = scene.service("desk", [CASES])
    listener = listener_in(scene, MATTERS, processes=1)
    before: dict[str, list[str]] = {}

    async def work() -> None:
        await ask_all(desk, {matter(n): [f"early {n}"] for n in range(2)}, {})
        backup = {name: dict(rows) for name, rows in desk.database.rows.items()}
        await ask_all(desk, {matter(0): ["lost 1", "lost 2"]}, {})
        await asyncio.sleep(world.chance.random() * 2)
        before.update({id_: desk.said(CASES, id_) for id_ in desk.database.of("cases")})
        desk.put_back(backup)
        await ask_all(desk, {matter(n): [f"late {n}.{k}" for k in range(2)] for n in range(2)}, {})

    def check() -> None:
        for id_ in desk.database.of("cases"):
            _one_story(scene, listener, id_, before[id_], desk.said(CASES, id_))

    scene.work = work
    scene.checks.append(check)
    return scene


def _one_story(scene: Scene, listener: Service, id_: str, lost: list[str], kept: list[str]) -> None:
    position = listener.database.of("positions")[f"matter:{id_}"]
    heard = [each["id"] for each in position["ids"]]
    expect(
        heard in (lost[: len(heard)], kept[: len(heard)]), "two stories are never mixed", heard, lost, kept
    )
    expect(listener.states(TALLIES)[id_].signed == tuple(range(1, len(heard) + 1)), "each took effect once")
    told_twice = {number(r) for r in told(scene.log, MATTERS, id_)}
    forked = len(told_twice) < len({id_of(r) for r in told(scene.log, MATTERS, id_)})
    expect(position["forked"] == forked, "a fork is cried out, and nothing else is", position, forked)
    expect(forked or heard == kept, "a stream without a fork is heard whole", heard, kept)


@scenario
def a_zombie_on_a_compacted_topic(world: World) -> Scene:
    """Full states by key: an old one that comes late, from a process thought dead, replaces no newer one."""
    world.faults, world.likely = 14, 0.1
    scene = Scene(world)
    desk = scene.service("desk", [PERSONS], processes=2)
    listener = scene.service("listener", [COPIES], processes=2, hears=HEARS, orders={KEYS: LATEST})

    async def work() -> None:
        await asyncio.gather(
            *(desk.ask(matter(n), f"key {n}.{k}", PERSONS) for n in range(2) for k in range(3))
        )

    def check() -> None:
        owner_is_whole(desk, scene.log, PERSONS)
        newest = {id_: row["seq"] for id_, row in desk.database.of("persons").items()}
        kept = {id_: copy.seq for id_, copy in listener.states(COPIES).items()}
        expect(kept == newest == {matter(0): 3, matter(1): 3}, "the newest state is kept", kept, newest)
        expect(all(isinstance(case, Case) for case in desk.states(PERSONS).values()), "and readable")

    scene.work = work
    scene.checks.append(check)
    return scene
