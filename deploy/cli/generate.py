"""`generate`: lawful histories of every road in bulk, as if they had come through the front door."""

from __future__ import annotations

import asyncio
import os
import time
from datetime import UTC, datetime
from typing import Annotated

import typer

from deploy.cli import screen
from deploy.local.home import DIRECTORY, Home
from deploy.local.keys import keys
from deploy.words import Complaint, say

app = typer.Typer(help=say("help_generate"), rich_markup_mode=None)


@app.command(help=say("help_generate"))
def generate(
    *,
    matters: Annotated[int, typer.Option(min=1, max=5_000_000, help=say("help_generate_matters"))] = 1000,
    seed: Annotated[int, typer.Option(min=1, help=say("help_generate_seed"))] = 1,
    months: Annotated[int, typer.Option(min=1, max=30, help=say("help_generate_months"))] = 12,
    processes: Annotated[
        int, typer.Option(min=1, max=64, help=say("help_generate_processes"))
    ] = os.cpu_count() or 1,
    beside: Annotated[bool, typer.Option("--beside", help=say("help_generate_beside"))] = False,
) -> None:
    if os.environ.get("LIANJIE_ENVIRONMENT", "development") != "development":
        raise Complaint("generate_not_in_production")
    from deploy.generate import running  # the services' code is heavy; only this command needs all of it

    home = Home.here()
    home.make()
    begun = time.monotonic()
    wanted = running.Wanted(seed, matters, months, datetime.now(UTC), beside=beside)
    plan = asyncio.run(running.prepared(wanted, running.mongo(home), keys(home.keys), DIRECTORY))
    if not plan.chunks:
        screen.tell(say("generate_nothing", matters=matters, seed=seed))
        return
    with screen.counting(say("generate_running"), sum(map(plan.task.generation.size, plan.chunks))) as told:
        for count in running.run(plan, processes):
            told(count)
    screen.tell(say("generate_done", matters=matters, seconds=f"{time.monotonic() - begun:.0f}"))
