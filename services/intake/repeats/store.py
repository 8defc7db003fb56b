"""What repeats keep: for each item a trace by which it is found again, made from the item itself and made anew at will."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chassis.documents import Kind


@dataclass(frozen=True, slots=True)
class Trace:
    """No word and no name: keyed hashes of people, of who is accused, and of pieces of text.

    `people` of an accusation is empty, so that nobody finds it by who wrote it [R22 30].
    """

    version: int
    last_at: datetime
    matter_id: str
    people: tuple[str, ...] = ()
    accused: tuple[str, ...] = ()
    shingles: tuple[int, ...] = ()


TRACES: Kind[Trace] = Kind(
    "traces", Trace,
    indexes=(("people", "-last_at"), ("shingles", "-last_at"), ("accused", "-last_at"), ("version", "-last_at"),
             ("matter_id",)),
)  # fmt: skip
