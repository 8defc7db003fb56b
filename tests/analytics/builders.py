"""A county's events, as routing and deadlines tell them, and a listener that makes facts of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from chassis.hearing import Hearing
from chassis.testing import MemoryStore, SettableClock
from lianjie_contracts.base import Assignment, Claim, Place, Suggestion
from lianjie_contracts.events.clock_breach_withdrawn import ClockBreachWithdrawn
from lianjie_contracts.events.clock_breached import ClockBreached
from lianjie_contracts.events.clock_held import ClockHeld
from lianjie_contracts.events.clock_started import ClockStarted
from lianjie_contracts.events.clock_stopped import ClockStopped
from lianjie_contracts.events.clock_voided import ClockVoided
from lianjie_contracts.events.matter_accepted import MatterAccepted
from lianjie_contracts.events.matter_closed_at_intake import MatterClosedAtIntake
from lianjie_contracts.events.matter_completed import MatterCompleted
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from lianjie_contracts.events.matter_item_joined import MatterItemJoined
from lianjie_contracts.events.matter_opened import MatterOpened
from lianjie_contracts.vocabulary import (
    AssignmentRole,
    Channel,
    ClockKind,
    MatterClass,
    Outcome,
    TransferMode,
)
from services.analytics.domain.facts import ClockFact, MatterFact
from services.analytics.service import HEARS
from services.analytics.store import CLOCK_FACTS, MATTER_FACTS
from tests.chassis.builders import record

if TYPE_CHECKING:
    from chassis.store import Store
    from lianjie_contracts.base import Message

COUNTY, OTHER_COUNTY = "450199", "450198"
ZJJ, RSJ = "450199-zjj", "450199-rsj"
NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def at(day: str, time: str = "01:00") -> datetime:
    """An instant in UTC, e.g. at("2026-11-05")."""
    return datetime.fromisoformat(f"{day}T{time}:00+00:00")


@dataclass
class Town:
    """Tells events stream by stream, with the numbers as they come, and hears them at once."""

    store: Store = field(default_factory=MemoryStore)
    county: str = COUNTY
    told: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.hearing = Hearing("analytics", self.store, SettableClock(NOW), HEARS, {})

    async def tell(self, subject: str, event: Message) -> None:
        self.told[subject] = self.told.get(subject, 0) + 1
        await self.hearing.batch([record(event, subject, self.told[subject])])

    async def matter(self, n: int, kind: type[Message], on: str = "2026-11-05", **facts: Any) -> None:
        """One event of matter n."""
        common = {"matter_id": self.id(n), "county": self.county, "office": "接访中心", "occurred_at": at(on)}
        await self.tell(f"matter:{self.id(n)}", kind(**{**common, **DEFAULTS.get(kind, {}), **facts}))

    async def clock(self, n: int, kind: type[Message], clock: str = "C02", **facts: Any) -> None:
        """One event of a clock of matter n."""
        common = {
            "matter_id": self.id(n), "county": self.county, "clock": clock, "clock_id": f"{self.id(n)}-{clock}",
            "name": clock, "kind": ClockKind.DUTY, "occurred_at": NOW,
        }  # fmt: skip
        await self.tell(f"clocks:{self.id(n)}", kind(**{**common, **facts}))

    async def opened(self, n: int, on: str = "2026-11-05", **facts: Any) -> None:
        item = {"item_id": f"{self.id(n)}-item", "item_no": f"{self.county}-{n}", "received_at": at(on)}
        await self.matter(n, MatterOpened, on, **{**item, "registered_at": at(on), **facts})

    async def joined(self, n: int, item: int, on: str = "2026-11-05", **facts: Any) -> None:
        number = {"item_id": f"{self.id(n)}-item-{item}", "item_no": f"{self.county}-{n}-{item}"}
        await self.matter(n, MatterItemJoined, on, **{**number, "received_at": at(on), **facts})

    async def dispatched(
        self, n: int, unit: str = ZJJ, on: str = "2026-11-06", mode: TransferMode = TransferMode.FORWARD
    ) -> None:
        share = Assignment(assignment_id="a", unit=unit, unit_name=unit, role=AssignmentRole.LEAD, mode=mode)
        await self.matter(n, MatterDispatched, on, mode=mode, assignments=(share,))

    async def started(self, n: int, due: str, clock: str = "C02", **facts: Any) -> None:
        span = {
            "started_at": at("2026-09-01"),
            "due_at": at(due, "15:59"),
            "nominal_on": date.fromisoformat(due),
        }
        plain = {"started_by": "x", "length": 15, "length_unit": "d"}
        await self.clock(n, ClockStarted, clock, **{**span, **plain, **facts})

    async def stopped(self, n: int, on: str, due: str, clock: str = "C02", **facts: Any) -> None:
        stopped_at, due_at = at(on), at(due, "15:59")
        met = stopped_at <= due_at
        await self.clock(
            n, ClockStopped, clock, stopped_at=stopped_at, due_at=due_at, **{"met": met, **facts}
        )

    def id(self, n: int) -> str:
        return f"{self.county}:m{n:04}"

    @property
    def matters(self) -> dict[str, MatterFact]:
        assert isinstance(self.store, MemoryStore)
        return self.store.all(MATTER_FACTS)

    @property
    def clocks(self) -> dict[str, ClockFact]:
        assert isinstance(self.store, MemoryStore)
        return self.store.all(CLOCK_FACTS)

    @property
    def parked(self) -> int:
        assert isinstance(self.store, MemoryStore)
        return len(self.store.waiting_records)


DEFAULTS: dict[type[Message], dict[str, Any]] = {
    MatterOpened: {
        "channel": Channel.VISIT, "place": Place(code="450199001"), "title": "路灯不亮", "category": "03",
        "claims": (Claim(claim_id="1", text="修好路灯"),), "matter_class": MatterClass.APPEAL, "suggestion": Suggestion(),
    },
    MatterItemJoined: {"channel": Channel.LETTER, "title": "路灯还是不亮"},
    MatterAccepted: {"unit": ZJJ, "claims": ()},
    MatterCompleted: {
        "unit": ZJJ, "delivery_id": "d", "issued_at": at("2026-11-10"), "service_begun_at": at("2026-11-11"),
        "served_at": at("2026-11-12"),
    },
    MatterClosedAtIntake: {
        "outcome": Outcome.GUIDE, "reason_code": "COURT", "reason": "已起诉", "basis": "第二十二条", "remedy": "到法院",
    },
}  # fmt: skip

__all__ = [
    "ClockBreachWithdrawn", "ClockBreached", "ClockHeld", "ClockVoided", "MatterAccepted", "MatterClosedAtIntake",
    "MatterCompleted", "Town", "at",
]  # fmt: skip
