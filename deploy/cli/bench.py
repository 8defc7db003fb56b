"""`bench`: what the system does on this machine, and how much that is of what the bare drivers could."""

from __future__ import annotations

import json
import signal
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from deploy.cli import screen
from deploy.local import checks, jars, running
from deploy.local.home import Home
from deploy.local.mongodb import find_mongod
from deploy.words import Complaint, say

app = typer.Typer(help=say("help_bench"), add_completion=False, rich_markup_mode=None)


@app.command(help=say("help_bench"))
def bench(
    *,
    quick: Annotated[bool, typer.Option("--quick", help=say("help_bench_quick"))] = False,
    matters: Annotated[int, typer.Option(min=0, max=10_000_000, help=say("help_bench_matters"))] = 0,
    output: Annotated[Path | None, typer.Option(help=say("help_bench_output"))] = None,
) -> None:
    from deploy.bench import plan, report, run

    home = own_home(matters)
    _make_sure(home)
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, _interrupt)
    try:
        with running.claimed(home):
            running.sweep(home)
            result = run.run(home, plan.QUICK if quick else plan.FULL, matters, screen.tell)
    except running.AlreadyRunning:
        raise Complaint("bench_already", path=home.root) from None
    for table in (report.figures(result), report.costs(result), report.registration_costs(result)):
        screen.console.print()
        screen.console.print(table)
    screen.console.print()
    screen.tell(say("bench_written", path=_written(result, output)))


def _interrupt(*_: object) -> None:
    """Whoever ends us ends what we have started: as Ctrl-C does."""
    raise KeyboardInterrupt


def own_home(matters: int) -> Home:
    """Never the user's: beside their data, one for each number of matters, which may stay filled."""
    here = Home.here()
    return Home(root=here.root / "bench" / str(matters), cache=here.cache)


def _make_sure(home: Home) -> None:
    home.make()
    checks.check_disk(home)
    find_mongod()
    with screen.fetching(say("fetching")) as told:
        jars.class_path(home.cache, told)


def _written(result: dict[str, object], output: Path | None) -> Path:
    path = (
        output
        or Home.here().root
        / "bench"
        / f"{datetime.now(screen.LOCAL):%Y-%m-%d-%H%M%S}-{result['matters']}.json"
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path
