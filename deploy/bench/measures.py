"""Each figure: a load, a wait until everything is heard, and what both took."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from deploy.bench.life import Life, Town
from deploy.bench.loads import Numbers, Outcome, closed, open_loop, percentiles
from deploy.bench.plan import BURST, GREW, REGISTRATIONS, Plan
from deploy.bench.wire import Reply
from deploy.words import Complaint

if TYPE_CHECKING:
    from collections.abc import Callable

    from deploy.bench.heads import Heads
    from deploy.bench.meter import Meter

Figures = dict[str, Any]
READERS = 8


@dataclass
class Measures:
    """The loads against one target; `lives` are those led so far, whose pages can be read."""

    town: Town
    heads: Heads
    meter: Meter
    plan: Plan
    numbers: Numbers = field(default_factory=Numbers)
    lives: list[Life] = field(default_factory=list)

    async def life(self, n: int) -> None:
        life = Life(self.town, n)
        await life.lead()
        self.lives.append(life)

    async def registration(self, n: int) -> None:
        await Life(self.town, n).register()

    async def idle(self) -> Figures:
        """What it costs to run and have nothing to do, by process: milliseconds of CPU a second."""
        before = self.meter.read()
        await asyncio.sleep(self.plan.idle)
        after = self.meter.read()
        used = after.since(before, 1)["cpu_ms_each"]
        return {name: round(ms / (after.at - before.at), 1) for name, ms in used.items() if name != "load"}

    async def warm_up(self) -> None:
        await closed(self.life, self.numbers, 4, self.plan.warm_up)
        await self.heads.reached()

    async def lifecycles(self) -> Figures:
        """With more and more clients until the rate no longer grows; the best step is the maximum."""
        steps: list[Figures] = []
        for clients in self.plan.clients:
            steps.append(await self.step(clients))
            if len(steps) > 1 and steps[-1]["rate"] < steps[-2]["rate"] * GREW:
                break
        best = max(steps, key=lambda step: float(step["rate"]))
        return {"rate": best["rate"], "best": best, "steps": steps}

    async def step(self, clients: int) -> Figures:
        """Lives a second, from the first request until everything was heard by everybody."""
        before = self.meter.read()
        outcome = await closed(self.life, self.numbers, clients, self.plan.step)
        if not outcome.done:
            raise Complaint("bench_nothing_done", why=next(iter(outcome.failed), ""))
        heard = await self.heads.reached()
        spent = self.meter.read().since(before, outcome.done)
        return {
            "clients": clients, "lives": outcome.done, "rate": round(outcome.done / (heard - outcome.begun), 2),
            "drain_s": round(max(0.0, heard - outcome.ended), 2), "life_ms": percentiles(outcome.latencies),
            "failed": outcome.failed, **spent,
        }  # fmt: skip

    async def registrations(self, rate: float = REGISTRATIONS, seconds: float | None = None) -> Figures:
        """Latencies of the REGISTER stage, and what one costs all processes until everybody has heard of it."""
        before = self.meter.read()
        outcome = await open_loop(self.registration, self.numbers, rate, seconds or self.plan.steady)
        pressed = await self._pressed(outcome)
        return pressed | self.meter.read().since(before, max(1, outcome.done))

    async def burst(self) -> Figures:
        return await self.registrations(BURST, self.plan.burst)

    async def burst_of_lives(self, maximum: float) -> Figures:
        """Ten times the normal load; normal is a tenth of the maximum. Then normal again: how long until a registration
        takes no longer than before."""
        normal = maximum / 10
        before = await open_loop(self.registration, self.numbers, max(normal, 1), self.plan.steady)
        usual = percentiles(before.latencies)["p95"]
        pressed = await self._pressed(
            await open_loop(self.life, self.numbers, maximum, self.plan.burst), wait=False
        )
        recovered = await self._recovered(usual / 1000)
        heard = await self.heads.reached()
        return {
            **pressed, "normal_per_s": round(normal, 2), "usual_p95_ms": usual, "recovered_s": recovered,
            "heard_after_s": round(max(0.0, heard - pressed.pop("ended")), 2),
        }  # fmt: skip

    async def _recovered(self, usual: float) -> float | None:
        """Seconds until five registrations in a row were as quick as usual; None if that did not come about."""
        begun, quick = time.monotonic(), 0
        while time.monotonic() - begun < self.plan.probes:
            at = time.monotonic()
            await self.registration(next(self.numbers))
            quick = quick + 1 if time.monotonic() - at <= usual else 0
            if quick == 5:
                return round(time.monotonic() - begun, 2)
            await asyncio.sleep(0.2)
        return None

    async def to_the_unit(self, rate: float) -> Figures:
        """At a steady rate of lives: from an answer to what a stranger's consumer is handed, by the clock of one machine."""
        opened: list[float] = []
        routed: list[float] = []

        async def life(n: int) -> None:
            one = Life(self.town, n)
            await one.register()
            await one.open()
            opened.append(one.opened_at - one.registered_at)
            dispatched = await one.dispatch()
            arrival = await self.town.ear.heard("matter_routed", one.matter_id)
            routed.append(arrival.at - dispatched.at)
            await one.answer()
            await one.hand_over()
            await self.town.ear.heard("matter_completed", one.matter_id)

        outcome = await open_loop(life, self.numbers, rate, self.plan.halfway)
        await self.heads.reached()
        return {
            "rate": round(rate, 2), "registered_to_opened_ms": percentiles(opened),
            "dispatched_to_unit_ms": percentiles(routed), "failed": outcome.failed,
        }  # fmt: skip

    async def reads(self) -> Figures:
        """One matter's data from its owner, its page as the window makes it, and the worklist, read by so many at once."""
        data = await self._read(lambda life: f"{self.town.at.routing}/matters/{life.matter_id}")
        page = await self._read(lambda life: f"{self.town.at.workbench}/matters/{life.matter_id}")
        worklist = await self._read(lambda _: f"{self.town.at.workbench}/matters")
        return {"matter": data, "matter_page": page, "worklist": worklist, "readers": READERS}

    async def _read(self, where: Callable[[Life], str]) -> Figures:
        async def look(n: int) -> None:
            life = self.lives[n % len(self.lives)]
            token = self.town.tokens[f"router@{life.county}"]
            who = {"cookie": f"lianjie={token}", "authorization": f"Bearer {token}"}
            reply: Reply = await self.town.wire.ask("GET", where(life), who)
            if reply.status != 200:
                raise LookupError(f"{reply.status}")

        outcome = await closed(look, self.numbers, READERS, self.plan.reads)
        rate = round(outcome.done / (outcome.ended - outcome.begun), 1)
        return {"rate": rate, "ms": percentiles(outcome.latencies), "failed": outcome.failed}

    async def _pressed(self, outcome: Outcome, *, wait: bool = True) -> Figures:
        refused, self.town.refused = self.town.refused, 0
        told: Figures = {
            "rate": round((outcome.done + sum(outcome.failed.values())) / (outcome.ended - outcome.begun), 1),
            "accepted": outcome.done, "refused_429": refused, "failed": outcome.failed, "ms": percentiles(outcome.latencies),
        }  # fmt: skip
        if not wait:
            return told | {"ended": outcome.ended}
        try:
            return told | {"drain_s": round(max(0.0, await self.heads.reached() - outcome.ended), 2)}
        except TimeoutError:
            return told | {"drain_s": None}
