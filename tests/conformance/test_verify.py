"""A lost last event, the one thing that no gap shows, is found by comparing heads, and mended from the history."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from chassis.bus_groups import Groups
from chassis.verifying import Finds
from deploy import agreement
from deploy.system import System
from tests.conformance.town import eventually

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from deploy.agreement import Report
    from tests.conformance.town import Town

pytestmark = pytest.mark.connected


def asked(town: Town, act: Callable[[System, Any, Report], Coroutine[Any, Any, Any]]) -> Any:
    """Compare routing's matters with who hears them, and do something with what was found."""

    async def run() -> Any:
        async with System.here(town.around) as system, Groups.of(system.kafka) as groups:
            inspections = await system.inspections(groups, ["routing"])
            return await act(system, inspections, await agreement.verified(inspections, lambda _: None))

    return asyncio.run(run())


def test_a_lost_last_event_is_found_and_sent_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreement, "A_MOMENT", 0)
    told = town.register()
    subject = f"matter:{told['matter_id']}"

    def facts() -> list[dict[str, Any]]:
        return town.rows("analytics", "matter_facts", _id=told["matter_id"])

    known = eventually(facts, "analytics has heard of it")
    analytics = town.mongo.lianjie_analytics
    analytics.matter_facts.delete_one({"_id": told["matter_id"]})
    analytics.positions.delete_one({"_id": subject})

    async def finds(_: System, __: Any, report: Report) -> list[str]:
        return [finding.consumer for finding in report.of(Finds.LOST) if finding.subject == subject]

    async def mends(system: System, inspections: Any, report: Report) -> int:
        return await agreement.sent_again(system, inspections, report, lambda _: None)

    assert eventually(lambda: asked(town, finds), "it is missed") == ["analytics"]
    assert asked(town, mends) >= 1
    assert eventually(facts, "it is heard again")[0]["state"] == known[0]["state"]
    assert asked(town, finds) == []
