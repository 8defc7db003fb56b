"""`topics`: the declared topics, and applying them and the rights that follow from them to the broker."""

from __future__ import annotations

import getpass
import os
from typing import Annotated

import typer

from deploy.cli import screen
from deploy.local import ports, topics as broker
from deploy.local.home import DIRECTORY
from deploy.words import listed, say
from lianjie_contracts.access import Difference
from lianjie_contracts.directory import load
from lianjie_contracts.topics import Topic, spelled_out

app = typer.Typer(
    help=say("help_topics"), add_completion=False, rich_markup_mode=None, invoke_without_command=True
)


@app.callback()
def topics(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def bootstrap() -> str:
    return os.environ.get("LIANJIE_KAFKA") or f"{ports.LOOPBACK}:{ports.port_of('kafka', 9092)}"


@app.command("list", help=say("help_topics_list"))
def list_() -> None:
    host, _, port = bootstrap().partition(",")[0].rpartition(":")
    reachable = ports.answers(int(port), host)
    exists = broker.partitions(bootstrap()) if reachable else {}
    names = ("topic", "partitions", "exists", "retention", "producers", "consumers")
    table = screen.table(
        say("topics_title"), *(say(f"column_{name}") for name in names), right=(1,), whole=(0,)
    )
    for topic in sorted(spelled_out(load(DIRECTORY)), key=lambda topic: topic.name):
        partitions = str(exists.get(topic.name, topic.partitions_local))
        there = say("yes" if topic.name in exists else "no") if reachable else "?"
        sides = (listed(topic.producers), listed(topic.consumers))
        table.add_row(topic.name, partitions, there, _retention(topic), *sides)
    screen.console.print(table)
    if not reachable:
        screen.tell(say("kafka_unreachable", bootstrap=bootstrap()))


@app.command(help=say("help_topics_apply"))
def apply(
    do: Annotated[bool, typer.Option("--do", help=say("help_topics_do"))] = False,
    revoke: Annotated[bool, typer.Option("--revoke", help=say("help_topics_revoke"))] = False,
) -> None:
    plan = broker.plan(bootstrap())
    for name in plan.topics:
        screen.tell(f"+ {name}")
    _tell_rights(plan.rights, revoke=revoke)
    if not do and not plan.topics and not (plan.rights and (plan.rights.missing or plan.rights.undeclared)):
        screen.tell(say("topics_all_there"))
        return
    if not do:
        screen.tell(say("topics_planned", command="./lianjie topics apply --do" + " --revoke" * revoke))
        return
    count, made = broker.apply(bootstrap())
    screen.tell(say("topics_applied", count=count, made=len(made)))
    if plan.rights:
        broker.change_rights(bootstrap(), revoke=revoke)
        added, removed = len(plan.rights.missing), len(plan.rights.undeclared) if revoke else 0
        screen.tell(say("rights_changed", who=getpass.getuser(), added=added, removed=removed))


def _tell_rights(rights: Difference | None, *, revoke: bool) -> None:
    if rights is None:
        screen.tell(say("rights_unguarded", bootstrap=bootstrap()))
        return
    for grant in rights.missing:
        screen.tell(f"+ {grant}")
    for grant in rights.undeclared:
        screen.tell(f"- {grant}" if revoke else say("right_undeclared", grant=grant))
    for grant in rights.foreign:
        screen.tell(say("right_foreign", grant=grant))


def _retention(topic: Topic) -> str:
    return say("compacted") if topic.cleanup == "compact" else say("days", count=topic.retention_days)
