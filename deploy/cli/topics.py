"""`topics`: the declared topics, and applying them to the broker."""

from __future__ import annotations

import os

import typer

from deploy.cli import screen
from deploy.local import ports, topics as broker
from deploy.local.home import DIRECTORY
from deploy.words import listed, say
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
    names = ("topic", "partitions", "exists", "retention", "key", "producers", "consumers")
    table = screen.table(say("topics_title"), *(say(f"column_{name}") for name in names), right=(1,))
    for topic in sorted(spelled_out(load(DIRECTORY)), key=lambda topic: topic.name):
        partitions = str(exists.get(topic.name, topic.partitions_local))
        there = say("yes" if topic.name in exists else "no") if reachable else "?"
        sides = (listed(topic.producers), listed(topic.consumers))
        table.add_row(topic.name, partitions, there, _retention(topic), topic.key, *sides)
    screen.console.print(table)
    if not reachable:
        screen.tell(say("kafka_unreachable", bootstrap=bootstrap()))


@app.command(help=say("help_topics_apply"))
def apply() -> None:
    count, made = broker.apply(bootstrap())
    for name in made:
        screen.tell(f"+ {name}")
    screen.tell(say("topics_applied", count=count, made=len(made)))


def _retention(topic: Topic) -> str:
    return say("compacted") if topic.cleanup == "compact" else say("days", count=topic.retention_days)
