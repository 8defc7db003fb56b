"""`generate`: lawful histories of every road in bulk, as if they had come through the front door."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deploy.cli import screen
from deploy.local import ports, topics
from deploy.local.home import DIRECTORY, Home
from deploy.local.kafka import Kafka
from deploy.local.keys import keys
from deploy.local.mongodb import MongoDB
from deploy.words import Complaint, say
from lianjie_contracts.directory import load

if TYPE_CHECKING:
    from deploy.generate.proving import Proof
    from deploy.local.part import Part

SHOWN = 40  # differences

app = typer.Typer(help=say("help_generate"), rich_markup_mode=None)


@app.command(help=say("help_generate"))
def generate(
    *,
    matters: Annotated[int, typer.Option(min=1, max=5_000_000, help=say("help_generate_matters"))] = 1000,
    seed: Annotated[int, typer.Option(min=1, help=say("help_generate_seed"))] = 1,
    months: Annotated[int, typer.Option(min=1, max=30, help=say("help_generate_months"))] = 12,
    processes: Annotated[
        int, typer.Option(min=1, max=64, help=say("help_generate_processes"))
    ] = os.cpu_count() or 1,
    beside: Annotated[bool, typer.Option("--beside", help=say("help_generate_beside"))] = False,
    prove: Annotated[int, typer.Option(min=0, max=5000, help=say("help_generate_prove"))] = 0,
) -> None:
    if prove:
        _prove(prove, seed)
        return
    if os.environ.get("LIANJIE_ENVIRONMENT", "development") != "development":
        raise Complaint("generate_not_in_production")
    from deploy.generate import running  # the services' code is heavy; only this command needs all of it

    home = Home.here()
    home.make()
    begun = time.monotonic()
    wanted = running.Wanted(seed, matters, months, datetime.now(UTC), beside=beside)
    plan = asyncio.run(running.prepared(wanted, running.mongo(home), keys(home.keys), DIRECTORY))
    if not plan.chunks:
        screen.tell(say("generate_nothing", matters=matters, seed=seed))
        return
    with screen.counting(say("generate_running"), sum(map(plan.task.generation.size, plan.chunks))) as told:
        for count in running.run(plan, processes):
            told(count)
    screen.tell(say("generate_done", matters=matters, seconds=f"{time.monotonic() - begun:.0f}"))


def _prove(matters: int, seed: int) -> None:
    """On a Kafka and a MongoDB of its own, thrown away afterwards."""
    here = Home.here()
    with tempfile.TemporaryDirectory(prefix="lianjie-") as root:
        home = Home(root=Path(root), cache=here.cache)
        home.make()
        parts: list[Part] = [Kafka(home, *ports.free_ports(2)), MongoDB(home, ports.free_ports(1)[0])]
        try:
            for part in parts:
                part.start()
            proof = _compared(parts[0].bootstrap, parts[1].url, keys(home.keys), matters, seed)  # type: ignore[attr-defined]
        finally:
            for part in parts:
                part.kill()
    for difference in proof.differences[:SHOWN]:
        screen.console.print(difference)
    if proof.differences:
        raise Complaint("generate_unequal", count=len(proof.differences), matters=matters)
    screen.tell(say("generate_proven", matters=matters, documents=proof.documents))


def _compared(kafka: str, mongo: str, secrets: dict[str, str], matters: int, seed: int) -> Proof:
    """In a process of its own, for services that stop take their process with them."""
    from deploy.generate.proving import Proof, prove_and_tell

    topics.apply(kafka)
    hears, tells = multiprocessing.Pipe(duplex=False)
    own = {name.lower(): value for name, value in secrets.items()}
    task = (tells, kafka, mongo, own, load(DIRECTORY), matters, seed, datetime.now(UTC))
    child = multiprocessing.get_context("spawn").Process(target=prove_and_tell, args=task, daemon=True)
    child.start()
    tells.close()
    try:
        with screen.counting(say("generate_proving"), hears.recv()) as told:
            while not isinstance(said := hears.recv(), Proof):
                told(said)
    except EOFError:
        raise Complaint("generate_worker_died") from None
    finally:
        child.kill()
        child.join()
    return said
