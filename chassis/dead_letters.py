"""Dead letters: a record that cannot be handled, kept with its original bytes until somebody replays or skips it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from datetime import datetime

from chassis.documents import LARGEST_REQUEST, Document, Kind, Record, Unsent
from chassis.ids import derived


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """Where it came from and why it is dead. `why` is our own sentence and never quotes the record."""

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


DEAD_LETTERS: Kind[DeadLetter] = Kind(
    "dead_letters", DeadLetter, subject="letter", topic=None, indexes=(("open", "at"), ("subject",)), largest=LARGEST_REQUEST
)  # fmt: skip


def letter(record: Record, dead: DeadLetter, service: str) -> Document[DeadLetter]:
    """The document of a dead letter, with the message that takes the original to `<service>.dlq.v1`.

    Its id is derived from the place on the bus: the same record dies once.
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
