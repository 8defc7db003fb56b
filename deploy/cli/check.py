"""`check`: what can be said of the project without running it, for people, pre-commit and CI."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from deploy.cli import screen
from deploy.local.home import PROJECT
from deploy.words import Complaint, listed, say

app = typer.Typer(help=say("help_check"), add_completion=False, rich_markup_mode=None)

TOOLS = Path(sys.executable).parent

CHECKS: dict[str, tuple[str, ...]] = {
    "lint": ("ruff", "check", "."),
    "format": ("ruff", "format", "--check", "."),
    "types": ("mypy",),
    "layers": ("lint-imports",),
    "compose": ("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"),
    "generated": ("python", "-m", "lianjie_contracts.generate", "--check"),
}


@app.command(help=say("help_check"))
def check(names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...")] = None) -> None:
    for name in names or ():
        if name not in CHECKS:
            raise Complaint("check_unknown", name=name, names=listed(CHECKS))
    if failed := failing(names or list(CHECKS)):
        raise Complaint("check_failed", names=listed(failed))


def failing(names: list[str]) -> list[str]:
    """Run them all, so that one answer names everything that is wrong."""
    failed = []
    for name in names:
        screen.tell(say("checking", name=name))
        program, *rest = CHECKS[name]
        command = [str(TOOLS / program), *rest]
        if subprocess.run(command, cwd=PROJECT, env=_environment(), check=False).returncode:
            failed.append(name)
    return failed


def _environment() -> dict[str, str]:
    """import-linter looks for the packages on Python's path, wherever they were installed."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(PROJECT), str(PROJECT / "contracts")))}
