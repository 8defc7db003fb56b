"""`down`: ends what `up` started, also what an unclean end left behind, and nothing else."""

from __future__ import annotations

import signal
import time

import typer

from deploy.cli import screen
from deploy.local import running
from deploy.local.home import Home
from deploy.local.part import PATIENCE_TO_STOP
from deploy.words import listed, say

app = typer.Typer(help=say("help_down"), add_completion=False, rich_markup_mode=None)

# Two rounds of stopping, the services' and then the base's, and a little for the supervisor itself.
LONGEST = 2 * PATIENCE_TO_STOP + 10


@app.command(help=say("help_down"))
def down() -> None:
    home = Home.here()
    if not home.run.is_dir():
        screen.tell(say("not_running"))
        return
    ran = _end_supervisor(home)
    try:
        with running.claimed(home):
            swept = running.sweep(home)
    except running.AlreadyRunning:
        # Between our look and our claim somebody else began anew: theirs is not ours to end.
        swept = []
    if swept:
        screen.tell(say("swept", names=listed(swept)))
    screen.tell(say("stopped" if ran or swept else "not_running"))


def _end_supervisor(home: Home) -> bool:
    found = running.supervisor(home)
    if found is None:
        return False
    screen.tell(say("stopping"))
    found.signal(signal.SIGTERM, group=False)
    deadline = time.monotonic() + LONGEST
    while found.alive and time.monotonic() < deadline:
        time.sleep(0.1)
    found.signal(signal.SIGKILL, group=False)
    return True
