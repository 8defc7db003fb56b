"""The first file of a multipart body, piece by piece as it comes: nothing of it waits in memory or on the disk."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass, field

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from services.intake.attachments.hostile import NotTakenError


@dataclass
class FilePart:
    """`name` is known once the first piece came. Other parts of the body are passed over."""

    name: str = ""
    _header: bytearray = field(default_factory=bytearray)
    _value: bytearray = field(default_factory=bytearray)
    _ready: list[bytes] = field(default_factory=list)
    _wanted: bool = False
    _found: bool = False

    async def pieces(self, body: AsyncIterable[bytes], boundary: bytes) -> AsyncIterator[bytes]:
        """Raises NotTakenError if the body holds no file or is broken off."""
        parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": lambda data, start, end: self._header.extend(data[start:end]),
                "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
                "on_header_end": self._header_end,
                "on_part_data": self._data,
                "on_part_end": self._end,
            },
        )
        try:
            async for piece in body:
                parser.write(piece)
                for ready in self._taken():
                    yield ready
            parser.finalize()
        except FormParserError:
            raise NotTakenError("NO_FILE") from None
        if not self._found:
            raise NotTakenError("NO_FILE")

    def _begin(self) -> None:
        self._header.clear()
        self._value.clear()

    def _header_end(self) -> None:
        if self._header.lower() == b"content-disposition" and not self._found:
            _, options = parse_options_header(bytes(self._value))
            self._wanted = b"filename" in options
            self.name = options.get(b"filename", b"").decode("utf-8", "replace")
        self._begin()

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._wanted:
            self._found = True
            self._ready.append(data[start:end])

    def _end(self) -> None:
        self._found, self._wanted = self._found or self._wanted, False

    def _taken(self) -> list[bytes]:
        ready, self._ready = self._ready, []
        return ready
