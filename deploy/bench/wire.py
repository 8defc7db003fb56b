"""HTTP as the load speaks it: kept connections and nothing else, for what the load costs is missing from what it measures."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import orjson

LONGEST = 30.0  # seconds for one answer

Link = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, with when it was complete (seconds of the machine's own monotonic clock)."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    at: float

    @property
    def done(self) -> bool:
        return self.status < 300

    def told(self) -> Any:  # noqa: ANN401 - JSON
        return orjson.loads(self.body)


@dataclass
class Wire:
    """Connections by server, handed round; a broken one is an error of the call that met it."""

    _idle: dict[tuple[str, int], deque[Link]] = field(default_factory=dict)

    async def ask(self, method: str, url: str, headers: Mapping[str, str], body: Any = None) -> Reply:  # noqa: ANN401
        """One request; raises OSError or TimeoutError when there is no answer."""
        parts = urlsplit(url)
        server = (parts.hostname or "127.0.0.1", parts.port or 80)
        link = await self._link(server)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        async with asyncio.timeout(LONGEST):
            try:
                link[1].write(_request(method, target, server, headers, body))
                reply = await _reply(link[0])
            except BaseException:
                link[1].close()
                raise
        if reply.headers.get("connection") == "close":
            link[1].close()
        else:
            self._idle[server].append(link)
        return reply

    async def _link(self, server: tuple[str, int]) -> Link:
        """A kept connection that the server has not closed meanwhile, or a new one."""
        idle = self._idle.setdefault(server, deque())
        while idle:
            link = idle.pop()
            if not link[0].at_eof():
                return link
            link[1].close()
        return await asyncio.open_connection(*server)

    def close(self) -> None:
        for idle in self._idle.values():
            while idle:
                idle.pop()[1].close()


def _request(
    method: str, target: str, server: tuple[str, int], headers: Mapping[str, str], body: Any  # noqa: ANN401
) -> bytes:  # fmt: skip
    content = b"" if body is None else orjson.dumps(body)
    lines = [
        f"{method} {target} HTTP/1.1",
        f"host: {server[0]}:{server[1]}",
        f"content-length: {len(content)}",
    ]
    if body is not None:
        lines.append("content-type: application/json")
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + content


async def _reply(reader: asyncio.StreamReader) -> Reply:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    status = int(head[0].split(" ", 2)[1])
    headers = {
        name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)
    }
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Reply(status, headers, body, time.monotonic())
