"""Registering over HTTP: whoever comes gets a number, codes and a slip at once, with no bus at all; nothing readable leaves."""

from __future__ import annotations

from typing import Any

import pytest

from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.events.registration_refused import RegistrationRefused
from lianjie_contracts.vocabulary import Channel
from services.intake.refusals import known
from tests.intake.town import COUNTY, PERSON, VISIT, Intake

pytestmark = pytest.mark.asyncio


def _one(intake: Intake) -> ItemRegistered:
    [event] = [message for message in intake.said() if isinstance(message, ItemRegistered)]
    return event


async def test_a_visit_needs_no_claims_yet_and_leaves_with_a_slip() -> None:
    intake = Intake()
    told = await intake.registered()
    slip = told["slip"]
    assert slip["item_no"] == told["item_no"] == "45019920261123V00001"
    assert (slip["claims"], slip["telephone"]) == (["屋面渗漏"], "0775-2830016")
    assert slip["bring"][0] == "本回执和有效身份证件"
    assert [claim.text for claim in _one(intake).claims] == ["屋面渗漏"]


async def test_numbers_follow_each_other_while_nothing_can_be_sent() -> None:
    """Nothing of this house knows a bus: what it says waits in its own documents."""
    intake = Intake()
    numbers = [
        (await intake.registered(channel=channel))["item_no"] for channel in ("VISIT", "PHONE", "VISIT")
    ]
    assert [number[14:] for number in numbers] == ["V00001", "P00001", "V00002"]
    waiting = [each for each in intake.said() if isinstance(each, ItemRegistered)]
    assert [event.item_no for event in waiting] == numbers


async def test_eighty_people_come_and_five_speak_each_with_a_code_of_their_own() -> None:
    intake = Intake()
    people = [{"name": f"代表{n}", "phone": f"1380000000{n}"} for n in range(5)]
    told = await intake.registered(headcount=80, representatives=people)
    codes = {row["holder"]: row["code"] for row in told["query_codes"]}
    assert len(set(codes.values())) == 6
    assert codes["petitioner"] == told["query_code"]
    event = _one(intake)
    assert intake.opened_of(event.representatives[2], "query_code") == codes["representatives.2"]


async def test_who_hands_in_and_speaks_for_the_others_has_one_code() -> None:
    intake = Intake()
    people = [VISIT["petitioner"], {"name": "代表二", "phone": "13800000002"}]
    at_once = await intake.registered(headcount=80, representatives=people)
    assert [row["holder"] for row in at_once["query_codes"]] == ["petitioner", "representatives.1"]
    later = await intake.registered(headcount=80)
    talk = {
        "claims": ["交房"],
        "facts_reasons": "逾期两年",
        "representatives": people,
        "read_back": {"signed_by": ["petitioner"]},
    }
    heard = await intake.act(later["item_id"], "interview", talk)
    assert [row["holder"] for row in heard.json()["query_codes"]] == ["representatives.1"]


async def test_a_sixth_speaker_is_too_many_and_in_zhejiang_a_fourth_of_ten() -> None:
    people = [{"name": f"代表{n}"} for n in range(4)]
    body = VISIT | {"headcount": 10, "representatives": people}
    assert (await Intake().ask("POST", "/items", body)).status_code == 201
    refused = await Intake(("zhejiang_2016",)).ask("POST", "/items", body)
    assert refused.json()["fields"] == {"representatives": "代表不得超过3人。"}


@pytest.mark.parametrize("channel", ["LETTER", "PHONE", "FAX", "ONLINE"])
async def test_who_cannot_be_found_is_registered_all_the_same(channel: str) -> None:
    intake = Intake()
    told = await intake.registered(channel=channel, petitioner={"name": "某群众"})
    assert told["incomplete"] is True
    assert _one(intake).incomplete is True


async def test_a_call_without_an_address_says_what_to_ask_next_time() -> None:
    told = await Intake().registered(channel="PHONE", petitioner={"name": "覃桂兰", "phone": "13877514267"})
    assert told["incomplete"] is False
    assert "petitioner.address" in {row["field"] for row in told["missing"]["REGISTER"]}


async def test_an_anonymous_accusation_by_letter_is_restricted_and_names_its_accused_to_nobody() -> None:
    intake = Intake()
    told = await intake.registered(
        channel="LETTER", petitioner={"is_anonymous": True}, matter_class="ACCUSATION",
        accused={"name": "李某某", "position": "股长"}, accused_unit="450199-zjj",
    )  # fmt: skip
    event = _one(intake)
    assert event.secrecy_requested
    assert event.accused is not None
    assert intake.opened_of(event.accused, "name") == "李某某"
    assert "李某某" not in event.model_dump_json()
    again = await intake.registered(
        channel="LETTER", petitioner={"is_anonymous": True}, matter_class="ACCUSATION", accused={"name": "李某某"},
        accused_unit="450199-zjj",
    )  # fmt: skip
    assert again["item_id"] != told["item_id"]
    same = intake.item(again["item_id"]).now.accused
    assert same is not None
    assert same.petitioner_id == event.accused.petitioner_id


async def test_a_visitor_is_anonymous_only_to_accuse() -> None:
    refused = await Intake().ask("POST", "/items", VISIT | {"petitioner": {"is_anonymous": True}})
    assert "匿名" in refused.json()["fields"]["petitioner.is_anonymous"]
    assert (await Intake().registered(petitioner={"is_anonymous": True}, matter_class="ACCUSATION"))[
        "item_no"
    ]


async def test_an_agent_acts_under_a_written_mandate_and_only_two_may() -> None:
    intake = Intake()
    agent = {"person": {"name": "陆律师", "phone": "13900000001"}, "mandate": "授权委托书，2026-11-20 签"}
    await intake.registered(agents=[agent])
    event = _one(intake)
    assert event.agents[0].mandate == "授权委托书，2026-11-20 签"
    assert event.agents[0].person.petitioner_id != event.petitioner.petitioner_id
    without = await intake.ask("POST", "/items", VISIT | {"agents": [agent | {"mandate": ""}]})
    assert "授权委托书" in without.json()["fields"]["agents.0.mandate"]
    three = await intake.ask("POST", "/items", VISIT | {"agents": [agent] * 3})
    assert three.json()["fields"] == {"agents": "代理人不得超过2人。"}


async def test_an_organisation_is_found_again_by_its_credit_code() -> None:
    intake = Intake()
    company = {
        "type": "LEGAL_PERSON",
        "name": "某公司",
        "uscc": "91110000600037341L",
        "id_unavailable_reason": "单位",
    }
    first = await intake.registered(petitioner=company)
    second = await intake.registered(petitioner=company | {"name": "某公司（更名）"})
    assert intake.item(first["item_id"]).person == intake.item(second["item_id"]).person
    wrong = await intake.ask(
        "POST", "/items", VISIT | {"petitioner": company | {"uscc": "91110000600037341M"}}
    )
    assert "末位校验不符" in wrong.json()["fields"]["petitioner.uscc"]


async def test_what_the_identity_number_tells_is_not_asked_again_and_stays_sealed() -> None:
    intake = Intake()
    told = await intake.registered(petitioner=PERSON | {"ethnicity": "壮", "occupation": "务农"})
    assert told["missing"]["REGISTER"] == []
    assert intake.opened(told["item_id"], "gender") == "1"
    assert intake.opened(told["item_id"], "birth_on") == "1991-01-01"
    assert intake.opened(told["item_id"], "ethnicity") == "08"
    said = _one(intake).model_dump_json()
    assert not any(
        word in said for word in ("覃桂兰", "360426199101010071", "13877514267", "1991-01-01", "务农")
    )


async def test_an_unknown_place_of_residence_is_only_a_warning() -> None:
    told = await Intake().registered(petitioner=PERSON | {"address_code": "990101"})
    assert "行政区划" in told["warnings"][0]
    assert (await Intake().registered(petitioner=PERSON | {"address_code": "110105"}))["warnings"] == []


async def test_what_came_with_a_transfer_or_an_instruction_stands_in_the_event() -> None:
    intake = Intake()
    await intake.registered(
        channel="LETTER", source="UPPER_TRANSFER", exchange_no="桂信转〔2026〕118号", signatories_count=12,
        leader_instruction={"leader": "县长", "text": "请限期办理", "given_on": "2026-11-20", "due_on": "2026-12-20"},
        want_reply=True, publishable=False,
    )  # fmt: skip
    event = _one(intake)
    assert (event.exchange_no, event.signatories_count, event.want_reply) == ("桂信转〔2026〕118号", 12, True)
    assert event.leader_instruction is not None
    assert event.leader_instruction.text == "请限期办理"


async def test_the_second_press_is_the_first_answer() -> None:
    intake = Intake()
    first = await intake.ask("POST", "/items", VISIT, key="one-and-the-same")
    again = await intake.ask("POST", "/items", VISIT, key="one-and-the-same")
    assert (again.status_code, again.json()["repeated"]) == (200, True)
    same = ("item_no", "query_code", "slip")
    assert {name: first.json()[name] for name in same} == {name: again.json()[name] for name in same}


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (VISIT | {"petitioner": PERSON | {"id_no": "360426199101010072"}}, ("petitioner.id_no",)),
        (VISIT | {"petitioner": PERSON | {"phone": "1387751426"}}, ("petitioner.phone",)),
        ({"channel": "VISIT", "title": ["覃桂兰"]}, ("place_code", "title")),
    ],
)
async def test_a_refused_attempt_leaves_its_trace_and_nothing_personal(
    body: Any, fields: tuple[str, ...]
) -> None:
    intake = Intake()
    answer = await intake.ask("POST", "/items", body, key="the-clerks-form")
    await intake.ask("POST", "/items", body, key="the-clerks-form")
    assert answer.status_code == 422
    [event] = intake.said()
    assert isinstance(event, RegistrationRefused)
    assert (event.by.id, event.channel, event.code, event.fields) == (
        f"registrar@{COUNTY}", Channel.VISIT, "FIELDS_INVALID", fields,
    )  # fmt: skip
    assert not any(word in event.model_dump_json() for word in ("覃桂兰", "3604", "138775"))


async def test_a_mended_form_is_registered_under_the_same_key() -> None:
    intake = Intake()
    wrong = VISIT | {"petitioner": PERSON | {"phone": "1387751426"}}
    assert (await intake.ask("POST", "/items", wrong, key="the-clerks-form")).status_code == 422
    assert (await intake.ask("POST", "/items", VISIT, key="the-clerks-form")).status_code == 201
    assert next(type(each) for each in intake.said()) is RegistrationRefused


async def test_a_stranger_leaves_no_trace_and_gets_no_number() -> None:
    intake = Intake()
    assert (await intake.ask("POST", "/items", VISIT, "stranger")).status_code == 403
    assert (await intake.ask("POST", "/items", {}, "stranger")).status_code == 422
    assert intake.said() == []


async def test_names_of_fields_that_the_form_does_not_know_are_not_repeated() -> None:
    assert known("petitioner.phone") == "petitioner.phone"
    assert known("representatives.3.name") == "representatives.3.name"
    assert known("覃桂兰") == "other"
    assert known("petitioner.覃桂兰") == "petitioner"
