"""deadlines as the window meets it: its own work calendar in memory, and what is due told from the window's own matters."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import httpx
from fastapi import FastAPI

from chassis.commands import Commands
from chassis.identity import DevelopmentIssuer
from chassis.testing import MemoryStore
from chassis.web import dress
from services.deadlines import calendar, table
from services.deadlines.calendar_api import calendar_api
from services.deadlines.law import Law
from services.workbench.store import MATTERS
from services.workbench.words import local
from tests.workbench.county import SECRET, owners_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.workbench.front import Front
    from tests.workbench.town import Town

ADDRESS = "450199.feed.secret"
OWNERS = {"C02": "router", "C07": "unit_handler"}


class Sheets:
    """The sheets that a notice is held against; the tests of deadlines have more of them."""

    def __init__(self) -> None:
        self.states: list[dict[str, Any]] = []

    async def stream(self, name: str, where: dict[str, Any], **more: Any) -> AsyncIterator[dict[str, Any]]:
        for state in self.states:
            yield {"state": state}


class DeadlinesDesk(httpx.AsyncBaseTransport):
    """Every other owner answers as usual. `away`: deadlines cannot be reached."""

    def __init__(self, town: Town) -> None:
        self.town, self.away, self.sheets = town, False, Sheets()
        store = MemoryStore()
        commands = Commands(store, town.clock, "lianjie/deadlines", lambda *_: None)
        parts: Any = SimpleNamespace(store=store, clock=town.clock, mongo=self.sheets, commands=commands)
        app = FastAPI()
        law = Law(table.committed(), calendar.committed(), timedelta(minutes=10))
        app.include_router(calendar_api(parts, law))
        dress(app, DevelopmentIssuer("development", SECRET))
        self.calendar = httpx.ASGITransport(app)
        self._others: Any = owners_of(town)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.host == "deadlines":
            if self.away:
                raise httpx.ConnectError("down")
            if request.url.path.startswith("/calendar"):
                return await self.calendar.handle_async_request(request)
            if answer := self.answer(request):
                return answer
        await request.aread()
        other: httpx.Response = self._others(request)
        return other

    def answer(self, request: httpx.Request) -> httpx.Response | None:
        """What is due, and the address of a calendar; None for anything else."""
        match request.method, request.url.path:
            case "GET", "/due":
                return httpx.Response(200, json=self._due())
            case "GET", "/digest":
                rows = [
                    {**row, "level": "RED", "number": "", "overdue_days": 0} for row in self._due()["rows"]
                ]
                told = {"day": "2026-09-28", "rows": rows, "urgent": rows[:1], "read_at": None, "whole": True}
                return httpx.Response(200, json=told)
            case "POST", path if path.startswith("/digest/"):
                return httpx.Response(200, json={"subject": "reader:x", "seq": 0})
            case "POST", "/feeds":
                return httpx.Response(201, json={"path": f"/feeds/{ADDRESS}.ics"})
            case "POST", "/feeds/end":
                return httpx.Response(200, json={"subject": "feed:x", "seq": 0})
            case "GET", path if path == f"/feeds/{ADDRESS}.ics":
                kind = {"content-type": "text/calendar; charset=utf-8"}
                return httpx.Response(200, text="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", headers=kind)
            case "GET", path if path.startswith("/feeds/"):
                return httpx.Response(404, json={"because": "这个订阅地址已失效。请登录后重新生成。"})
        return None

    def _due(self) -> dict[str, Any]:
        """Every running limit that ends within a week, or has ended."""
        last = local(self.town.clock.now()).date() + timedelta(days=10)
        rows = [
            {
                "matter_id": matter.id, "clock_id": clock.id, "clock": clock.clock, "name": clock.name, "unit": clock.unit,
                "owner_role": OWNERS.get(clock.clock, "unit_liaison"), "due_on": f"{local(clock.due_at).date()}",
                "due_at": clock.due_at.isoformat(), "started_at": clock.started_at.isoformat(), "level": "GREEN",
                "provisional": clock.clock == "C07", "handlers": ["黄建业", "梁伟"] if clock.clock == "C07" else [],
                "stands_for": "黄建业" if clock.clock == "C07" else "",
            }
            for matter in self.town.store.all(MATTERS).values()
            for clock in matter.clocks.values()
            if clock.runs and clock.due_at and clock.started_at and local(clock.due_at).date() <= last
        ]  # fmt: skip
        return {"rows": sorted(rows, key=lambda row: row["due_at"]), "whole": True}


def load(someone: Front, content: bytes, name: str = "2027.csv", **more: str) -> httpx.Response:
    """Send a file as the form of the calendar's page does."""
    data = {**someone.tokens("/calendar"), "year": "2027", **more}
    return someone.ask("POST", "/calendar/notices", data=data, files={"file": (name, content)})
