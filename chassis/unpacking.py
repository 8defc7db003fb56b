"""Unpacking of records whose header names are not UTF-8: the library refuses them, and would ask for them for ever.

Kafka's protocol calls a header's name a text, brokers do not look. One such record, which anybody with the right to write
to a topic can send, would keep everything behind it, and everything its consumer reads, from being heard.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

from aiokafka.consumer import fetcher
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import MemoryRecords

_HEAD = struct.Struct(">qi")  # base offset, and the length of what follows


class _Text(bytearray):
    """Bytes whose parts decode whatever they are; what is no text shows as \\xff."""

    def __getitem__(self, at: Any) -> Any:  # noqa: ANN401 - as bytearray's own
        part = super().__getitem__(at)
        return _Text(part) if isinstance(at, slice) else part

    def decode(self, encoding: str = "utf-8", _errors: str = "strict") -> str:
        return super().decode(encoding, "backslashreplace")


class _Lenient(_DefaultRecordBatchPy):  # type: ignore[misc]  # aiokafka brings no types
    """The library's own unpacking in Python, over bytes that always decode."""

    def _maybe_uncompress(self) -> None:
        super()._maybe_uncompress()
        self._buffer: bytearray = _Text(self._buffer)


class _Batch:
    """The library's fast batch; only one that it cannot unpack is unpacked again, leniently."""

    def __init__(self, fast: Any, raw: memoryview) -> None:  # noqa: ANN401 - of one of the library's two kinds
        self._fast = fast
        self._raw = raw

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._fast, name)

    def __next__(self) -> Any:  # noqa: ANN401
        return next(self._fast)

    def __iter__(self) -> Iterator[Any]:
        try:
            return iter(list(self._fast))
        except UnicodeDecodeError:
            return iter(list(_Lenient(bytes(self._raw))))


class _Records:
    """What a fetch brought: one batch after the other, as the fetcher asks for them."""

    def __init__(self, data: bytes) -> None:
        self._fast = MemoryRecords(data)
        self._data = memoryview(data)
        self._at = 0

    def size_in_bytes(self) -> int:
        return int(self._fast.size_in_bytes())

    def has_next(self) -> bool:
        return bool(self._fast.has_next())

    def next_batch(self) -> _Batch | None:
        fast = self._fast.next_batch()
        if fast is None:
            return None
        start = self._at
        self._at += _HEAD.size + _HEAD.unpack_from(self._data, start)[1]
        return _Batch(fast, self._data[start : self._at])


def be_lenient() -> None:
    """From now on no consumer of this process stops at a header's name."""
    fetcher.MemoryRecords = _Records
