"""Beyond what a process can do at once it refuses at once, says when to come again, and goes on with what it has taken."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI, Request

from chassis import metrics
from chassis.admission import OPS, Admission
from chassis.ids import new_id

pytestmark = pytest.mark.asyncio

AT_ONCE, LARGEST = 3, 100


class Office:
    """An app that answers when it is told to."""

    def __init__(self) -> None:
        self.service = f"office-{new_id()}"
        self.open = asyncio.Event()
        self.taken = 0
        app = FastAPI()
        app.get("/wait")(self._wait)
        app.post("/read")(self._read)
        app.post("/stream")(self._read)
        app.post("/below/{n}")(self._read)
        for path in OPS:
            app.get(path)(lambda: {"well": True})
        app.add_middleware(
            Admission,
            service=self.service,
            at_once=AT_ONCE,
            largest=LARGEST,
            larger={"/stream": 2 * LARGEST, "/below/": 3 * LARGEST},
        )
        transport = httpx.ASGITransport(app)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://office", timeout=10)

    async def _wait(self) -> dict[str, bool]:
        self.taken += 1
        await self.open.wait()
        return {"done": True}

    async def _read(self, request: Request) -> int:
        self.taken += 1
        return len(await request.body())

    async def get(self, path: str, **headers: str) -> httpx.Response:
        async with asyncio.timeout(10):
            return await self.client.get(path, headers=headers)

    async def full(self) -> list[asyncio.Task[httpx.Response]]:
        waiting = [asyncio.create_task(self.client.get("/wait")) for _ in range(AT_ONCE)]
        while self.taken < AT_ONCE:  # noqa: ASYNC110 - rings no bell
            await asyncio.sleep(0)
        return waiting

    def counted(self, method: str, status: int) -> float:
        counts: Callable[..., Any] = metrics.HTTP_SECONDS.labels
        return sum(bucket.get() for bucket in counts(self.service, method, status)._buckets)


@pytest_asyncio.fixture
async def office() -> AsyncIterator[Office]:
    made = Office()
    yield made
    await made.client.aclose()


async def test_one_too_many_is_told_to_come_again_and_the_others_are_answered(office: Office) -> None:
    waiting = await office.full()
    refused = await office.get("/wait")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
    assert "请过几秒再试" in refused.json()["because"]
    assert office.taken == AT_ONCE, "a refusal reaches nobody"
    office.open.set()
    assert [answer.status_code for answer in await asyncio.gather(*waiting)] == [200] * AT_ONCE
    assert (await office.get("/wait")).status_code == 200, "there is room again"
    assert (office.counted("GET", 200), office.counted("GET", 429)) == (AT_ONCE + 1, 1)
    assert metrics.HTTP_AT_ONCE.labels(office.service)._value.get() == 0


async def test_a_person_is_told_in_a_sentence(office: Office) -> None:
    waiting = await office.full()
    refused = await office.get("/wait", accept="text/html,*/*")
    assert refused.headers["content-type"].startswith("text/plain")
    assert refused.text.startswith("现在办理的人太多")
    office.open.set()
    await asyncio.gather(*waiting)


@pytest.mark.parametrize("path", OPS)
async def test_who_looks_after_us_is_answered_however_busy_we_are(office: Office, path: str) -> None:
    waiting = await office.full()
    assert (await office.get(path)).status_code == 200
    office.open.set()
    await asyncio.gather(*waiting)


async def test_a_request_that_fails_leaves_its_place(office: Office) -> None:
    for _ in range(AT_ONCE + 1):
        assert (await office.get("/nowhere")).status_code == 404
    assert office.counted("GET", 404) == AT_ONCE + 1


async def in_pieces(length: int) -> AsyncIterator[bytes]:
    for _ in range(length):
        yield b"x"


@pytest.mark.parametrize(("length", "status"), [(LARGEST, 200), (LARGEST + 1, 413)])
@pytest.mark.parametrize("says_its_length", [True, False])
async def test_a_body_is_read_only_so_far(
    office: Office, length: int, status: int, says_its_length: bool
) -> None:
    body: Any = b"x" * length if says_its_length else in_pieces(length)
    assert (await office.client.post("/read", content=body)).status_code == status
    assert office.taken == (status == 200 or not says_its_length), (
        "what says that it is too long is not begun"
    )


async def test_methods_of_somebodys_invention_make_no_metric_each(office: Office) -> None:
    for method in ("SING", "DANCE"):
        assert (await office.client.request(method, "/wait")).status_code == 405
    assert office.counted("OTHER", 405) == 2


async def test_where_files_come_more_is_taken_and_nowhere_else(office: Office) -> None:
    long = b"x" * (2 * LARGEST)
    for path in ("/stream", "/below/1"):
        assert (await office.client.post(path, content=long)).json() == 2 * LARGEST
    for path in ("/read", "/read?of=/stream"):
        assert (await office.client.post(path, content=long)).status_code == 413
    assert (await office.client.post("/stream", content=long + b"x")).status_code == 413
