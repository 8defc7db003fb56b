"""Every mutant of the table is made in a copy of the source, and the check that is named for it must fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.table import MUTANTS, Mutant

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("chassis", "services")
LENT = ("contracts", "deploy", "tests", "pyproject.toml")
SEEDS = 300


def infected(mutant: Mutant, at: Path) -> Path:
    """A copy of the project with one fault in it. A fault that no longer fits the source is one nobody tries any more."""
    for name in COPIED:
        shutil.copytree(ROOT / name, at / name)  # with what is compiled: only one file will differ
    for name in LENT:
        (at / name).symlink_to(ROOT / name)
    file = at / mutant.file
    source = file.read_text(encoding="utf-8")
    assert source.count(mutant.old) == 1, f"{mutant.file} has changed: mend the mutant “{mutant.name}”"
    file.write_text(source.replace(mutant.old, mutant.new), encoding="utf-8")
    return at


def checked(mutant: Mutant, at: Path) -> subprocess.CompletedProcess[str]:
    command = ["-m", "tests.simulation", "--scenario", mutant.seen_by, "--seeds", str(SEEDS)]
    if "::" in mutant.seen_by:
        command = ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", mutant.seen_by]
    return subprocess.run(
        [sys.executable, *command], check=False, cwd=at, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": f"{at}{os.pathsep}{at / 'contracts'}", "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_the_check_notices(mutant: Mutant, tmp_path: Path) -> None:
    told = checked(mutant, infected(mutant, tmp_path))
    assert told.returncode == 1, (
        f"{mutant.seen_by} did not notice: {told.stdout[-2000:]}{told.stderr[-2000:]}"
    )
    said = "1 failed" if "::" in mutant.seen_by else "again: python -m tests.simulation"
    assert said in told.stdout, told.stdout[-2000:] + told.stderr[-2000:]
