"""`test`: what CI runs: the checks, then every test, connected ones on a Kafka and a MongoDB of their own."""

from __future__ import annotations

import subprocess
import sys

import typer

from deploy.cli.check import CHECKS, failing
from deploy.local.home import PROJECT
from deploy.words import listed, say

app = typer.Typer(help=say("help_test"), add_completion=False, rich_markup_mode=None)


@app.command(
    help=say("help_test"),
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
)
def test(context: typer.Context) -> None:
    failed = [] if context.args else failing(list(CHECKS))
    # pytest speaks last, so that its closing line stands at the end whatever went before.
    if failed:
        print(say("check_failed", names=listed(failed)), file=sys.stderr, flush=True)
    code = subprocess.run(
        [sys.executable, "-m", "pytest", *context.args], cwd=PROJECT, check=False
    ).returncode
    raise typer.Exit(code or (1 if failed else 0))
