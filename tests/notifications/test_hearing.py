"""What is heard opens the right deliveries, once, for the right person, in whatever order it comes."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest

from chassis.documents import Record
from lianjie_contracts.base import Petitioner
from lianjie_contracts.events.delivery_opened import DeliveryOpened
from lianjie_contracts.events.person_key_issued import PersonKeyIssued
from lianjie_contracts.vocabulary import Channel, ClaimResult, DeliveryMode, DeliveryState, Path
from services.notifications.opening import open_letter
from services.notifications.store import CONTACTS, LETTERS, SERIES
from tests.notifications.builders import NOW
from tests.notifications.town import (
    COUNTY,
    EMAIL,
    ITEM,
    MATTER,
    NAME,
    SAFE,
    Town,
    accepted,
    event_id,
    issued,
    joined,
    opened,
)

pytestmark = pytest.mark.asyncio


async def test_a_registered_item_is_confirmed_by_a_receipt_under_its_own_number() -> None:
    town = Town()
    (said,) = await town.hear(town.key(), town.item())
    assert isinstance(said, DeliveryOpened)
    assert (said.document, said.title, said.courtesy) == ("D01.1", "登记回执", True)
    assert (said.mode, said.matter_id, said.item_id) == (DeliveryMode.ELECTRONIC, MATTER, ITEM)
    paper = town.deliveries()["D01.1"].paper
    assert (paper.number, paper.unit, paper.cause) == (
        "45019920261121L00001",
        None,
        event_id(f"item:{ITEM}", 1),
    )


@pytest.mark.parametrize(
    ("channel", "waits"),
    [(Channel.LETTER, True), (Channel.PHONE, True), (Channel.VISIT, False), (Channel.QR, False)],
)
async def test_without_an_address_a_receipt_waits_for_whom_has_it_not_in_hand(
    channel: Channel, waits: bool
) -> None:
    town = Town()
    await town.hear(town.key(), town.item(email=None, channel=channel))
    assert [d.mode for d in town.deliveries().values()] == ([DeliveryMode.DIRECT] if waits else [])


async def test_who_cannot_be_found_is_waited_for_with_no_receipt() -> None:
    town = Town()
    await town.hear(town.key(), town.item(email=None, channel=Channel.PHONE, incomplete=True))
    assert town.deliveries() == {}


async def test_an_address_without_consent_is_no_electronic_service() -> None:
    town = Town()
    item = town.item()
    unasked = item.petitioner.model_copy(update={"consents_electronic": False})
    await town.hear(town.key(), item.model_copy(update={"petitioner": unasked}), opened(), accepted())
    assert {d.mode for d in town.deliveries().values()} == {DeliveryMode.DIRECT}


async def test_whoever_stays_anonymous_is_sent_no_notice_and_may_collect_the_opinion() -> None:
    """Nothing can be brought or posted: both are on record within the time for beginning, so a head may announce it or give up."""
    town = Town()
    nobody = Petitioner(petitioner_id="450199:person-1", is_anonymous=True)
    said = await town.hear(town.key(), town.item(petitioner=nobody), opened(), accepted(), issued())
    assert [event.type for event in said] == [
        "delivery_opened", "delivery_begun", "delivery_failed", "delivery_begun", "delivery_failed",
    ]  # fmt: skip
    (opinion,) = town.deliveries().values()
    assert (opinion.paper.document, opinion.state, opinion.mode) == (
        "D11.1",
        DeliveryState.FAILED,
        DeliveryMode.DIRECT,
    )
    assert opinion.in_vain == (DeliveryMode.MAIL, DeliveryMode.LEFT)
    assert "没有留下姓名和住址" in opinion.reason
    (letter,) = town.store.all(LETTERS).values()
    assert (letter.contents["addressee"], letter.sealed) == ("信访人", {})
    assert [paper for _, paper in await town.shelf.waiting(COUNTY, None)] == [opinion]


async def test_acceptance_and_opinion_are_told_in_writing_with_their_numbers() -> None:
    town = Town()
    await town.hear(town.key(), town.item(), opened(), accepted(), issued())
    papers = {document: delivery.paper for document, delivery in town.deliveries().items()}
    assert {document: paper.number for document, paper in papers.items()} == {
        "D01.1": "45019920261121L00001", "D02.2": "住建信受〔2026〕1号", "D11.1": "住建信处〔2026〕57号",
    }  # fmt: skip
    assert [paper.courtesy for paper in papers.values()] == [True, False, False]
    assert papers["D11.1"].unit == "450199-zjj"


async def test_numbers_of_a_series_follow_each_other_and_start_anew_each_year() -> None:
    town = Town()
    await town.hear(town.key(), town.item(), opened(), accepted(), accepted())
    town.clock.advance(timedelta(days=60))
    await town.hear(accepted(), accepted(unit="450199-rsj"))
    numbers = [
        letter.contents["number"] for letter in town.store.all(LETTERS).values() if letter.document == "D02.2"
    ]
    assert numbers == [
        "住建信受〔2026〕1号",
        "住建信受〔2026〕2号",
        "住建信受〔2027〕1号",
        "人社信受〔2027〕1号",
    ]


async def test_a_suggestion_is_accepted_in_its_own_words() -> None:
    town = Town()
    await town.hear(town.key(), town.item(), opened(), accepted(Path.SUGGESTION))
    assert town.deliveries()["D02.4"].paper.number == "住建信建〔2026〕1号"


async def test_whatever_the_order_between_streams_the_same_is_opened() -> None:
    expected = None
    for order in itertools.permutations(range(3)):
        town = Town()
        streams = [[town.key()], [town.item()], [opened(), accepted(), issued()]]
        await town.hear(*(event for n in order for event in streams[n]))
        for _ in range(3):
            await town.sweep()
        got = {
            id_: (d.paper, d.mode) for id_, d in ((town.id_of(c), d) for c, d in town.deliveries().items())
        }
        assert town.store.waiting_records == {}
        assert len(got) == 3
        assert got == (expected := expected or got)


async def test_until_key_and_contact_are_there_it_waits_by_name() -> None:
    town = Town()
    await town.hear(town.item(), opened(), accepted())
    assert sorted(p.waiting_for for p in town.store.waiting_records.values()) == [
        "item:" + ITEM,
        "key:450199:person-1",
    ]


async def test_the_same_event_again_opens_nothing_twice() -> None:
    town = Town()
    records: list[Record] = [
        town.record(event) for event in (town.key(), town.item(), opened(), accepted(), issued())
    ]
    await town.hear_records(records)
    assert await town.hear_records(records) == []
    # Even where the position was lost (a restored backup), the document derived from the event is found again.
    town.store.positions.clear()
    assert await town.hear_records(records) == []
    assert town.store.all(SERIES)["450199-zjj:D02.2:2026"].last == 1


async def test_a_newer_address_of_the_same_person_is_used_and_another_person_s_never() -> None:
    town = Town()
    second, third = "450199:item-2", "450199:item-3"
    mine = town.item(
        email="new@example.org", item_id=second, is_repeat=True, registered_at=NOW + timedelta(hours=1)
    )
    other = town.item(
        person="450199:person-2",
        email="neighbour@example.org",
        item_id=third,
        is_repeat=True,
        registered_at=NOW + timedelta(hours=2),
    )
    await town.hear(
        town.key(),
        town.key("450199:person-2"),
        town.item(),
        mine,
        other,
        opened(),
        joined(second),
        joined(third),
        accepted(),
    )
    letter = await open_letter(town.store, SAFE, town.id_of("D02.2"))
    assert letter is not None
    assert letter.email() == "new@example.org"


async def test_an_opinion_in_words_of_a_newer_release_is_not_sent_half_understood() -> None:
    town = Town()
    event = issued()
    body = event.body().replace(b'"SUPPORT"', b'"PARTLY_SUPPORT"')
    await town.hear(town.key(), town.item(), opened())
    record = town.record(event)
    await town.hear_records([replace(record, value=body)])
    assert "D11.1" not in town.deliveries()
    assert [d.state.why for (k, _), d in town.store.documents.items() if k == "dead_letters"] == [
        "handler failed: NotIssuedError"
    ]


async def test_nothing_readable_of_a_person_is_stored_or_said() -> None:
    town = Town()
    await town.hear(town.key(), town.item(), opened(), accepted(), issued())
    kept = repr(town.store.documents)
    assert NAME not in kept
    assert EMAIL not in kept
    assert town.store.all(CONTACTS)[ITEM].email is not None


async def test_a_destroyed_key_replaces_the_copy() -> None:
    town = Town()
    await town.hear(town.key(), town.item())
    await town.hear(PersonKeyIssued(key_id="450199:person-1", county=COUNTY, occurred_at=NOW))
    letter = await open_letter(town.store, SAFE, town.id_of("D01.1"))
    assert letter is not None
    assert letter.erased
    assert (letter.email(), letter.words()["addressee"], letter.words()["query_code"]) == (
        "",
        "信访人",
        "（已按要求销毁）",
    )
    assert town.deliveries()["D01.1"].state == DeliveryState.SIGNED


async def test_results_have_their_word_in_the_letter() -> None:
    town = Town()
    await town.hear(town.key(), town.item(), opened(), issued(ClaimResult.NOT_SUPPORT))
    contents = town.store.all(LETTERS)[town.id_of("D11.1")].contents
    assert contents["result"] == ("第1项请求不予支持", "第2项请求予以解释说明")
    assert contents["claims_answers"] == (
        "（一）请求：修好屋面。答复（不予支持）：三个月内修好。",
        "（二）请求：公开维修资金。答复（予以解释说明，由云岭县人社局答复）：资金已公示。",
    )
