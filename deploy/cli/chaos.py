"""`chaos`: work under faults on a system of its own, and at its end the comparison of everything promised with what is there."""

from __future__ import annotations

import asyncio
import signal
from datetime import datetime
from typing import Annotated, Any

import typer

from deploy.chaos import report
from deploy.chaos.arena import FIRST_PORT, Arena
from deploy.chaos.plan import usual_count
from deploy.chaos.trial import Trial, Wish
from deploy.cli import screen
from deploy.local import checks, jars, ports, running
from deploy.local.home import Home
from deploy.local.mongodb import find_mongod
from deploy.words import Complaint, say

app = typer.Typer(help=say("help_chaos"), add_completion=False, rich_markup_mode=None)

MATTERS_PER_SECOND = 6


@app.command(help=say("help_chaos"))
def chaos(
    *,
    minutes: Annotated[float, typer.Option(min=0.5, max=24 * 60, help=say("help_chaos_minutes"))] = 5,
    seed: Annotated[int, typer.Option(min=1, help=say("help_chaos_seed"))] = 1,
    matters: Annotated[int | None, typer.Option(min=1, max=1_000_000, help=say("help_chaos_matters"))] = None,
    faults: Annotated[int | None, typer.Option(min=0, max=10_000, help=say("help_chaos_count"))] = None,
    roads: Annotated[float, typer.Option(min=0, max=1, help=say("help_chaos_roads"))] = 0.15,
) -> None:
    seconds = minutes * 60
    count = usual_count(seconds) if faults is None else faults
    wish = Wish(seed, seconds, count, matters or int(seconds * MATTERS_PER_SECOND), roads)
    here = Home.here()
    home = Home(root=here.root / "chaos", cache=here.cache)
    checks.check_disk(here)
    find_mongod()
    with screen.fetching(say("fetching")) as told:
        jars.class_path(home.cache, told)
    try:
        with running.claimed(home):
            running.sweep(home)
            _tried(home, wish)
    except running.AlreadyRunning:
        raise Complaint("chaos_already", home=home.root) from None


def _tried(home: Home, wish: Wish) -> None:
    kept = home.root / "reports" / f"{datetime.now(screen.LOCAL):%Y%m%d-%H%M%S}-{wish.seed}"
    arena = Arena(home, ports.port_of("chaos", FIRST_PORT))
    screen.tell(
        say(
            "chaos_opens",
            minutes=f"{wish.seconds / 60:g}",
            faults=wish.faults,
            matters=wish.matters,
            seed=wish.seed,
        )
    )
    try:
        arena.start()
        trial = Trial(arena, wish, kept, lambda key, **facts: screen.tell(say(key, **facts)))
        asyncio.run(_interruptible(trial))
    finally:
        screen.tell(say("stopping"))
        arena.end()
    said = report.figures(trial)
    report.write(said, kept / "report.json")
    _show(trial, said)
    screen.tell(say("chaos_kept", path=kept))
    if not said["holds"]:
        raise Complaint("chaos_broken")


async def _interruptible(trial: Trial) -> None:
    """A plain kill ends everything as Ctrl-C does."""
    task = asyncio.current_task()
    assert task, "a coroutine that runs has a task"
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        await trial.run()
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None


def _show(trial: Trial, said: dict[str, Any]) -> None:
    for table in (report.table_of_faults(said), report.table(trial)):
        screen.console.print()
        screen.console.print(table)
    screen.console.print()
    screen.console.print(say("chaos_figures", **report.facts(said)), style="bold")
