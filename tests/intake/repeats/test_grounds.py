"""Side by side: this time and on record, one row per ground; never the author of an accusation."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from lianjie_contracts.base import Actor, Claim, Petitioner, Place
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.vocabulary import Channel, MatterClass
from services.intake.repeats.grounds import RESTRICTED, Compared, Ground, Names, grounds, masked
from services.intake.repeats.question import RepeatQuestion, Someone

AT = datetime(2026, 9, 28, 9, 13, tzinfo=UTC)
QIN = Someone(name="覃桂兰", id_no="360426199101010071", phone="13877514267")
PLACES = {"450199003": "河西街道", "450199004": "城东街道"}


def earlier(**changed: object) -> ItemRegistered:
    facts = {
        "occurred_at": AT, "by": Actor(id="clerk", role="registrar"), "item_id": "450199:1", "item_no": "45019920260928V00001",
        "matter_id": "450199:m", "county": "450199", "office": "450199", "channel": Channel.VISIT, "received_at": AT,
        "registered_at": AT, "petitioner": Petitioner(petitioner_id="450199:p"), "place": Place(code="450199003", name="河西街道"),
        "title": "安置小区三期屋面渗漏", "claims": (Claim(claim_id="1", text="维修屋面渗漏"),), "category": "03",
    }  # fmt: skip
    return ItemRegistered(**{**facts, **changed})


NAMES = Names(
    place=lambda code: PLACES.get(code, ""), unit=lambda _: "县住建局", category=lambda _: "城乡建设"
)


def rows(
    asked: RepeatQuestion, *, item: ItemRegistered | None = None, in_both: tuple[Someone, ...] = (), reads: bool = True
) -> dict[str, Ground]:  # fmt: skip
    compared = Compared(
        asked, item or earlier(), in_both, bool(asked.accused_unit), same_facts=True, reads=reads
    )
    return {row.ground: row for row in grounds(compared, NAMES)}


def test_a_row_for_each_ground_that_was_said() -> None:
    asked = RepeatQuestion(
        petitioner=QIN,
        title="安置房三期屋面漏水",
        claims=("维修屋面",),
        place_code="450199004",
        category="03",
    )
    told = rows(asked, in_both=(QIN,))
    assert {name: row.same for name, row in told.items()} == {
        "person": True, "title": True, "place": False, "claims": True, "category": True
    }  # fmt: skip
    assert (told["place"].now, told["place"].then) == ("城东街道", "河西街道")
    assert "维修屋面" in told["claims"].words


def test_what_was_not_said_has_no_row() -> None:
    assert rows(RepeatQuestion()) == {}


def test_another_person_is_not_named() -> None:
    told = rows(RepeatQuestion(petitioner=QIN))["person"]
    assert (told.same, told.then) == (False, "另一人")


ACCUSING = RepeatQuestion(
    petitioner=QIN, title="反映某科长收礼", matter_class=MatterClass.ACCUSATION, accused_unit="450199-zjj"
)
ACCUSED = earlier(matter_class=MatterClass.ACCUSATION, accused_unit="450199-zjj", title="举报某科长收礼")


def test_who_wrote_an_accusation_is_never_told() -> None:
    told = rows(ACCUSING, item=ACCUSED, in_both=(QIN,))
    assert "person" not in told
    assert (told["accused"].now, told["accused"].same) == ("县住建局", True)


def test_what_an_accusation_says_is_for_who_may_read_it() -> None:
    told = rows(ACCUSING, item=ACCUSED, reads=False)["title"]
    assert (told.then, told.words, told.same) == (RESTRICTED, (), True)
    assert "收礼" in rows(ACCUSING, item=ACCUSED)["title"].then


@pytest.mark.parametrize(
    ("someone", "shown"),
    [(QIN, "360426********0071"), (Someone(name="覃桂兰"), "覃**"), (Someone(name="覃"), "覃*")],
)
def test_a_person_is_shown_as_the_window_shows_documents(someone: Someone, shown: str) -> None:
    assert masked(someone) == shown
