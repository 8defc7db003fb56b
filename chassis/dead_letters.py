"""Dead letters: a record that cannot be handled, kept with its original bytes until somebody replays or skips it."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from chassis.documents import LARGEST_REQUEST, Document, Kind, Record, Unsent
from chassis.ids import derived

if TYPE_CHECKING:
    from lianjie_contracts.envelope import Envelope

REPLAYED, SKIPPED, HEARD = "replayed", "skipped", "heard"  # how a letter was settled
_ABOUT = 5  # headers of our own behind the original ones, and `dlq_key` where there is a key


@dataclass(frozen=True, slots=True)
class Settled:
    """What was last done about it: tried again, passed over, or found to be heard already."""

    how: str
    who: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """Where it came from and why it is dead. `why` is our own sentence and never quotes the record.

    `deaths` counts how often it was given up: once, and once more after each replay that failed.
    """

    topic: str
    partition: int
    offset: int
    why: str
    error: str
    at: datetime
    subject: str = ""
    seq: int = 0
    type: str = ""
    open: bool = True
    key: str | None = None  # the original one, in base64
    deaths: int = 1
    settled: Settled | None = None


DEAD_LETTERS: Kind[DeadLetter] = Kind(
    "dead_letters", DeadLetter, subject="letter", topic=None, indexes=(("open", "at"), ("subject",)), largest=LARGEST_REQUEST
)  # fmt: skip


def given_up(record: Record, why: str, error: str, said: Envelope | None, at: datetime) -> DeadLetter:
    """What is told of a record; its place in its stream, if its envelope could be read."""
    about = (said.subject, said.seq, said.type) if said else ("", 0, "")
    return DeadLetter(record.topic, record.partition, record.offset, why, error, at, *about)


def letter(record: Record, dead: DeadLetter, service: str) -> Document[DeadLetter]:
    """The document of a dead letter, with the message that takes the original to `<service>.dlq.v1`.

    Its id is derived from the place on the bus: the same record has one letter, however often it dies.
    """
    headers = tuple((name, value or b"") for name, value in record.headers)
    about: tuple[tuple[str, object], ...] = (
        ("dlq_topic", record.topic),
        ("dlq_partition", record.partition),
        ("dlq_offset", record.offset),
        ("dlq_error", dead.error),
        ("dlq_null", " ".join(_null(record))),
    )
    key = () if record.key is None else (("dlq_key", record.key),)
    id_ = derived(service, record.place)
    message = Unsent(
        n=1,
        id=id_,
        seq=0,
        topic=f"{service}.dlq.v1",
        key=_as_text(record.key) or id_,
        headers=(*headers, *((name, str(value).encode()) for name, value in about), *key),
        body=record.value or b"",
        owned=False,
    )
    kept = None if record.key is None else base64.b64encode(record.key).decode()
    return Document(DEAD_LETTERS, id_).with_state(replace(dead, key=kept)).announcing(message)


def died_again(kept: Document[DeadLetter], dead: DeadLetter) -> Document[DeadLetter]:
    """The letter that this record has already. After a replay it is open again; what is open or skipped stays so, for
    the bus may bring any record twice."""
    was = kept.state
    if was is None or was.open or (was.settled and was.settled.how == SKIPPED):
        return kept
    return kept.with_state(
        replace(was, open=True, deaths=was.deaths + 1, why=dead.why, error=dead.error, at=dead.at)
    )


def original(dead: DeadLetter, said: Sequence[Unsent]) -> Record | None:
    """The record as it came, from what its letter announced; None if that is not there."""
    message = next(iter(said), None)
    if message is None:
        return None
    key = None if dead.key is None else base64.b64decode(dead.key)
    about = message.headers[-_ABOUT:] if key is None else message.headers[-_ABOUT - 1 : -1]
    null = dict(about)["dlq_null"].decode().split()
    kept = message.headers[: -_ABOUT if key is None else -_ABOUT - 1]
    headers = tuple(
        (name, None if f"header:{at}" in null else value) for at, (name, value) in enumerate(kept)
    )
    value = None if "body" in null else message.body
    return Record(dead.topic, dead.partition, dead.offset, key, value, headers)


def _null(record: Record) -> list[str]:
    """What was null and not empty: `dlq_null` names it, headers by their place, so that a replay is the same record."""
    body = ["body"] if record.value is None else []
    return body + [f"header:{at}" for at, (_, value) in enumerate(record.headers) if value is None]


def _as_text(key: bytes | None) -> str | None:
    """The key of the letter is the original one; of one that is no text, the letter's own id (`dlq_key` has the bytes)."""
    try:
        return key.decode() if key else None
    except UnicodeDecodeError:
        return None
