"""Whether a local system runs in this home, and how what an unclean end left behind is swept."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from deploy.local import mark
from deploy.local.mark import Mark
from deploy.local.part import PATIENCE_TO_STOP

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from deploy.local.home import Home


class AlreadyRunning(Exception):
    """Another supervisor holds this home."""


def supervisor_record(home: Home) -> Path:
    return home.run / "supervisor.pid"


def ready_note(home: Home) -> Path:
    """There while everything is up."""
    return home.run / "ready"


def parts_note(home: Home) -> Path:
    """Which parts there are, for whoever asks."""
    return home.run / "parts.json"


def supervisor(home: Home) -> Mark | None:
    """The living supervisor of this home."""
    found = Mark.read(supervisor_record(home))
    return found if found and found.alive else None


def is_up(home: Home) -> bool:
    return supervisor(home) is not None and ready_note(home).exists()


@contextmanager
def claimed(home: Home) -> Iterator[None]:
    """Hold this home; the lock falls with the process, however it ends."""
    home.make()
    with (home.run / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning from None
        yield


@contextmanager
def recorded(home: Home) -> Iterator[None]:
    """Be this home's supervisor, findable by `down` and `status`."""
    own = Mark.of(os.getpid())
    assert own, "a running process has a mark"
    own.write(supervisor_record(home))
    try:
        yield
    finally:
        for path in (ready_note(home), supervisor_record(home)):
            path.unlink(missing_ok=True)


def sweep(home: Home) -> list[str]:
    """End what a killed supervisor left running; only with the home claimed. Services first, as always."""
    ready_note(home).unlink(missing_ok=True)
    supervisor_record(home).unlink(missing_ok=True)
    records = {path: found for path in sorted(home.run.glob("*.pid")) if (found := Mark.read(path))}
    left = [path.stem for path, found in records.items() if found.alive]
    base = ("kafka", "mongodb", "mail")
    mark.end({path: found for path, found in records.items() if path.stem not in base}, PATIENCE_TO_STOP)
    mark.end({path: found for path, found in records.items() if path.stem in base}, PATIENCE_TO_STOP)
    return left
