"""What bulk generation makes is what the front door would have left: the command itself, on a real bus, short."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from deploy.local.home import PROJECT, Home

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.connected


def test_the_front_door_would_have_left_the_same(tmp_path: Path) -> None:
    own = Home(root=tmp_path, cache=Home.here().cache)
    own.make()
    told = {**os.environ, "LIANJIE_HOME": str(own.root), "LIANJIE_LANGUAGE": "en"}
    proof = subprocess.run(
        [sys.executable, "-m", "deploy.cli", "generate", "--prove", "4", "--seed", "3"], cwd=PROJECT, env=told, text=True,
        capture_output=True, timeout=420, check=False,
    )  # fmt: skip
    assert proof.returncode == 0, proof.stdout[-4000:] + proof.stderr[-2000:]
    assert "the same in bulk" in proof.stdout
