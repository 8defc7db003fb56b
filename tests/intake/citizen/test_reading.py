"""Number and code read a stage, tell nobody apart who guesses, and lock nobody out for good."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.intake.domain.holders import MOST
from services.intake.store import ITEMS
from tests.intake.citizen.front import GROUP, HOME, NEIGHBOUR, Front

pytestmark = pytest.mark.asyncio


async def test_a_found_slip_reads_a_stage_and_names_nobody() -> None:
    front = Front()
    told = await front.registered()
    answer = await front.look(told["item_no"], told["query_code"])
    assert answer.status_code == 200
    assert set(answer.json()) == {"item_no", "matter_id", "ticket", "person"}
    for secret in ("覃桂兰", "13877514267", "河西", "屋面"):
        assert secret not in answer.text


async def test_a_wrong_number_and_a_wrong_code_are_told_alike_by_the_same_steps(monkeypatch) -> None:
    front = Front()
    told = await front.registered(**GROUP)
    compared: list[str] = []
    from services.intake.domain import holders

    true = holders.same_code
    monkeypatch.setattr(holders, "same_code", lambda given, code: compared.append(code) or true(given, code))
    answers = []
    for number in (told["item_no"], "45019920261123V99999", "nonsense"):
        compared.clear()
        answers.append(await front.look(number, "AAAAAAAAA"))
        assert len(compared) == MOST, number
    assert {(a.status_code, a.text) for a in answers} == {(404, answers[0].text)}


async def test_each_representative_has_a_code_of_their_own() -> None:
    front = Front()
    told = await front.registered(**GROUP)
    codes = [each["code"] for each in told["query_codes"]]
    assert len(set(codes)) == 3
    seen = [(await front.look(told["item_no"], code)).json()["person"] for code in codes]
    assert seen == [0, 1, 2]


async def test_guessing_from_one_address_is_stopped_for_a_while_and_only_there() -> None:
    front = Front()
    told = await front.registered()
    figures = front.parts.settings.citizen
    for _ in range(figures.wrong_of_one):
        assert (await front.look(told["item_no"], "WRONG")).status_code == 404
    stopped = await front.look(told["item_no"], told["query_code"])
    assert (stopped.status_code, stopped.headers["retry-after"]) == (429, "900")
    assert (await front.look(told["item_no"], told["query_code"], at=NEIGHBOUR)).status_code == 200
    front.clock.advance(timedelta(minutes=figures.pause_minutes))
    assert (await front.look(told["item_no"], told["query_code"])).status_code == 200


async def test_whoever_guesses_from_everywhere_does_not_lock_the_petitioner_out() -> None:
    front = Front()
    told = await front.registered()
    for n in range(60):
        await front.look(told["item_no"], "WRONG", at=f"203.0.113.{n}")
    assert (await front.look(told["item_no"], told["query_code"])).status_code == 200
    for _ in range(front.parts.settings.citizen.wrong_when_crowded):
        assert (await front.look(told["item_no"], "WRONG", at=NEIGHBOUR)).status_code == 404
    assert (await front.look(told["item_no"], "WRONG", at=NEIGHBOUR)).status_code == 429


async def test_numbers_are_not_found_by_trying_many_from_one_address() -> None:
    front = Front()
    tries = [(await front.look(f"45019920261123V{n:05}", "WRONG")).status_code for n in range(25)]
    assert tries == [404] * 20 + [429] * 5


async def test_a_ticket_is_over_after_half_an_hour_and_cannot_be_altered() -> None:
    front = Front()
    ticket = await front.ticket(await front.registered())
    altered = await front.act("questions", ticket[:-2] + "xx", "", text="办到哪了？")
    front.clock.advance(timedelta(minutes=31))
    over = await front.act("questions", ticket, "", text="办到哪了？")
    assert (altered.status_code, over.status_code) == (401, 401)


async def test_a_reissued_code_kills_the_old_one_and_its_tickets_and_is_on_record() -> None:
    from lianjie_contracts.events.code_handed_out import CodeHandedOut

    front = Front()
    told = await front.registered()
    ticket = await front.ticket(told)
    wish = {"item_no": told["item_no"], "code": "QUERY", "identity": "居民身份证"}
    answer = await front.ask("POST", "/citizen/window/codes", wish)
    new = answer.json()["query_code"]
    assert (await front.look(told["item_no"], told["query_code"])).status_code == 404
    assert (await front.look(told["item_no"], new)).status_code == 200
    assert (await front.act("questions", ticket, "", text="？")).status_code == 401
    (record,) = front.announced(CodeHandedOut)
    assert (record.by.name, record.identity, record.issue) == ("韦晓梅", "居民身份证", 2)
    assert new not in record.body().decode()
    stranger = await front.ask("POST", "/citizen/window/codes", wish, who="stranger")
    nobody = await front.post("/citizen/window/codes", wish)
    assert (stranger.status_code, nobody.status_code) == (403, 401)


async def test_a_lost_code_is_replaced_by_the_registered_telephone_and_no_other() -> None:
    from lianjie_contracts.events.one_time_code_asked import OneTimeCodeAsked

    front = Front()
    told = await front.registered()
    wish = {"item_no": told["item_no"], "phone": "13900000000"}
    wrong = await front.post("/citizen/lost-code", wish)
    unknown = await front.post("/citizen/lost-code", wish | {"item_no": "45019920261123V99999"})
    right = await front.post("/citizen/lost-code", wish | {"phone": "138 7751 4267"})
    assert {(a.status_code, a.text) for a in (wrong, unknown)} == {(202, right.text)}
    (asked,) = front.announced(OneTimeCodeAsked)
    wrapped = await front.door.registrar.persons.keys([front.item(told["item_id"]).now.petitioner])
    code = front.door.registrar.safe.open(asked.code, wrapped[asked.person], "one_time_code")
    mine = wish | {"phone": "13877514267", "one_time_code": code}
    guessed = await front.post("/citizen/lost-code/confirmed", mine | {"one_time_code": "000000"})
    new = await front.post("/citizen/lost-code/confirmed", mine)
    assert guessed.status_code == 409
    assert (await front.look(told["item_no"], new.json()["query_code"])).status_code == 200
    assert (await front.look(told["item_no"], told["query_code"])).status_code == 404


async def test_handing_in_needs_no_account_and_pressing_twice_is_once() -> None:
    front = Front()
    form = {
        "place": "450199002",
        "text": "村口下水沟堵了半个月。一下雨就漫到路上。",
        "phone": "13877514267",
        "in_court": "NO",
    }
    first = await front.post("/citizen/items", form, key="form-key-1")
    again = await front.post("/citizen/items", form, key="form-key-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    item = next(iter(front.store.all(ITEMS).values()))
    assert (item.now.channel, item.now.title, item.now.place.name) == ("QR", "村口下水沟堵了半个月", "白石镇")
    assert item.now.incomplete
    told = first.json()
    assert (await front.look(told["item_no"], told["query_code"], at=HOME)).status_code == 200


async def test_a_flood_from_one_address_is_refused_with_a_telephone_s_way_out() -> None:
    front = Front()
    form = {"place": "450199", "text": "路灯不亮", "phone": "13877514267"}
    answers = [await front.post("/citizen/items", form) for _ in range(21)]
    assert [a.status_code for a in answers] == [201] * 20 + [429]
    assert "打电话" in answers[-1].json()["because"]
    assert (await front.post("/citizen/items", form, at=NEIGHBOUR)).status_code == 201


async def test_a_sign_knows_its_place_and_an_unknown_one_is_told() -> None:
    front = Front()
    wish = {"label": "白石镇红星村 村委会门口", "place_code": "450199002"}
    sign = (await front.ask("POST", "/citizen/signs", wish)).json()
    again = (await front.ask("POST", "/citizen/signs", wish)).json()
    assert sign == again
    here = await front._client.get(f"/citizen/places/{sign['code']}")
    assert (here.json()["label"], here.json()["place_code"]) == (wish["label"], "450199002")
    assert (await front._client.get("/citizen/places/NOSUCH")).status_code == 404
    handed = await front.post(
        "/citizen/items", {"place": sign["code"], "text": "井盖松了", "phone": "13877514267"}
    )
    assert handed.status_code == 201
