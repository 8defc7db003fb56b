"""One aggregate is one document: its state, what it has announced and not yet sent, and its last answers."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from chassis.errors import TooLargeError

S = TypeVar("S")
ANSWERS_KEPT = 32
REUSED = "COMMAND_REUSED"
SHARDS = 16
LARGEST_MESSAGE = 900_000  # bytes; Kafka's default limit is 1 MiB with headers
LARGEST_REQUEST = 2_097_152  # a dead letter is as large as what died, whoever sent it, and a little more


@dataclass(frozen=True)
class Kind(Generic[S]):
    """A collection of documents of one shape.

    `subject` names its stream ("matter"), `topic` the owner's topic; without a subject it is a projection, which
    announces nothing. `indexes` are tuples of field names inside `state`, "-" in front for descending. `largest` is
    the size in bytes of the longest message it may announce.

    Of a projection, which can be built anew from what it heard: `by_arrival` names the lists whose order, and the
    fields whose value, depend on when events came in, and are not compared. One that is `kept` is no projection
    though it announces nothing: people entered it here (drafts), and a rebuild leaves it alone.
    """

    name: str
    state: type[S]
    subject: str | None = None
    topic: str | None = None
    indexes: tuple[tuple[str, ...], ...] = ()
    largest: int = LARGEST_MESSAGE
    by_arrival: tuple[str, ...] = ()
    kept: bool = False

    @cached_property
    def adapter(self) -> TypeAdapter[S]:
        return TypeAdapter(self.state)

    def dump(self, state: S) -> dict[str, Any]:
        dumped: dict[str, Any] = self.adapter.dump_python(state, mode="python", exclude_none=True)
        return dumped

    def load(self, stored: Mapping[str, Any]) -> S:
        return self.adapter.validate_python(stored)


@dataclass(frozen=True, slots=True)
class Unsent:
    """A message with the exact bytes that will be on the bus; `n` counts all messages of the document."""

    n: int
    id: str
    seq: int
    topic: str
    key: str
    headers: tuple[tuple[str, bytes], ...]
    body: bytes
    owned: bool = True


@dataclass(frozen=True, slots=True)
class Command:
    """The identity of a wish: `id` makes a repeat recognisable, `asked` (a hash) shows whether it is the same wish."""

    id: str
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command was told. A repeat of the command is told the same, with `repeated`."""

    command: str
    subject: str
    seq: int
    refusal: str | None = None
    because: str | None = None
    body: Mapping[str, Any] = field(default_factory=dict)
    asked: str = ""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Document(Generic[S]):
    """A document as loaded, or as it will be saved. `version` is what the store holds (0 = nothing yet)."""

    kind: Kind[S]
    id: str
    state: S | None = None
    version: int = 0
    seq: int = 0
    said: int = 0
    head: str = ""
    answers: tuple[Answer, ...] = ()
    unsent: tuple[Unsent, ...] = ()  # added since it was loaded
    new_answers: tuple[Answer, ...] = ()
    touched: bool = False

    @property
    def subject(self) -> str:
        return f"{self.kind.subject}:{self.id}"

    @property
    def shard(self) -> int:
        return zlib.crc32(self.id.encode()) % SHARDS

    def answer_to(self, command: Command) -> Answer | None:
        """The first answer, if it was asked before. An id that has done something else is refused; one that was
        only refused may be tried with a mended wish. Of an answer found again after a restore the wish is not known."""
        kept = next(
            (a for a in reversed((*self.answers, *self.new_answers)) if a.command == command.id), None
        )
        if kept and kept.asked and kept.asked != command.asked:
            if kept.refusal:
                return None
            return Answer(
                command.id,
                kept.subject,
                kept.seq,
                REUSED,
                "这个请求编号已经用过，内容却不同。请刷新页面后再办。",
            )
        return replace(kept, repeated=True) if kept else None

    def with_state(self, state: S) -> Document[S]:
        return replace(self, state=state, touched=True)

    def with_answer(self, answer: Answer) -> Document[S]:
        return replace(self, new_answers=(*self.new_answers, answer), touched=True)

    def announcing(self, message: Unsent) -> Document[S]:
        """Add one message; an owned one moves the sequence and the hash chain on."""
        if len(message.body) > self.kind.largest:
            raise TooLargeError(f"message of {len(message.body)} bytes")
        head = chained(self.head, message.id, message.body) if message.owned else self.head
        return replace(
            self,
            said=message.n,
            seq=message.seq if message.owned else self.seq,
            head=head,
            unsent=(*self.unsent, message),
            touched=True,
        )


def chained(head: str, event_id: str, body: bytes) -> str:
    """The hash of an event that includes the hash of all before it; taken over ciphertext, so it survives erasure."""
    return hashlib.sha256(head.encode() + event_id.encode() + body).hexdigest()


@dataclass(frozen=True, slots=True)
class Position:
    """How far one stream was heard; the last few ids tell a duplicate from a fork."""

    subject: str
    seq: int = 0
    ids: tuple[tuple[int, str], ...] = ()
    forked: bool = False

    def id_at(self, seq: int) -> str | None:
        return next((event_id for at, event_id in self.ids if at == seq), None)

    def moved(self, seq: int, event_id: str) -> Position:
        return replace(self, seq=seq, ids=(*self.ids[-7:], (seq, event_id)))


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it came from the bus. `headers` are raw: hostile ones may be null or not UTF-8."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...]
    timestamp_ms: int = 0

    @property
    def place(self) -> str:
        return f"{self.topic}/{self.partition}/{self.offset}"


@dataclass(frozen=True, slots=True)
class Parked:
    """A record that came before its turn, or before a fact it needs."""

    subject: str
    seq: int
    record: Record
    waiting_for: str
    since: datetime
