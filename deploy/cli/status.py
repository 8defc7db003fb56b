"""`status`: which processes run, and how far each service is behind what it reads."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import psutil
import typer

from deploy.cli import screen
from deploy.local import ports, probe, running
from deploy.local.home import Home
from deploy.local.mark import Mark
from deploy.local.stack import read_back
from deploy.words import say

if TYPE_CHECKING:
    from rich.table import Table

    from deploy.local.stack import Entry

app = typer.Typer(help=say("help_status"), add_completion=False, rich_markup_mode=None)


@app.command(help=say("help_status"))
def status() -> None:
    home = Home.here()
    entries = read_back(running.parts_note(home))
    marks = {entry.name: Mark.read(home.run / f"{entry.name}.pid") for entry in entries}
    if not any(mark and mark.alive for mark in marks.values()):
        screen.tell(say("not_running"))
        raise typer.Exit(1)
    screen.console.print(_processes(entries, marks))
    screen.console.print()
    screen.console.print(_groups(entries))


def _processes(entries: list[Entry], marks: dict[str, Mark | None]) -> Table:
    names = ("process", "state", "pid", "memory", "uptime", "port")
    table = screen.table(say("status_title"), *(say(f"column_{name}") for name in names), right=(2, 3, 4, 5))
    total = 0
    for entry in entries:
        mark = marks[entry.name]
        if mark is None or not mark.alive:
            table.add_row(entry.name, say("state_dead"), "", "", "", str(entry.port))
            continue
        ready = _ready(entry)
        process = psutil.Process(mark.pid)
        memory = process.memory_info().rss
        total += memory
        uptime = _duration(time.time() - process.create_time())
        state = say("state_ready" if ready else "state_waiting")
        table.add_row(entry.name, state, str(mark.pid), str(memory >> 20), uptime, str(entry.port or ""))
    table.add_row(say("total"), "", "", str(total >> 20))
    return table


def _ready(entry: Entry) -> bool:
    """A part without a port has nothing to ask: it lives or it does not."""
    if entry.service:
        return probe.is_ready(entry.port)
    return not entry.port or ports.answers(entry.port)


def _groups(entries: list[Entry]) -> Table:
    names = ("group", "member", "partitions", "lag", "unsent", "parked", "dead")
    table = screen.table(
        say("groups_title"), *(say(f"column_{name}") for name in names), right=(2, 3, 4, 5, 6)
    )
    by_group: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for entry in entries:
        if entry.service and (said := probe.status(entry.port)):
            by_group[said.get("group") or entry.service].append((entry.name, said))
    for group, members in by_group.items():
        for name, said in members:
            table.add_row(group, name, *_figures([said]))
        if len(members) > 1:
            table.add_row(group, say("total"), *_figures([said for _, said in members]))
    return table


def _figures(said: list[dict[str, Any]]) -> list[str]:
    """Partitions and lag add up over members; what lies in the one database is the same from each."""
    held = [assignment for each in said for assignment in each.get("assignments", ())]
    lag = sum(assignment.get("lag") or 0 for assignment in held)
    shared = (
        max((each.get(name) or 0 for each in said), default=0)
        for name in ("unsent", "parked", "dead_letters")
    )
    return [str(len(held)), str(lag), *(str(number) for number in shared)]


def _duration(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
