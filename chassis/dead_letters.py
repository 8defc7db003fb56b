"""Dead letters: a record that cannot be handled, kept with its original bytes until somebody replays or skips it."""

from __future__ import annotations

from dataclasses import dataclass
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


DEAD_LETTERS: Kind[DeadLetter] = Kind(
    "dead_letters", DeadLetter, subject="letter", topic=None, indexes=(("open", "at"), ("subject",)), largest=LARGEST_REQUEST
)  # fmt: skip


def letter(record: Record, dead: DeadLetter, service: str) -> Document[DeadLetter]:
    """The document of a dead letter, with the message that takes the original to `<service>.dlq.v1`.

    Its id is derived from the place on the bus: the same record dies once.
    """
    headers = tuple((name, value or b"") for name, value in record.headers)
    about = (
        ("dlq_topic", record.topic),
        ("dlq_partition", record.partition),
        ("dlq_offset", record.offset),
        ("dlq_error", dead.error),
    )
    id_ = derived(service, record.place)
    message = Unsent(
        n=1,
        id=id_,
        seq=0,
        topic=f"{service}.dlq.v1",
        key=id_,
        headers=(*headers, *((name, str(value).encode()) for name, value in about)),
        body=record.value or b"",
        owned=False,
    )
    return Document(DEAD_LETTERS, id_).with_state(dead).announcing(message)
