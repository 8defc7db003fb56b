"""The real database finds what is in a person's name, and a handover carried on from there ends with nothing left."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from chassis.clock import SettableClock
from chassis.commands import Commands
from chassis.mongo import Mongo
from chassis.mongo_store import MongoStore
from chassis.work import Work
from lianjie_contracts.cover import Person
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.handover import HandoverState
from services.routing.handing_over import carry_on_all, in_the_name_of
from services.routing.store import HANDOVERS, MATTERS
from tests.routing.builders import AT, RSJ, ZJJ, a_matter, a_share
from tests.routing.test_covering import HUANG
from tests.routing.test_handover import HEAD, WANTED, of

if TYPE_CHECKING:
    from deploy.local.mongodb import MongoDB

FIRST = Person(id="registrar@450199", name="韦晓梅")
HELD = (
    of("a"),
    replace(of("b"), handlers=("huang@450199", "梁伟")),
    of("archived", S.ARCHIVED),
    of("elsewhere", assignments=(a_share(RSJ),)),
    a_matter(S.SCREENING, matter_id="450199:first", first_handler=FIRST.id),
)


@pytest.mark.database
def test_a_handover_over_the_real_database(mongodb: MongoDB) -> None:
    async def run() -> None:
        mongo = Mongo(mongodb.url, "routing_handover")
        try:
            store, clock = MongoStore(mongo), SettableClock(AT)
            await store.prepare([MATTERS, HANDOVERS])
            commands = Commands(store, clock, "lianjie/routing", lambda *_: None)
            parts: Any = SimpleNamespace(store=store, clock=clock, commands=commands, mongo=mongo)
            begun = replace(WANTED, state=HandoverState.MOVING, decided_by=HEAD)
            async with store.batch() as tx:
                work = Work(tx, AT, "lianjie/routing")
                for matter in HELD:
                    await work.save(MATTERS, matter.matter_id, matter)
                await work.save(HANDOVERS, begun.handover_id, begun)
                await tx.write(work.touched(), [], [], [])
            found = await in_the_name_of(mongo, "450199", ZJJ, HUANG)
            assert {matter.matter_id for matter in found} == {"450199:a", "450199:b"}
            office = await in_the_name_of(mongo, "450199", None, FIRST)
            assert [matter.matter_id for matter in office] == ["450199:first"]
            await carry_on_all(parts)
            await carry_on_all(parts)
            done = (await store.get(HANDOVERS, [begun.handover_id]))[begun.handover_id].state
            assert done is not None
            assert (done.state, set(done.moved), done.left) == (
                HandoverState.DONE,
                {"450199:a", "450199:b"},
                0,
            )
        finally:
            await mongo.close()

    asyncio.run(run())
