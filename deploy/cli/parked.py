"""`parked`: records that wait: for what, since when and why; and how a forked stream goes on."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from chassis.decoding import id_of
from chassis.forks import unfork as settle
from deploy.cli import deeds, screen
from deploy.cli.deeds import Do, Why
from deploy.explain.page import moment
from deploy.stuck import owners, places, waiting
from deploy.words import Complaint, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chassis.documents import Parked, Position
    from chassis.forks import Told
    from deploy.stuck.places import Place, Places

app = typer.Typer(
    help=say("help_parked"), add_completion=False, rich_markup_mode=None, invoke_without_command=True
)

Service = Annotated[str, typer.Argument(metavar="SERVICE", help=say("help_stuck_service"))]
Subject = Annotated[str, typer.Argument(metavar="SUBJECT", help=say("help_parked_subject"))]


@app.callback()
def parked(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        list_()


@app.command("list", help=say("help_parked_list"))
def list_(
    service: Annotated[str | None, typer.Option("--service", help=say("help_stuck_service"))] = None,
    county: Annotated[str | None, typer.Option("--county", help=say("help_stuck_county"))] = None,
    most: Annotated[int, typer.Option("--most", min=1, help=say("help_parked_most"))] = 50,
) -> None:
    deeds.run(_list(service, places.county(county), most))


async def _list(service: str | None, county: str | None, most: int) -> bool:
    async with places.opened(service) as there:
        stopped = await waiting.stopped(there.asked, county)
        if not stopped:
            screen.console.print(say("parked_none"))
            return True
        names = ("group", "stream", "number", "parked", "since", "reason")
        title = say("parked_title", count=sum(each.count for each in stopped), streams=len(stopped))
        table = screen.table(title, *(say(f"column_{name}") for name in names), right=(2, 3))
        for each in stopped[:most]:
            why = await waiting.why(there, each.place, each.subject, each.seq, each.waiting_for)
            since = moment(each.since.isoformat())
            table.add_row(each.place.name, each.subject, str(each.seq), str(each.count), since, why)
        screen.console.print(table)
        if len(stopped) > most:
            screen.console.print(say("parked_more", count=len(stopped) - most))
    return True


@app.command(help=say("help_parked_show"))
def show(service: Service, subject: Subject) -> None:
    deeds.run(_show(service, subject))


async def _show(service: str, subject: str) -> bool:
    async with places.opened(service) as there:
        place = _one(there, subject)
        position, waits = await waiting.stream(place, subject)
        theirs = {told.seq: told for told in await owners.history(there.system, subject)}
        screen.console.print(_head(there, place, position, theirs))
        for each in waits[:1]:
            screen.console.print(await waiting.why(there, place, subject, each.seq, each.waiting_for))
        names = ("number", "heard_id", "parked_id", "owner_id", "waited", "waits_for")
        table = screen.table("", *(say(f"column_{name}") for name in names), right=(0,))
        heard, here = dict(position.ids), {each.seq: each for each in waits}
        for seq in sorted(set(heard) | set(here)):
            table.add_row(*_row(seq, heard.get(seq, ""), here.get(seq), theirs.get(seq)))
        screen.console.print(table)
        if position.forked:
            right = _right(position, waits, theirs)
            keep = right or say("parked_nothing_right")
            screen.console.print(say("parked_how_to_unfork", service=place.name, subject=subject, keep=keep))
    return True


def _head(there: Places, place: Place, position: Position, theirs: Mapping[int, Told]) -> str:
    owned = owners.owner(there.system, position.subject)
    owner, last = owned[0].name if owned else "?", max(theirs, default=0)
    key = "parked_head_forked" if position.forked else "parked_head"
    return say(key, service=place.name, subject=position.subject, heard=position.seq, owner=owner, last=last)


def _row(seq: int, heard: str, parked: Parked | None, told: Told | None) -> Sequence[str]:
    theirs = told.id if told else "–"
    if parked is None:
        return (str(seq), heard, "", theirs, "", "")
    waited = str(datetime.now(UTC) - parked.since).partition(".")[0]
    return (str(seq), heard, id_of(parked.record), theirs, waited, parked.waiting_for)


def _right(position: Position, waits: Sequence[Parked], theirs: Mapping[int, Told]) -> str | None:
    """The owner's event at the first number at which two are known; if the other was not kept, at the next one."""
    known = [*position.ids, *((each.seq, id_of(each.record)) for each in waits)]
    torn = sorted(seq for seq, id_ in known if seq in theirs and theirs[seq].id != id_)
    at = torn[0] if torn else position.seq + 1
    told = theirs.get(at) or theirs.get(position.seq)
    return told.id if told else None


def _one(there: Places, subject: str) -> Place:
    """A stream is one county's, and so is an intake."""
    county = subject.split(":")[1] if subject.count(":") > 1 else ""
    fitting = [place for place in there.asked if place.base.row.county in (None, county)]
    if len(there.asked) == 1:
        return there.asked[0]
    if len(fitting) != 1:
        raise Complaint("parked_which_intake", subject=subject)
    return fitting[0]


@app.command(help=say("help_parked_unfork"))
def unfork(
    service: Service,
    subject: Subject,
    keep: Annotated[str, typer.Option("--keep", metavar="EVENT", help=say("help_parked_keep"))],
    why: Why = "",
    do: Do = False,
) -> None:
    deeds.needs_why(why, do=do)
    deeds.run(_unfork(service, subject, keep, why, do))


async def _unfork(service: str, subject: str, keep: str, why: str, do: bool) -> bool:
    async with places.opened(service) as there:
        place = _one(there, subject)
        told = await owners.history(there.system, subject)
        step = await settle(await place.recovery(why), subject, told, keep, do=do)
    facts = {
        "subject": subject,
        "service": place.name,
        "keep": keep,
        "replay": place.base.row.service,
        **step.about,
    }
    key = f"step_{step.verdict}"
    screen.console.print(say(f"{key}_done" if do and step.changes else key, **facts))
    if step.changes and not do:
        deeds.undone()
    return step.changes or step.verdict == "whole"
