"""The figures of a month, counted by a real database, against the same counted by hand; and the matters behind each."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from chassis.documents import Document
from lianjie_contracts.vocabulary import Channel, ClockKind, MatterClass, Source, TransferMode
from services.analytics.counting import Question, rates, volumes
from services.analytics.domain.definitions import RATES, VOLUMES, Over
from services.analytics.domain.facts import ClockFact, ItemFact, MatterFact
from services.analytics.domain.periods import Month
from services.analytics.domain.rates import Rate, met_of_due
from services.analytics.explaining import Page, behind_rate, behind_volume
from services.analytics.scope import Scope
from services.analytics.store import CLOCK_FACTS, MATTER_FACTS
from tests.analytics.builders import (
    COUNTY,
    NOW,
    OTHER_COUNTY,
    RSJ,
    ZJJ,
    ClockHeld,
    ClockVoided,
    MatterAccepted,
    MatterClosedAtIntake,
    MatterCompleted,
    Town,
    at,
)

if TYPE_CHECKING:
    from chassis.mongo import Mongo
    from tests.analytics.conftest import Window

pytestmark = [pytest.mark.asyncio, pytest.mark.database]
NOVEMBER = "2026-11"


async def a_november(town: Town) -> None:
    """Seven matters of a month that a person can count."""
    await town.opened(1, headcount=23)
    await town.opened(2, headcount=2, category="0402")
    await town.opened(3, channel=Channel.LETTER)
    await town.joined(3, 2, channel=Channel.PHONE)
    await town.joined(3, 3, "2026-12-01", channel=Channel.PHONE)
    await town.opened(4, "2026-10-20", channel=Channel.ONLINE)
    for n, unit, mode in (
        (1, ZJJ, TransferMode.FORWARD), (2, RSJ, TransferMode.ASSIGN), (3, ZJJ, TransferMode.FORWARD),
    ):  # fmt: skip
        await town.dispatched(n, unit, mode=mode)
    await town.matter(1, MatterAccepted, "2026-11-07")
    await town.matter(1, MatterCompleted, "2026-11-13")
    await town.opened(5)
    await town.matter(5, MatterClosedAtIntake, "2026-11-06")
    await town.started(1, "2026-11-20")
    await town.stopped(1, "2026-11-06", "2026-11-20")
    await town.started(2, "2026-11-20")
    await town.stopped(2, "2026-11-22", "2026-11-20")
    await town.started(3, "2026-11-20")
    await town.started(4, "2026-11-04")
    await town.started(5, "2026-11-25")
    await town.stopped(5, "2026-11-06", "2026-11-25")
    await town.started(1, "2026-11-12", "C07", unit=ZJJ)
    await town.stopped(1, "2026-11-10", "2026-11-12", "C07", unit=ZJJ)
    await town.started(2, "2026-11-12", "C07", unit=RSJ)
    await town.clock(2, ClockVoided, "C07", unit=RSJ, why="异议成立")
    await town.started(3, "2026-11-12", "C07", unit=ZJJ)
    await town.clock(3, ClockHeld, "C07", unit=ZJJ, held_from=at("2026-11-10"))
    await town.started(4, "2026-11-21", "C07", unit=RSJ)


async def test_the_volumes_of_a_month(town: Town, window: Window) -> None:
    await a_november(town)
    told = (await window.told("/figures", month=NOVEMBER))["volumes"]
    assert told == {
        "items": 5,
        "by_channel": {"LETTER": 1, "PHONE": 1, "VISIT": 3},
        "batches": 3, "heads": 26, "group_batches": 1, "group_heads": 23, "repeats": 1,
        "by_category": {"03": 4, "04": 1},
        "forwarded_times": 2, "forwarded_items": 4, "assigned_times": 1, "assigned_items": 1,
        "open": 3, "overdue": 2, "accepted": 1, "completed": 1, "closed": 1,
    }  # fmt: skip


async def test_the_rates_of_a_month_with_numerator_and_denominator(town: Town, window: Window) -> None:
    await a_november(town)
    rates = {rate["id"]: rate for rate in (await window.told("/figures", month=NOVEMBER))["rates"]}
    timely, handled = rates["R03"], rates["R05"]
    row = {"county": COUNTY, "unit": None, "small_sample": True, "meets_target": False}
    assert (timely["id"], timely["name"], timely["version"], timely["target"]) == (
        "R03",
        "及时受理率",
        1,
        100.0,
    )
    assert timely["rows"] == [{**row, "numerator": 1, "denominator": 4, "value": 25.0}]
    assert (handled["id"], handled["name"]) == ("R05", "按期办结率")
    assert handled["rows"] == [
        {**row, "unit": RSJ, "numerator": 0, "denominator": 1, "value": 0.0},
        {**row, "unit": ZJJ, "numerator": 1, "denominator": 1, "value": 100.0, "meets_target": True},
    ]
    assert handled["total"] == {**row, "numerator": 1, "denominator": 2, "value": 50.0}


async def test_a_month_of_nothing_has_no_rate(town: Town, window: Window) -> None:
    told = await window.told("/figures", month="2026-01")
    assert told["volumes"]["items"] == 0
    assert told["volumes"]["by_channel"] == {}
    [row] = told["rates"][0]["rows"]
    assert (row["numerator"], row["denominator"], row["value"], row["meets_target"]) == (0, 0, None, None)
    assert told["rates"][1]["rows"] == []


async def test_the_matters_behind_a_rate_the_missed_ones_first(town: Town, window: Window) -> None:
    await a_november(town)
    behind = await window.told("/figures/R03/matters", month=NOVEMBER)
    assert (behind["total"], behind["name"]) == (4, "及时受理率")
    assert [(row["item_nos"][0], row["met"]) for row in behind["matters"]] == [
        ("450199-4", False), ("450199-2", False), ("450199-3", False), ("450199-1", True),
    ]  # fmt: skip
    late = await window.told("/figures/R03/matters", month=NOVEMBER, side="missed", skip=1, limit=1)
    assert (late["total"], [row["item_nos"] for row in late["matters"]]) == (3, [["450199-2"]])


async def test_the_matters_behind_a_volume(town: Town, window: Window) -> None:
    await a_november(town)
    by_phone = await window.told("/figures/V01/matters", month=NOVEMBER, value="PHONE")
    assert by_phone["matters"] == [
        {"matter_id": town.id(3), "item_nos": ["450199-3", "450199-3-2", "450199-3-3"], "share": 1}
    ]
    late = await window.told("/figures/V11/matters", month=NOVEMBER, field="overdue")
    assert [row["matter_id"] for row in late["matters"]] == [town.id(3), town.id(4)]
    nobody = await window.told("/figures/V06/matters", month="2026-01")
    assert (nobody["total"], nobody["matters"]) == (0, [])


async def test_a_unit_sees_itself_alone_and_not_what_the_office_owes(town: Town, window: Window) -> None:
    await a_november(town)
    told = await window.told("/figures", "zjj.liaison@450199", month=NOVEMBER)
    assert (told["unit"], told["volumes"]["items"]) == (ZJJ, 3)
    assert [(rate["id"], [row["unit"] for row in rate["rows"]]) for rate in told["rates"]] == [("R05", [ZJJ])]
    for question in ({"unit": RSJ}, {"county": OTHER_COUNTY}):
        refused = await window.ask("/figures", "zjj.liaison@450199", **question)
        assert refused.status_code == 403
        behind = await window.ask("/figures/R05/matters", "zjj.liaison@450199", **question)
        assert behind.status_code == 403
    assert (await window.ask("/figures/R03/matters", "zjj.liaison@450199")).status_code == 404


async def test_an_office_sees_its_county_and_each_of_its_units(town: Town, window: Window) -> None:
    await a_november(town)
    assert (await window.told("/figures", month=NOVEMBER, unit=RSJ))["volumes"]["items"] == 1
    for question, status in (
        ({"county": OTHER_COUNTY}, 403), ({"unit": "450198-zjj"}, 404), ({"unit": "450199-none"}, 404),
        ({"month": "2026-13"}, 422), ({"month": "November"}, 422),
    ):  # fmt: skip
        assert (await window.ask("/figures", **question)).status_code == status
    elsewhere = await window.told("/figures", "analyst@450198", month=NOVEMBER)
    assert elsewhere["volumes"]["items"] == 0


async def test_nobody_is_told_anything_without_a_token(window: Window) -> None:
    assert (await window.client.get("/figures")).status_code == 401
    assert (await window.ask("/figures/R99/matters")).status_code == 404


async def test_what_is_not_said_is_this_month_and_ones_own_county(town: Town, window: Window) -> None:
    told = await window.told("/figures")
    assert (told["month"], told["county"], told["unit"]) == (NOVEMBER, COUNTY, None)


@pytest.mark.parametrize("seed", range(4))
async def test_the_database_counts_like_a_person_with_all_facts_on_the_table(
    town: Town, mongo: Mongo, seed: int
) -> None:
    matters, clocks = await a_year(town, random.Random(seed))
    for month in ("2026-10", NOVEMBER, "2026-12"):
        for scope in (Scope(COUNTY), Scope(OTHER_COUNTY), Scope(COUNTY, ZJJ)):
            asked = Question(scope, Month(month), NOW)
            mine = [fact for fact in matters.values() if _in(fact, scope)]
            counted = await volumes(mongo, asked)
            assert counted["by_channel"] == Counter(
                item.channel.value for fact in mine for item in fact.items if item.month == month
            )
            assert (
                counted["items"]
                == sum(counted["by_channel"].values())
                == sum(counted["by_category"].values())
            )
            assert counted["open"] == len([fact for fact in mine if _open(fact, asked)])
            for definition, rows in await rates(mongo, asked):
                due = [
                    c
                    for c in clocks
                    if c.clock == definition.clock and c.due_month == month and _in(c, scope)
                ]
                assert sum(rows.values(), Rate(0, 0)) == met_of_due(due, NOW)
            await _explained(mongo, asked, counted)


async def _explained(mongo: Mongo, asked: Question, counted: dict[str, Any]) -> None:
    """Of every figure the shares of the matters behind it add up to the figure."""
    everything = Page(0, 10_000)
    for definition in VOLUMES:
        figure = counted[definition.field]
        for value, n in figure.items() if isinstance(figure, dict) else [(None, figure)]:
            behind = await behind_volume(mongo, asked, definition, value, everything)
            assert sum(row["share"] for row in behind.rows) == n, (definition.field, value)
            assert len(behind.rows) == behind.total
    for counted_over, rows in await rates(mongo, asked):
        rate = sum(rows.values(), Rate(0, 0))
        assert (await behind_rate(mongo, asked, counted_over, None, everything)).total == rate.denominator
        assert (await behind_rate(mongo, asked, counted_over, True, everything)).total == rate.numerator


def _in(fact: MatterFact | ClockFact, scope: Scope) -> bool:
    return fact.unit == scope.unit if scope.unit else fact.county == scope.county


def _open(fact: MatterFact, asked: Question) -> bool:
    return fact.opened_at < asked.month.ends_at and (fact.ended_at is None or fact.ended_at >= asked.at)


async def a_year(town: Town, chance: random.Random) -> tuple[dict[str, MatterFact], list[ClockFact]]:
    """Sixty matters of two counties, and their clocks, straight into the store."""
    matters, clocks = {}, []
    for n in range(60):
        matter_id, fact = f"450199:m{n}", a_matter(n, chance)
        matters[matter_id] = fact
        await town.store.put(Document(MATTER_FACTS, matter_id).with_state(fact))
        for clock, unit in (("C02", None), ("C07", fact.unit)):
            made = a_clock(matter_id, fact.county, clock, unit, chance)
            clocks.append(made)
            await town.store.put(Document(CLOCK_FACTS, f"{matter_id}-{clock}").with_state(made))
    return matters, clocks


def a_matter(n: int, chance: random.Random) -> MatterFact:
    opened_at = at("2026-09-01") + timedelta(hours=chance.randrange(24 * 100))
    fact = MatterFact(
        chance.choice([COUNTY, COUNTY, OTHER_COUNTY]),
        MatterClass.APPEAL,
        opened_at,
        chance.choice(["03", "0402", ""]),
    )
    for k in range(chance.randint(1, 3)):
        channel, heads = chance.choice(list(Channel)), chance.choice([1, 1, 3, 5, 23])
        received = opened_at + timedelta(days=k * chance.randrange(40))
        fact = fact.joined_by(ItemFact.of(f"{n}-{k}", f"{n}-{k}", received, channel, Source.SELF, heads))
    if fact.county == COUNTY and chance.random() < 0.8:
        at_ = opened_at + timedelta(days=chance.randrange(20))
        fact = fact.dispatched(
            chance.choice([ZJJ, RSJ]), chance.choice([TransferMode.FORWARD, TransferMode.ASSIGN]), at_
        )
        fact = fact.accepted(at_) if chance.random() < 0.7 else fact
        fact = fact.completed(at_ + timedelta(days=chance.randrange(60))) if chance.random() < 0.5 else fact
    return fact


def a_clock(matter_id: str, county: str, clock: str, unit: str | None, chance: random.Random) -> ClockFact:
    due_at = at("2026-09-05") + timedelta(hours=chance.randrange(24 * 100))
    made = ClockFact.started(matter_id, county, clock, ClockKind.DUTY, due_at, unit)
    if chance.random() < 0.6:
        stopped_at = due_at + timedelta(hours=chance.randrange(-300, 100))
        made = made.stopped(stopped_at, met=stopped_at <= due_at)
    elif chance.random() < 0.2:
        made = made.stands_still()
    return made.voided() if chance.random() < 0.1 else made


async def test_every_definition_is_counted_and_no_field_twice(mongo: Mongo) -> None:
    counted = await volumes(mongo, Question(Scope(COUNTY), Month(NOVEMBER), NOW))
    fields = [definition.field for definition in VOLUMES]
    assert sorted(fields) == sorted(set(counted) - {"items"})
    assert {definition.over for definition in VOLUMES} == set(Over)
    assert all(definition.version >= 1 and definition.source for definition in (*VOLUMES, *RATES))
