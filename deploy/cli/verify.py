"""`verify`: whether all services agree on what was said and heard; sends again what was lost."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from chassis.bus_groups import Groups
from chassis.errors import TransientError
from chassis.operations import record
from chassis.verifying import Finds
from deploy import agreement, power_loss
from deploy.cli import deeds, screen
from deploy.explain import dossiers
from deploy.local.processes import SERVICES, TABLE
from deploy.system import System
from deploy.words import Complaint, listed, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chassis.inspecting import Inspection
    from deploy.agreement import Report

app = typer.Typer(help=say("help_verify"), add_completion=False, rich_markup_mode=None)

SHOWN = 5
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


@app.command(help=say("help_verify"))
def verify(
    *,
    service: Annotated[list[str] | None, typer.Option(help=say("help_verify_service"))] = None,
    since: Annotated[str, typer.Option(help=say("help_verify_since"))] = "",
    resend: Annotated[bool, typer.Option("--resend", help=say("help_verify_resend"))] = False,
    do: deeds.Do = False,
    why: deeds.Why = "",
    as_json: Annotated[bool, typer.Option("--json", help=say("help_json"))] = False,
) -> None:
    names = service or []
    if unknown := set(names) - {*SERVICES, *(row.name for row in TABLE)}:
        raise Complaint("service_unknown", name=listed(sorted(unknown)), names=listed(SERVICES))
    deeds.needs_why(why, do=do)
    began = read_since(since) if since else None
    try:
        agrees = asyncio.run(_verify(names, began, resend=resend, do=do, why=why, as_json=as_json))
    except TransientError as away:
        raise Complaint("verify_away", reason=away) from None
    if not agrees:
        raise typer.Exit(1)


def read_since(text: str) -> datetime:
    """An instant, or how long ago: 10m, 2h, 1d."""
    ago = re.fullmatch(r"(\d{1,6})([smhd])", text)
    try:
        if ago:
            return datetime.now(UTC) - timedelta(seconds=int(ago[1]) * UNITS[ago[2]])
        at = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise Complaint("since_unreadable", text=text) from None
    return at if at.tzinfo else at.replace(tzinfo=screen.LOCAL)


async def _verify(
    names: Sequence[str], since: datetime | None, *, resend: bool, do: bool, why: str, as_json: bool
) -> bool:
    async with System.here() as system, Groups.of(system.kafka, system.login) as groups:
        if resend and since:
            return await _send_all(system, groups, names, since, do=do, why=why)
        inspections = await system.inspections(groups, names, since)
        report = await _asked(inspections, quiet=as_json)
        broken = await dossiers.altered(system.bases["notifications"].mongo) if not names else []
        if as_json:
            altered = [{"dossier": number, "piece": at} for number, at in broken]
            screen.console.print_json(json.dumps({**report.as_data(), "altered_dossiers": altered}))
        else:
            _tell(report)
            _tell_of_dossiers(broken)
        if resend and report.of(Finds.LOST):
            return await _mend(system, inspections, report, do=do, why=why) and not broken
        return report.agrees and not broken


async def _asked(inspections: Sequence[Inspection], *, quiet: bool) -> Report:
    total = sum([await each.mongo.count(each.kind.name, {}) for each in inspections])
    with screen.counting(say("verify_looking"), total, quiet=quiet) as counted:
        return await agreement.verified(inspections, counted)


def _tell(report: Report) -> None:
    """By kind of finding: how many, the first few, and what to do."""
    for kind in Finds:
        found = report.of(kind)
        if not found:
            continue
        screen.console.print(say(f"verify_{kind}", count=len(found)), style="bold")
        for finding in found[:SHOWN]:
            at = say("verify_at", consumer=finding.consumer or finding.owner, subject=finding.subject or "?", seq=finding.seq)  # fmt: skip
            screen.console.print(f"  {at}")
        screen.console.print(f"  → {say(f'verify_{kind}_act')}")
    key = "verify_agrees" if report.agrees else "verify_differs"
    screen.tell(say(key, looked_at=report.looked_at, count=len(report.found)))


def _tell_of_dossiers(broken: Sequence[tuple[str, int]]) -> None:
    """Nothing where all are what was bound."""
    if broken:
        screen.console.print(say("verify_dossiers", count=len(broken)), style="bold")
        for number, at in broken[:SHOWN]:
            screen.console.print(f"  {say('explain_dossier_altered', number=number, at=at)}")
        screen.console.print(f"  → {say('verify_dossiers_act')}")


async def _mend(
    system: System, inspections: Sequence[Inspection], report: Report, *, do: bool, why: str
) -> bool:
    """Whether what was lost is no longer so; the rest of the findings needs somebody's hand."""
    lost = len(report.of(Finds.LOST))
    if not do:
        screen.tell(say("resend_would", count=lost))
        return False
    with screen.counting(say("resending"), lost) as counted:
        sent = await agreement.sent_again(system, inspections, report, counted)
    for name in {finding.owner for finding in report.of(Finds.LOST)}:
        await record(
            system.bases[name].mongo, "verify --resend", screen.who(), why, {"lost": lost, "sent": sent}
        )
    screen.tell(say("resent", count=sent))
    again = await _asked(inspections, quiet=False)
    _tell(again)
    return again.agrees


async def _send_all(
    system: System, groups: Groups, names: Sequence[str], since: datetime, *, do: bool, why: str
) -> bool:
    if not do:
        count = await agreement.said_since(system, names, since)
        screen.tell(say("resend_would_since", count=count, since=f"{since.astimezone(screen.LOCAL):%F %T}"))
        return True
    for topic in await power_loss.lengthened(system, groups):
        screen.tell(say("resend_short", topic=topic))
    with screen.counting(say("resending"), await agreement.said_since(system, names, since)) as counted:
        sent = await agreement.sent_since(system, names, since, counted)
    for base in agreement.chosen(system, names):
        if base.kinds:
            await record(base.mongo, "verify --resend --since", screen.who(), why, {"since": since.isoformat(), "sent": sent})  # fmt: skip
    screen.tell(say("resent", count=sent))
    return True
