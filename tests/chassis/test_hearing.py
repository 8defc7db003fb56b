"""Every record takes effect exactly once and in the order of its stream."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from chassis import metrics
from chassis.decisions import Changed
from chassis.errors import ConflictError, TransientError
from chassis.hearing import Hears
from lianjie_contracts.events.clock_voided import ClockVoided
from lianjie_contracts.events.delivery_served import DeliveryServed, DeliveryServedV1
from lianjie_contracts.events.move_due import MoveDue
from lianjie_contracts.events.reply_sign_for import ReplySignFor
from lianjie_contracts.vocabulary import DeliveryMode
from tests.chassis.builders import (
    COPIES,
    MATTERS,
    NOW,
    ORDERS,
    TALLIES,
    KeyCopy,
    Listener,
    Tally,
    a_voiding,
    failed,
    key_issued,
    matter,
    record,
    sign_for,
    signed,
)
from tests.chassis.faults import of_a_newer_release

if TYPE_CHECKING:
    from chassis.work import Heard, Work

pytestmark = pytest.mark.asyncio
STREAM, OTHER = f"matter:{matter()}", matter(2)


async def test_events_take_effect_in_order_and_are_announced_with_their_cause(listener: Listener) -> None:
    first, second = signed(1), signed(2)
    await listener.hear(first, second)
    assert listener.signed(matter()) == (1, 2)
    said = [dict(message.headers) for message in listener.announced()]
    assert [headers["ce_seq"] for headers in said] == [b"1", b"2"]
    assert [headers["ce_causationid"] for headers in said] == [
        b"matter:450199:matter-1-1",
        b"matter:450199:matter-1-2",
    ]
    assert listener.woken == [matter()]


async def test_a_repeat_has_no_effect_in_the_same_batch_in_a_later_one_and_after_a_restart(
    listener: Listener,
) -> None:
    await listener.hear(signed(1), signed(1))
    await listener.hear(signed(1), signed(2))
    listener.restart()
    await listener.hear(signed(2), signed(1))
    assert listener.signed(matter()) == (1, 2)
    assert len(listener.announced()) == 2


async def test_a_very_old_repeat_whose_id_is_no_longer_remembered_is_still_a_repeat(
    listener: Listener,
) -> None:
    await listener.hear(*(signed(n) for n in range(1, 30)))
    await listener.hear(signed(1, id="forgotten"))
    assert listener.signed(matter()) == tuple(range(1, 30))


async def test_what_comes_before_its_turn_is_parked_and_drained_by_the_missing_event(
    listener: Listener,
) -> None:
    await listener.hear(signed(3))
    await listener.hear(signed(2), signed(5))
    assert listener.parked() == [(STREAM, 2, "seq:1"), (STREAM, 3, "seq:1"), (STREAM, 5, "seq:1")]
    await listener.hear(signed(1))
    assert listener.signed(matter()) == (1, 2, 3)
    assert listener.parked() == [(STREAM, 5, "seq:1")]


async def test_a_gap_that_closes_within_one_batch_leaves_nothing_parked(listener: Listener) -> None:
    await listener.hear(signed(3), signed(2), signed(1))
    assert listener.signed(matter()) == (1, 2, 3)
    assert listener.parked() == []


async def test_a_gap_in_one_stream_does_not_hold_another(listener: Listener) -> None:
    await listener.hear(signed(2), signed(1, OTHER), signed(2, OTHER))
    assert listener.signed(OTHER) == (1, 2)
    assert listener.signed(matter()) == ()


async def test_two_events_with_one_number_stop_that_stream_alone_and_raise_the_alarm(
    listener: Listener,
) -> None:
    alarms = metrics.FORKS.labels("deadlines")._value.get()
    await listener.hear(signed(1))
    await listener.hear(signed(1, id="another"), signed(2), signed(1, OTHER))
    assert metrics.FORKS.labels("deadlines")._value.get() == alarms + 1
    assert listener.signed(matter()) == (1,)
    assert listener.signed(OTHER) == (1,)
    assert listener.parked() == [(STREAM, 1, "fork"), (STREAM, 2, "fork")]
    await listener.hearing.sweep()
    assert listener.signed(matter()) == (1,), "only a person may settle a fork"


async def test_two_events_with_one_number_that_both_come_too_early_are_a_fork(listener: Listener) -> None:
    alarms = metrics.FORKS.labels("deadlines")._value.get()
    await listener.hear(signed(1), signed(3))
    await listener.hear(signed(3, id="another"), signed(2))
    assert metrics.FORKS.labels("deadlines")._value.get() == alarms + 1
    assert listener.signed(matter()) == (1,)
    waiting = listener.memory.waiting_records[STREAM, 3]
    assert dict(waiting.record.headers)["ce_id"] == f"{STREAM}-3".encode(), "the first one is kept"
    await listener.hear(signed(3, id="another"), signed(3))
    assert metrics.FORKS.labels("deadlines")._value.get() == alarms + 1, "one alarm is enough"


async def test_an_event_whose_place_is_taken_by_one_that_waits_for_a_fact_is_a_fork(
    listener: Listener,
) -> None:
    alarms = metrics.FORKS.labels("deadlines")._value.get()
    await listener.hear(failed(1))
    await listener.hear(failed(1, id="another"))
    assert metrics.FORKS.labels("deadlines")._value.get() == alarms + 1


async def test_a_fork_that_could_not_be_written_is_not_cried_out_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listener = Listener()
    await listener.hear(signed(1))
    alarms = metrics.FORKS.labels("deadlines")._value.get()
    keep, left = listener.memory._check, iter([ConflictError("somebody else was first")] * 3)

    def loses_at_first(document: object) -> None:
        if error := next(left, None):
            raise error
        keep(document)  # type: ignore[arg-type]

    monkeypatch.setattr(listener.store, "_check", loses_at_first)
    await listener.hear(signed(1, id="another"), signed(1, OTHER))
    assert metrics.FORKS.labels("deadlines")._value.get() == alarms + 1


async def test_a_type_of_a_newer_release_is_passed_over_and_counted(listener: Listener) -> None:
    passed = metrics.HEARD.labels("deadlines", "unknown", "passed")
    before = passed._value.get()
    await listener.hear(signed(1), of_a_newer_release(2), signed(3))
    assert listener.signed(matter()) == (1, 3)
    assert passed._value.get() == before + 1
    assert listener.letters() == []


async def test_while_the_store_is_away_nothing_is_lost_and_the_stall_shows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listener = Listener()
    batch, seen = listener.memory.batch, []
    left = iter([TransientError("away")] * 4)

    def away_at_first() -> object:
        if error := next(left, None):
            raise error
        seen.append(listener.hearing.stalled_since)
        return batch()

    monkeypatch.setattr(listener.store, "batch", away_at_first)
    await listener.hear(signed(1))
    assert listener.signed(matter()) == (1,)
    assert seen == [listener.clock.now()]
    assert listener.hearing.stalled_since is None


async def test_a_lost_race_repeats_the_whole_batch_without_doing_anything_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listener = Listener()
    keep, left = listener.memory._check, iter([ConflictError("somebody else was first")] * 3)

    def loses_at_first(document: object) -> None:
        if error := next(left, None):
            raise error
        keep(document)  # type: ignore[arg-type]

    monkeypatch.setattr(listener.store, "_check", loses_at_first)
    await listener.hear(signed(1), signed(2), signed(1, OTHER))
    assert listener.signed(matter()) == (1, 2)
    assert listener.signed(OTHER) == (1,)
    assert len(listener.announced()) == 3


async def test_of_a_state_topic_the_latest_counts_whatever_was_missed(listener: Listener) -> None:
    await listener.hear(key_issued(4))
    await listener.hear(key_issued(2), key_issued(9), key_issued(7))
    assert listener.memory.all(COPIES) == {"450199:person-1": KeyCopy(9)}
    assert listener.seen("key:450199:person-1") == 9


async def test_a_reply_needs_no_number_and_its_repeat_is_known_by_its_id() -> None:
    async def on_reply(heard: Heard[ReplySignFor], work: Work) -> None:
        def decide(tally: Tally | None) -> Changed[Tally]:
            now = tally or Tally()
            return Changed(
                replace(now, signed=(*now.signed, len(now.signed) + 1)), (a_voiding(heard.event.matter_id),)
            )

        await work.run(TALLIES, heard.event.matter_id, heard.envelope.id, decide)

    listener = Listener((Hears(ReplySignFor, on_reply),))
    await listener.hear(sign_for(), sign_for(), sign_for(command="reply-00002"))
    await listener.hear(sign_for())
    assert listener.signed(matter()) == (1, 2)
    assert len(listener.announced()) == 2
    assert listener.memory.positions == {}


async def test_a_process_told_to_stop_does_not_wait_for_the_store_and_buries_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listener = Listener()

    def away() -> object:
        listener.hearing.stopping = True
        raise TransientError("away")

    with monkeypatch.context() as patched:
        patched.setattr(listener.store, "batch", away)
        with pytest.raises(TransientError):
            await listener.hear(signed(1))
    assert listener.letters() == []
    listener.restart()
    await listener.hear(signed(1))
    assert listener.signed(matter()) == (1,)


async def test_of_a_topic_with_gaps_every_higher_number_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ORDERS, MATTERS, "growing")
    listener = Listener()
    await listener.hear(signed(2), signed(5), signed(5), signed(9))
    assert listener.signed(matter()) == (2, 5, 9)
    assert listener.parked() == []


async def test_a_topic_with_gaps_counts_apart_from_another_that_tells_of_the_same_subject(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A limit warns, proposes a move, and goes on to warn: the proposal's number is nobody else's."""
    monkeypatch.setitem(ORDERS, MoveDue.topic, "growing")
    monkeypatch.setitem(ORDERS, ClockVoided.topic, "gapless")
    told: list[tuple[str, int]] = []

    async def on_it(heard: Heard[Any], _: Work) -> None:
        told.append((heard.event.type, heard.envelope.seq))

    due = MoveDue(
        matter_id=matter(), county="450199", clock="C45", started_at=NOW, due_at=NOW, occurred_at=NOW
    )
    listener, subject = Listener((Hears(ClockVoided, on_it), Hears(MoveDue, on_it))), f"clocks:{matter()}"
    voided = [record(a_voiding(matter()), subject, n) for n in (1, 2, 3)]
    await listener.hear(voided[0], replace(record(due, subject, 2), topic=MoveDue.topic), voided[1])
    await listener.hear(replace(record(due, subject, 2), topic=MoveDue.topic), voided[2])
    assert told == [("clock_voided", 1), ("move_due", 2), ("clock_voided", 2), ("clock_voided", 3)]
    assert listener.parked() == []


async def test_a_history_republished_for_a_rebuild_is_heard_like_the_original(listener: Listener) -> None:
    await listener.hear(*(replace(signed(n), topic="replay.deadlines.1") for n in (1, 2)))
    assert listener.signed(matter()) == (1, 2)


async def test_a_message_of_an_older_version_reaches_the_handler_in_the_newest() -> None:
    heard_as: list[DeliveryServed] = []

    async def on_served(heard: Heard[DeliveryServed], _: Work) -> None:
        heard_as.append(heard.event)

    old = DeliveryServedV1(
        delivery_id="450199:d", matter_id=matter(), county="450199", document="D02.2", channel="window", served_at=NOW,
        occurred_at=NOW,
    )  # fmt: skip
    await Listener((Hears(DeliveryServed, on_served),)).hear(record(old, "delivery:450199:d", 1))
    assert [event.mode for event in heard_as] == [DeliveryMode.DIRECT]
