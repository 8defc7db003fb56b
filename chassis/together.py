"""Streams of rows that lie in the same order, read as one, with one row of each in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

Row = dict[str, Any]


async def together(
    streams: Sequence[AsyncIterator[tuple[str, Row]]],
) -> AsyncIterator[tuple[str, list[list[Row]]]]:
    """Streams in the same order as one: each subject with what every stream has of it."""
    heads = [await anext(stream, None) for stream in streams]
    while subjects := [head[0] for head in heads if head]:
        subject = min(subjects)
        found: list[list[Row]] = []
        for at, stream in enumerate(streams):
            rows = []
            while (head := heads[at]) and head[0] == subject:
                rows.append(head[1])
                heads[at] = await anext(stream, None)
            found.append(rows)
        yield subject, found


async def named(rows: AsyncIterator[Row], field_: str, prefix: str = "") -> AsyncIterator[tuple[str, Row]]:
    """Rows with the subject they are about."""
    async for row in rows:
        yield prefix + row[field_], row
