"""A process is known by pid and birth, so that nobody else's is ever ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from deploy.local import mark
from deploy.local.mark import Mark

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    yield process
    process.kill()
    process.wait()


def test_a_running_process_is_alive_and_found_again_from_its_record(sleeper, tmp_path: Path) -> None:
    found = Mark.of(sleeper.pid)
    assert found
    found.write(tmp_path / "sleeper.pid")
    assert Mark.read(tmp_path / "sleeper.pid") == found
    assert found.alive


def test_a_pid_that_now_belongs_to_somebody_else_is_not_signalled(sleeper) -> None:
    found = Mark.of(sleeper.pid)
    assert found
    stale = replace(found, born=found.born + "0")
    stale.signal(signal.SIGKILL)
    mark.end({}, 0)
    assert not stale.alive
    assert sleeper.poll() is None


def test_a_process_that_only_waits_to_be_reaped_is_dead(sleeper) -> None:
    found = Mark.of(sleeper.pid)
    assert found
    sleeper.kill()
    os.waitid(os.P_PID, sleeper.pid, os.WEXITED | os.WNOWAIT)
    assert not found.alive


def test_ending_kills_what_does_not_go_and_drops_the_record(tmp_path: Path) -> None:
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    with subprocess.Popen(
        [sys.executable, "-c", deaf], start_new_session=True, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.readline()
        found = Mark.of(process.pid)
        assert found
        record = tmp_path / "deaf.pid"
        found.write(record)
        mark.end({record: found}, patience=0.3)
        assert process.wait(5) == -signal.SIGKILL
    assert not record.exists()


@pytest.mark.parametrize("text", ["", "12", "x y", "1 2 3"])
def test_a_damaged_record_names_nobody(tmp_path: Path, text: str) -> None:
    path = tmp_path / "damaged.pid"
    path.write_text(text)
    assert Mark.read(path) is None
