"""A county's centre as its stories see it: people who do something on a day, and what has become of it everywhere by then."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any, TypeVar

import httpx

from deploy.generate.front import FrontDoor
from deploy.generate.workdays import LOCAL
from lianjie_contracts.directory import Account

COUNTY, BINZHOU = "450199", "450198"  # the second follows local rules of its own
MONDAY = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)  # 09:30 in Shanghai
SHOWN = "居民身份证"  # what lay on the desk when a code was handed over
T = TypeVar("T")
# Posts of the county that the accounts to try leave empty.
OTHERS = {
    "head": ("office_head",), "lead": ("review_lead",), "secretary": ("review_secretary",), "host": ("hearing_host",),
    "archivist": ("archivist",), "leader": ("leader",),
}  # fmt: skip


@dataclass
class Centre:
    """`front` is what it is made of. Every act is done at the clock's time, and has had its effect when it returns.

    `told_of`: the matters of the story. What falls due in them is done on its minute; in those of other stories, at the next stop.
    """

    front: FrontDoor
    runner: asyncio.Runner
    told_of: list[str] = field(default_factory=list)
    _tokens: dict[str, str] = field(default_factory=dict)
    _keys: Any = field(default_factory=count)

    @property
    def now(self) -> datetime:
        return self.front.clock.now()

    @property
    def today(self) -> date:
        return self.now.astimezone(LOCAL).date()

    def passes(self, days: int = 0, hours: int = 0, minutes: int = 0) -> None:
        """Let time go by; what falls due on the way is done when it is due."""
        self._run(self._until(self.now + timedelta(days=days, hours=hours, minutes=minutes)))

    def morning_of(self, day: date, hour: int = 9) -> None:
        """Go on to a day, at an hour of the counties."""
        self._run(self._until(datetime.combine(day, time(hour), tzinfo=LOCAL)))

    def until(self, instant: str, days: int = 0) -> None:
        """Go on to an instant as a service writes it, or so many days after it."""
        self._run(self._until(datetime.fromisoformat(instant) + timedelta(days=days)))

    async def _until(self, at: datetime) -> None:
        while (due := await self.front.next_due(self.told_of)) and due <= at:
            self.front.clock.at = max(due, self.front.clock.at)
            await self.front.settle()
        self.front.clock.at = at

    def asks(self, service: str, path: str, account: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """A request by somebody with an account, or by nobody (`account` empty); its status and what it was answered."""
        headers = {"Idempotency-Key": f"lives-{next(self._keys):06}"}
        if account:
            headers["Authorization"] = f"Bearer {self._token(account)}"

        async def asked() -> tuple[int, dict[str, Any]]:
            answer = await self.front.clients[service].post(path, json=body, headers=headers)
            await self.front.settle()
            return answer.status_code, answer.json()

        return self._run(asked())

    def reads(self, service: str, path: str, account: str = f"router@{COUNTY}") -> Any:
        return json.loads(self.opens(service, path, account))

    def opens(self, service: str, path: str, account: str = f"router@{COUNTY}") -> str:
        """A page as it is sent."""
        answer = self._got(service, path, account)
        assert answer.status_code == 200, answer.text
        return answer.text

    def answers(self, service: str, path: str, account: str) -> int:
        """With which status somebody is answered who wants to read something."""
        return self._got(service, path, account).status_code

    def _got(self, service: str, path: str, account: str) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self._token(account)}"}
        return self._run(self.front.clients[service].get(path, headers=headers))

    def rows(self, service: str, collection: str, **where: Any) -> list[dict[str, Any]]:
        """What a service keeps."""
        return self._run(self.front.databases[service].find(collection, where))

    def _run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(asyncio.wait_for(doing, 60))

    def _token(self, username: str) -> str:
        if username not in self._tokens:
            known = next((a for a in self.front.directory.accounts if a.username == username), None)
            self._tokens[username] = self.front.issuer.issue(known or _of_another_post(username))
        return self._tokens[username]


def _of_another_post(username: str) -> Account:
    post, county = username.split("@")
    return Account(username=username, name=post, roles=OTHERS[post], county=county, post=post)
