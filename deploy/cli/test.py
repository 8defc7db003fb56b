"""`test`: what CI runs: the checks, then every test, connected ones on a Kafka and a MongoDB of their own."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import typer

from deploy.cli import screen
from deploy.cli.check import CHECKS, failing
from deploy.local.home import PROJECT
from deploy.words import listed, say

# The whole suite runs on motor; what must not depend on the driver runs on its successor as well (ADR 0007).
CORE = ("test_the_whole_road.py", "test_exactly_once.py", "test_who_may_see.py")

# What needs the town in one process, all the rest in another (tests/conftest.py).
SIDE_BY_SIDE = ("-n", "2", "--dist", "loadscope", "--no-loadscope-reorder")

app = typer.Typer(help=say("help_test"), add_completion=False, rich_markup_mode=None)


@app.command(
    help=say("help_test"),
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
)
def test(context: typer.Context) -> None:
    failed = [] if context.args else _checked()
    # pytest speaks last, so that its closing line stands at the end whatever went before.
    if failed:
        print(say("check_failed", names=listed(failed)), file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "pytest", *(context.args or SIDE_BY_SIDE)]
    code = subprocess.run(command, cwd=PROJECT, env=_with_one_seed(), check=False).returncode
    raise typer.Exit(code or (1 if failed else 0))


def _with_one_seed() -> dict[str, str]:
    """Both processes must find the same tests in the same order; told, so that a run can be had again."""
    seed = os.environ.get("PYTHONHASHSEED") or str(secrets.randbelow(2**32))
    print(f"PYTHONHASHSEED={seed}", file=sys.stderr, flush=True)
    return {**os.environ, "PYTHONHASHSEED": seed}


def _checked() -> list[str]:
    """What has failed of the checks, which press one core, and of the core on the other driver, which mostly waits."""
    with ThreadPoolExecutor(1) as beside:
        core = beside.submit(_core_on_the_other_driver)
        failed = failing(list(CHECKS))
        done = core.result()
    print(done.stdout, flush=True)
    return [*failed, "pymongo"] if done.returncode else failed


def _core_on_the_other_driver() -> subprocess.CompletedProcess[str]:
    screen.tell(say("checking", name="pymongo"))
    core = [str(PROJECT / "tests" / "conformance" / name) for name in CORE]
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *core], cwd=PROJECT, env={**os.environ, "LIANJIE_MONGO_DRIVER": "pymongo"},
        check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
