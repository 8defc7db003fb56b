"""`learn`: what closed matters teach about new ones; off until there is real history, and saying so."""

from __future__ import annotations

import asyncio
import os
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer

from deploy.local.home import Home
from deploy.system import System
from deploy.words import Complaint, say
from services.routing.learning.history import CLOSED, examples
from services.routing.learning.ranker import MARK, write
from services.routing.learning.training import LEAST, Learned, TooLittleError, learned
from services.routing.store import MATTERS

app = typer.Typer(help=say("help_learn"), add_completion=False, rich_markup_mode=None)


@app.command(help=say("help_learn"))
def learn(
    *,
    least: Annotated[int, typer.Option("--least", min=20, help=say("help_learn_least"))] = LEAST,
    off: Annotated[bool, typer.Option("--off", help=say("help_learn_off"))] = False,
) -> None:
    file = Path(os.environ.get("LIANJIE_RANKER") or Home.here().ranker)
    if off:
        file.unlink(missing_ok=True)
        typer.echo(say("learn_off"))
        return
    if find_spec("sklearn") is None:
        raise Complaint("learn_without_library")
    found = []
    for about, known in examples(asyncio.run(_closed())).items():
        try:
            found.append(learned(about, known, least))
        except TooLittleError as little:
            name = say(f"learn_{about}")
            why = "learn_too_little" if little.known < little.needed else "learn_one_answer"
            typer.echo(say(why, about=name, known=little.known, needed=little.needed))
    if not found:
        raise Complaint("learn_stays_off")
    keep(found, file)
    for each in found:
        typer.echo(
            say("learn_learned", about=say(f"learn_{each.ranker.about}"), known=each.ranker.learned_from, answers=len(each.ranker.answers),
                f1=f"{each.macro_f1:.3f}", accuracy=f"{each.accuracy:.0%}", coverage=f"{each.coverage:.0%}")
        )  # fmt: skip


def keep(found: list[Learned], file: Path) -> None:
    """Whole or not at all: a service may read it at this moment."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as into:
        into.write(MARK)
        for each in found:
            write(each.ranker, into)  # type: ignore[arg-type]
    Path(into.name).chmod(0o600)
    Path(into.name).replace(file)


async def _closed() -> list[Any]:
    """Every closed matter that routing holds."""
    where = {"state.state": {"$in": [state.value for state in CLOSED]}}
    async with System.here() as system:
        rows = await system.bases["routing"].mongo.find(MATTERS.name, where)
    return [MATTERS.load(row["state"]) for row in rows]
