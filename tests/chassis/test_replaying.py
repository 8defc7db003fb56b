"""A dead letter is tried again when its cause is mended: once, in order, and on record."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from chassis.dead_letters import DEAD_LETTERS
from chassis.decisions import Changed
from chassis.documents import Position
from chassis.errors import ConflictError, TransientError
from chassis.hearing import Hears
from chassis.mongo_store import MongoStore
from chassis.operations import OPERATIONS
from chassis.recovering import Recovery
from chassis.replaying import replay, skip
from lianjie_contracts.events.matter_signed import MatterSigned
from lianjie_contracts.events.reply_sign_for import ReplySignFor
from tests.chassis.builders import (
    COPIES,
    HEARS,
    NOW,
    ORDERS,
    TALLIES,
    KeyCopy,
    Listener,
    Tally,
    a_voiding,
    key_issued,
    matter,
    sign_for,
    signed,
)
from tests.chassis.desk import OTHER, STREAM, Desk, Fault, a_desk, the_owners, unreadable, verdicts

if TYPE_CHECKING:
    from chassis.documents import Record
    from chassis.mongo import Mongo
    from chassis.work import Heard, Work

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("quiet")]


async def test_when_the_cause_is_mended_the_letter_and_its_successors_take_effect_once_and_in_order() -> None:
    desk = a_desk(2)
    await desk.listener.hear(*(signed(n) for n in range(1, 5)))
    assert desk.listener.signed(matter()) == (1,)
    desk.fault.mend()
    assert verdicts(await desk.replay()) == ["replays"]
    await desk.listener.hearing.sweep()
    assert desk.listener.signed(matter()) == (1, 2, 3, 4)
    assert len(desk.listener.announced()) == 4
    assert desk.listener.parked() == []
    [letter] = desk.letters.values()
    assert (letter.open, letter.settled and letter.settled.how) == (False, "replayed")


async def test_a_replay_is_on_record_with_who_why_and_what() -> None:
    desk = a_desk(1)
    await desk.listener.hear(signed(1))
    await desk.replay()
    [entry] = desk.on_record
    assert (entry.command, entry.who, entry.why, entry.at) == (
        "dlq replay",
        "wang@centre",
        "mended in 0.2.1",
        NOW,
    )
    [id_] = desk.letters
    assert (entry.what["letter"], entry.what["subject"], entry.what["seq"]) == (id_, STREAM, 1)


async def test_a_dry_run_says_the_same_and_changes_nothing() -> None:
    desk = a_desk(1)
    await desk.listener.hear(signed(1), signed(2))
    assert verdicts(await desk.replay(do=False)) == verdicts(await desk.replay(do=False)) == ["replays"]
    assert verdicts(await desk.skip(do=False)) == ["skips"]
    assert desk.on_record == []
    assert [letter.open for letter in desk.letters.values()] == [True]
    assert desk.listener.parked() == [(STREAM, 2, "seq:1")]


async def test_typed_twice_it_is_done_once() -> None:
    desk = a_desk(1)
    await desk.listener.hear(signed(1))
    [id_] = desk.letters
    steps = [await replay(desk.recovery, id_, do=True) for _ in range(2)]
    assert verdicts(steps) == ["replays", "settled"]
    assert len(desk.on_record) == 1
    desk.fault.mend()
    await desk.listener.hearing.sweep()
    assert verdicts(
        [await replay(desk.recovery, id_, do=True), await skip(desk.recovery, id_, the_owners, do=True)]
    ) == [
        "settled",
        "settled",
    ]
    assert desk.listener.signed(matter()) == (1,)


async def test_who_loses_the_race_against_a_second_person_looks_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = a_desk(1)
    await desk.listener.hear(signed(1))
    [id_] = desk.letters
    keep, others = desk.listener.memory._check, iter([True])

    def somebody_is_first(document: object) -> None:
        if next(others, False):
            raise ConflictError("somebody else was first")
        keep(document)  # type: ignore[arg-type]

    monkeypatch.setattr(desk.listener.store, "_check", somebody_is_first)
    assert (await replay(desk.recovery, id_, do=True)).verdict == "replays"
    assert len(desk.on_record) == 1


async def test_a_service_that_never_leaves_a_gap_is_given_up_with_nothing_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = a_desk(1)
    await desk.listener.hear(signed(1))

    def always_first(_: object) -> None:
        raise ConflictError("somebody else was first")

    monkeypatch.setattr(desk.listener.store, "_check", always_first)
    monkeypatch.setattr("chassis.recovering.TRIES", 2)
    with pytest.raises(TransientError):
        await desk.replay()
    assert [letter.open for letter in desk.letters.values()] == [True]


async def test_what_breaks_again_is_the_same_letter_open_again_and_counts_its_deaths() -> None:
    desk = a_desk(2)
    await desk.listener.hear(*(signed(n) for n in range(1, 4)))
    for deaths in (2, 3):
        await desk.replay()
        await desk.listener.hearing.sweep()
        [letter] = desk.letters.values()
        assert (letter.open, letter.deaths) == (True, deaths)
    assert desk.listener.parked() == [(STREAM, 3, "seq:2")]
    sent = [m for m in desk.listener.memory.take_unsent() if m.topic == "deadlines.dlq.v1"]
    assert len(sent) == 1, "the bus has had it from the first time"
    desk.fault.mend()
    await desk.replay()
    await desk.listener.hearing.sweep()
    assert desk.listener.signed(matter()) == (1, 2, 3)


async def test_poison_for_good_harms_nobody_else_and_does_not_stop_the_service(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("chassis.hearing.CEILING", 3)
    desk = a_desk(1)
    await desk.listener.hear(signed(1), signed(1, OTHER), signed(2), signed(2, OTHER))
    for _ in range(2):
        await desk.replay()
        await desk.listener.hearing.sweep()
    await desk.listener.hear(unreadable(1, matter(9)))  # the first new death: those by hand were none
    await desk.listener.hear(key_issued(1))
    assert desk.listener.memory.all(COPIES) == {"450199:person-1": KeyCopy(1)}
    assert sorted(letter.deaths for letter in desk.letters.values()) == [1, 3, 3]
    assert len(desk.listener.parked()) == 2


async def test_a_letter_heard_again_from_the_bus_while_open_is_no_further_death() -> None:
    desk = a_desk(1)
    dead = signed(1)
    await desk.listener.hear(dead, dead)
    desk.listener.restart()
    await desk.listener.hear(dead)
    assert [letter.deaths for letter in desk.letters.values()] == [1]


async def test_a_successor_that_breaks_too_is_a_letter_of_its_own() -> None:
    desk = a_desk(1, 2)
    await desk.listener.hear(signed(1), signed(2))
    desk.fault.seqs = (2,)
    await desk.replay()
    await desk.listener.hearing.sweep()
    assert [letter.seq for letter in desk.letters.values() if letter.open] == [2]
    desk.fault.mend()
    await desk.replay()
    await desk.listener.hearing.sweep()
    assert desk.listener.signed(matter()) == (1, 2)


async def test_a_letter_whose_number_was_heard_meanwhile_is_only_closed() -> None:
    desk = a_desk(1)
    await desk.listener.hear(signed(1))
    desk.fault.mend()
    await desk.listener.hear(signed(1))
    assert desk.listener.signed(matter()) == (1,)
    assert verdicts(await desk.replay()) == ["heard"]
    await desk.listener.hearing.sweep()
    assert desk.listener.signed(matter()) == (1,)
    [letter] = desk.letters.values()
    assert (letter.open, letter.settled and letter.settled.how) == (False, "heard")


async def test_while_another_event_has_its_number_nothing_is_done() -> None:
    desk = a_desk(1)
    await desk.listener.hear(signed(1))
    desk.fault.mend()
    await desk.listener.hear(signed(1, id="another"))
    for steps in (await desk.replay(), await desk.skip()):
        assert verdicts(steps) == ["taken"]
        assert steps[0].about == {"by": "another"}
    desk.listener.memory.positions[STREAM] = Position(STREAM, 1, forked=True)
    assert verdicts([*await desk.replay(), *await desk.skip()]) == ["forked", "forked"]
    assert desk.on_record == []


async def test_a_record_of_a_newer_version_has_its_place_and_is_replayed_by_the_release_that_reads_it() -> (
    None
):
    desk = a_desk()
    newer = unreadable(2)
    await desk.listener.hear(signed(1), newer, signed(3))
    [letter] = desk.letters.values()
    assert (letter.subject, letter.seq, letter.type, letter.error) == (
        STREAM,
        2,
        "matter_signed",
        "undecodable",
    )
    steps = await desk.replay()
    assert (verdicts(steps), steps[0].about["reason"]) == (
        ["unreadable"],
        "unknown version: matter_signed v9",
    )
    assert desk.on_record == []


async def test_unreadable_bytes_that_wait_at_the_place_of_a_good_event_do_not_take_it_along() -> None:
    desk = a_desk()
    await desk.listener.hear(signed(2))
    await desk.listener.hear(unreadable(2))
    assert desk.listener.parked() == [(STREAM, 2, "seq:1")]


async def test_a_command_has_no_turn_and_is_tried_by_the_next_sweep() -> None:
    broken = True

    async def on_reply(heard: Heard[ReplySignFor], work: Work) -> None:
        def decide(tally: Tally | None) -> Changed[Tally]:
            now = tally or Tally()
            return Changed(replace(now, signed=(*now.signed, 1)), (a_voiding(heard.event.matter_id),))

        await work.run(TALLIES, heard.event.matter_id, heard.envelope.id, decide)
        if broken:
            raise RuntimeError("broken")

    desk = Desk(Fault(()), Listener((Hears(ReplySignFor, on_reply),)))
    await desk.listener.hear(sign_for(), sign_for(command="reply-00002"))
    assert verdicts(await desk.replay()) == ["replays", "replays"]
    await desk.listener.hearing.sweep()
    assert [(letter.open, letter.deaths) for letter in desk.letters.values()] == [(True, 2), (True, 2)]
    assert desk.listener.parked() == []
    broken = False
    await desk.replay()
    assert len(desk.listener.parked()) == 2
    await desk.listener.hearing.sweep()
    await desk.listener.hearing.sweep()
    assert desk.listener.signed(matter()) == (1, 1)
    assert desk.listener.parked() == []


async def test_of_a_state_the_letter_is_replayed_unless_a_later_state_has_come() -> None:
    broken = True

    async def on_key(heard: Heard, work: Work) -> None:
        if broken:
            raise RuntimeError("broken")
        await HEARS[2].handler(heard, work)

    desk = Desk(Fault(()), Listener((replace(HEARS[2], handler=on_key),)))
    await desk.listener.hear(key_issued(4), key_issued(7))
    broken = False
    await desk.replay()
    await desk.listener.hearing.sweep()
    assert desk.listener.memory.all(COPIES) == {"450199:person-1": KeyCopy(7)}
    assert desk.listener.parked() == []
    broken = True
    await desk.listener.hear(key_issued(9))
    broken = False
    await desk.listener.hear(key_issued(11))
    assert verdicts(await desk.replay()) == ["heard"]


async def test_the_original_comes_back_byte_for_byte_null_or_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = a_desk()
    plain = signed(1)
    hostile = [
        replace(
            plain,
            offset=10**9,
            key=b"\xff",
            headers=(("a", b""), ("b", None), ("dlq_null", b"body")),
            value=None,
        ),
        replace(plain, offset=10**9 + 1, key=None, headers=(("dlq_key", b"x"),), value=b""),
        replace(plain, offset=10**9 + 2, headers=(*plain.headers, ("ce_id", b"twice"))),
    ]
    await desk.listener.hear(*hostile)
    seen: list[Record] = []
    monkeypatch.setattr("chassis.replaying.decode", lambda record, orders: seen.append(record) or 1 / 0)
    for id_ in desk.letters:
        with pytest.raises(ZeroDivisionError):
            await replay(desk.recovery, id_, do=False)
    assert seen == hostile


async def test_of_a_letter_nobody_knows_nothing_is_done() -> None:
    desk = a_desk()
    assert verdicts(
        [await replay(desk.recovery, "x", do=True), await skip(desk.recovery, "x", the_owners, do=True)]
    ) == [
        "unknown",
        "unknown",
    ]


@pytest.mark.database
async def test_several_people_at_once_beside_two_processes_replay_each_letter_once(
    mongo: Mongo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.hearing.asyncio", asyncio)
    store = MongoStore(mongo)
    await store.prepare([TALLIES, COPIES, DEAD_LETTERS, OPERATIONS])
    fault = Fault((2,))
    one, two = (Listener((Hears(MatterSigned, fault.handler),), store) for _ in range(2))
    await one.hear(*(signed(n, matter(m)) for n in (1, 2, 3) for m in range(3)))
    letters = [row["_id"] for row in await mongo.find(DEAD_LETTERS.name, {"state.open": True})]
    assert len(letters) == 3
    fault.mend()
    recovery = Recovery(store, ORDERS, "wang@centre", "mended", NOW)
    tried = [replay(recovery, id_, do=True) for id_ in letters * 3]
    steps = await asyncio.gather(*tried, *(process.hearing.sweep() for process in (one, two)))
    await one.hearing.sweep()
    assert sorted(step.verdict for step in steps[:9]) == ["replays"] * 3 + ["settled"] * 6
    rows = {row["_id"]: row["state"]["signed"] for row in await mongo.find(TALLIES.name, {})}
    assert rows == {matter(m): [1, 2, 3] for m in range(3)}
    assert len(await mongo.find(OPERATIONS.name, {})) == 3
    assert await store.waiting(9) == []


@pytest.mark.database
@pytest.mark.parametrize("writes", range(5))
async def test_cut_short_anywhere_a_replay_is_done_whole_or_not_at_all(
    mongo: Mongo, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    """Letter, entry, parked record: after `writes` of them the terminal is closed."""
    store = MongoStore(mongo)
    await store.prepare([TALLIES, COPIES, DEAD_LETTERS, OPERATIONS])
    fault = Fault((1,))
    listener = Listener((Hears(MatterSigned, fault.handler),), store)
    await listener.hear(signed(1), signed(2))
    [row] = await mongo.find(DEAD_LETTERS.name, {})
    recovery = Recovery(store, ORDERS, "wang@centre", "mended", NOW)
    bulk, left = mongo.bulk, iter(range(writes))

    async def cut_short(*words: Any, **more: Any) -> int:
        if words[1] and next(left, None) is None:
            raise asyncio.CancelledError
        return await bulk(*words, **more)

    with monkeypatch.context() as patched, contextlib.suppress(asyncio.CancelledError):
        patched.setattr(mongo, "bulk", cut_short)
        await replay(recovery, row["_id"], do=True)
    done = not (await mongo.find(DEAD_LETTERS.name, {}))[0]["state"]["open"]
    assert done == (writes >= 3)
    assert len(await mongo.find(OPERATIONS.name, {})) == done
    assert {parked.seq for parked in await store.waiting(9)} == ({1, 2} if done else {2})
    fault.mend()
    await replay(recovery, row["_id"], do=True)
    await listener.hearing.sweep()
    assert (await mongo.find(TALLIES.name, {}))[0]["state"]["signed"] == [1, 2]
