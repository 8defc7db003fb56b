"""What other counties are told of a fresh item, and what they remember of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from lianjie_contracts.base import Actor, Claim, Petitioner, Place
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.events.item_sighted import ItemSighted
from lianjie_contracts.vocabulary import Channel
from services.intake.registration import PetitionerForm
from services.intake.sightings import REMEMBERED, SHOWN, forgotten, newest, remembered, sighting

SECRET, TODAY, AT = b"k" * 32, date(2026, 11, 23), datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
QIN = PetitionerForm(name="覃桂兰", id_no="360426199101010071", phone="13877514267")
NOBODY = PetitionerForm(name="韦某")


def item(**changed: Any) -> ItemRegistered:
    facts = {
        "occurred_at": AT, "by": Actor(id="clerk", role="registrar"), "item_id": "450199:1", "item_no": "45019920261123V00001",
        "matter_id": "450199:m", "county": "450199", "office": "450199", "channel": Channel.VISIT, "received_at": AT,
        "registered_at": AT, "petitioner": Petitioner(petitioner_id="450199:qin"), "place": Place(code="450199003", name="河西街道"),
        "title": "屋面渗漏", "claims": (Claim(claim_id="1", text="维修"),),
    }  # fmt: skip
    return ItemRegistered(**{**facts, **changed})


def told(of: ItemRegistered, *people: PetitionerForm) -> tuple[ItemSighted, ...]:
    return sighting(SECRET, of, people, TODAY)


def seen(n: int) -> ItemSighted:
    (event,) = told(item(item_id=f"450199:{n}", received_at=AT - timedelta(days=n)), QIN)
    return event


def test_place_and_day_and_blind_keys_and_nothing_else() -> None:
    (event,) = told(item(), QIN)
    assert (event.place, event.received_on, event.people[0].key_id) == ("河西街道", TODAY, "450199:qin")
    assert not any(word in event.body().decode() for word in ("覃", "360426", "138775", "渗漏"))


def test_a_secret_and_an_accusation_are_told_nobody() -> None:
    assert told(item(secrecy_requested=True), QIN) == ()


def test_somebody_who_cannot_be_told_from_others_is_not_told() -> None:
    assert told(item(), NOBODY) == ()
    both = item(representatives=(Petitioner(petitioner_id="450199:rep"),))
    (event,) = told(both, NOBODY, QIN)
    assert [person.key_id for person in event.people] == ["450199:rep"]


def test_heard_twice_is_remembered_once_and_the_newest_stay() -> None:
    held = None
    for n in [*range(REMEMBERED + 3), 0]:
        held = remembered(held, seen(n), seen(n).people[0])
    assert held is not None
    assert len(held.seen) == REMEMBERED
    assert max(each.received_on for each in held.seen) == TODAY


def test_who_was_forgotten_stays_forgotten() -> None:
    gone = forgotten("450199")
    assert remembered(gone, seen(1), seen(1).people[0]) == gone
    assert (gone.keys, gone.seen) == ((), ())


def test_the_newest_few_are_shown_and_an_item_of_two_people_once() -> None:
    held = [remembered(None, seen(n), seen(n).people[0]) for n in range(SHOWN + 3)]
    shown = newest([*held, *held])
    assert len(shown) == SHOWN
    assert shown[0][1].received_on == TODAY
