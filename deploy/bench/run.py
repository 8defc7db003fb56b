"""One run: the system's figures, then the raw limit under the same load, on the same broker and database."""

from __future__ import annotations

import asyncio
import contextlib
import os
import platform
import shutil
import subprocess
import sys
import uuid
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import psutil

from deploy.bench.ear import Ear
from deploy.bench.heads import watching
from deploy.bench.life import Town
from deploy.bench.measures import Figures, Measures
from deploy.bench.meter import Meter
from deploy.bench.system import Target, base, raw_limit, system, tokens
from deploy.bench.wire import Wire
from deploy.local.home import DIRECTORY, PROJECT
from deploy.words import Complaint, say
from lianjie_contracts.directory import load

if TYPE_CHECKING:
    from deploy.bench.plan import Plan
    from deploy.local.home import Home

Tell = Callable[[str], None]
HEARD = ("routing.matters.v1", "notifications.deliveries.v1")


def run(home: Home, plan: Plan, matters: int, tell: Tell) -> dict[str, Any]:
    """All figures of one run; what it started has ended when it returns."""
    if not matters:
        shutil.rmtree(home.data, ignore_errors=True)
        (home.run / "topics.applied").unlink(missing_ok=True)
    with base(home, tell) as stack:
        if matters:
            _fill(home, matters)
        with system(stack) as target:
            ours = asyncio.run(_figures(target, plan, tell))
        with raw_limit(stack) as target:
            theirs = asyncio.run(_limit(target, plan, ours["lifecycles"]["best"]["clients"], tell))
    return {
        **_circumstances(), "form": plan.name, "matters": matters, "system": ours, "raw": theirs,
        "ratio": _ratio(ours["lifecycles"]["best"], theirs["best"]),
    }  # fmt: skip


def _fill(home: Home, matters: int) -> None:
    """Earlier matters, made once: the next run finds them, and the lives of this one, in the same home."""
    command = [sys.executable, "-m", "deploy.cli", "generate", "--matters", str(matters), "--beside"]
    surroundings = {**os.environ, "LIANJIE_HOME": str(home.root)}
    if subprocess.run(command, cwd=PROJECT, env=surroundings, check=False).returncode:
        raise Complaint("bench_not_filled", matters=matters)


async def _figures(target: Target, plan: Plan, tell: Tell) -> Figures:
    async with _measures(target, plan) as its:
        told: Figures = {"memory_idle_mib": its.meter.memory()}
        await its.warm_up()
        told["idle_cpu_ms_per_s"] = await _told(tell, "idle", its.idle())
        told["lifecycles"] = await _told(tell, "lifecycles", its.lifecycles())
        maximum = told["lifecycles"]["rate"]
        told["to_the_unit"] = await _told(tell, "halfway", its.to_the_unit(maximum / 2))
        told["registrations"] = await _told(tell, "registrations", its.registrations())
        told["burst"] = await _told(tell, "burst", its.burst())
        told["burst_of_lives"] = await _told(tell, "burst_of_lives", its.burst_of_lives(maximum))
        told["reads"] = await _told(tell, "reads", its.reads())
        return told | {"memory_mib": its.meter.memory()}


async def _limit(target: Target, plan: Plan, clients: int, tell: Tell) -> Figures:
    async with _measures(target, plan) as its:
        await its.warm_up()
        tell(say("bench_doing", what=say("bench_raw")))
        wanted = sorted({clients, *(each for each in plan.clients if each > clients)})
        steps = [await its.step(each) for each in wanted[:2]]
        best = max(steps, key=lambda step: float(step["rate"]))
        registrations = await _told(tell, "registrations", its.registrations())
        return {"best": best, "steps": steps, "registrations": registrations}


async def _told(tell: Tell, name: str, measure: Any) -> Figures:  # noqa: ANN401 - a coroutine of figures
    tell(say("bench_doing", what=say(f"bench_{name}")))
    told: Figures = await measure
    return told


@contextlib.asynccontextmanager
async def _measures(target: Target, plan: Plan) -> AsyncIterator[Measures]:
    kafka, mongo = target.stack.around.kafka, target.stack.around.mongo
    units = [f"routed.{unit.code}.v1" for unit in load(DIRECTORY).units]
    ear, wire = Ear(kafka, [target.prefix + name for name in (*HEARD, *units)]), Wire()
    await ear.open()
    town = Town(str(uuid.uuid4()), wire, ear, target.addresses, tokens(target.stack.home))
    try:
        async with watching(kafka, target.groups) as heads:
            yield Measures(town, heads, Meter(target.pids(), mongo), plan)
    finally:
        await ear.close()
        wire.close()


def _ratio(ours: Figures, theirs: Figures) -> Figures:
    """How much of the raw limit is reached: by rate, and by CPU, which does not know who else was busy here."""
    cpu = theirs["cpu_ms_each_all"] / ours["cpu_ms_each_all"]
    return {"rate": round(ours["rate"] / theirs["rate"], 2), "cpu": round(cpu, 2)}


def _circumstances() -> dict[str, Any]:
    """Which machine, which state of the code, and when."""
    asked = ["git", "describe", "--always", "--dirty"]
    commit = subprocess.run(asked, cwd=PROJECT, capture_output=True, text=True, check=False).stdout.strip()
    machine = {
        "cores": psutil.cpu_count(), "memory_gib": psutil.virtual_memory().total >> 30, "system": platform.platform(),
        "python": platform.python_version(), "load_before": psutil.getloadavg()[0],
    }  # fmt: skip
    return {"at": datetime.now(UTC).isoformat(timespec="seconds"), "commit": commit, "machine": machine}
