"""Forks: how a stream that showed two events with one number goes on, as its owner tells it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chassis.decoding import id_of
from chassis.documents import Parked, Position, Record
from chassis.recovering import Recovery, Step, next_fact

if TYPE_CHECKING:
    from chassis.store import Batch


@dataclass(frozen=True, slots=True)
class Told:
    """One event of a stream in its owner's history; without a record it is not on the bus yet and will come from there."""

    seq: int
    id: str
    record: Record | None


async def unfork(recovery: Recovery, subject: str, told: Sequence[Told], keep: str, *, do: bool) -> Step:
    """What waits and is not the owner's gives way to what is, and the stream goes on.

    `keep` is the event that the person has found right; it must be the owner's. Verdicts: unforks; unforks_after (what
    the service did on another event stays done); whole, not_the_owners, owner_behind: then nothing is done.
    """
    theirs = {event.seq: event for event in told}

    async def decided(tx: Batch) -> Step:
        position = (await tx.positions([subject])).get(subject)
        if position is None or not position.forked:
            return Step("whole")
        if keep not in {event.id for event in told}:
            return Step("not_the_owners")
        if max(theirs) < position.seq:
            return Step("owner_behind", {"owner": max(theirs), "heard": position.seq})
        return _aligned(position, await tx.parked([subject]), theirs, keep)

    return await recovery.step("parked unfork", decided, do=do)


def _aligned(position: Position, waiting: Collection[Parked], theirs: Mapping[int, Told], keep: str) -> Step:
    ids = tuple((seq, theirs[seq].id if seq in theirs else was) for seq, was in position.ids)
    park: list[Parked] = []
    unpark: list[tuple[str, int]] = []
    for parked in waiting:
        right = theirs.get(parked.seq) if parked.seq > position.seq else None
        record = parked.record if right and right.id == id_of(parked.record) else right and right.record
        if record is not parked.record:
            unpark.append((parked.subject, parked.seq))
        if record:
            park.append(replace(parked, record=record, waiting_for=next_fact(position, parked.seq)))
    acted = [seq for (seq, was), (_, now) in zip(position.ids, ids, strict=True) if was != now]
    about = {
        "subject": position.subject, "keep": keep, "acted_on_another": acted, "let_go": [seq for _, seq in unpark],
    }  # fmt: skip
    verdict = "unforks_after" if acted else "unforks"
    return Step(verdict, about, None, replace(position, ids=ids, forked=False), tuple(park), tuple(unpark))
