"""A single broker acknowledges before the disk has it: one that ended without a farewell may have lost its last seconds.

Kafka leaves a mark when it ends in order. Without the mark the start is noted, and stays noted until everything said in
the ten minutes before has been sent again.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from deploy.local.home import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

    from deploy.local.kafka import Kafka

MARGIN = timedelta(minutes=10)


def note(kafka: Kafka) -> None:
    """To be asked before the broker starts, for its start removes the mark. An earlier note stays: it is not mended yet."""
    ran = (kafka.data / "meta.properties").is_file()
    if ran and not (kafka.data / ".kafka_cleanshutdown").is_file() and not _path(kafka).is_file():
        _path(kafka).write_text(_last_sign_of_life(kafka.data).isoformat(), encoding="ascii")


def noted(kafka: Kafka) -> datetime | None:
    """From when on everything is to be sent again; None after an orderly end."""
    try:
        return datetime.fromisoformat(_path(kafka).read_text(encoding="ascii")) - MARGIN
    except FileNotFoundError:
        return None


def mended(kafka: Kafka) -> None:
    _path(kafka).unlink(missing_ok=True)


def _path(kafka: Kafka) -> Path:
    return kafka.data.with_name("kafka.unclean")


def _last_sign_of_life(data: Path) -> datetime:
    """When the broker last wrote anything; of data that were put back from a copy, the time of the copy."""
    newest = max(path.stat().st_mtime for path in data.rglob("*") if path.is_file())
    return datetime.fromtimestamp(newest, UTC)


def send_again(since: datetime) -> bool:
    """Whether everything said since then is on the bus again; in a process that alone loads what this needs."""
    command = ["verify", "--resend", "--since", since.isoformat(), "--do", "--why", "unclean stop of Kafka"]
    done = subprocess.run(
        [sys.executable, "-m", "deploy.cli", *command], cwd=PROJECT, env=os.environ.copy(), check=False
    )
    return done.returncode == 0
