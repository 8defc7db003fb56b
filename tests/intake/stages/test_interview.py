"""接谈: the petitioner's own words, read back; a group speaks through its representatives, and its matter never waits for them."""

from __future__ import annotations

from typing import Any

import pytest

from lianjie_contracts.events.item_interviewed import ItemInterviewed
from tests.intake.town import Intake

pytestmark = pytest.mark.asyncio
TALK: dict[str, Any] = {
    "claims": ["修好屋面", "赔偿室内损失"], "facts_reasons": "今年四月起渗漏，两次修补未果。",
    "prior_history": ["六月向社区反映，转物业，未解决"], "read_back": {"signed_by": ["petitioner"]},
}  # fmt: skip


def _told(intake: Intake) -> ItemInterviewed:
    [event] = [message for message in intake.said() if isinstance(message, ItemInterviewed)]
    return event


async def test_the_claims_as_said_take_the_place_of_the_one_line() -> None:
    intake = Intake()
    item_id = (await intake.registered())["item_id"]
    [stand_in] = intake.item(item_id).now.claims
    answer = await intake.act(item_id, "interview", TALK | {"conduct": ["拍桌子，经劝说后平静"]})
    assert answer.status_code == 200
    event = _told(intake)
    assert [claim.text for claim in event.item.claims] == TALK["claims"]
    assert event.dropped_claims == (stand_in.claim_id,)
    assert event.item.facts_reasons == TALK["facts_reasons"]
    assert event.interview.conduct == ("拍桌子，经劝说后平静",)
    item = intake.item(item_id)
    assert [claim.text for claim in item.registered.claims] == ["屋面渗漏"]
    assert item.now == event.item


async def test_a_claim_that_was_typed_before_stays_the_same_claim() -> None:
    intake = Intake()
    item_id = (await intake.registered(claims=["修好屋面"]))["item_id"]
    [known] = intake.item(item_id).now.claims
    await intake.act(item_id, "interview", TALK)
    event = _told(intake)
    assert event.item.claims[0] == known
    assert event.dropped_claims == ()


async def test_a_second_talk_does_not_wipe_out_what_was_not_asked_again() -> None:
    intake = Intake()
    item_id = (await intake.registered())["item_id"]
    await intake.act(item_id, "interview", TALK | {"want_reply": True})
    await intake.act(item_id, "interview", {**TALK, "prior_history": []})
    now = intake.item(item_id).now
    assert (now.want_reply, now.prior_history) == (True, ("六月向社区反映，转物业，未解决",))
    assert len(intake.item(item_id).interviews) == 2


async def test_a_group_without_representatives_waits_with_its_talk_and_keeps_its_matter() -> None:
    intake = Intake()
    item_id = (await intake.registered(headcount=80))["item_id"]
    refused = await intake.act(item_id, "interview", TALK)
    assert (refused.status_code, refused.json()["code"]) == (409, "NO_REPS")
    assert refused.json()["because"] == "请推选代表(不超过5人)后再行接谈,信访事项已登记保留。"
    told = (await intake.ask("GET", f"/items/{item_id}")).json()
    assert told["refusals"]["interview"]["code"] == "NO_REPS"
    assert told["stage"] == "REGISTER"


async def test_representatives_chosen_at_the_counter_are_heard_at_once_and_get_their_codes() -> None:
    intake = Intake()
    item_id = (await intake.registered(headcount=80))["item_id"]
    people = [{"name": f"代表{n}", "phone": f"1380000000{n}"} for n in range(2)]
    answer = await intake.act(
        item_id,
        "interview",
        TALK | {"representatives": people, "read_back": {"signed_by": ["representatives.1"]}},
    )
    codes = answer.json()["query_codes"]
    assert [row["holder"] for row in codes] == ["representatives.0", "representatives.1"]
    someone = _told(intake).item.representatives[1]
    assert intake.opened_of(someone, "name") == "代表1"
    assert intake.opened_of(someone, "query_code") == codes[1]["code"]


async def test_six_speakers_are_too_many_and_a_stranger_cannot_sign() -> None:
    intake = Intake()
    first = [{"name": f"代表{n}"} for n in range(4)]
    item_id = (await intake.registered(headcount=80, representatives=first))["item_id"]
    more = [{"name": "代表五"}, {"name": "代表六", "id_no": "360426199101010072"}]
    wrong = TALK | {"representatives": more, "read_back": {"signed_by": ["representatives.9"]}}
    fields = (await intake.act(item_id, "interview", wrong)).json()["fields"]
    assert fields["representatives"] == "代表不得超过5人。"
    assert "补登代表" in fields["read_back.signed_by"]
    assert "末位校验不符" in fields["representatives.1.id_no"]
    assert intake.item(item_id).interviews == ()


async def test_a_record_is_signed_or_says_why_not() -> None:
    intake = Intake()
    item_id = (await intake.registered())["item_id"]
    unsigned = await intake.act(item_id, "interview", TALK | {"read_back": {}})
    assert "不愿签名的写明原因" in unsigned.json()["fields"]["read_back"]
    refused = TALK | {"read_back": {"refused_because": "要回家商量"}}
    assert (await intake.act(item_id, "interview", refused)).status_code == 200
    assert _told(intake).interview.read_back.refused_because == "要回家商量"


async def test_the_second_press_is_the_first_answer() -> None:
    intake = Intake()
    item_id = (await intake.registered())["item_id"]
    first = await intake.act(item_id, "interview", TALK, key="the-same-press")
    again = await intake.act(item_id, "interview", TALK, key="the-same-press")
    assert again.json() == first.json() | {"repeated": True}
    assert len(intake.item(item_id).interviews) == 1


@pytest.mark.parametrize("who", ["router", "handler", "stranger"])
async def test_others_hear_nobody(who: str) -> None:
    intake = Intake()
    item_id = (await intake.registered())["item_id"]
    assert (await intake.act(item_id, "interview", TALK, who)).status_code in (403, 404)
