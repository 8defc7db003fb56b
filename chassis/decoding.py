"""Decoding: whether a record can be read at all, and as what; the reason never quotes the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chassis.documents import Record
from chassis.errors import UndecodableError
from lianjie_contracts.base import Message
from lianjie_contracts.envelope import Envelope, EnvelopeError
from lianjie_contracts.registry import UnknownTypeError, UnknownVersionError, read

GAPLESS, LATEST, GROWING, COMMANDS = "gapless", "latest", "growing", "commands"  # orders of topics.toml


@dataclass(frozen=True, slots=True)
class Decoded:
    """A record that could be read. `event` is None for a type of a newer release: heard, counted, passed over.

    The subject in `envelope` is the stream by whose numbers it goes: on a growing topic it begins with the topic.
    """

    record: Record
    envelope: Envelope
    event: Message | None
    order: str


def decode(record: Record, orders: Mapping[str, str]) -> Decoded:
    """Read a record; raises UndecodableError with a reason that quotes nothing of it."""
    try:
        said = [
            (name, value.decode())
            for name, value in record.headers
            if value is not None and name.startswith(("ce_", "trace"))
        ]
    except UnicodeDecodeError:
        raise UndecodableError("a header is not UTF-8") from None
    headers = dict(said)
    if len(headers) < len(said):
        raise UndecodableError("a header is given twice")
    try:
        envelope = Envelope.read(headers)
    except EnvelopeError as wrong:
        raise UndecodableError(str(wrong)) from None
    order = orders.get(record.topic, GAPLESS)
    if record.key is None or record.key.decode(errors="replace") != envelope.aggregate_id:
        raise UndecodableError("the key is not the subject's id")
    if order != COMMANDS and envelope.seq < 1:
        raise UndecodableError("an event needs a number from 1")
    if order == GROWING:  # it counts by itself, also where another topic tells of the same subject
        envelope = replace(envelope, subject=f"{record.topic}/{envelope.subject}")
    try:
        return Decoded(record, envelope, _event(record, envelope), order)
    except UndecodableError as reason:  # its place in its stream is known: that is where its successors wait
        reason.envelope = envelope
        raise


def _event(record: Record, envelope: Envelope) -> Message | None:
    if not record.value:
        raise UndecodableError("the body is empty")
    try:
        event = read(envelope.type, envelope.version, record.value)
    except UnknownTypeError:
        return None
    except UnknownVersionError as version:
        raise UndecodableError(f"unknown version: {version}") from None
    except (ValueError, RecursionError) as wrong:
        raise UndecodableError(f"the body does not fit its schema: {type(wrong).__name__}") from None
    if not record.topic.startswith("replay.") and event.topic_name() != record.topic:
        raise UndecodableError("the message does not belong on this topic")
    return event


def subject_of(record: Record) -> str:
    """The stream that a record says it is of; empty if it says none."""
    said = (value for name, value in record.headers if name == "ce_subject" and value)
    return next(said, b"").decode(errors="replace")


def id_of(record: Record) -> str:
    """The id of an event that was read before."""
    return next((value or b"").decode() for name, value in record.headers if name == "ce_id")
