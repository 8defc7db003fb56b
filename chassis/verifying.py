"""Whether owners and consumers agree: every stream's history is whole, and everybody has heard all of it.

A stream is judged twice. The first time everything is read in one pass, in the order of the subjects, while the system
works: whoever looks wrong may only be on its way. Those are read again, alone and in the order that rules races out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from chassis.documents import Position, chained


class Finds(StrEnum):
    """What can be wrong with a stream."""

    GAP = "gap"  # the owner's own history lacks an event
    CHANGED = "changed"  # the hashes do not end in the document's head: somebody altered the history
    BEYOND = "beyond"  # the history knows more than the document: an older document was put back
    LOST = "lost"  # a consumer lacks an event that is not on its way
    AHEAD = "ahead"  # a consumer has heard more than the owner has said: an older owner was put back
    FORK = "fork"  # one number, two events
    UNKNOWN = "unknown"  # the owner knows nothing of a stream that was heard
    PARKED = "parked"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference: in which stream, at which number, and at which consumer (or at the owner itself)."""

    kind: Finds
    owner: str
    subject: str
    seq: int
    consumer: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event landed on the bus."""

    topic: str
    partition: int
    offset: int


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a stream as its owner keeps it; without a place it has yet to be sent."""

    seq: int
    id: str
    body: bytes
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Stream:
    """What the owner says of one subject. `seq` was read before everything else, `seq_after` after it."""

    owner: str
    subject: str
    seq: int = 0
    head: str = ""
    told: Sequence[Told] = ()
    seq_after: int = 0
    latest: bool = False  # only the last event counts: the rest may be gone from the topic

    @property
    def known(self) -> bool:
        return self.seq_after > 0


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one consumer group has read, and what the topics still hold, by (topic, partition)."""

    committed: Mapping[tuple[str, int], int] = field(default_factory=dict)
    begins: Mapping[tuple[str, int], int] = field(default_factory=dict)
    ends: Mapping[tuple[str, int], int] = field(default_factory=dict)

    def awaits(self, place: Place | None) -> bool:
        """Whether that event is on its way: not sent yet, or on the topic and not read yet."""
        if place is None:
            return True
        at = (place.topic, place.partition)
        first = max(self.committed.get(at, 0), self.begins.get(at, 0))
        return first <= place.offset < self.ends.get(at, 0)


def judged(stream: Stream, heard: Mapping[str, Position | None]) -> list[Finding]:
    """Everything that may be wrong with one stream; a consumer that lacks something is called LOST here already."""
    return [*_own(stream), *(found for name, p in heard.items() for found in _heard(stream, name, p))]


def _own(stream: Stream) -> Iterator[Finding]:
    def found(kind: Finds, seq: int) -> Finding:
        return Finding(kind, stream.owner, stream.subject, seq)

    told = {event.seq: event for event in stream.told}
    head = ""
    for seq in range(1, stream.seq + 1):
        if seq not in told:
            yield found(Finds.GAP, seq)
            return
        head = chained(head, told[seq].id, told[seq].body)
    if head != stream.head:
        yield found(Finds.CHANGED, stream.seq)
    if max(told, default=0) > stream.seq_after:
        yield found(Finds.BEYOND, stream.seq_after)


def _heard(stream: Stream, consumer: str, position: Position | None) -> Iterator[Finding]:
    position = position or Position(stream.subject)

    def found(kind: Finds, seq: int) -> Finding:
        return Finding(kind, stream.owner, stream.subject, seq, consumer)

    ids = {event.seq: event.id for event in stream.told}
    other = [seq for seq, event_id in position.ids if ids.get(seq, event_id) != event_id]
    if position.seq and not stream.known:
        yield found(Finds.UNKNOWN, position.seq)
    elif position.forked or other:
        yield found(Finds.FORK, min(other, default=position.seq))
    elif position.seq > stream.seq_after:
        yield found(Finds.AHEAD, position.seq)
    elif position.seq < stream.seq:
        yield found(Finds.LOST, stream.seq if stream.latest else position.seq + 1)


def remaining(
    findings: Iterable[Finding], stream: Stream, reaches: Mapping[str, Reach], aside: Mapping[str, Collection[int]]
) -> list[Finding]:  # fmt: skip
    """What is left without the events that are on their way, and without those that lie aside, parked or dead: these
    are listed by themselves. `aside`: numbers of this stream, by consumer."""
    places = {event.seq: event.place for event in stream.told}

    def excused(found: Finding) -> bool:
        lies_aside = found.seq in aside.get(found.consumer, ())
        return lies_aside or reaches[found.consumer].awaits(places.get(found.seq))

    return [found for found in findings if found.kind is not Finds.LOST or not excused(found)]
