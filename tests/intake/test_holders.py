"""Who holds a matter of this county, and may therefore ask intake for its petitioner's contact and its files."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from chassis.testing import MemoryStore
from chassis.work import Heard, Work
from lianjie_contracts.base import Assignment
from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from lianjie_contracts.events.matter_shares_changed import MatterSharesChanged
from lianjie_contracts.vocabulary import AssignmentRole, TransferMode
from services.intake.handlers.on_matter_dispatched import on_matter_dispatched
from services.intake.handlers.on_matter_shares_changed import on_matter_shares_changed
from services.intake.store import HOLDERS

AT = datetime(2026, 9, 28, tzinfo=UTC)
ZJJ, RSJ = "450199-zjj", "450199-rsj"


def shares(*units: str) -> tuple[Assignment, ...]:
    return tuple(
        Assignment(assignment_id=unit, unit=unit, unit_name=unit, role=AssignmentRole.CO, mode=TransferMode.FORWARD) for unit in units
    )  # fmt: skip


def holders(*heard: tuple[Callable[..., Awaitable[None]], Any], county: str = "450199") -> tuple[str, ...]:
    """The units that hold the matter after these events."""

    async def hear() -> tuple[str, ...]:
        async with MemoryStore().batch() as tx:
            work = Work(tx, AT, "lianjie/intake")
            for seq, (handler, event) in enumerate(heard, 1):
                envelope = Envelope(
                    f"e{seq}", event.type, 1, "lianjie/routing", "matter:450199:m", seq, "450199", AT
                )
                await handler(Heard(event, envelope), work, county=county)
            held = await work.load(HOLDERS, "450199:m")
        return held.units if held else ()

    return asyncio.run(hear())


COMMON = {"matter_id": "450199:m", "county": "450199", "office": "450199", "occurred_at": AT}
SENT = MatterDispatched(**COMMON, mode=TransferMode.FORWARD, assignments=shares(ZJJ))
MORE = MatterSharesChanged(**COMMON, assignments=shares(ZJJ, RSJ))


def test_a_helping_unit_that_comes_later_may_ask_too() -> None:
    assert holders((on_matter_dispatched, SENT)) == (ZJJ,)
    assert holders((on_matter_dispatched, SENT), (on_matter_shares_changed, MORE)) == (ZJJ, RSJ)


def test_another_county_s_matter_is_nothing_here() -> None:
    assert holders((on_matter_dispatched, SENT), (on_matter_shares_changed, MORE), county="450198") == ()
