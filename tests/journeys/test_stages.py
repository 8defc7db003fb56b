"""What an item becomes after it was registered, in every service that hears of it: the matter, the window, the letters, the figures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from lianjie_contracts.base import Actor, Claim, Petitioner, Place, Sealed
from lianjie_contracts.events.item_corrected import Correction, FieldCorrected, ItemCorrected
from lianjie_contracts.events.item_interviewed import Interview, ItemInterviewed, ReadBack
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.events.item_screened import ItemScreened, Screening
from lianjie_contracts.events.matter_amended import MatterAmended
from lianjie_contracts.events.person_key_issued import PersonKeyIssued
from lianjie_contracts.vocabulary import CorrectionKind, MatterClass, MatterState, Path, Purpose
from services.analytics.store import MATTER_FACTS
from services.notifications.store import CONTACTS, SHEETS as LETTER_SHEETS
from services.routing.domain.evolve import evolve
from services.routing.domain.opening import with_item
from services.workbench.store import MATTERS as VIEWS
from tests.journeys.town import COUNTY, RSJ, ZJJ, Town

pytestmark = pytest.mark.asyncio
CLERK = Actor(id="registrar@450199", role="receptionist", name="韦晓梅")
CLAIMS = (Claim(claim_id="k1", text="修好屋面渗漏"), Claim(claim_id="k2", text="补发拖欠工资"))


def _talk(town: Town, claims: tuple[Claim, ...] = CLAIMS) -> dict[str, Any]:
    now = town.clock.now()
    talk = Interview(
        at=now,
        by=CLERK,
        claims=tuple(c.text for c in claims),
        facts_reasons="两次修补未果",
        read_back=ReadBack(at=now),
    )
    return {"interview": talk, "claims": claims, "by": CLERK}


def _screened(
    town: Town, claims: tuple[Claim, ...], class_: MatterClass = MatterClass.APPEAL
) -> dict[str, Any]:
    said = Screening(
        at=town.clock.now(),
        by=CLERK,
        matter_class=class_,
        purpose=Purpose.OTHER,
        category="04",
        claims=claims,
    )
    return {"screening": said, "claims": claims, "matter_class": class_, "category": "04"}


def _corrected(town: Town, **facts: Any) -> dict[str, Any]:
    now = town.clock.now()
    fields = tuple(FieldCorrected(field=name, was="甲", now="乙") for name in facts)
    fault = Correction(
        at=now, by=CLERK, kind=CorrectionKind.WRONG, found_by="petitioner", found_at=now, fields=fields
    )
    return {"correction": fault, **facts}


async def _visited(town: Town, *claims: str) -> tuple[str, ItemRegistered]:
    matter_id = await town.register(*claims)
    return matter_id, town.registered(matter_id)[0]


def _told_alone(town: Town, matter_id: str) -> None:
    """The matter's own events, with its items, tell its whole state (what a restored backup is rolled forward by)."""
    held = None
    for event in town.said(matter_id):
        held = evolve(held, event)
    last = town.first_item(matter_id)
    assert held is not None
    assert with_item(held, last) == town.matter(matter_id)


async def test_the_claims_of_the_talk_reach_a_matter_that_is_not_dispatched() -> None:
    town = Town()
    matter_id, item = await _visited(town, "屋面渗漏")
    [stand_in] = town.matter(matter_id).claims
    await town.item_becomes(ItemInterviewed, item, 2, **_talk(town), dropped_claims=(stand_in.claim_id,))
    matter = town.matter(matter_id)
    assert [c.text for c in matter.claims] == ["修好屋面渗漏", "补发拖欠工资"]
    assert [c.unit for c in matter.claims] == [ZJJ, RSJ]
    assert [c.text for c in town.stores["workbench"].all(VIEWS)[matter_id].claims] == [
        "修好屋面渗漏",
        "补发拖欠工资",
    ]
    assert town.stores["notifications"].all(LETTER_SHEETS)[matter_id].claims == {
        "k1": "修好屋面渗漏",
        "k2": "补发拖欠工资",
    }
    _told_alone(town, matter_id)


async def test_the_front_doors_class_category_and_paths_are_taken_as_proposed() -> None:
    town = Town()
    matter_id, item = await _visited(town, "补发拖欠工资")
    road = tuple(
        c.model_copy(update={"path": Path.ARBITRATION, "path_basis": "第三十一条第二项"})
        for c in town.matter(matter_id).claims
    )
    await town.item_becomes(ItemScreened, item, 2, **_screened(town, road))
    matter = town.matter(matter_id)
    assert (matter.category, [c.path for c in matter.claims]) == ("04", [Path.ARBITRATION])
    assert town.stores["analytics"].all(MATTER_FACTS)[matter_id].category == "04"
    assert matter.state == MatterState.SCREENING
    _told_alone(town, matter_id)


async def test_an_item_that_turns_out_to_accuse_is_restricted_everywhere_and_goes_to_discipline() -> None:
    town = Town()
    matter_id, item = await _visited(town, "截留补贴")
    await town.item_becomes(
        ItemScreened,
        item,
        2,
        **_screened(town, item.claims, MatterClass.ACCUSATION),
        accused_unit=ZJJ,
        secrecy_requested=True,
    )
    matter = town.matter(matter_id)
    assert (matter.restricted, matter.secret, matter.accused_unit) == (True, True, ZJJ)
    assert matter.suggestion.unit == f"{COUNTY}-jwjw"
    assert town.stores["workbench"].all(VIEWS)[matter_id].restricted
    assert town.stores["analytics"].all(MATTER_FACTS)[matter_id].matter_class is MatterClass.ACCUSATION
    assert (await town.dispatch(matter_id, ZJJ)).refusal == "ACCUSED_IS_TARGET"


async def test_after_dispatch_further_claims_stay_with_the_item_and_the_units_see_the_mended_text() -> None:
    town = Town()
    matter_id, item = await _visited(town, "修好屋面渗漏")
    await town.dispatch(matter_id)
    told = len(town.feed(ZJJ))
    item = await town.item_becomes(ItemInterviewed, item, 2, **_talk(town), main_content="三户渗漏")
    matter = town.matter(matter_id)
    assert [c.text for c in matter.claims] == ["修好屋面渗漏"]
    assert matter.main_content == "三户渗漏"
    assert town.feed(ZJJ)[told:][0].main_content == "三户渗漏"
    view = town.stores["workbench"].all(VIEWS)[matter_id]
    assert view.items[item.item_id].claims == ("修好屋面渗漏", "补发拖欠工资")
    assert "item_interviewed" in [entry.type for entry in view.timeline]
    assert not [event for event in town.said(matter_id) if isinstance(event, MatterAmended)]
    _told_alone(town, matter_id)


async def test_a_further_item_adds_its_claims_and_takes_none_of_the_first_ones_away() -> None:
    town = Town()
    matter_id, _ = await _visited(town, "修好屋面渗漏")
    await town.register("催问进度", repeat_of=matter_id)
    again = town.registered(matter_id)[1]
    mine = again.claims[0]
    await town.item_becomes(
        ItemInterviewed, again, 2, **_talk(town, (mine, Claim(claim_id="k9", text="修好屋面渗漏"), CLAIMS[1]))
    )
    assert [c.text for c in town.matter(matter_id).claims] == ["修好屋面渗漏", "催问进度", "补发拖欠工资"]
    first = town.registered(matter_id)[0]
    await town.item_becomes(
        ItemInterviewed, first, 2, **_talk(town, CLAIMS[:1]), dropped_claims=(first.claims[0].claim_id,)
    )
    texts = [c.text for c in town.matter(matter_id).claims]
    assert "催问进度" in texts
    assert texts.count("修好屋面渗漏") == 2  # what two ask for is nobody's alone to take back


async def test_a_corrected_place_and_title_change_the_proposal_and_a_same_one_says_nothing() -> None:
    town = Town()
    matter_id, item = await _visited(town, "请协调")
    place = Place(code=f"{COUNTY}002", name="白石镇")
    after = await town.item_becomes(
        ItemCorrected, item, 2, **_corrected(town, place=place, title="拖欠工资", headcount=7)
    )
    matter = town.matter(matter_id)
    assert (matter.place, matter.title, matter.headcount) == (place, "拖欠工资", 7)
    assert matter.suggestion.unit == RSJ
    said = len(town.said(matter_id))
    await town.item_becomes(ItemCorrected, after, 3, **_corrected(town, exchange_no="桂信转〔2026〕1号"))
    assert len(town.said(matter_id)) == said
    _told_alone(town, matter_id)


async def test_a_corrected_person_is_whom_the_next_letter_goes_to() -> None:
    town = Town()
    matter_id, item = await _visited(town, "修好屋面渗漏")
    await _key(town, item.petitioner.petitioner_id)
    right = Petitioner(
        petitioner_id=f"{COUNTY}:the-right-one", consents_electronic=True,
        name=Sealed(key=f"{COUNTY}:the-right-one", nonce="QUJD", text="REVG"),
        email=Sealed(key=f"{COUNTY}:the-right-one", nonce="QUJD", text="R0hJ"),
    )  # fmt: skip
    await town.item_becomes(ItemCorrected, item, 2, **_corrected(town, petitioner=right))
    assert town.stores["notifications"].waiting_records  # for the key of somebody it has not met
    await _key(town, right.petitioner_id)
    await town.pass_time(timedelta(seconds=1))
    contact = town.stores["notifications"].all(CONTACTS)[item.item_id]
    assert (contact.person, contact.email, contact.consents) == (right.petitioner_id, right.email, True)
    assert town.matter(matter_id).petitioner_name == right.name


async def _key(town: Town, id_: str) -> None:
    key = PersonKeyIssued(key_id=id_, county=COUNTY, wrapped="d3JhcHBlZA==", occurred_at=town.clock.now())
    town._said("key", id_, key.topic_name(), key)
    await town.settle()
