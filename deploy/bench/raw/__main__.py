"""One raw service: bare FastAPI in front, bare drivers behind, and the recipe between them."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import traceback
from collections.abc import AsyncIterator
from typing import Any
from zlib import crc32

import uvicorn
from fastapi import FastAPI, Request

from deploy.bench.life import UNITS
from deploy.bench.raw.recipe import PREFIX
from deploy.bench.raw.service import Ids, Raw


def app_of(raw: Raw, topics: list[str]) -> FastAPI:
    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(raw.relay.run()), asyncio.create_task(raw.listen(topics))]
        for task in tasks:
            task.add_done_callback(_must_not_end)
        yield
        for task in tasks:
            task.cancel()

    app = FastAPI(lifespan=lifespan)

    @app.get("/ready")
    async def ready() -> dict[str, str]:
        return {}

    @app.post("/items", status_code=201)
    async def items(request: Request) -> Ids:
        form = await request.json()
        id_ = f"{raw.county}:{request.headers['idempotency-key']}"
        number = await raw.store.number(raw.county)
        await raw.command("items", ids_of(id_))
        return {"item_id": id_, "matter_id": id_, "item_no": str(number), "title": form["title"]}

    @app.get("/matters/{id_}")
    async def matter(id_: str) -> dict[str, Any]:
        row = (await raw.store.load("matters", [id_]))[id_]
        return {"id": id_, "state": row["state"].decode()}

    @app.post("/matters/{id_}/{act}")
    async def act(id_: str, act: str, request: Request) -> Ids:
        await request.json()
        await raw.command(act, ids_of(id_))
        return {"matter_id": id_}

    @app.post("/deliveries/{id_}/hand-over")
    async def hand_over(id_: str, request: Request) -> Ids:
        await request.json()
        matter_id, delivery = id_.split("~")
        await raw.command(f"hand-over {delivery}", ids_of(matter_id))
        return {"matter_id": matter_id}

    return app


def ids_of(matter_id: str) -> Ids:
    """All that is known of a life."""
    county = matter_id.partition(":")[0]
    unit = UNITS[crc32(matter_id.encode()) % len(UNITS)]
    return {"county": county, "unit": f"{county}-{unit}", "matter_id": matter_id}


def _must_not_end(task: asyncio.Task[None]) -> None:
    if not task.cancelled():
        traceback.print_exception(task.exception())
        os._exit(1)


def main() -> None:
    service, county, port, kafka, mongo, *topics = sys.argv[1:]
    raw = Raw(service, county.strip("-"), kafka, mongo)
    app = app_of(raw, [PREFIX + topic for topic in topics])
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_config=None, access_log=False)


if __name__ == "__main__":
    main()
