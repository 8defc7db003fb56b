"""The library of legal bases over HTTP: what may be cited on a day."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import httpx
from fastapi import FastAPI

from chassis.clock import SettableClock
from chassis.identity import Principal
from chassis.web import dress
from services.routing.laws_api import laws_api
from tests.routing.builders import ZJJ

HANDLER = Principal("liang", "梁伟", frozenset({"unit_handler"}), "450199", ZJJ)
LATE_IN_THE_EVENING = datetime(2022, 4, 30, 16, tzinfo=UTC)  # the next day has begun in the county


def asked(**params: str) -> httpx.Response:
    edge: Any = SimpleNamespace(asks=False, verify=lambda _: HANDLER)
    parts: Any = SimpleNamespace(clock=SettableClock(LATE_IN_THE_EVENING))
    app = FastAPI()
    dress(app, edge)
    app.include_router(laws_api(parts))

    async def got() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://routing", headers={"Authorization": "Bearer x"}
        ) as client:
            return await client.get("/legal-bases", params=params)

    return asyncio.run(got())


def cited(**params: str) -> list[str]:
    return [law["citation"] for law in asked(**params).json()["laws"]]


def test_without_a_day_today_counts_as_it_is_in_the_county() -> None:
    assert asked(q="复查").json()["on"] == "2022-05-01"
    assert "《信访工作条例》第三十五条" in cited(q="复查")


def test_with_a_day_what_was_in_force_then() -> None:
    assert "《信访条例》第三十四条" in cited(q="复查", on="2022-04-30")
    assert "《信访工作条例》第三十五条" not in cited(q="复查", on="2022-04-30")


def test_a_law_tells_since_when_it_holds_and_whether_anybody_compared_it() -> None:
    law = asked(q="复查 三十日").json()["laws"][0]
    assert (law["name"], law["edition"], law["valid_from"], law["checked"]) == (
        "信访工作条例",
        "2022年",
        "2022-05-01",
        True,
    )


def test_a_day_that_is_none_is_refused_at_its_field() -> None:
    assert asked(on="yesterday").status_code == 422
