"""`up`: everything, until it is ready and, in the foreground, until somebody ends it."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING, Annotated

import typer

from deploy.cli import screen
from deploy.local import checks, jars, running
from deploy.local.home import PROJECT, Home
from deploy.local.mongodb import find_mongod
from deploy.local.processes import SERVICES, WORKBENCH
from deploy.local.stack import Stack, write_down
from deploy.local.supervisor import Supervisor
from deploy.words import Complaint, listed, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

app = typer.Typer(help=say("help_up"), add_completion=False, rich_markup_mode=None)


@app.command(help=say("help_up"))
def up(
    *,
    detach: Annotated[bool, typer.Option("--detach", "-d", help=say("help_detach"))] = False,
    scale: Annotated[list[str] | None, typer.Option(help=say("help_scale"))] = None,
    background: Annotated[bool, typer.Option("--background", hidden=True)] = False,
) -> None:
    begun = time.monotonic()
    home = Home.here()
    copies = read_scale(scale or [])
    try:
        with running.claimed(home):
            swept = running.sweep(home)
            if swept:
                screen.tell(say("swept", names=listed(swept)))
            stack = Stack(home, copies, screen.tell)
            _make_sure(home, stack)
            if not detach:
                _supervise(home, stack, lambda: None if background else _welcome(begun, "to_stop"))
                return
        _detach(home, scale or [])
    except running.AlreadyRunning:
        _already(home)
        return
    _welcome(begun, "to_stop_detached")


def _welcome(begun: float, how_to_stop: str) -> None:
    screen.welcome(time.monotonic() - begun, say(how_to_stop))


def read_scale(asked: list[str]) -> dict[str, int]:
    copies = {}
    for text in asked:
        service, _, number = text.partition("=")
        if service not in SERVICES or not number.isdecimal() or not 1 <= int(number) <= 9:
            raise Complaint("scale_unreadable", text=text, services=listed(SERVICES))
        copies[service] = int(number)
    return copies


def _make_sure(home: Home, stack: Stack) -> None:
    """Whatever would stop the start is said before anything starts."""
    checks.check_disk(home)
    stack.check_ports()
    if stack.starts("mongodb"):
        find_mongod()
    if stack.starts("kafka"):
        with screen.fetching(say("fetching")) as told:
            jars.class_path(home.cache, told)


def _supervise(home: Home, stack: Stack, welcome: Callable[[], None]) -> None:
    def when_up() -> None:
        running.ready_note(home).touch()
        welcome()

    stack.note_unclean_stop()
    with running.recorded(home):
        write_down(stack, running.parts_note(home))
        Supervisor(stack.stages(), screen.tell).run(when_up)
    screen.tell(say("stopped"))


def _detach(home: Home, scale: list[str]) -> None:
    """Hand over to a supervisor in a session of its own, and pass on what it says until it is ready."""
    log = home.run / "supervisor.log"
    command = [
        sys.executable,
        "-m",
        "deploy.cli",
        "up",
        "--background",
        *(word for each in scale for word in ("--scale", each)),
    ]
    with log.open("wb") as output:
        child = subprocess.Popen(
            command,
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    shown = 0
    try:
        while child.poll() is None and not running.ready_note(home).exists():
            shown = _show_more(log, shown)
            time.sleep(0.2)
    except KeyboardInterrupt:
        child.terminate()
        child.wait()
        raise
    _show_more(log, shown)
    if child.poll() is not None:
        raise typer.Exit(child.returncode or 1)


def _show_more(log: Path, shown: int) -> int:
    text = log.read_bytes()[shown:]
    whole = text[: text.rfind(b"\n") + 1]
    sys.stdout.write(whole.decode("utf-8", errors="replace"))
    sys.stdout.flush()
    return shown + len(whole)


def _already(home: Home) -> None:
    found = running.supervisor(home)
    key = "already_up" if running.is_up(home) else "already_starting"
    screen.tell(say(key, pid=found.pid if found else "?", address=WORKBENCH.address()))
