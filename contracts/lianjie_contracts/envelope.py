"""The wire form: CloudEvents 1.0, binary mode, with the extension attributes of Lianjie; no personal data in any header."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

SPEC_VERSION = "1.0"
CONTENT_TYPE = "application/json"
LONGEST = 256  # characters of an id, a type or a subject: they are kept as keys, and strangers write them
LARGEST = 10**15  # of a number: every language reads it exactly


class EnvelopeError(ValueError):
    """A record whose headers do not make an envelope; it can never be handled, whoever reads it."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What every message says about itself.

    `subject` names the stream ("matter:450199:…"); `seq` counts its events from 1 without a gap on the owner's
    topic. A unit's reply is a command and has seq 0: its id is its idempotency key.
    """

    id: str
    type: str
    version: int
    source: str
    subject: str
    seq: int
    tenant: str
    time: datetime
    causation: str | None = None
    traceparent: str | None = None

    def headers(self) -> list[tuple[str, bytes]]:
        """The Kafka headers, in a fixed order so that the same event always has the same bytes."""
        pairs = [
            ("ce_specversion", SPEC_VERSION),
            ("ce_id", self.id),
            ("ce_type", self.type),
            ("ce_schemaver", str(self.version)),
            ("ce_source", self.source),
            ("ce_subject", self.subject),
            ("ce_seq", str(self.seq)),
            ("ce_tenant", self.tenant),
            ("ce_time", self.time.isoformat()),
            ("content-type", CONTENT_TYPE),
        ]
        if self.causation:
            pairs.append(("ce_causationid", self.causation))
        if self.traceparent:
            pairs.append(("traceparent", self.traceparent))
        return [(name, value.encode()) for name, value in pairs]

    @classmethod
    def read(cls, headers: dict[str, str]) -> Envelope:
        """Read an envelope; raises EnvelopeError naming what is missing or malformed (never its content)."""
        try:
            if headers["ce_specversion"] != SPEC_VERSION:
                raise EnvelopeError("ce_specversion")
            seq, version = _number(headers["ce_seq"]), _number(headers["ce_schemaver"])
            time = datetime.fromisoformat(headers["ce_time"])
            envelope = cls(
                id=headers["ce_id"],
                type=headers["ce_type"],
                version=version,
                source=headers["ce_source"],
                subject=headers["ce_subject"],
                seq=seq,
                tenant=headers["ce_tenant"],
                time=time,
                causation=headers.get("ce_causationid"),
                traceparent=headers.get("traceparent"),
            )
        except KeyError as missing:
            raise EnvelopeError(f"header {missing.args[0]} is missing") from None
        except ValueError:
            raise EnvelopeError("a header is malformed") from None
        names = (envelope.id, envelope.type, envelope.aggregate_id)
        if version < 1 or time.tzinfo is None or not all(0 < len(name) <= LONGEST for name in names):
            raise EnvelopeError("a header is malformed")
        return envelope

    @property
    def aggregate_id(self) -> str:
        """The subject without its kind, which is the Kafka key: "matter:450199:…" → "450199:…"."""
        return self.subject.partition(":")[2]


def _number(text: str) -> int:
    """Digits and nothing else: int() also takes signs, blanks, underscores and the digits of other scripts."""
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(LARGEST)) or int(text) > LARGEST:
        raise ValueError("not a number")
    return int(text)
