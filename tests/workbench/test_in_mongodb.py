"""The database answers every worklist, chip and search as memory does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from chassis.mongo_store import MongoStore
from chassis.personal import KEY_COPIES
from services.workbench.conditions import Filters, conditions
from services.workbench.people import Role, User
from services.workbench.store import MATTERS, MongoMatters, asked
from services.workbench.worklists import Order, lists_for
from tests.chassis.databases import a_database
from tests.workbench.county import a_county
from tests.workbench.memory_matters import MemoryMatters
from tests.workbench.town import COUNTY, NOW

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from deploy.local.mongodb import MongoDB

pytestmark = [pytest.mark.asyncio, pytest.mark.database]
MEMORY = MemoryMatters(a_county().store)
PEOPLE = [
    User(f"registrar@{COUNTY}", "韦晓梅", frozenset({Role.REGISTRAR}), COUNTY),
    User(f"router@{COUNTY}", "莫志远", frozenset({Role.ROUTER}), COUNTY),
    User(f"zjj.head@{COUNTY}", "陆正平", frozenset({Role.UNIT_HEAD}), COUNTY, f"{COUNTY}-zjj"),
    User(f"deputy@{COUNTY}", "覃国安", frozenset({Role.OFFICE_DEPUTY_HEAD}), COUNTY),
    User(f"supervisor@{COUNTY}", "农振邦", frozenset({Role.SUPERVISOR, Role.RECEPTIONIST}), COUNTY),
    User(f"hexi.handler@{COUNTY}", "唐德胜", frozenset({Role.UNIT_HANDLER}), COUNTY, f"{COUNTY}-hexi"),
]
CHIPS = [
    Filters(), Filters(channel="VISIT"), Filters(group="1"), Filters(unsure="1"), Filters(urgent="1"), Filters(q="小区"),
    Filters(q="450199 20260730 v00001"), Filters(town=f"{COUNTY}003"), Filters(unit=f"{COUNTY}-rsj"), Filters(q="(.*"), Filters(q="v00002"), Filters(q="小区 渗漏"),
]  # fmt: skip


@pytest_asyncio.fixture
async def database(mongodb: MongoDB) -> AsyncIterator[MongoMatters]:
    async with a_database(mongodb) as mongo:
        store = MongoStore(mongo)
        await store.prepare([MATTERS, KEY_COPIES])
        for document in MEMORY.store.documents.values():
            if document.kind.name in {MATTERS.name, KEY_COPIES.name}:
                from dataclasses import replace

                await store.put(replace(document, version=0, touched=True))
        yield MongoMatters(mongo, store)


async def test_every_list_of_every_post_under_every_chip(database: MongoMatters) -> None:
    for user in PEOPLE:
        for worklist in lists_for(user):
            for filters in CHIPS:
                wanted = conditions(worklist, filters, user, NOW)
                mine = await MEMORY.find(wanted, 1, worklist.order)
                theirs = await database.find(wanted, 1, worklist.order)
                where = (user.username, worklist.key, filters)
                assert [matter.id for matter in theirs] == [matter.id for matter in mine], where
                assert await database.count(wanted) == len(mine), where
                assert await database.tally(wanted) == await MEMORY.tally(wanted), where


async def test_a_matter_comes_back_as_it_was_kept_and_a_list_without_its_history(
    database: MongoMatters,
) -> None:
    kept = await MEMORY.by_number("45019920260730V00001")
    assert kept is not None
    assert await database.get(kept.id) == kept
    assert await database.by_number(kept.number) == kept
    listed = await database.find(
        conditions(lists_for(PEOPLE[1])[-2], Filters(q=kept.number), PEOPLE[1], NOW), 1, Order.LIMIT
    )
    assert [(matter.id, matter.timeline) for matter in listed] == [(kept.id, ())]


async def test_what_is_not_there_is_none(database: MongoMatters) -> None:
    assert await database.get("450199:nobody") is None
    assert await database.by_number("nothing") is None
    assert await database.wrapped_key("nobody") is None


async def test_lists_are_answered_from_an_index(database: MongoMatters) -> None:
    router = PEOPLE[1]
    where = asked(conditions(lists_for(router)[0], Filters(), router, NOW))
    plan = await database.mongo._database.command(
        {
            "explain": {"find": MATTERS.name, "filter": where, "sort": {"state.sort_at": 1}},
            "verbosity": "queryPlanner",
        }
    )
    assert "IXSCAN" in str(plan["queryPlanner"]["winningPlan"])


@pytest.mark.parametrize("user", [1, 2, 3, 4], ids=lambda n: min(PEOPLE[n].roles))
async def test_counting_a_list_opens_no_matter(database: MongoMatters, user: int) -> None:
    """However long the list: the side column counts them all, on every page. A unit's limits alone have no index: they are
    counted among what the unit has open."""
    for worklist in lists_for(PEOPLE[user]):
        if worklist.due and PEOPLE[user].in_unit:
            continue
        where = asked(conditions(worklist, Filters(), PEOPLE[user], NOW))
        pipeline = [{"$match": where}, {"$limit": 1000}, {"$count": "n"}]
        plan = await database.mongo._database.command(
            {
                "explain": {"aggregate": MATTERS.name, "pipeline": pipeline, "cursor": {}},
                "verbosity": "executionStats",
            }
        )
        assert not re.search(r"'totalDocsExamined': [1-9]", str(plan)), worklist.key
