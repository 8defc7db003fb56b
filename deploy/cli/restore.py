"""`restore`: brings a backup back, tells first what it would do, and leaves each service to catch up when it starts."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chassis.bus_groups import Groups
from chassis.errors import TransientError
from deploy.backup import restoring
from deploy.backup.base import on_base
from deploy.backup.restoring import Now, Plan
from deploy.backup.taking import master_key
from deploy.cli import deeds, screen
from deploy.cli.backup import checked, chosen, said
from deploy.local.home import Home
from deploy.system import System, database_of
from deploy.words import Complaint, say

if TYPE_CHECKING:
    from deploy.backup.manifest import Manifest
    from deploy.local.processes import Surroundings

app = typer.Typer(help=say("help_restore"), add_completion=False, rich_markup_mode=None)


@app.command(help=say("help_restore"))
def restore(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help=say("help_restore_directory"))],
    *,
    service: Annotated[list[str] | None, typer.Option(help=say("help_restore_service"))] = None,
    replace: Annotated[bool, typer.Option("--replace", help=say("help_restore_replace"))] = False,
    do: deeds.Do = False,
    why: deeds.Why = "",
) -> None:
    names = service or []
    if replace and len(names) != 1:
        raise Complaint("restore_replace_what")
    deeds.needs_why(why, do=do)
    manifest = checked(directory)
    if (key := master_key(Home.here())) != manifest.master_key:
        raise Complaint("restore_other_key", here=key, there=manifest.master_key, file=Home.here().keys)
    try:
        with on_base(Home.here()) as around:
            asyncio.run(_restore(around, manifest, directory, names, replace=replace, do=do, why=why))
    except TransientError as away:
        raise Complaint("backup_away", reason=away) from None


async def _restore(
    around: Surroundings,
    manifest: Manifest,
    directory: Path,
    names: list[str],
    *,
    replace: bool,
    do: bool,
    why: str,
) -> None:
    async with System.here(around) as system, Groups.of(system.kafka, system.login) as groups:
        bases = [base for base in chosen(system, names) if database_of(base.row) in manifest.databases]
        plans = [await restoring.plan(around.mongo, base, manifest) for base in bases]
        for planned in plans:
            _tell(planned, manifest)
            if planned.now is Now.FULL and not replace:
                raise Complaint(
                    "restore_not_empty", name=planned.name, count=planned.present, service=planned.base.name
                )
            await restoring.refuse_unfit_bus(groups, planned.base, manifest)
        if not do:
            screen.tell(say("restore_would"))
            return
        for planned in plans:
            if planned.now is not Now.DONE:
                await restoring.refuse_running(groups, planned.base)
        with screen.counting(say("restoring"), sum(planned.documents for planned in plans)) as counted:
            for planned in plans:
                await restoring.restore(
                    around.mongo, planned, manifest, directory, groups, counted, screen.who(), why
                )
    screen.tell(say("restored", taken=said(manifest)))


def _tell(planned: Plan, manifest: Manifest) -> None:
    screen.tell(
        say(f"restore_{planned.now}", name=planned.name, present=planned.present, documents=planned.documents, taken=said(manifest))
    )  # fmt: skip
