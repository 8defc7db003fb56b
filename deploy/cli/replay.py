"""`replay`: builds a projection anew beside the live one, compares the two, and swaps it in."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from chassis.bus_groups import Groups
from chassis.errors import TransientError
from chassis.operations import record
from deploy.cli import deeds, screen
from deploy.local.home import Home
from deploy.local.processes import SERVICES
from deploy.local.stack import Stack
from deploy.rebuilding import Rebuild, refusal
from deploy.system import System
from deploy.words import Complaint, listed, say

if TYPE_CHECKING:
    from chassis.shadows import Compared

app = typer.Typer(help=say("help_replay"), add_completion=False, rich_markup_mode=None)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for."""

    service: str
    do: bool
    why: str
    accept: bool
    drop_old: bool


@app.command(help=say("help_replay"))
def replay(
    service: Annotated[str, typer.Argument(metavar="SERVICE", help=say("help_replay_service"))],
    *,
    do: deeds.Do = False,
    why: deeds.Why = "",
    accept: Annotated[bool, typer.Option("--accept-differences", help=say("help_accept"))] = False,
    drop_old: Annotated[bool, typer.Option("--drop-old", help=say("help_drop_old"))] = False,
) -> None:
    if service not in SERVICES:
        raise Complaint("service_unknown", name=service, names=listed(SERVICES))
    if kinds := refusal(service):
        raise Complaint("replay_refused", service=service, kinds=kinds)
    deeds.needs_why(why, do=do)
    try:
        done = asyncio.run(_replay(Wish(service, do, why, accept, drop_old)))
    except TransientError as away:
        raise Complaint("verify_away", reason=away) from None
    if not done:
        raise typer.Exit(1)


async def _replay(wish: Wish) -> bool:
    home = Home.here()
    around = Stack(home, {}, lambda _: None).around
    async with System.here(around) as system, Groups.of(system.kafka, system.login) as groups:
        rebuild = await Rebuild.of(system, system.bases[wish.service], groups, home, around)
        try:
            if wish.drop_old:
                return await _drop_old(rebuild, wish)
            return await (_do if wish.do else _would)(rebuild, wish)
        finally:
            await rebuild.shadow.built.close()


async def _would(rebuild: Rebuild, wish: Wish) -> bool:
    if rebuild.unfinished:
        screen.tell(say("replay_would_go_on", service=wish.service, stage=rebuild.stage))
    owners = listed(dict.fromkeys(owner.row.service for owner, _ in rebuild.owners()))
    screen.tell(say("replay_would", events=await rebuild.events(), owners=owners, service=wish.service))
    return True


async def _do(rebuild: Rebuild, wish: Wish) -> bool:
    rebuild.end_orphan()
    if rebuild.unfinished and (rebuild.stage != "different" or wish.accept):
        screen.tell(say("replay_goes_on", service=wish.service, stage=rebuild.stage))
    else:
        await rebuild.begin()
    await _record(rebuild, wish, {"n": rebuild.note["n"], "stage": rebuild.stage})
    if rebuild.stage != "swapping":
        await rebuild.shadow.open()  # an earlier run may have been killed with the doors closed
        if not await _built(rebuild, wish):
            return False
    await rebuild.finish()
    await _record(rebuild, wish, {"n": rebuild.note["n"], "stage": "done", "kept": rebuild.note["stamp"]})
    screen.tell(say("replay_done", service=wish.service, stamp=rebuild.note["stamp"]))
    return True


async def _built(rebuild: Rebuild, wish: Wish) -> bool:
    """Whether the shadow is whole, level with the live side, and may take its place. Its process has ended then."""
    with rebuild.listening():
        await _heard(rebuild)
        if behind := await rebuild.lacking():
            return await _stuck(rebuild, behind)
        compared = await _compared(rebuild)
        if any(kind.differ for kind in compared) and not wish.accept:
            await rebuild.reach("different")
            first = next(id_ for kind in compared for id_ in kind.first)
            screen.tell(say("replay_differs", first=first))
            return False
        screen.tell(say("replay_swapping", service=wish.service))
        if behind := await rebuild.close():
            return await _stuck(rebuild, behind)
    await rebuild.reach("swapping")
    return True


async def _heard(rebuild: Rebuild) -> None:
    total, begun = await rebuild.events(), time.monotonic()
    if rebuild.stage == "feeding":
        with screen.counting(say("replay_feeding", topic=rebuild.topic), total) as counted:
            await rebuild.feed(counted)
        await rebuild.reach("hearing")
    with screen.counting(say("replay_hearing"), total) as counted:
        await rebuild.heard(counted)
    seconds = time.monotonic() - begun
    screen.tell(say("replay_rate", events=total, seconds=f"{seconds:.0f}", rate=f"{total / seconds:.0f}"))


async def _compared(rebuild: Rebuild) -> list[Compared]:
    total = sum([await rebuild.shadow.live.count(kind.name, {}) for kind in rebuild.shadow.kinds])
    with screen.counting(say("replay_comparing"), total) as counted:
        compared = await rebuild.compare(counted)
    columns = ("replay_kind", "replay_equal", "replay_differ", "replay_fields")
    table = screen.table(say("replay_result"), *(say(name) for name in columns), right=(1, 2))
    for kind in compared:
        fields = listed(f"{name} {count}" for name, count in kind.fields.most_common(8))
        table.add_row(kind.kind, str(kind.equal), str(kind.differ), fields)
    screen.console.print(table)
    return compared


async def _stuck(rebuild: Rebuild, behind: list[str]) -> bool:
    screen.tell(say("replay_stuck", count=await rebuild.shadow.aside(), first=listed(behind[:3])))
    return False


async def _drop_old(rebuild: Rebuild, wish: Wish) -> bool:
    names = await rebuild.shadow.old()
    if not names:
        screen.tell(say("replay_nothing_old"))
    elif not wish.do:
        screen.tell(say("replay_would_drop", names=listed(names)))
    else:
        await rebuild.shadow.drop_old()
        await _record(rebuild, wish, {"dropped": names})
        screen.tell(say("replay_dropped", names=listed(names)))
    return True


async def _record(rebuild: Rebuild, wish: Wish, what: dict[str, object]) -> None:
    await record(rebuild.base.mongo, "replay", screen.who(), wish.why, what)
