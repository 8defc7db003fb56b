"""甄别: class, purpose, category and a path for each claim fit each other; an accusation is never made out of what others know."""

from __future__ import annotations

from typing import Any

import pytest

from chassis.documents import Document
from lianjie_contracts.events.item_screened import ItemScreened
from lianjie_contracts.vocabulary import MatterClass, Path, Purpose
from services.intake.domain.item import Holders
from services.intake.store import HOLDERS
from tests.intake.town import Intake

pytestmark = pytest.mark.asyncio
ROOF: dict[str, Any] = {
    "matter_class": "APPEAL", "purpose": "SEEK_DECISION", "category": "03", "category_l2": "0303",
}  # fmt: skip


async def _registered(intake: Intake, *claims: str, **changed: Any) -> tuple[str, list[str]]:
    item_id = (await intake.registered(claims=claims, **changed))["item_id"]
    return item_id, [claim.claim_id for claim in intake.item(item_id).now.claims]


def _paths(ids: list[str], *paths: str) -> dict[str, Any]:
    return {"claims": [{"claim_id": id_, "path": path} for id_, path in zip(ids, paths, strict=True)]}


def _told(intake: Intake) -> ItemScreened:
    [event] = [message for message in intake.said() if isinstance(message, ItemScreened)]
    return event


async def test_one_letter_may_ask_for_things_that_go_different_ways() -> None:
    intake = Intake()
    item_id, ids = await _registered(intake, "修好屋面", "补发工资")
    answer = await intake.act(item_id, "screen", ROOF | _paths(ids, "PETITION", "ARBITRATION"), "router")
    assert answer.json()["dispatched"] is False
    event = _told(intake)
    assert [(c.path, c.path_basis) for c in event.item.claims] == [
        (Path.PETITION, "《信访工作条例》第三十一条第六项"),
        (Path.ARBITRATION, "《信访工作条例》第三十一条第二项"),
    ]
    assert (event.item.purpose, event.item.category_l2) == (Purpose.SEEK_DECISION, "0303")
    assert event.screening.claims == event.item.claims


async def test_staff_fill_in_what_the_citizens_page_did_not_ask() -> None:
    intake = Intake()
    item_id, [only] = await _registered(intake, channel="QR", petitioner={"phone": "13877514267"})
    claims = [
        {"claim_id": only, "text": "修好路灯", "path": "PETITION"},
        {"text": "公开维修计划", "path": "SUGGESTION", "path_basis": "第二十九条"},
    ]
    await intake.act(item_id, "screen", ROOF | {"claims": claims})
    texts = [(c.claim_id == only, c.text) for c in _told(intake).item.claims]
    assert texts == [(True, "修好路灯"), (False, "公开维修计划")]


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"purpose": "SUGGESTION"}, "purpose", "与所选事项性质不一致"),
        ({"category": "99"}, "category", "没有这个一级分类"),
        ({"category_l2": "0401"}, "category_l2", "不属于所选的一级分类"),
        ({"accused_unit": "450199-nobody"}, "accused_unit", "名录里没有"),
        ({"claims": [{"text": "另一项", "path": "PETITION"}]}, "claims", "为每项诉求选择办理途径"),
    ],
)
async def test_what_does_not_fit_is_said_at_its_field(changed: dict[str, Any], field: str, says: str) -> None:
    intake = Intake()
    item_id, ids = await _registered(intake, "修好屋面")
    answer = await intake.act(item_id, "screen", ROOF | _paths(ids, "PETITION") | changed)
    assert says in answer.json()["fields"][field]
    assert intake.item(item_id).screenings == ()


async def test_an_appeal_never_goes_the_way_of_an_accusation() -> None:
    intake = Intake()
    item_id, ids = await _registered(intake, "修好屋面")
    answer = await intake.act(item_id, "screen", ROOF | _paths(ids, "ACCUSATION"))
    assert "不适用于所选事项性质" in answer.json()["fields"]["claims.0.path"]


ACCUSATION = {"matter_class": "ACCUSATION", "purpose": "EXPOSE", "category": "14"}


async def test_an_accusation_is_restricted_from_then_on_to_those_who_must_act() -> None:
    intake = Intake()
    item_id, ids = await _registered(intake, "查处截留补贴")
    wish = (
        ACCUSATION | _paths(ids, "ACCUSATION") | {"accused_unit": "450199-zjj", "accused": {"name": "李某某"}}
    )
    assert (await intake.act(item_id, "screen", wish)).status_code == 200
    event = _told(intake)
    assert event.item.secrecy_requested
    assert event.item.matter_class is MatterClass.ACCUSATION
    assert "李某某" not in event.model_dump_json()
    assert (await intake.ask("GET", f"/items/{item_id}", who="registrar")).status_code == 200
    assert (await intake.ask("GET", f"/items/{item_id}", who="router")).status_code == 200
    assert (await intake.ask("GET", f"/items/{item_id}", who="receptionist")).status_code == 404


async def test_what_units_hold_already_is_not_made_an_accusation() -> None:
    intake = Intake()
    item_id, ids = await _registered(intake, "修好屋面")
    await _dispatched(intake, item_id)
    refused = await intake.act(item_id, "screen", ACCUSATION | _paths(ids, "ACCUSATION"))
    assert refused.json()["code"] == "ALREADY_DISPATCHED"
    assert "单独登记" in refused.json()["because"]
    late = await intake.act(item_id, "screen", ROOF | _paths(ids, "PETITION"))
    assert late.json()["dispatched"] is True


async def test_what_has_joined_others_is_not_made_an_accusation() -> None:
    intake = Intake()
    first = await intake.registered()
    item_id, ids = await _registered(intake, "再次反映", repeat_of=first["item_no"])
    refused = await intake.act(item_id, "screen", ACCUSATION | _paths(ids, "ACCUSATION"))
    assert refused.json()["code"] == "ACCUSATION_APART"


async def _dispatched(intake: Intake, item_id: str) -> None:
    """As on_matter_dispatched keeps it."""
    matter_id = intake.item(item_id).matter_id
    await intake.store.put(Document(HOLDERS, matter_id).with_state(Holders(("450199-zjj",))))
