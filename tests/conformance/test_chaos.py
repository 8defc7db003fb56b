"""The command itself, short: three mongods, every kind of fault once, and all that was promised is there once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from deploy.chaos.plan import DECK, Kind
from deploy.local import ports
from deploy.local.home import PROJECT, Home

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.connected
MATTERS = 120
LONGEST = 600.0  # seconds, of a run whose work takes half a minute
SPACE, LOWEST, HIGHEST = 320, 12000, 30000  # ports of one run; below those that the system hands out itself


def _first_free() -> int:
    """Where no other system listens; copies lie 100 and 200 higher."""
    taken = range(20), range(110, 130), range(210, 230)
    return next(
        first
        for first in range(LOWEST + os.getpid() % 50 * SPACE, HIGHEST, SPACE)
        if all(ports.is_free(first + n) for some in taken for n in some)
    )


def test_every_kind_of_fault_and_nothing_is_lost_doubled_or_torn(tmp_path: Path) -> None:
    (tmp_path / "chaos").mkdir()
    (tmp_path / "cache").symlink_to(Home.here().cache)
    told = {"LIANJIE_HOME": str(tmp_path), "LIANJIE_PORT_CHAOS": str(_first_free())}
    asked = ["--minutes", "0.6", "--faults", str(len(DECK)), "--matters", str(MATTERS), "--seed", "11"]
    with subprocess.Popen(
        [sys.executable, "-m", "deploy.cli", "chaos", *asked], cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, env={**os.environ, **told, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as command:  # fmt: skip
        try:
            output, _ = command.communicate(timeout=LONGEST)
        finally:
            command.terminate()  # whatever it has started ends with it
    assert command.returncode == 0, output
    [report] = (tmp_path / "chaos" / "reports").glob("*/report.json")
    said = json.loads(report.read_text(encoding="utf-8"))
    assert said["holds"]
    assert (said["matters"], said["faults"]) == (MATTERS, len(DECK))
    assert set(said["faults_by_kind"]) == set(Kind)
    promises = (report.parent / "accepted.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(promises) == said["accepted_answers"] > MATTERS
