"""Every record takes effect exactly once and in the order of its stream."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from chassis import metrics
from chassis.dead_letters import DEAD_LETTERS
from chassis.decisions import Changed
from chassis.documents import Document
from chassis.errors import ConflictError, NotYetError, TransientError
from chassis.hearing import CEILING, TRIES, Hears
from lianjie_contracts.events.delivery_failed import DeliveryFailed
from lianjie_contracts.events.delivery_served import DeliveryServed, DeliveryServedV1
from lianjie_contracts.events.matter_signed import MatterSigned
from lianjie_contracts.events.reply_sign_for import ReplySignFor
from lianjie_contracts.vocabulary import DeliveryMode
from tests.chassis.builders import (
    COPIES,
    HEARS,
    KEYS,
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
    on_delivery_failed,
    on_signed,
    record,
    sign_for,
    signed,
    with_header,
)

if TYPE_CHECKING:
    from chassis.documents import Record
    from chassis.work import Heard, Work

pytestmark = pytest.mark.asyncio
STREAM, OTHER = f"matter:{matter()}", matter(2)


class Once:
    """A handler that fails the first `times` times, after it has already saved."""

    def __init__(self, times: int, error: Exception) -> None:
        self.left = times
        self.calls = 0
        self.error = error

    async def __call__(self, heard: Heard[MatterSigned], work: Work) -> None:
        self.calls += 1
        await on_signed(heard, work)
        if self.left:
            self.left -= 1
            raise self.error


def bad_for(matter_id: str, seq: int) -> tuple[Hears, ...]:
    """The usual handlers, but one event of one matter can never be handled."""

    async def handler(heard: Heard[MatterSigned], work: Work) -> None:
        await on_signed(heard, work)
        if (heard.event.matter_id, heard.envelope.seq) == (matter_id, seq):
            raise RuntimeError("张三 13800000000")

    return Hears(MatterSigned, handler), *HEARS[1:]


def of_a_newer_release(seq: int) -> Record:
    return with_header(signed(seq), "ce_type", b"matter_celebrated")


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


async def test_an_unknown_version_is_one_dead_letter_and_its_successors_wait(listener: Listener) -> None:
    newer = with_header(signed(2), "ce_schemaver", b"9")
    await listener.hear(signed(1), newer, signed(3))
    await listener.hear(newer)
    assert [letter.error for letter in listener.letters()] == ["undecodable"]
    assert listener.parked() == [(STREAM, 3, "seq:2")]
    await listener.hear(signed(2))
    assert listener.signed(matter()) == (1, 2, 3), "replayed after an upgrade"


async def test_a_missing_fact_parks_and_the_sweep_applies_later(listener: Listener) -> None:
    await listener.hear(failed(1), failed(2))
    waits = f"matter:{matter()}"
    delivery = "delivery:450199:delivery-1"
    assert listener.parked() == [(delivery, 1, waits), (delivery, 2, "seq:1")]
    await listener.hearing.sweep()
    assert len(listener.parked()) == 2
    await listener.store.put(Document(TALLIES, matter()).with_state(Tally()))
    await listener.hearing.sweep()
    assert listener.failed(matter()) == (f"{delivery}-1", f"{delivery}-2")
    assert listener.parked() == []


async def test_a_fact_calls_those_that_wait_for_it_however_many_wait_for_others(listener: Listener) -> None:
    await listener.hear(*(signed(2, matter(n)) for n in range(100, 400)))
    await listener.hear(failed(1), failed(2))
    await listener.hear(signed(1))
    assert len(listener.failed(matter())) == 2
    assert len(listener.parked()) == 300


async def test_looking_again_at_those_that_still_wait_is_not_counted(listener: Listener) -> None:
    parked = metrics.HEARD.labels("deadlines", "delivery_failed", "parked")
    before = parked._value.get()
    await listener.hear(failed(1))
    for _ in range(5):
        await listener.hearing.sweep()
    assert parked._value.get() == before + 1


async def test_a_record_that_waits_for_another_fact_than_before_is_called_by_that_one() -> None:
    async def picky(heard: Heard[DeliveryFailed], work: Work) -> None:
        for n in (1, 2):
            if await work.load(TALLIES, matter(n)) is None:
                raise NotYetError(f"matter:{matter(n)}")
        await on_delivery_failed(heard, work)

    listener = Listener((HEARS[0], Hears(DeliveryFailed, picky)))
    await listener.hear(failed(1))
    await listener.hear(signed(1))
    assert listener.parked() == [("delivery:450199:delivery-1", 1, f"matter:{matter(2)}")]
    await listener.hear(signed(1, matter(2)))
    assert len(listener.failed(matter())) == 1


async def test_a_missing_fact_that_comes_in_the_same_batch_is_found_at_once(listener: Listener) -> None:
    await listener.hear(failed(1), signed(1))
    assert len(listener.failed(matter())) == 1
    assert listener.parked() == []


async def test_those_that_wait_long_do_not_keep_the_sweep_from_the_others(listener: Listener) -> None:
    await listener.hear(*(signed(2, matter(n)) for n in range(100, 150)))
    await listener.hear(failed(1))
    await listener.hear(signed(1))
    for _ in range(6):
        await listener.hearing.sweep(limit=10)
    assert len(listener.failed(matter())) == 1


async def test_a_handler_that_fails_at_times_is_tried_again_and_leaves_nothing_half_done() -> None:
    handler = Once(TRIES - 1, RuntimeError("at times"))
    listener = Listener((Hears(MatterSigned, handler),))
    await listener.hear(signed(1), signed(2))
    assert listener.signed(matter()) == (1, 2)
    assert len(listener.announced()) == 2
    assert listener.letters() == []


async def test_a_handler_that_always_fails_saves_nothing_and_ends_as_a_dead_letter_after_three_tries() -> (
    None
):
    handler = Once(10**6, RuntimeError("always"))
    listener = Listener((Hears(MatterSigned, handler),))
    await listener.hear(signed(1))
    assert handler.calls == 1 + TRIES, "once with its batch, then alone"
    assert listener.signed(matter()) == ()
    assert listener.announced() == []
    [letter] = listener.letters()
    assert (letter.subject, letter.seq, letter.type, letter.error) == (
        STREAM,
        1,
        "matter_signed",
        "unhandled",
    )
    assert letter.why == "handler failed: RuntimeError"


async def test_a_bad_record_does_not_sink_its_batch_and_its_successors_wait_for_the_replay() -> None:
    listener = Listener(bad_for(matter(), 2))
    await listener.hear(signed(1), signed(1, OTHER), signed(2), signed(2, OTHER), signed(3), signed(3, OTHER))
    assert listener.signed(OTHER) == (1, 2, 3)
    assert listener.signed(matter()) == (1,)
    assert listener.parked() == [(STREAM, 3, "seq:2")]
    assert [letter.seq for letter in listener.letters()] == [2]
    listener.hears = HEARS
    listener.restart()
    await listener.hear(signed(2))
    assert listener.signed(matter()) == (1, 2, 3)


async def test_a_document_that_cannot_be_read_fails_only_the_event_whose_turn_it_is(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    await listener.hear(signed(1))
    get = listener.memory.get

    async def cannot_read(kind: Any, ids: Any) -> Any:
        if kind is TALLIES and matter() in ids:
            raise ValueError("a field is missing")
        return await get(kind, ids)

    monkeypatch.setattr(listener.store, "get", cannot_read)
    await listener.hear(signed(2), signed(3), signed(1, OTHER))
    await listener.hear(signed(4))
    assert [letter.seq for letter in listener.letters()] == [2]
    assert [seq for _, seq, _ in listener.parked()] == [3, 4]
    assert listener.signed(OTHER) == (1,)


async def test_a_parked_record_that_breaks_is_buried_itself_and_not_the_one_that_called_it() -> None:
    listener = Listener(bad_for(matter(), 2))
    await listener.hear(signed(3), signed(2))
    await listener.hear(signed(1), signed(1, OTHER))
    assert listener.signed(matter()) == (1,)
    assert listener.signed(OTHER) == (1,)
    assert [letter.seq for letter in listener.letters()] == [2]
    assert listener.parked() == [(STREAM, 3, "seq:1")]


async def test_a_parked_record_that_breaks_in_the_sweep_does_not_keep_others_waiting() -> None:
    listener = Listener((*bad_for(OTHER, 2)[:1], *HEARS[1:]))
    await listener.hear(failed(1))
    listener.memory.waiting_records.update(
        {(f"matter:{OTHER}", 2): replace(next(iter(listener.memory.waiting_records.values())),
                                         subject=f"matter:{OTHER}", seq=2, record=signed(2, OTHER))}
    )  # fmt: skip
    await listener.hear(signed(1))
    await listener.hear(signed(1, OTHER))
    await listener.hearing.sweep()
    assert len(listener.failed(matter())) == 1
    assert [letter.seq for letter in listener.letters()] == [2]
    assert listener.parked() == []


async def test_a_parked_record_this_release_cannot_read_is_a_dead_letter_of_its_own(
    listener: Listener,
) -> None:
    await listener.hear(signed(2))
    at = (STREAM, 2)
    waiting = listener.memory.waiting_records
    waiting[at] = replace(waiting[at], record=with_header(signed(2), "ce_schemaver", b"7"))
    await listener.hear(signed(1), signed(1, OTHER))
    assert listener.signed(matter()) == (1,)
    assert listener.signed(OTHER) == (1,)
    assert [letter.error for letter in listener.letters()] == ["undecodable"]
    assert listener.parked() == []


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


async def test_a_state_that_waits_for_a_fact_gives_way_to_a_later_one() -> None:
    async def picky(heard: Heard[MatterSigned], work: Work) -> None:
        if heard.envelope.seq < 5:
            raise NotYetError("something")
        await HEARS[2].handler(heard, work)

    listener = Listener((*HEARS[:2], replace(HEARS[2], handler=picky)))
    await listener.hear(key_issued(2))
    assert listener.parked() == [("key:450199:person-1", 2, "something")]
    await listener.hear(key_issued(6))
    assert listener.memory.all(COPIES) == {"450199:person-1": KeyCopy(6)}
    assert listener.parked() == []


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


async def test_a_consumer_that_only_buries_stops_itself() -> None:
    listener = Listener()
    with pytest.raises(SystemExit, match="dead letters in a row"):
        await listener.hear(*(with_header(signed(n), "ce_schemaver", b"9") for n in range(1, CEILING + 1)))


async def test_records_buried_before_a_restart_are_passed_afterwards(listener: Listener) -> None:
    rubbish = [with_header(signed(n), "ce_schemaver", b"9") for n in range(1, CEILING + 11)]
    with pytest.raises(SystemExit):
        await listener.hear(*rubbish)
    listener.restart()
    await listener.hear(*rubbish)
    assert len(listener.letters()) == CEILING + 10


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


async def test_one_good_record_among_the_bad_ones_is_enough_to_go_on(listener: Listener) -> None:
    for n in range(3):
        bad = [with_header(signed(at), "ce_schemaver", b"9") for at in range(2, CEILING)]
        await listener.hear(*bad, signed(1, matter(100 + n)))
    assert len(listener.letters()) == 3 * (CEILING - 2)


async def test_a_unit_that_sends_nothing_but_rubbish_cannot_stop_the_service(listener: Listener) -> None:
    for _ in range(3):
        await listener.hear(*(sign_for(command=f"reply-{n:05}", value=b"rubbish") for n in range(CEILING)))
    assert len(listener.letters()) == 3 * CEILING


async def test_a_dead_letter_keeps_the_original_and_quotes_nothing_of_it(listener: Listener) -> None:
    secret = "张三 13800000000"
    bad = replace(with_header(signed(1), "ce_schemaver", b"9"), value=secret.encode())
    await listener.hear(bad)
    [(message,)] = [tail for (kind, _), tail in listener.memory.unsent.items() if kind == DEAD_LETTERS.name]
    assert message.topic == "deadlines.dlq.v1"
    assert message.body == secret.encode()
    headers = dict(message.headers)
    assert headers["ce_schemaver"] == b"9"
    assert headers["dlq_topic"] == b"routing.matters.v1"
    assert secret not in str(listener.letters())


async def test_a_dead_letter_has_the_original_key_and_tells_null_from_empty(listener: Listener) -> None:
    plain = with_header(signed(1), "ce_schemaver", b"9")
    await listener.hear(
        plain,
        replace(plain, offset=10**9, key=b"\xff", headers=(("a", b""), ("b", None)), value=None),
        replace(plain, offset=10**9 + 1, key=None, value=b""),
    )
    tails = listener.memory.unsent.items()
    said = [tail[0] for (kind, _), tail in tails if kind == DEAD_LETTERS.name]
    headers = [dict(message.headers) for message in said]
    assert said[0].key == matter()
    assert [h.get("dlq_key") for h in headers] == [matter().encode(), b"\xff", None]
    assert [h["dlq_null"] for h in headers] == [b"", b"body header:1", b""]
    assert [letter.key for letter in listener.letters()][1:] == ["/w==", None]


async def test_a_record_of_a_topic_it_was_not_written_for_is_dead(listener: Listener) -> None:
    await listener.hear(replace(signed(1), topic=KEYS))
    assert [letter.why for letter in listener.letters()] == ["the message does not belong on this topic"]


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
