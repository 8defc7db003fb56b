"""Replaying and skipping: what becomes of a dead letter when a person has mended the cause, or gives the record up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from chassis.dead_letters import DEAD_LETTERS, HEARD, REPLAYED, SKIPPED, DeadLetter, Settled, original
from chassis.decoding import COMMANDS, GAPLESS, decode, id_of
from chassis.documents import Document, Parked, Position, Record
from chassis.errors import UndecodableError
from chassis.recovering import BY_HAND, Recovery, Step, next_fact
from chassis.turn import LEAPING

if TYPE_CHECKING:
    from chassis.store import Batch
    from lianjie_contracts.envelope import Envelope

Letter = Document[DeadLetter]
AtNumber = Callable[[str, int], Awaitable[str | None]]  # of subject and number: the id of the owner's event
Decide = Callable[[Recovery, "Batch", Letter, Record], Awaitable[Step]]


async def replay(recovery: Recovery, id_: str, *, do: bool) -> Step:
    """Let the service try a dead letter's record once more.

    Verdicts: replays; heard (meanwhile: the letter is closed); unknown, settled, lost, unreadable, forked, taken (by
    another event of that number): then nothing is done.
    """
    return await _step(recovery, "dlq replay", id_, _replays, do=do)


async def skip(recovery: Recovery, id_: str, told: AtNumber, *, do: bool) -> Step:
    """Give a dead letter up for good and let its successors pass. `told` says which event the owner of a stream has at
    a number: one that only pretends to have it must not move the stream over the true one.

    Verdicts: skips (the stream moves on), closes (it held up no stream), heard; not_next and those of `replay`.
    """
    return await _step(recovery, "dlq skip", id_, partial(_skips, told=told), do=do)


async def _step(recovery: Recovery, command: str, id_: str, decide: Decide, *, do: bool) -> Step:
    said = await recovery.store.announced(DEAD_LETTERS, id_)

    async def decided(tx: Batch) -> Step:
        letter = (await tx.get(DEAD_LETTERS, [id_])).get(id_)
        if letter is None or letter.state is None:
            return Step("unknown")
        if not letter.state.open:
            return Step("settled", letter=letter)
        record = original(letter.state, said)
        return await decide(recovery, tx, letter, record) if record else Step("lost", letter=letter)

    return await recovery.step(command, decided, do=do)


async def _replays(recovery: Recovery, tx: Batch, letter: Letter, record: Record) -> Step:
    try:
        message = decode(record, recovery.orders)
    except UndecodableError as reason:
        return Step("unreadable", {"reason": str(reason)}, letter)
    said = message.envelope
    done = _settled(recovery, letter, REPLAYED, said)
    if message.order == COMMANDS:  # of no stream: it waits under the letter's own name
        return Step("replays", letter=done, park=(Parked(letter.subject, 0, record, BY_HAND, recovery.now),))
    position, there = await _place(tx, said)
    if hindered := _hindered(recovery, letter, said, position, there, message.order):
        return hindered
    fact = next_fact(position, said.seq, leaping=message.order in LEAPING)
    park = () if there else (Parked(said.subject, said.seq, record, fact, recovery.now),)
    return Step("replays", {"waits_for": fact}, done, park=park)


async def _skips(recovery: Recovery, tx: Batch, letter: Letter, record: Record, told: AtNumber) -> Step:
    said, order = _envelope(recovery, record), recovery.orders.get(record.topic, GAPLESS)
    done = _settled(recovery, letter, SKIPPED, said)
    if said is None or order != GAPLESS or await told(said.subject, said.seq) != said.id:
        return Step("closes", letter=done)
    position, there = await _place(tx, said)
    if hindered := _hindered(recovery, letter, said, position, there, order):
        return hindered
    if said.seq > position.seq + 1:
        return Step("not_next", {"missing": position.seq + 1}, letter)
    gone = ((said.subject, said.seq),) if there else ()
    return Step("skips", letter=done, position=position.moved(said.seq, said.id), unpark=gone)


def _hindered(
    recovery: Recovery, letter: Letter, said: Envelope, position: Position, there: Parked | None, order: str
) -> Step | None:
    """Why a letter cannot take its turn: the stream is past it or has stopped, or there are two of that number."""
    if position.forked:
        return Step("forked", letter=letter)
    if said.seq <= position.seq:
        known = position.id_at(said.seq)
        if order in LEAPING or known in (None, said.id):
            return Step("heard", letter=_settled(recovery, letter, HEARD, said))
        return Step("taken", {"by": known}, letter)
    if there and id_of(there.record) != said.id:
        return Step("taken", {"by": id_of(there.record)}, letter)
    return None


async def _place(tx: Batch, said: Envelope) -> tuple[Position, Parked | None]:
    """How far the stream was heard, and what waits at this number."""
    position = (await tx.positions([said.subject])).get(said.subject) or Position(said.subject)
    waiting = {parked.seq: parked for parked in await tx.parked([said.subject])}
    return position, waiting.get(said.seq)


def _settled(recovery: Recovery, letter: Letter, how: str, said: Envelope | None) -> Letter:
    assert letter.state, "an open letter has a state"
    dead = replace(letter.state, open=False, settled=Settled(how, recovery.who, recovery.why, recovery.now))
    return letter.with_state(
        replace(dead, subject=said.subject, seq=said.seq, type=said.type) if said else dead
    )


def _envelope(recovery: Recovery, record: Record) -> Envelope | None:
    try:
        return decode(record, recovery.orders).envelope
    except UndecodableError as reason:
        return reason.envelope
