"""A command is decided once, whoever repeats it and whoever races it, and its answer is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TypeVar

import pytest

from chassis.commands import TRIES, Commands
from chassis.decisions import Changed, Decision, Refused
from chassis.documents import ANSWERS_KEPT, Document, Kind
from chassis.errors import ConflictError, TransientError
from chassis.mongo import Mongo
from chassis.mongo_store import MongoStore
from chassis.store import Store
from chassis.testing import MemoryStore, SettableClock
from chassis.work import Work
from tests.chassis.builders import NOW, TALLIES, Tally, a_voiding, matter

pytestmark = pytest.mark.asyncio
FULL = 3
S = TypeVar("S")


def sign(tally: Tally | None) -> Decision[Tally]:
    """One more signature, up to three."""
    signed = (tally or Tally()).signed
    if len(signed) >= FULL:
        return Refused("FULL", "已经签满了。")
    return Changed(Tally((*signed, len(signed) + 1)), (a_voiding(matter()),), {"place": len(signed) + 1})


def sign_for_ever(tally: Tally | None) -> Decision[Tally]:
    signed = (tally or Tally()).signed
    return Changed(Tally((*signed, len(signed) + 1)), (a_voiding(matter()),))


@dataclass
class Office:
    store: Store
    woken: list[str]

    @property
    def commands(self) -> Commands:
        return Commands(self.store, SettableClock(NOW), "lianjie/test", lambda _, id_: self.woken.append(id_))

    async def tally(self) -> Document[Tally]:
        return (await self.store.get(TALLIES, [matter()]))[matter()]

    async def signed(self) -> tuple[int, ...]:
        state = (await self.tally()).state
        return state.signed if state else ()


@pytest.fixture
def office() -> Office:
    return Office(MemoryStore(), [])


async def test_the_answer_names_the_stream_and_the_number_under_which_the_effect_is_found(
    office: Office,
) -> None:
    answer = await office.commands.run(TALLIES, matter(), "command-1", sign)
    assert (answer.subject, answer.seq, dict(answer.body), answer.repeated) == (
        "clocks:450199:matter-1",
        1,
        {"place": 1},
        False,
    )
    assert office.woken == [matter()]


async def test_the_same_command_twice_is_answered_like_the_first_time_and_changes_nothing(
    office: Office,
) -> None:
    first = await office.commands.run(TALLIES, matter(), "command-1", sign)
    await office.commands.run(TALLIES, matter(), "command-2", sign)
    again = await office.commands.run(TALLIES, matter(), "command-1", sign)
    assert again == replace(first, repeated=True)
    assert await office.signed() == (1, 2)


async def test_a_refusal_is_kept_even_if_the_ground_has_fallen_away_since(office: Office) -> None:
    for n in range(FULL):
        await office.commands.run(TALLIES, matter(), f"command-{n}", sign)
    refused = await office.commands.run(TALLIES, matter(), "late", sign)
    assert (refused.refusal, refused.because, refused.seq) == ("FULL", "已经签满了。", FULL)
    again = await office.commands.run(TALLIES, matter(), "late", sign_for_ever)
    assert again == replace(refused, repeated=True)
    assert await office.signed() == (1, 2, 3)


async def test_a_refusal_about_nothing_makes_nothing(office: Office) -> None:
    answer = await office.commands.run(
        TALLIES, matter(), "command-1", lambda _: Refused("NONE", "没有这件事。")
    )
    assert answer.refusal == "NONE"
    assert await office.store.get(TALLIES, [matter()]) == {}
    assert office.woken == []


async def test_of_many_answers_the_last_thirty_two_are_kept(office: Office) -> None:
    for n in range(ANSWERS_KEPT + 5):
        await office.commands.run(TALLIES, matter(), f"command-{n:02}", sign_for_ever)
    kept = [answer.command for answer in (await office.tally()).answers]
    assert kept == [f"command-{n:02}" for n in range(5, ANSWERS_KEPT + 5)]
    assert (await office.commands.run(TALLIES, matter(), "command-05", sign)).repeated


async def test_a_loser_reads_again_and_decides_on_what_the_winner_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = MemoryStore()
    office, put = Office(store, []), store.put
    interruptions = iter(["winner-1", "winner-2"])

    async def somebody_first(document: Document[Tally]) -> None:
        if winner := next(interruptions, None):
            monkeypatch.setattr(store, "put", put)
            await office.commands.run(TALLIES, matter(), winner, sign)
            monkeypatch.setattr(store, "put", somebody_first)
        await put(document)

    monkeypatch.setattr(store, "put", somebody_first)
    answer = await office.commands.run(TALLIES, matter(), "loser", sign)
    assert answer.body == {"place": 3}
    assert await office.signed() == (1, 2, 3)


async def test_a_loser_to_its_own_repeat_finds_the_first_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryStore()
    office, put = Office(store, []), store.put

    async def the_same_first(document: Document[Tally]) -> None:
        monkeypatch.setattr(store, "put", put)
        await office.commands.run(TALLIES, matter(), "twice", sign)
        await put(document)

    monkeypatch.setattr(store, "put", the_same_first)
    answer = await office.commands.run(TALLIES, matter(), "twice", sign)
    assert answer.repeated
    assert await office.signed() == (1,)


async def test_a_race_that_is_always_lost_ends_in_words_and_not_in_a_loop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office, lost = Office(MemoryStore(), []), []

    async def always(_: Document[Tally]) -> None:
        lost.append(1)
        raise ConflictError("somebody else was first")

    monkeypatch.setattr(office.store, "put", always)
    with pytest.raises(ConflictError, match="changed by others"):
        await office.commands.run(TALLIES, matter(), "command-1", sign)
    assert len(lost) == TRIES


async def test_a_store_that_is_away_is_the_callers_affair_and_the_repeat_succeeds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = MemoryStore()
    office, put = Office(store, []), store.put

    async def saved_but_unheard(document: Document[Tally]) -> None:
        await put(document)
        raise TransientError("the answer was lost on its way")

    monkeypatch.setattr(store, "put", saved_but_unheard)
    with pytest.raises(TransientError):
        await office.commands.run(TALLIES, matter(), "command-1", sign)
    monkeypatch.setattr(store, "put", put)
    assert (await office.commands.run(TALLIES, matter(), "command-1", sign)).repeated
    assert await office.signed() == (1,)


@pytest.mark.database
async def test_fifty_at_once_each_sent_twice_are_each_decided_once(
    mongo: Mongo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.commands.asyncio", asyncio)
    monkeypatch.setattr("chassis.commands.TRIES", 200)
    store = MongoStore(mongo)
    await store.prepare([TALLIES])
    office = Office(store, [])
    names = [f"command-{n:02}" for n in range(25)] * 2
    answers = await asyncio.gather(
        *(office.commands.run(TALLIES, matter(), name, sign_for_ever) for name in names)
    )
    assert await office.signed() == tuple(range(1, 26))
    assert sorted(answer.seq for answer in answers if not answer.repeated) == list(range(1, 26))
    by_name = {name: {a.seq for a in answers if a.command == name} for name in names}
    assert all(len(seqs) == 1 for seqs in by_name.values())
    [row] = await mongo.find(TALLIES.name, {})
    assert [message["seq"] for message in row["unsent"]] == list(range(1, 26))


class Counting(MemoryStore):
    """Counts how often documents were read."""

    reads = 0

    async def get(self, kind: Kind[S], ids: Collection[str]) -> dict[str, Document[S]]:
        self.reads += 1
        return await super().get(kind, ids)


async def test_what_was_read_just_now_is_not_read_again_unless_somebody_was_faster() -> None:
    store = Counting()
    office = Office(store, [])
    nothing = await office.commands.held(TALLIES, matter())
    await office.commands.run(TALLIES, matter(), "command-1", sign, nothing)
    assert store.reads == 1
    answer = await office.commands.run(TALLIES, matter(), "command-2", sign, nothing)
    assert (store.reads, answer.body) == (2, {"place": 2})


async def _sign_beside(work: Work, before: Tally, after: Tally) -> None:
    """What is signed here is signed there as well."""
    other = await work.load(TALLIES, matter(2)) or Tally()
    await work.save(TALLIES, matter(2), Tally((*other.signed, after.signed[-1])), a_voiding(matter(2)))
    assert len(after.signed) == len(before.signed) + 1


async def test_what_a_change_carries_along_is_written_with_it_and_a_refusal_carries_nothing(
    office: Office,
) -> None:
    for n in range(FULL + 1):
        await office.commands.run(TALLIES, matter(), f"command-{n}", sign, carries=_sign_beside)
    again = await office.commands.run(TALLIES, matter(), "command-2", sign, carries=_sign_beside)
    beside = (await office.store.get(TALLIES, [matter(2)]))[matter(2)]
    assert again.repeated
    assert beside.state == Tally((2, 3)), "the first signature made the document, and changed none"
    assert office.woken == [matter(), *[matter(), matter(2)] * 2, matter()], (
        "a refusal is kept where it was asked for"
    )


async def test_whoever_changes_what_is_carried_along_makes_the_command_decide_again(office: Office) -> None:
    await office.commands.run(TALLIES, matter(), "first", sign)
    calls = []

    async def overtaken(work: Work, before: Tally, after: Tally) -> None:
        await _sign_beside(work, before, after)
        if not calls:
            await office.commands.run(TALLIES, matter(2), "faster", sign)
        calls.append(after)

    await office.commands.run(TALLIES, matter(), "second", sign, carries=overtaken)
    beside = (await office.store.get(TALLIES, [matter(2)]))[matter(2)]
    assert len(calls) == 2
    assert beside.state == Tally((1, 2))
    assert await office.signed() == (1, 2)
