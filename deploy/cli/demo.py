"""`demo`: a county's working day, told as it happens, and a sum at its end that must add up."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from datetime import datetime
from typing import Annotated, Any

import typer

from deploy.cli import explain, screen
from deploy.demo import settling, story, tables
from deploy.demo.day import Day
from deploy.demo.reckoning import Check
from deploy.demo.telling import Teller
from deploy.demo.town import ANALYTICS, Town
from deploy.local import running
from deploy.local.home import Home
from deploy.local.processes import COUNTIES, WORKBENCH
from deploy.words import Complaint, say

app = typer.Typer(help=say("help_demo"), rich_markup_mode=None)

FAST = 0.1


@app.command(help=say("help_demo"))
def demo(
    *,
    fast: Annotated[bool, typer.Option("--fast", help=say("help_fast"))] = False,
    pace: Annotated[float, typer.Option(min=0.02, max=20, help=say("help_pace"))] = 1.0,
    seed: Annotated[int, typer.Option(min=1, help=say("help_seed"))] = 1,
) -> None:
    if not running.is_up(Home.here()):
        raise Complaint("demo_not_up")
    if not asyncio.run(_demo(FAST if fast else pace, seed)):
        raise typer.Exit(1)


async def _demo(pace: float, seed: int) -> bool:
    """Whether everything added up."""
    run = f"{datetime.now(screen.LOCAL):%Y-%m-%d}-{seed}"
    town, teller, petitions = Town.here(run), Teller(screen.console), story.read()
    begun = time.monotonic()
    try:
        teller.plain("demo_opens", style="bold", count=len(petitions), day=town.day, turn=town.turn)
        day = Day(town, teller, pace)
        await day.run(petitions)
        teller.plain("demo_settling")
        books, results = await settling.settled(town)
        screen.console.print()
        for table in tables.all_of(books, town.counties):
            screen.console.print(table)
            screen.console.print()
        screen.console.print(tables.figures(await _published(town)))
        screen.console.print()
        agrees = _reckoned(results)
        if day.example:
            await explain.tell(town, day.example)
        screen.console.print()
        left = Counter(petition.county for petition in petitions if petition.until == "screening")
        teller.plain("demo_left", count=left.total(), here=left[COUNTIES[0]])
        teller.plain(
            "demo_ends", style="bold", seconds=f"{time.monotonic() - begun:.0f}", address=WORKBENCH.address()
        )
        return agrees
    finally:
        await town.close()


async def _published(town: Town) -> dict[str, Any]:
    """This month's figures, as the analyst of each county is told them."""
    return {
        name: (await town.look(town.someone(county, "analyst"), f"{ANALYTICS}/figures")).body
        for county, name in town.counties.items()
    }


def _reckoned(results: list[Check]) -> bool:
    for line in tables.checked(results):
        screen.console.print(line)
    agrees = all(check.agrees for check in results)
    screen.console.print(
        say("demo_agrees" if agrees else "demo_disagrees"), style="bold" if agrees else "bold red"
    )
    return agrees
