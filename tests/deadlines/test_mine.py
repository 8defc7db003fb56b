"""Whose a limit is: whoever routing has named, a post where nobody is, and the colleague who stands in."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from chassis.identity import Principal
from lianjie_contracts.base import Actor
from lianjie_contracts.cover import Cover, Person
from lianjie_contracts.events.matter_handed_over import MatterHandedOver
from lianjie_contracts.events.matter_handler_assigned import MatterHandlerAssigned
from services.deadlines.digest import digest
from services.deadlines.due import Asked, Scope, due
from services.deadlines.ical import feed
from services.deadlines.mine import Asker
from tests.deadlines.builders import at, day
from tests.deadlines.test_digest import HEAD
from tests.deadlines.test_due import HANDLER, NOW, SUPERVISOR, Sheets
from tests.deadlines.town import LAW, MATTER, UNIT, Town, accepted, dispatched, opened, signed, told

if TYPE_CHECKING:
    from lianjie_contracts.base import MatterEvent

WEI = Principal("wei", "韦国强", frozenset({"unit_handler"}), "450199", UNIT)
JIAN, GUO = Person(id="huang", name="黄建"), Person(id="wei", name="韦国强")


def named(*handlers: str) -> MatterHandlerAssigned:
    return told(MatterHandlerAssigned, "2026-08-03 10:00", row="17", unit=UNIT, handlers=handlers)


@pytest.fixture
def town() -> Town:
    town = Town()
    town.hear(opened(), dispatched(), signed(), accepted())
    town.clock.at = NOW
    return town


def mine(town: Town, who: Principal, *covered: Person, scope: Scope = Scope.ME) -> list[tuple[str, str]]:
    asked = Asked(scope, day("2026-10-31"))
    found = asyncio.run(due(Sheets(town), LAW, Asker(who, covered), asked, NOW))  # type: ignore[arg-type]
    return [(row.clock, row.stands_for) for row in found.rows]


def test_where_nobody_is_named_it_is_everybody_s_in_the_post(town: Town) -> None:
    assert mine(town, HANDLER) == mine(town, WEI) == [("C07", "")]


def test_where_somebody_is_named_it_is_theirs_by_name_or_account(town: Town) -> None:
    town.hear(named("黄建", "梁伟"), first=5)
    assert (mine(town, HANDLER), mine(town, WEI)) == ([("C07", "")], [])
    assert mine(town, WEI, scope=Scope.UNIT) == [("C07", "")]


def test_who_stands_in_sees_it_with_the_name_of_the_absent(town: Town) -> None:
    town.hear(named("huang", "梁伟"), first=5)
    assert mine(town, WEI, JIAN) == [("C07", "黄建")]
    asked = Asked(Scope.ME, day("2026-10-31"))
    rows = asyncio.run(due(Sheets(town), LAW, Asker(WEI, (JIAN,)), asked, NOW)).rows  # type: ignore[arg-type]
    assert "SUMMARY:办理期限到期（代黄建）" in feed("我的", rows, NOW)


def test_after_a_handover_it_is_the_taker_s(town: Town) -> None:
    over: MatterEvent = told(
        MatterHandedOver, "2026-08-04 10:00", row="HO1", handover_id="h", giver=JIAN, taker=GUO, handlers=("韦国强", "梁伟"),
    )  # fmt: skip
    town.hear(named("黄建", "梁伟"), over, first=5)
    assert (mine(town, HANDLER), mine(town, WEI)) == ([], [("C07", "")])
    assert town.sheets()[MATTER].handled_in == UNIT


def read(town: Town, who: Principal, *covered: Person) -> list[str]:
    asked: Any = digest(Sheets(town), LAW, Asker(who, covered), town.clock.now(), None)  # type: ignore[arg-type]
    said = asyncio.run(asked)
    return [f"{row.level} {row.stands_for}".strip() for row in said.rows]


def test_the_digest_goes_to_the_named_and_to_who_stands_in_and_further_up_as_ever(town: Town) -> None:
    town.hear(named("黄建", "梁伟"), first=5)
    town.tick("2026-09-30 00:10")
    town.clock.at = at("2026-09-30 09:00")
    assert (read(town, HANDLER), read(town, WEI), read(town, WEI, JIAN)) == (["RED"], [], ["RED 黄建"])
    assert read(town, HEAD) == ["RED"]
    assert read(town, SUPERVISOR) == []


def test_a_cover_runs_on_days_of_the_counties() -> None:
    by = Actor(id="huang", role="unit_handler")
    cover = Cover(
        no=1, absent=JIAN, delegate=GUO, from_on=date(2026, 12, 1), to_on=date(2026, 12, 1), set_by=by
    )
    assert [cover.runs_on(date(2026, 12, n)) for n in (1, 2)] == [True, False]
