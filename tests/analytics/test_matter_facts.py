"""What is kept of a matter: how many items, whose it is, when it ended; no person and no text."""

from __future__ import annotations

from dataclasses import fields

import pytest

from chassis.testing import MemoryStore
from lianjie_contracts.vocabulary import Channel, Outcome, TransferMode
from services.analytics.domain.facts import DispatchFact, ItemFact, MatterFact
from tests.analytics.builders import RSJ, ZJJ, MatterAccepted, MatterClosedAtIntake, MatterCompleted, Town, at

pytestmark = pytest.mark.asyncio


async def test_a_repeat_is_one_more_item_and_no_further_matter() -> None:
    town = Town()
    await town.opened(1)
    await town.joined(1, 2, "2026-12-01")
    [fact] = town.matters.values()
    assert [(item.month, item.channel, item.is_repeat) for item in fact.items] == [
        ("2026-11", Channel.VISIT, False),
        ("2026-12", Channel.LETTER, True),
    ]


async def test_an_item_belongs_to_the_month_in_which_it_was_received_there() -> None:
    town = Town()
    await town.opened(1, received_at=at("2026-10-31", "16:30"))
    assert next(iter(town.matters.values())).items[0].month == "2026-11"


@pytest.mark.parametrize(
    ("channel", "heads", "group"),
    [
        (Channel.VISIT, 5, True),
        (Channel.VISIT, 4, False),
        (Channel.LETTER, 50, False),
        (Channel.VISIT, 23, True),
    ],
)
async def test_five_and_more_in_one_visit_are_a_group(channel: Channel, heads: int, group: bool) -> None:
    town = Town()
    await town.opened(1, channel=channel, headcount=heads)
    assert next(iter(town.matters.values())).items[0].is_group is group


async def test_the_responsible_unit_is_the_lead_of_the_last_dispatch_and_every_dispatch_counts() -> None:
    town = Town()
    await town.opened(1)
    await town.dispatched(1, RSJ)
    await town.joined(1, 2, "2026-12-01")
    await town.dispatched(1, ZJJ, "2026-12-02", TransferMode.ASSIGN)
    [fact] = town.matters.values()
    assert fact.unit == ZJJ
    assert fact.dispatches == (
        DispatchFact("2026-11", TransferMode.FORWARD, 1),
        DispatchFact("2026-12", TransferMode.ASSIGN, 2),
    )


async def test_acceptance_counts_once_and_completion_is_the_day_of_service() -> None:
    town = Town()
    await town.opened(1)
    await town.dispatched(1)
    await town.matter(1, MatterAccepted, "2026-11-07")
    await town.matter(1, MatterAccepted, "2026-11-09", unit=RSJ)
    await town.matter(1, MatterCompleted, "2026-11-13")
    [fact] = town.matters.values()
    assert fact.accepted_at == at("2026-11-07")
    assert fact.completed_at == fact.ended_at == at("2026-11-12")


async def test_what_the_office_ends_at_the_counter_has_ended() -> None:
    town = Town()
    await town.opened(1)
    await town.matter(1, MatterClosedAtIntake, "2026-11-06")
    [fact] = town.matters.values()
    assert (fact.outcome, fact.closed_at, fact.ended_at) == (
        Outcome.GUIDE,
        at("2026-11-06"),
        at("2026-11-06"),
    )


async def test_no_person_and_no_text_is_kept() -> None:
    town = Town()
    await town.opened(1, title="张三的低保", exchange_no="x")
    assert isinstance(town.store, MemoryStore)
    assert "张三" not in str(town.store.documents)
    kept = {field.name for kind in (MatterFact, ItemFact) for field in fields(kind)}
    assert kept.isdisjoint({"title", "claims", "petitioner", "name", "place", "accused_unit", "by"})
