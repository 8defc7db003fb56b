"""A restricted matter is archived by somebody who may not read it, through one door, and nothing else goes through it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest
from fastapi import APIRouter, FastAPI

from chassis.commands import Commands
from chassis.documents import Document
from chassis.identity import DevelopmentIssuer
from chassis.testing import MemoryStore, SettableClock
from chassis.web import dress
from lianjie_contracts.directory import Account
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.matter import Matter
from services.routing.sealed_api import include_sealed
from services.routing.store import MATTERS
from tests.routing.roads import LAWFUL
from tests.routing.two_roads import DIRECTORY

SECRET = "a development secret of at least 32 characters"
ENDED, WISH = LAWFUL["37"]
SEALED = replace(ENDED, restricted=True)


def asked(
    matter: Matter, role: str = "archivist", county: str = "450199"
) -> tuple[httpx.Response, MemoryStore]:
    store, clock = MemoryStore(), SettableClock(WISH.at)
    store.documents[MATTERS.name, matter.matter_id] = Document(MATTERS, matter.matter_id, matter, 1)
    commands = Commands(store, clock, "lianjie/routing", lambda _kind, _id: None)
    app, router = FastAPI(), APIRouter()
    include_sealed(router, cast("Any", SimpleNamespace(commands=commands, clock=clock, directory=DIRECTORY)))
    app.include_router(router)
    issuer = DevelopmentIssuer("development", SECRET)
    dress(app, issuer, lambda: True)
    who = Account(username="x", name="覃静", roles=(role,), post="档案员", county=county)

    async def got() -> httpx.Response:
        headers = {"Authorization": f"Bearer {issuer.issue(who)}", "Idempotency-Key": "key-number-1"}
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://routing", headers=headers
        ) as client:
            return await client.post(f"/matters/{matter.matter_id}/archive")

    return asyncio.run(got()), store


def test_its_keeper_archives_it_and_reads_nothing_of_it() -> None:
    answer, store = asked(SEALED)
    assert answer.status_code == 200, answer.text
    assert store.all(MATTERS)[SEALED.matter_id].state == S.ARCHIVED
    assert SEALED.title not in answer.text


def test_its_conditions_stand() -> None:
    answer, store = asked(replace(SEALED, dossier=None))
    assert (answer.status_code, answer.json()["code"]) == (409, "DOSSIER_INCOMPLETE")
    assert store.all(MATTERS)[SEALED.matter_id].state == SEALED.state


@pytest.mark.parametrize(
    ("matter", "role", "county", "status"),
    [(ENDED, "archivist", "450199", 404), (SEALED, "archivist", "450198", 404), (SEALED, "supervisor", "450199", 403)],
)  # fmt: skip
def test_nobody_and_nothing_else_goes_through_this_door(
    matter: Matter, role: str, county: str, status: int
) -> None:
    assert asked(matter, role, county)[0].status_code == status
