"""The virus scanner: none, or a clamd that is told the bytes over its own protocol (INSTREAM)."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterable
from dataclasses import dataclass

from chassis.logs import log
from services.intake.attachments.attachment import Scan

PATIENCE = 60.0  # seconds for one file


@dataclass(frozen=True, slots=True)
class Scanner:
    """`address`: host:port of a clamd; "" scans nothing. A scanner that is away leaves UNSCANNED, and is asked again."""

    address: str = ""

    @property
    def scans(self) -> bool:
        return bool(self.address)

    async def look_at(self, pieces: AsyncIterable[bytes]) -> Scan:
        if not self.scans:
            return Scan.UNSCANNED
        try:
            async with asyncio.timeout(PATIENCE):
                said = await self._ask(pieces)
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as away:
            log.warning("the virus scanner is away", why=type(away).__name__)
            return Scan.UNSCANNED
        if said.endswith("FOUND"):
            return Scan.INFECTED
        return Scan.CLEAN if said.endswith("OK") else Scan.UNSCANNED

    async def _ask(self, pieces: AsyncIterable[bytes]) -> str:
        host, _, port = self.address.rpartition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        try:
            writer.write(b"zINSTREAM\0")
            async for piece in pieces:
                writer.write(struct.pack(">I", len(piece)) + piece)
                await writer.drain()
            writer.write(struct.pack(">I", 0))
            await writer.drain()
            return (await reader.readuntil(b"\0")).rstrip(b"\0").decode("utf-8", "replace").strip()
        finally:
            writer.close()
