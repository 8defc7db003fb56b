"""`backup`: all databases at one instant into a directory, with where the bus was; or the check of such a directory."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from chassis.errors import TransientError
from deploy.backup import taking
from deploy.backup.base import on_base
from deploy.backup.manifest import Manifest
from deploy.cli import screen
from deploy.local.home import Home
from deploy.local.processes import SERVICES, TABLE, Surroundings
from deploy.system import Base, System
from deploy.words import Complaint, listed, say

app = typer.Typer(help=say("help_backup"), add_completion=False, rich_markup_mode=None)


@app.command(help=say("help_backup"))
def backup(
    directory: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help=say("help_backup_directory"))
    ] = None,
    *,
    service: Annotated[list[str] | None, typer.Option(help=say("help_backup_service"))] = None,
    check: Annotated[bool, typer.Option("--check", help=say("help_backup_check"))] = False,
) -> None:
    home = Home.here()
    if check:
        if directory is None:
            raise Complaint("backup_check_what")
        checked(directory)
        return
    where = directory or home.root / "backups" / f"{datetime.now(screen.LOCAL):%Y%m%d-%H%M%S}"
    try:
        with on_base(home) as around:
            manifest = asyncio.run(_take(home, around, service or [], where))
    except TransientError as away:
        raise Complaint("backup_away", reason=away) from None
    documents = sum(held.documents for held in manifest.collections)
    screen.tell(say("backup_taken", directory=where, documents=documents, databases=len(manifest.databases)))
    screen.tell(say("backup_keys", file=home.keys, fingerprint=manifest.master_key))


def checked(directory: Path, names: list[str] | None = None) -> Manifest:
    """Every file read to its end and compared."""
    count = len(Manifest.read(directory).collections)
    with screen.counting(say("backup_checking"), count) as counted:
        manifest = taking.check(directory, counted, names or [])
    documents = sum(held.documents for held in manifest.collections)
    screen.tell(say("backup_whole", directory=directory, taken=said(manifest), documents=documents))
    return manifest


def said(manifest: Manifest) -> str:
    return f"{manifest.when.astimezone(screen.LOCAL):%F %T}"


def chosen(system: System, names: list[str]) -> list[Base]:
    """The databases of the services named, or all."""
    if unknown := set(names) - {*SERVICES, *(row.name for row in TABLE)}:
        raise Complaint(
            "service_unknown", name=listed(sorted(unknown)), names=listed(row.name for row in TABLE)
        )
    return [base for base in system.bases.values() if not names or {base.name, base.row.service} & set(names)]


async def _take(home: Home, around: Surroundings, names: list[str], directory: Path) -> Manifest:
    async with System.here(around) as system:
        bases = chosen(system, names)
        await taking.refuse_half_restored(bases)
        taking.empty(directory)
        at = await taking.places(system, bases)
        what = taking.wanted(around.mongo, bases)
        with screen.counting(say("backup_taking"), len(what)) as counted:
            return taking.take(around.mongo, what, directory, taking.master_key(home), at, counted)
