"""The work that goes on meanwhile: registrations at a bounded rate, and for a share of them every act of the road."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

import httpx

from chassis.ids import derived
from deploy.chaos.ledger import REGISTER, Accepted, Ledger
from deploy.chaos.papers import opinion, petition
from deploy.local.processes import COUNTIES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from deploy.chaos.arena import Arena

AT_ONCE = 16  # petitions at the desks, and as many on their road
PATIENCE = 15.0  # seconds for one answer; then the same command is sent again
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 2.0
PRESSED_TWICE = 0.05  # of the registrations, although they were answered
UNIT = "zjj"  # its people work in the browser
DONE, PASSING, UNKNOWN = (200, 201), (429, 500, 502, 503, 504), 404


class Broken(Exception):
    """The system said something that no fault excuses."""


@dataclass
class Clerks:
    """`seconds`: over which the petitions are spread. `roads`: the share that goes to its end. `token`: of an account."""

    arena: Arena
    ledger: Ledger
    token: Callable[[str], str]
    matters: int
    seconds: float
    seed: int
    roads: float
    answers: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)

    async def run(self) -> None:
        """Until everything was answered; the caller bounds it."""
        limits = httpx.Limits(max_connections=2 * AT_ONCE, max_keepalive_connections=2 * AT_ONCE)
        desks, roads = asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(AT_ONCE)
        begun = time.monotonic()
        async with (
            httpx.AsyncClient(timeout=PATIENCE, limits=limits, trust_env=False) as http,
            asyncio.TaskGroup() as tasks,
        ):
            for number in range(self.matters):
                await asyncio.sleep(max(0.0, begun + number * self.seconds / self.matters - time.monotonic()))
                await desks.acquire()
                tasks.create_task(self._petition(http, number, desks, roads))

    async def _petition(
        self, http: httpx.AsyncClient, number: int, desks: asyncio.Semaphore, roads: asyncio.Semaphore
    ) -> None:
        chance = random.Random(f"{self.seed} {number}")  # noqa: S311 - to be repeated, not to be secret
        county, goes = COUNTIES[number % len(COUNTIES)], chance.random() < self.roads
        desk = _Desk(self, http, county, f"{self.seed}-{number}")
        try:
            try:
                matter_id = await desk.register(
                    petition(county, number, goes), twice=chance.random() < PRESSED_TWICE
                )
            finally:
                desks.release()
            if goes:
                async with roads:
                    await desk.whole_road(matter_id, number)
        except Broken as sentence:
            self.broken.append(str(sentence))


@dataclass(frozen=True)
class _Desk:
    """One petition and those who have to do with it."""

    clerks: Clerks
    http: httpx.AsyncClient
    county: str
    name: str

    async def register(self, form: Mapping[str, Any], *, twice: bool) -> str:
        told = await self._do(f"intake-{self.county}", "/items", "registrar", form, REGISTER)
        if twice:
            again = await self._answer("POST", f"intake-{self.county}", "/items", "registrar", form, REGISTER)
            if again["item_no"] != told["item_no"]:
                raise Broken(f"pressed twice, numbered twice: {told['item_no']} and {again['item_no']}")
        return str(told["matter_id"])

    async def whole_road(self, matter_id: str, number: int) -> None:
        """Dispatch, sign, accept, name the investigators, issue the opinion; that it is served, the mail will tell."""
        path = f"/matters/{matter_id}"
        matter = await self._answer("GET", "routing", path, "router", None, "look")
        answered = opinion(self.county, number, [claim["claim_id"] for claim in matter["claims"]])
        for act, who, form in (
            ("dispatch", "router", {"unit": f"{self.county}-{UNIT}", "reason": "采纳系统建议"}),
            ("sign", f"{UNIT}.liaison", {}),
            ("accept", f"{UNIT}.liaison", {}),
            ("handlers", f"{UNIT}.head", {"handlers": ["梁伟", "黄一"]}),
            ("opinion", f"{UNIT}.head", answered),
        ):
            await self._do("routing", f"{path}/{act}", who, form, act, matter_id)

    async def _do(self, row: str, path: str, who: str, form: Mapping[str, Any], act: str, matter_id: str = "") -> dict[str, Any]:  # fmt: skip
        began = time.time()
        told = await self._answer("POST", row, path, who, form, act)
        at = time.time()
        self.clerks.ledger.write(
            Accepted(at, act, matter_id or told["matter_id"], told["subject"], told["seq"], round(at - began, 3),
                     told.get("item_id", ""), told.get("item_no", ""))
        )  # fmt: skip
        return told

    async def _answer(self, method: str, row: str, path: str, who: str, form: Mapping[str, Any] | None, act: str) -> dict[str, Any]:  # fmt: skip
        """The same wish again and again until it is answered: that is what its key is for."""
        addresses = self.clerks.arena.addresses(row)
        headers = {"Authorization": f"Bearer {self.clerks.token(f'{who}@{self.county}')}", "Idempotency-Key": derived(self.name, act)}  # fmt: skip
        for attempt in count():
            address = addresses[(attempt + len(self.name)) % len(addresses)]
            try:
                answer = await self.http.request(method, address + path, json=form, headers=headers)
            except httpx.TransportError as away:
                self.clerks.answers[type(away).__name__] += 1
            else:
                self.clerks.answers[f"{method} {answer.status_code}"] += 1
                if answer.status_code in DONE:
                    told: dict[str, Any] = answer.json()
                    return told
                if answer.status_code not in PASSING and not (
                    method == "GET" and answer.status_code == UNKNOWN
                ):
                    raise Broken(f"{act} {self.name}: {answer.status_code} {answer.text[:200]}")
            await asyncio.sleep(min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(attempt, 8)))
        raise AssertionError("counting never ends")
