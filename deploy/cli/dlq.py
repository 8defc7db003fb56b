"""`dlq`: dead letters, over all services: list, show, replay, skip."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from chassis import replaying
from deploy.cli import deeds, screen
from deploy.cli.deeds import Do, Why
from deploy.explain.page import moment
from deploy.stuck import letters, owners, places
from deploy.stuck.following import became
from deploy.stuck.letters import Letter, Wanted
from deploy.words import Complaint, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chassis.recovering import Step
    from deploy.stuck.places import Places

app = typer.Typer(
    help=say("help_dlq"), add_completion=False, rich_markup_mode=None, invoke_without_command=True
)

FINE = {"replays", "skips", "closes", "heard", "settled"}  # as wished, or done before
Service = Annotated[str | None, typer.Option("--service", help=say("help_stuck_service"))]
County = Annotated[str | None, typer.Option("--county", help=say("help_stuck_county"))]
Ids = Annotated[list[str] | None, typer.Argument(metavar="ID…", help=say("help_dlq_ids"))]


@app.callback()
def dlq(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command("list", help=say("help_dlq_list"))
def list_(
    service: Service = None,
    county: County = None,
    type_: Annotated[str | None, typer.Option("--type", help=say("help_dlq_type"))] = None,
    error: Annotated[str | None, typer.Option("--error", help=say("help_dlq_error"))] = None,
    closed: Annotated[bool, typer.Option("--all/--open", help=say("help_dlq_all"))] = False,
) -> None:
    deeds.run(_list(service, Wanted(type_, error, places.county(county), closed=closed)))


async def _list(service: str | None, wanted: Wanted) -> bool:
    async with places.opened(service) as there:
        found = await letters.found(there.asked, wanted.where())
    if not found:
        screen.console.print(say("dlq_none"))
        return True
    names = ("id", "group", "event", "since", "reason", "deaths", "state")
    table = screen.table(say("dlq_title", count=len(found)), *(say(f"column_{n}") for n in names), right=(5,))
    for each in found:
        dead = each.dead
        why = f"{dead.error}: {dead.why}"
        table.add_row(
            each.id, each.place.name, _event(each), moment(dead.at.isoformat()), why, str(dead.deaths), _state(each)
        )  # fmt: skip
    screen.console.print(table)
    return True


def _event(letter: Letter) -> str:
    dead = letter.dead
    number = f" #{dead.seq}" if dead.seq else ""
    return f"{dead.type or dead.topic} {dead.subject}{number}".strip()


def _state(letter: Letter) -> str:
    settled = letter.dead.settled
    if settled is None:
        return say("letter_open")
    facts = {"who": settled.who, "at": moment(settled.at.isoformat()), "why": settled.why}
    return say("letter_open_again" if letter.dead.open else f"letter_{settled.how}", **facts)


@app.command(help=say("help_dlq_show"))
def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help=say("help_dlq_ids"))], service: Service = None
) -> None:
    deeds.run(_show(id_, service))


async def _show(id_: str, service: str | None) -> bool:
    async with places.opened(service) as there:
        found = await letters.by_ids(there.asked, [id_])
        if not found:
            raise Complaint("step_unknown", id=id_)
        for letter in found:
            await _tell(there, letter)
    return True


async def _tell(there: Places, letter: Letter) -> None:
    dead, console = letter.dead, screen.console
    record = await letters.record_of(letter)
    console.print(Text(f"{letter.id}  {letter.place.name}", style="bold"))
    where = f"{dead.topic}/{dead.partition}/{dead.offset}"
    console.print(say("letter_where", where=where, event=_event(letter)))
    console.print(
        say("letter_why", at=moment(dead.at.isoformat()), error=dead.error, why=dead.why, deaths=dead.deaths)
    )
    console.print(_state(letter))
    if dead.open:
        for name in ("replay", "skip"):
            console.print(say(f"letter_would_{name}", told=_said(letter, await _one(there, letter, name))))
    if record is None:
        console.print(say("step_lost", id=letter.id))
        return
    message = letters.read(letter, record)
    known = letters.body(message) if message else None
    for name, value in record.headers if message else ():
        console.print(Text(f"  {name}: {(value or b'').decode(errors='replace')}", style="dim"))
    console.print(known or say("letter_hidden", size=len(record.value or b"")))


async def _one(there: Places, letter: Letter, name: str, why: str = "", *, do: bool = False) -> Step:
    recovery = await letter.place.recovery(why)
    if name == "replay":
        return await replaying.replay(recovery, letter.id, do=do)
    return await replaying.skip(recovery, letter.id, partial(owners.id_at, there.system), do=do)


def _said(letter: Letter, step: Step, *, do: bool = False) -> str:
    """The verdict as a sentence: what would be done, is done, or why not."""
    facts = {"id": letter.id, "event": _event(letter), "state": _state(letter), **step.about}
    key = f"step_{step.verdict}"
    return say(f"{key}_done" if do and step.changes else key, **facts)


@app.command(help=say("help_dlq_replay"))
def replay(
    ids: Ids = None,
    all_of: Annotated[str | None, typer.Option("--all-of", metavar="TYPE|ERROR", help=say("help_dlq_all_of"))] = None,
    service: Service = None,
    county: County = None,
    rate: Annotated[float, typer.Option("--rate", min=0.1, help=say("help_dlq_rate"))] = 20.0,
    why: Why = "",
    do: Do = False,
) -> None:  # fmt: skip
    if bool(ids) == bool(all_of):
        raise Complaint("dlq_which")
    deeds.needs_why(why, do=do)
    deeds.run(_replay(ids or [], service, Wanted(of=all_of, county=places.county(county)), rate, why, do))


async def _replay(ids: Sequence[str], service: str | None, wanted: Wanted, rate: float, why: str, do: bool) -> bool:  # fmt: skip
    async with places.opened(service) as there:
        found = await _asked(there, ids) if ids else await letters.found(there.asked, wanted.where())
        if not found:
            screen.console.print(say("dlq_none"))
            return True
        tried, fine = [], True
        for letter in found:
            began = time.monotonic()
            step = await _one(there, letter, "replay", why, do=do)
            screen.console.print(f"{letter.place.name}  {_said(letter, step, do=do)}")
            fine &= step.verdict in FINE
            if step.verdict == "replays":
                tried.append(letter)
            if do:
                await asyncio.sleep(max(0.0, 1 / rate - (time.monotonic() - began)))
        if not do:
            deeds.undone()
            return fine
        return await _follow(tried) and fine


async def _follow(tried: Sequence[Letter]) -> bool:
    """Those that are heard, those that have died again, and those that still wait when patience ends."""
    if not tried:
        return True
    screen.tell(say("dlq_following"))
    fates = await became(tried)
    for letter, fate in fates:
        if fate.again:
            screen.console.print(f"{letter.place.name}  {say('step_died_again', id=letter.id, why=fate.why)}")
    count = [sum(fate.word == word for _, fate in fates) for word in ("heard", "again", "waits")]
    screen.tell(say("dlq_became", heard=count[0], again=count[1], waits=count[2]))
    return not count[1]


async def _asked(there: Places, ids: Sequence[str]) -> list[Letter]:
    found = await letters.by_ids(there.asked, ids)
    for id_ in ids:
        if id_ not in {letter.id for letter in found}:
            raise Complaint("step_unknown", id=id_)
    return found


@app.command(help=say("help_dlq_skip"))
def skip(ids: Ids = None, service: Service = None, why: Why = "", do: Do = False) -> None:
    if not ids:
        raise Complaint("dlq_which")
    deeds.needs_why(why, do=do)
    deeds.run(_skip(ids, service, why, do))


async def _skip(ids: Sequence[str], service: str | None, why: str, do: bool) -> bool:
    fine = True
    async with places.opened(service) as there:
        for letter in await _asked(there, ids):
            step = await _one(there, letter, "skip", why, do=do)
            screen.console.print(f"{letter.place.name}  {_said(letter, step, do=do)}")
            fine &= step.verdict in FINE
    if not do:
        deeds.undone()
    return fine
