"""The acts of several matters over HTTP: one question, one answer, nothing of what the caller may not see."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import httpx
from fastapi import APIRouter, FastAPI

from chassis.documents import Document
from chassis.identity import DevelopmentIssuer
from chassis.testing import MemoryStore, SettableClock
from chassis.web import dress
from lianjie_contracts.directory import Account
from services.routing.several_api import include_several
from services.routing.store import MATTERS
from tests.routing.roads import LAWFUL

SECRET = "a development secret of at least 32 characters"
LIAISON = Account(
    username="x", name="梁雨桐", roles=("unit_liaison",), post="联络员", county="450199", unit="450199-zjj"
)


def asked(*ids: str) -> httpx.Response:
    (before, wish) = LAWFUL["7"]
    store = MemoryStore()
    store.documents[MATTERS.name, before.matter_id] = Document(MATTERS, before.matter_id, before, 1)
    app, router = FastAPI(), APIRouter()
    include_several(router, cast("Any", SimpleNamespace(store=store, clock=SettableClock(wish.at))))
    app.include_router(router)
    issuer = DevelopmentIssuer("development", SECRET)
    dress(app, issuer, lambda: True)

    async def got() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        headers = {"Authorization": f"Bearer {issuer.issue(LIAISON)}"}
        async with httpx.AsyncClient(
            transport=transport, base_url="http://routing", headers=headers
        ) as client:
            return await client.get("/acts", params={"matter": list(ids)})

    return asyncio.run(got())


def test_each_matter_that_is_there_for_the_caller_is_told_with_its_acts() -> None:
    (before, _) = LAWFUL["7"]
    answer = asked(before.matter_id, "450199:nobody-knows-it")
    assert answer.status_code == 200, answer.text
    assert list(answer.json()) == [before.matter_id]
    (signing,) = (act for act in answer.json()[before.matter_id] if act["act"] == "sign_for")
    assert signing["allowed"]


def test_nothing_is_no_question() -> None:
    assert asked().status_code == 422
