"""`explain`: all that is known of one matter, also while a service is down."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

import typer

from chassis.errors import TransientError
from deploy.cli import screen
from deploy.demo.town import DEADLINES, NOTIFICATIONS, ROUTING, Town
from deploy.explain import dossiers, hearing, page, streams
from deploy.local import running
from deploy.local.home import Home
from deploy.words import Complaint, say

app = typer.Typer(help=say("help_explain"), rich_markup_mode=None)


@app.command(help=say("help_explain"))
def explain(
    asked: Annotated[list[str], typer.Argument(metavar="MATTER|NUMBER", help=say("help_explain_asked"))],
) -> None:
    if not running.is_up(Home.here()):
        raise Complaint("demo_not_up")
    try:
        # A number is printed in three groups, and so it is copied.
        asyncio.run(_explain(" ".join(asked)))
    except TransientError:
        raise Complaint("explain_no_database") from None


async def _explain(asked: str) -> None:
    town = Town.here("explain")
    try:
        matter_id = await streams.matter_of(town.databases, asked)
        if matter_id is None:
            raise Complaint("explain_unknown", asked=asked)
        await tell(town, matter_id)
    finally:
        await town.close()


async def tell(town: Town, matter_id: str) -> None:
    """Print the account of one matter."""
    county = matter_id.partition(":")[0]
    if county not in town.counties:
        raise Complaint("explain_unknown", asked=matter_id)
    told = await streams.of_matter(town.databases, matter_id)
    if not any(stream.own for stream in told):
        raise Complaint("explain_unknown", asked=matter_id)
    heard = await hearing.heard(told, town.directory, town.databases)
    state = await _asked(town, county, f"{ROUTING}/matters/{matter_id}")
    console = screen.console
    console.print()
    page.head(console, matter_id, state, say("explain_away", service=say("service_routing")))
    console.print(page.history(told))
    sheet = await _asked(town, county, f"{DEADLINES}/matters/{matter_id}/clocks")
    if sheet:
        page.clocks(console, sheet)
    else:
        console.print(say("explain_away", service=say("service_deadlines")))
    papers = await _asked(town, county, f"{NOTIFICATIONS}/deliveries?matter_id={matter_id}")
    console.print(
        say("explain_away", service=say("service_notifications")) if papers is None else page.papers(papers)
    )
    if dossier := await dossiers.of_matter(town.databases["notifications"], matter_id):
        console.print(page.dossier(dossier))
    console.print(say("explain_roads"))
    for part in page.roads(told, heard):
        console.print(part)


async def _asked(town: Town, county: str, address: str) -> Any:  # noqa: ANN401 - as the service answers
    """What the owner says to the router of that county; None if it does not answer or knows nothing of it."""
    reply = await town.ask_once(town.someone(county, "router"), address)
    return reply.body if reply and reply.done else None
