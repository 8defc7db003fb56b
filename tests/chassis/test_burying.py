"""A record that cannot be read or handled becomes a dead letter and takes nobody with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from chassis.dead_letters import DEAD_LETTERS
from chassis.hearing import CEILING, TRIES, Hears
from lianjie_contracts.events.matter_signed import MatterSigned
from tests.chassis.builders import (
    HEARS,
    KEYS,
    TALLIES,
    Listener,
    failed,
    matter,
    sign_for,
    signed,
    with_header,
)
from tests.chassis.faults import Once, bad_for

if TYPE_CHECKING:
    pass

pytestmark = pytest.mark.asyncio
STREAM, OTHER = f"matter:{matter()}", matter(2)


async def test_an_unknown_version_is_one_dead_letter_and_its_successors_wait(listener: Listener) -> None:
    newer = with_header(signed(2), "ce_schemaver", b"9")
    await listener.hear(signed(1), newer, signed(3))
    await listener.hear(newer)
    assert [letter.error for letter in listener.letters()] == ["undecodable"]
    assert listener.parked() == [(STREAM, 3, "seq:2")]
    await listener.hear(signed(2))
    assert listener.signed(matter()) == (1, 2, 3), "replayed after an upgrade"


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
