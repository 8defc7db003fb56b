"""What changing commands ask for and tell: why, whether to do it at all, and what was not done yet."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chassis.errors import TransientError
from deploy.cli import screen
from deploy.words import Complaint, say

if TYPE_CHECKING:
    from collections.abc import Coroutine

Do = Annotated[bool, typer.Option("--do", help=say("help_do"))]
Why = Annotated[str, typer.Option("--why", help=say("help_why"))]


def needs_why(why: str, *, do: bool) -> None:
    """A deed without a reason is not done; looking needs none."""
    if do and not why.strip():
        raise Complaint("why_missing")


def undone() -> None:
    """At the end of a dry run: how to do it."""
    words = [f'"{word}"' if " " in word else word for word in sys.argv[1:]]
    screen.console.print(say("not_done_yet", command=" ".join(["./lianjie", *words, "--do"])))


def run(act: Coroutine[Any, Any, bool]) -> None:
    """What it could not do makes the exit code 1."""
    try:
        done = asyncio.run(act)
    except TransientError as away:
        raise Complaint("stuck_no_database", reason=away) from None
    if not done:
        raise typer.Exit(1)
