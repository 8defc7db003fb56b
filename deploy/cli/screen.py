"""What the commands print: lines with their time, tables, and progress on anything long."""

from __future__ import annotations

import getpass
import os
import sys
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from deploy.local.home import DIRECTORY
from deploy.local.processes import COUNTIES, WORKBENCH
from deploy.words import listed, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Into a file or another program, lines are as long as they are.
console = Console(highlight=False, soft_wrap=True, markup=False, width=None if sys.stdout.isatty() else 200)


# The counties' time, in which every limit is counted, wherever the machine stands.
LOCAL = ZoneInfo("Asia/Shanghai")


def time_of_day() -> str:
    return f"{datetime.now(LOCAL):%H:%M:%S}"


def tell(sentence: str) -> None:
    # A terminal that was closed must not keep us from stopping what we started.
    with suppress(OSError):
        console.print(f"{time_of_day()} {sentence}")


def table(title: str, *columns: str, right: tuple[int, ...] = (), whole: tuple[int, ...] = ()) -> Table:
    """`right`: columns of figures. `whole`: those that people copy from and that are never folded."""
    made = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for number, column in enumerate(columns):
        made.add_column(
            column, justify="right" if number in right else "left", overflow="fold", no_wrap=number in whole
        )
    return made


def welcome(seconds: float, how_to_stop: str) -> None:
    """Where to look and as whom."""
    from lianjie_contracts.directory import load

    directory = load(DIRECTORY)
    with suppress(OSError):
        console.print()
        console.print(say("ready_in", seconds=f"{seconds:.0f}"))
        accounts = table(
            say(
                "accounts",
                password=directory.password,
                counties=listed(f"@{code}" for code in COUNTIES[1:]),
                county=COUNTIES[0],
            ),
            say("column_account"),
            say("column_person"),
            say("column_office"),
        )
        for account in directory.accounts:
            if account.county == COUNTIES[0]:
                office = (
                    directory.unit(account.unit).name
                    if account.unit
                    else directory.county(account.county).centre
                )
                accounts.add_row(account.username, account.name, f"{office} {account.post}")
        console.print(accounts)
        console.print()
        console.print(say("open_window", address=WORKBENCH.address()), style="bold")
        console.print(how_to_stop)


@contextmanager
def fetching(what: str) -> Iterator[Callable[[int, int, int], None]]:
    """A bar that appears only once there is something to fetch."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[size]}"),
    )
    with Progress(*columns, console=console, disable=not sys.stdout.isatty()) as progress:
        task = progress.add_task(what, total=None, visible=False, size="")
        begun = False

        def told(number: int, total: int, fetched: int) -> None:
            nonlocal begun
            if not begun and progress.disable:
                tell(what)
            begun = True
            progress.update(task, visible=True, total=total, completed=number, size=f"{fetched / 1e6:.1f} MB")

        yield told


@contextmanager
def counting(what: str, total: int, *, quiet: bool = False) -> Iterator[Callable[[int], None]]:
    """A bar that moves on by as many as it is told; into a file or another program one line stands for it."""
    hidden = quiet or not sys.stdout.isatty()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    if hidden and not quiet:
        tell(f"{what} ({total})")
    with Progress(*columns, console=console, disable=hidden) as progress:
        task = progress.add_task(what, total=total)
        yield lambda number: progress.advance(task, number)


def who() -> str:
    """The person at the terminal, for the record of what was done."""
    return os.environ.get("SUDO_USER") or getpass.getuser()
