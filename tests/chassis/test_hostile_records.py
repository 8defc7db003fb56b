"""Records that nobody should send: each ends as one dead letter, or does no harm, and its neighbours are heard."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from chassis.dead_letters import DEAD_LETTERS
from chassis.mongo_store import MongoStore
from chassis.store import Store
from tests.chassis.builders import (
    COPIES,
    HEARS,
    KEYS,
    NOW,
    TALLIES,
    Listener,
    matter,
    sign_for,
    signed,
    with_header,
    without_header,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from chassis.documents import Record
    from chassis.mongo import Mongo

pytestmark = pytest.mark.asyncio
HOSTILE, GOOD = matter(66), (matter(1), matter(2))
MEGABYTE = 1_000_000
DEEP = 10_000


def body(**changes: object) -> bytes:
    return json.dumps({**json.loads(signed(1, HOSTILE).value or b""), **changes}).encode()


def mooded(mood: bytes) -> bytes:
    """A body with a field that this release does not know."""
    return body().replace(b"{", b'{"mood":' + mood + b",", 1)


def header(name: str, value: bytes | None) -> Callable[[Record], Record]:
    return lambda heard: with_header(heard, name, value)


def missing(name: str) -> Callable[[Record], Record]:
    return lambda heard: without_header(heard, name)


def twice(name: str, value: bytes) -> Callable[[Record], Record]:
    return lambda heard: replace(heard, headers=(*heard.headers, (name, value)))


def value(of: bytes | None) -> Callable[[Record], Record]:
    return lambda heard: replace(heard, value=of)


def key(of: bytes | None) -> Callable[[Record], Record]:
    return lambda heard: replace(heard, key=of)


DEADLY: dict[str, Callable[[Record], Record]] = {
    "no headers at all": lambda heard: replace(heard, headers=()),
    "null id": header("ce_id", None),
    "null type": header("ce_type", None),
    "null number": header("ce_seq", None),
    "null subject": header("ce_subject", None),
    "id not UTF-8": header("ce_id", b"\xff\xfe"),
    "type not UTF-8": header("ce_type", b"\xc3\x28"),
    "subject cut in a character": header("ce_subject", "matter:县".encode()[:-1]),
    "trace not UTF-8": header("traceparent", b"\x80"),
    "no specification version": missing("ce_specversion"),
    "another specification": header("ce_specversion", b"2.0"),
    "no id": missing("ce_id"),
    "empty id": header("ce_id", b""),
    "id of a megabyte": header("ce_id", b"x" * MEGABYTE),
    "empty type": header("ce_type", b""),
    "type of a megabyte": header("ce_type", b"x" * MEGABYTE),
    "no subject": missing("ce_subject"),
    "subject without a kind": header("ce_subject", HOSTILE.partition(":")[2].encode()),
    "subject without an id": header("ce_subject", b"matter:"),
    "no number": missing("ce_seq"),
    "negative number": header("ce_seq", b"-1"),
    "number nought": header("ce_seq", b"0"),
    "number in words": header("ce_seq", "一".encode()),
    "number in other digits": header("ce_seq", "١".encode()),
    "number with a point": header("ce_seq", b"1.0"),
    "number with blanks": header("ce_seq", b" 1 "),
    "number with an underscore": header("ce_seq", b"1_0"),
    "number beyond every database": header("ce_seq", b"9" * 40),
    "number of five thousand digits": header("ce_seq", b"9" * 5000),
    "number that is not one": header("ce_seq", b"NaN"),
    "no version": missing("ce_schemaver"),
    "version nought": header("ce_schemaver", b"0"),
    "unknown version": header("ce_schemaver", b"99"),
    "version beyond every database": header("ce_schemaver", b"9" * 40),
    "no time": missing("ce_time"),
    "time without a zone": header("ce_time", NOW.replace(tzinfo=None).isoformat().encode()),
    "time that is not one": header("ce_time", b"yesterday"),
    "thirtieth of February": header("ce_time", b"2026-02-30T00:00:00+00:00"),
    "no tenant": missing("ce_tenant"),
    "no source": missing("ce_source"),
    "two ids": twice("ce_id", b"another"),
    "two numbers": twice("ce_seq", b"2"),
    "two subjects": twice("ce_subject", f"matter:{matter(1)}".encode()),
    "no key": key(None),
    "empty key": key(b""),
    "another's key": key(matter(1).encode()),
    "key not UTF-8": key(b"\xff" + HOSTILE.encode()),
    "key with an end": key(HOSTILE.encode() + b"\x00"),
    "tombstone": value(None),
    "empty body": value(b""),
    "blank body": value(b"   "),
    "a megabyte of nothing": value(b"\x00" * MEGABYTE),
    "a megabyte of text": value(b'"' + b"x" * MEGABYTE),
    "truncated JSON": lambda heard: replace(heard, value=(heard.value or b"")[:-1]),
    "two documents": lambda heard: replace(heard, value=(heard.value or b"") * 2),
    "null": value(b"null"),
    "a list": value(b"[]"),
    "a number": value(b"NaN"),
    "no JSON": value(b"<matter/>"),
    "JSON in UTF-16": lambda heard: replace(heard, value=(heard.value or b"").decode().encode("utf-16")),
    "JSON with a mark of byte order": lambda heard: replace(heard, value=b"\xef\xbb\xbf" + (heard.value or b"")),
    "bad UTF-8 in a text": lambda heard: replace(heard, value=(heard.value or b"").replace(b"450199-zjj", b"450199-\xff")),
    "half a pair in a text": value(body().replace(b"450199-zjj", b"\\ud800")),
    "ten thousand brackets": value(b"[" * DEEP + b"]" * DEEP),
    "ten thousand objects": value(b'{"unit":' * DEEP + b"1" + b"}" * DEEP),
    "ten thousand lists in a field": value(body().replace(b'"450199-zjj"', b"[" * DEEP + b"]" * DEEP)),
    "ten thousand lists in a field of a newer release": value(mooded(b"[" * DEEP + b"]" * DEEP)),
    "a field is missing": value(b'{"matter_id":"x"}'),
    "a field is not a number": value(body(occurred_at=float("nan"))),
    "a field is of another kind": value(body(unit=["450199-zjj"])),
    "a unit out of the pattern": value(body(unit="../../etc/passwd")),
    "a time without a zone in the body": value(body(occurred_at="2026-11-23T09:30:00")),
    "a year beyond the calendar": value(body(occurred_at="99999-01-01T00:00:00Z")),
    "on another's topic": lambda heard: replace(heard, topic=KEYS),
    "on a topic nobody declared": lambda heard: replace(heard, topic="routing.matters.v2"),
    "a reply in another unit's name": lambda _: replace(sign_for(HOSTILE), topic="replies.450199-rsj.v1"),
    "a reply without its unit": lambda _: sign_for(HOSTILE, value=b'{"matter_id":"x"}'),
}  # fmt: skip

HARMLESS: dict[str, Callable[[Record], Record]] = {
    "a strange header that is null": header("x-strange", None),
    "a strange header not UTF-8": header("x-strange", b"\xff\xfe"),
    "a strange header twice": twice("x-strange", b"1"),
    "a thousand strange headers": lambda heard: replace(
        heard, headers=(*heard.headers, *[("x", b"y")] * 1000)
    ),
    "a trace that is none": header("traceparent", b"00-nonsense"),
    "a trace that is null": header("traceparent", None),
    "a field of a newer release": value(body(mood="cheerful")),
    "a field of a newer release with no number": value(mooded(b"NaN")),
    "a field of a newer release, a hundred deep": value(mooded(b"[" * 100 + b"]" * 100)),
    "a word of a newer release": value(body(state="CELEBRATED")),
    "an end within a text": value(body(desk="one\x00two")),
}


@pytest.mark.parametrize("spoil", DEADLY.values(), ids=DEADLY.keys())
async def test_a_deadly_record_is_one_dead_letter_and_its_neighbours_are_heard(
    spoil: Callable[[Record], Record],
) -> None:
    listener = Listener()
    bad = spoil(signed(1, HOSTILE))
    await listener.hear(signed(1), bad, signed(1, matter(2)), signed(2))
    await listener.hear(bad, signed(2, matter(2)))
    assert len(listener.letters()) == 1
    assert [listener.signed(good) for good in GOOD] == [(1, 2), (1, 2)]
    assert listener.signed(HOSTILE) == ()
    assert listener.parked() == []


@pytest.mark.parametrize("spoil", HARMLESS.values(), ids=HARMLESS.keys())
async def test_an_odd_record_is_heard_like_any_other(spoil: Callable[[Record], Record]) -> None:
    listener = Listener()
    await listener.hear(signed(1), spoil(signed(1, HOSTILE)), signed(2))
    assert listener.letters() == []
    assert listener.signed(HOSTILE) == (1,)
    assert listener.signed(matter()) == (1, 2)


async def test_all_of_them_in_one_batch_sink_nobody() -> None:
    listener = Listener()
    bad = [spoil(signed(1, HOSTILE)) for spoil in DEADLY.values()]
    records = [record for n, each in enumerate(bad, 1) for record in (signed(n), each)]
    await listener.hear(*records)
    assert len(listener.letters()) == len(DEADLY) >= 40
    assert listener.signed(matter()) == tuple(range(1, len(DEADLY) + 1))


@pytest.mark.database
async def test_the_database_takes_every_dead_letter_with_its_original_bytes(mongo: Mongo) -> None:
    store: Store = MongoStore(mongo)
    await MongoStore(mongo).prepare([TALLIES, COPIES, DEAD_LETTERS])
    listener = Listener(HEARS, store)
    bad = [spoil(signed(1, HOSTILE)) for spoil in DEADLY.values()]
    for _ in range(2):
        await listener.hear(*bad[:40], signed(1), *bad[40:], signed(2))
    rows = await mongo.find(DEAD_LETTERS.name, {})
    assert len(rows) == len(DEADLY)
    assert sorted(bytes(row["unsent"][0]["body"]) for row in rows) == sorted(
        heard.value or b"" for heard in bad
    )
    [tally] = await mongo.find(TALLIES.name, {})
    assert tally["state"]["signed"] == [1, 2]
