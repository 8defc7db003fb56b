"""One run: the work, the faults, the healing, the waiting, the comparison."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chassis.identity import DevelopmentIssuer
from deploy.chaos import books
from deploy.chaos.checks import Check, checks, repeats
from deploy.chaos.clerks import Clerks
from deploy.chaos.ledger import Ledger
from deploy.chaos.nemesis import Nemesis
from deploy.chaos.plan import planned
from deploy.chaos.probe import Probe
from deploy.local import probe as processes
from deploy.local.home import DIRECTORY
from deploy.local.keys import keys
from lianjie_contracts.directory import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from deploy.chaos.arena import Arena
    from deploy.chaos.plan import Fault

ANSWERED_WITHIN = 900.0  # seconds after the last fault, for what is still under way
SETTLED_WITHIN = 600.0  # seconds after the last answer; an attempt to send is taken over after 120
LOOK_EVERY = 2.0
TELL_EVERY = 30.0


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for."""

    seed: int
    seconds: float
    faults: int
    matters: int
    roads: float


@dataclass
class Trial:
    """`told` hears a sentence's key and its facts, as it goes on."""

    arena: Arena
    wish: Wish
    directory: Path
    told: Callable[..., None]
    begun_at: float = 0.0
    worked_until: float = 0.0
    settled_at: float = 0.0
    unanswered: bool = False
    mails_again: int = 0
    results: list[Check] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.directory / "accepted.jsonl")
        self.nemesis = Nemesis(self.arena, self.directory / "faults.jsonl", self._tell_fault)
        issuer = DevelopmentIssuer("development", keys(self.arena.home.keys)["TOKEN_SECRET"])
        tokens = {account.username: issuer.issue(account) for account in load(DIRECTORY).accounts}
        wish = self.wish
        self.clerks = Clerks(
            self.arena, self.ledger, tokens.__getitem__, wish.matters, wish.seconds, wish.seed, wish.roads
        )
        self.kept = books.databases(self.arena.around.mongo)
        self.probe = Probe(self.kept, self.ledger)

    async def run(self) -> None:
        """Afterwards `results` say what holds."""
        plan = planned(
            self.wish.seed,
            self.wish.seconds,
            self.wish.faults,
            list(self.arena.services),
            list(self.arena.joining),
        )
        self.begun_at = time.time()
        beside = [asyncio.create_task(act) for act in (self.nemesis.watch(), self.probe.run(), self._tell())]
        try:
            work = asyncio.create_task(self.clerks.run())
            await self.nemesis.run(plan)
            self.told("chaos_healed")
            try:
                await asyncio.wait_for(work, ANSWERED_WITHIN)
            except TimeoutError:
                self.unanswered = True
            self.worked_until = time.time()
            await self._settle()
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
            for database in self.kept.values():
                await database.close()

    async def _settle(self) -> None:
        """Compare when nothing is under way any more; what does not hold gets the rest of the time to come right."""
        self.told("chaos_settling")
        deadline = time.monotonic() + SETTLED_WITHIN
        while time.monotonic() < deadline:
            await asyncio.sleep(LOOK_EVERY)
            if await self._is_quiet():
                await self._compare()
                if all(check.holds for check in self.results):
                    return
        await self._compare()

    async def _is_quiet(self) -> bool:
        """No service has anything unsent, unheard or parked, and no paper is on its way."""
        for service in self.arena.services.values():
            said = await asyncio.to_thread(processes.status, service.port)
            if (
                said is None
                or said["unsent"]
                or said["parked"]
                or any(each["lag"] for each in said["assignments"])
            ):
                return False
        return not await self.kept["notifications"].count("deliveries", {"state.next_at": {"$exists": True}})

    async def _compare(self) -> None:
        read = await books.read(self.kept, self.arena.around)
        await asyncio.to_thread(books.read_files, read, self.arena.home)
        self.settled_at, self.mails_again = time.time(), repeats(read.mails)
        said = [*self.clerks.broken, *(["not everything was answered"] if self.unanswered else [])]
        answers = Check("answers", sum(self.clerks.answers.values()), tuple(said))
        self.results = [answers, *checks(self.ledger.rows, read)]

    def _tell_fault(self, fault: Fault, victim: str) -> None:
        self.told("chaos_fault", number=fault.number, kind=fault.kind, victim=victim, seconds=fault.lasts)

    async def _tell(self) -> None:
        while True:
            await asyncio.sleep(TELL_EVERY)
            registered = len(self.ledger.registered)
            self.told(
                "chaos_goes_on", done=registered, matters=self.wish.matters, roads=len(self.ledger.roads),
                answers=len(self.ledger.rows), seconds=int(time.time() - self.begun_at),
            )  # fmt: skip
