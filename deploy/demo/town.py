"""The running system as the people of the day meet it: their counters over HTTP, and what can be read beside them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import httpx

from chassis.identity import DevelopmentIssuer
from chassis.ids import derived
from chassis.mongo import Mongo
from deploy.local import processes
from deploy.local.home import DIRECTORY, Home
from deploy.local.keys import keys
from deploy.local.stack import Stack
from deploy.words import Complaint
from lianjie_contracts.directory import Account, Directory, load

TRIES, PAUSE = 40, 0.5
INTAKES = {row.county or "": row.address() for row in processes.INTAKES}
ROUTING = processes.ROUTING.address()
DEADLINES = processes.DEADLINES.address()
NOTIFICATIONS = processes.NOTIFICATIONS.address()
ANALYTICS = processes.ANALYTICS.address()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a service answered: done, or refused with a sentence and, for a form, a sentence per field."""

    status: int
    body: Any

    @property
    def done(self) -> bool:
        return self.status < 300

    @property
    def repeated(self) -> bool:
        return self.done and bool(self.body.get("repeated"))

    @property
    def because(self) -> str:
        fields = (self.body.get("fields") or {}) if isinstance(self.body, Mapping) else {}
        return "".join(fields.values()) or str(self.body.get("because", self.status))


@dataclass
class Town:
    """All counties. A command's key is made from the run, so that the same day played twice is done once."""

    run: str
    directory: Directory
    http: httpx.AsyncClient
    databases: dict[str, Mongo]
    kafka: str
    _issuer: DevelopmentIssuer
    _tokens: dict[str, str] = field(default_factory=dict)

    @classmethod
    def here(cls, run: str) -> Town:
        """The system that runs in this home."""
        home = Home.here()
        around = Stack(home, {}, lambda _: None).around
        names = [f"intake_{county}" for county in INTAKES]
        names += [service for service in processes.SERVICES if service != "intake"]
        databases = {name: Mongo(around.mongo, f"lianjie_{name}") for name in names}
        issuer = DevelopmentIssuer("development", keys(home.keys)["TOKEN_SECRET"])
        http = httpx.AsyncClient(timeout=10, trust_env=False)
        return cls(run, load(DIRECTORY), http, databases, around.kafka, issuer)

    async def close(self) -> None:
        await self.http.aclose()
        for database in self.databases.values():
            await database.close()

    def someone(self, county: str, username: str) -> Account:
        """An account to try, e.g. router or zjj.head."""
        wanted = f"{username}@{county}"
        return next(account for account in self.directory.accounts if account.username == wanted)

    @property
    def day(self) -> date:
        """The day that is played; a run is named after it."""
        return date.fromisoformat(self.run[:10])

    @property
    def turn(self) -> int:
        """The how-manieth day on that date: its seed."""
        return int(self.run[11:])

    @property
    def counties(self) -> dict[str, str]:
        return {county.code: county.name for county in self.directory.counties}

    def county(self, code: str) -> str:
        return self.directory.county(code).name

    def unit(self, code: str) -> str:
        return self.directory.unit(code).name

    async def do(self, who: Account, address: str, body: Mapping[str, Any], *command: str) -> Reply:
        """A command. While a service is away the same command is sent again: that is what its key is for."""
        headers = self._headers(who) | {"Idempotency-Key": derived(self.run, who.county, *command)}
        return await self._ask("POST", address, headers, dict(body))

    async def look(self, who: Account, address: str) -> Reply:
        return await self._ask("GET", address, self._headers(who), None)

    async def ask_once(self, who: Account, address: str) -> Reply | None:
        """None if nobody answers."""
        try:
            answer = await self.http.get(address, headers=self._headers(who))
        except httpx.TransportError:
            return None
        return Reply(answer.status_code, answer.json())

    async def _ask(self, method: str, address: str, headers: dict[str, str], body: Any) -> Reply:  # noqa: ANN401
        for attempt in range(TRIES):
            try:
                answer = await self.http.request(method, address, headers=headers, json=body)
            except httpx.TransportError:
                if attempt == TRIES - 1:
                    raise Complaint("demo_service_away", address=address) from None
            else:
                if answer.status_code != 503 or attempt == TRIES - 1:
                    return Reply(answer.status_code, answer.json())
            await asyncio.sleep(PAUSE)
        raise AssertionError("unreachable")

    def _headers(self, who: Account) -> dict[str, str]:
        if who.username not in self._tokens:
            self._tokens[who.username] = self._issuer.issue(who)
        return {"Authorization": f"Bearer {self._tokens[who.username]}"}
