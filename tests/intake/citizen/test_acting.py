"""Every act needs a one-time code of its own, once; a withdrawal is everybody's; a rating is nobody's but the petitioner's."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from lianjie_contracts.events.application_made import ApplicationMade
from lianjie_contracts.events.evaluation_closed import EvaluationClosed
from lianjie_contracts.events.evaluation_given import EvaluationGiven
from lianjie_contracts.events.matter_completed import MatterCompleted
from lianjie_contracts.events.matter_supplemented import MatterSupplemented
from lianjie_contracts.events.move_due import MoveDue
from lianjie_contracts.events.one_time_code_asked import OneTimeCodeAsked
from lianjie_contracts.events.progress_answered import ProgressAnswered
from lianjie_contracts.events.withdrawal_asked import WithdrawalAsked
from lianjie_contracts.events.withdrawal_taken_back import WithdrawalTakenBack
from services.intake.citizen.requests import Requests, told
from services.intake.citizen.store import REQUESTS
from tests.intake.citizen.front import GROUP, NEIGHBOUR, Front

pytestmark = pytest.mark.asyncio
ALL_ACTS = {
    "supplements": {"text": "补一张照片"}, "withdrawals": {"own_will": True}, "withdrawals/taken-back": {},
    "evaluations": {"ratings": [{"rated": "OFFICE", "level": "SATISFIED"}]}, "applications": {"application": "HEARING"},
}  # fmt: skip


async def completed(front: Front, matter_id: str) -> None:
    now = front.clock.now()
    event = front.of_matter(
        MatterCompleted, matter_id, unit="450199-zjj", delivery_id="d", issued_at=now, service_begun_at=now, served_at=now
    )  # fmt: skip
    await front.hear(event)


@pytest.mark.parametrize("what", ALL_ACTS)
async def test_a_stranger_with_a_found_slip_gets_nothing_done(what: str) -> None:
    """He has number and code, and guesses: five tries, then even the right code is dead."""
    front = Front()
    told_ = await front.registered()
    ticket = await front.ticket(told_)
    before = len(front.said())
    for guess in ("", "000000", "12345"):
        refused = await front.act(what, ticket, guess, **ALL_ACTS[what])
        assert (refused.status_code, refused.json()["code"]) == (409, "SECOND_FACTOR")
    assert before
    assert front.said() == []


async def test_five_wrong_tries_kill_the_code() -> None:
    front = Front()
    ticket = await front.ticket(await front.registered())
    code = await front.code(ticket, "SUPPLEMENT")
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(front.parts.settings.citizen.code_tries):
        await front.act("supplements", ticket, wrong, text="补充")
    refused = await front.act("supplements", ticket, code, text="补充")
    assert refused.json()["code"] == "SECOND_FACTOR"


async def test_guessing_at_one_time_codes_is_stopped_like_guessing_at_query_codes() -> None:
    front = Front()
    told_ = await front.registered()
    ticket = await front.ticket(told_)
    guesses = [await front.act("withdrawals", ticket, f"{n:06d}", own_will=True) for n in range(9)]
    assert [guess.status_code for guess in guesses] == [409] * 8 + [429]
    assert "15分钟" in guesses[-1].json()["because"]
    assert (await front.look(told_["item_no"], told_["query_code"])).status_code == 429
    elsewhere = await front.act("questions", ticket, "", at=NEIGHBOUR, text="办到哪了？")
    assert elsewhere.status_code == 200, "the petitioner, from an address of their own"


async def test_a_code_is_good_once_for_one_purpose_and_for_ten_minutes() -> None:
    front = Front()
    ticket = await front.ticket(await front.registered())
    code = await front.code(ticket, "SUPPLEMENT")
    assert (await front.act("withdrawals", ticket, code, own_will=True)).status_code == 409
    assert (await front.act("supplements", ticket, code, text="补一张照片")).status_code == 200
    replay = await front.act("supplements", ticket, code, text="再补一张")
    assert replay.json()["code"] == "SECOND_FACTOR"
    late = await front.code(ticket, "SUPPLEMENT")
    front.clock.advance(timedelta(minutes=10))
    assert (await front.act("supplements", ticket, late, text="补充")).status_code == 409
    assert [e.text for e in front.announced(MatterSupplemented)] == ["补一张照片"]


async def test_the_same_press_twice_is_one_act() -> None:
    front = Front()
    ticket = await front.ticket(await front.registered())
    code = await front.code(ticket, "SUPPLEMENT")
    first = await front.act("supplements", ticket, code, key="one-press", text="补充")
    again = await front.act("supplements", ticket, code, key="one-press", text="补充")
    assert (first.json()["number"], again.json()["repeated"]) == (again.json()["number"], True)
    assert len(front.announced(MatterSupplemented)) == 1


async def test_a_code_is_told_to_notifications_alone_and_sealed() -> None:
    front = Front()
    told_ = await front.registered()
    ticket = await front.ticket(told_)
    code = await front.code(ticket, "WITHDRAW")
    (asked,) = front.announced(OneTimeCodeAsked)
    assert asked.topic_name() == "intake.codes.450199.v1"
    assert code not in asked.body().decode()
    held = front.store.all(REQUESTS)[told_["matter_id"]]
    assert code not in str(held)


async def test_who_left_no_address_is_answered_alike_and_may_come_to_the_window() -> None:
    front = Front()
    unreachable = await front.registered(channel="LETTER", petitioner={"name": "某人", "address": "河西街道"})
    reachable = await front.registered()
    answers = []
    for each in (unreachable, reachable):
        ticket = await front.ticket(each)
        answers.append(await front.post("/citizen/codes", {"ticket": ticket, "purpose": "SUPPLEMENT"}))
    assert (answers[0].status_code, answers[0].text) == (answers[1].status_code, answers[1].text)
    assert "窗口" in answers[0].json()["because"]
    assert len(front.announced(OneTimeCodeAsked)) == 1
    wish = {
        "item_no": unreachable["item_no"],
        "code": "ONE_TIME",
        "purpose": "SUPPLEMENT",
        "identity": "居民身份证",
    }
    front.clock.advance(timedelta(minutes=2))
    given = (await front.ask("POST", "/citizen/window/codes", wish)).json()["one_time_code"]
    ticket = await front.ticket(unreachable)
    assert (await front.act("supplements", ticket, given, text="补充")).status_code == 200


async def test_codes_are_not_sent_faster_or_oftener_than_is_decent() -> None:
    front = Front()
    ticket = await front.ticket(await front.registered())
    wish = {"ticket": ticket, "purpose": "SUPPLEMENT"}
    assert (await front.post("/citizen/codes", wish)).status_code == 202
    assert (await front.post("/citizen/codes", wish)).json()["code"] == "CODE_TOO_SOON"
    for _ in range(4):
        front.clock.advance(timedelta(seconds=61))
        assert (await front.post("/citizen/codes", wish)).status_code == 202
    front.clock.advance(timedelta(seconds=61))
    assert (await front.post("/citizen/codes", wish)).json()["code"] == "CODES_OF_TODAY"


async def test_the_window_hands_a_code_to_its_owner_whatever_a_stranger_has_asked_for() -> None:
    front = Front()
    told_ = await front.registered()
    ticket = await front.ticket(told_)
    for _ in range(front.parts.settings.citizen.codes_a_day):
        await front.code(ticket, "SUPPLEMENT")
    last = await front.post("/citizen/codes", {"ticket": ticket, "purpose": "SUPPLEMENT"})
    assert last.json()["code"] == "CODES_OF_TODAY"
    wish = {
        "item_no": told_["item_no"],
        "code": "ONE_TIME",
        "purpose": "SUPPLEMENT",
        "identity": "居民身份证",
    }
    handed = [await front.ask("POST", "/citizen/window/codes", wish) for _ in range(2)]
    assert [each.status_code for each in handed] == [200, 200]
    mine = handed[-1].json()["one_time_code"]
    assert (await front.act("supplements", ticket, mine, text="补充")).status_code == 200


async def test_a_group_withdraws_when_everybody_has_confirmed_with_a_code_of_their_own() -> None:
    front = Front()
    told_ = await front.registered(**GROUP)
    for n in range(3):
        ticket = await front.ticket(told_, n)
        answer = await front.act("withdrawals", ticket, await front.code(ticket, "WITHDRAW"), own_will=True)
        assert answer.status_code == 200, answer.text
        assert len(front.announced(WithdrawalAsked)) == (n == 2)
        if n < 2:
            assert answer.json()["confirmed"] == n + 1
    assert front.announced(WithdrawalAsked)[0].persons == 3


async def test_another_representative_s_code_does_not_confirm_for_me() -> None:
    front = Front()
    told_ = await front.registered(**GROUP)
    first, second = await front.ticket(told_, 0), await front.ticket(told_, 1)
    code = await front.code(first, "WITHDRAW")
    refused = await front.act("withdrawals", second, code, own_will=True)
    assert refused.json()["code"] == "SECOND_FACTOR"


async def test_a_withdrawal_needs_a_free_will_and_is_taken_back_twice_at_most() -> None:
    front = Front()
    ticket = await front.ticket(await front.registered())
    code = await front.code(ticket, "WITHDRAW")
    refused = await front.act("withdrawals", ticket, code)
    assert refused.json()["code"] == "WILL_NOT_CONFIRMED"
    assert (await front.act("withdrawals", ticket, code, own_will=True)).status_code == 200, "not spent"
    ticket = await again(front, ticket)
    for _ in range(1):
        code = await front.code(ticket, "WITHDRAW")
        assert (await front.act("withdrawals", ticket, code, own_will=True)).status_code == 200
        front.clock.advance(timedelta(days=1))
        ticket = await again(front, ticket)
    code = await front.code(ticket, "WITHDRAW")
    limit = await front.act("withdrawals", ticket, code, own_will=True)
    assert limit.json()["code"] == "WITHDRAW_LIMIT"
    assert len(front.announced(WithdrawalTakenBack)) == 2


async def again(front: Front, ticket: str) -> str:
    """Taken back; with a ticket of the day."""
    item = next(iter(front.store.all(REQUESTS).values()))
    from services.intake.store import ITEMS

    id_, held = next((i, it) for i, it in front.store.all(ITEMS).items() if it.matter_id == item.matter_id)
    from services.intake.domain.numbers import query_code

    number = {
        "item_no": held.item_no,
        "query_codes": [{"code": query_code(front.door.registrar.secret, id_)}],
    }
    fresh = await front.ticket(number)
    code = await front.code(fresh, "TAKE_BACK")
    answer = await front.act("withdrawals/taken-back", fresh, code)
    assert answer.status_code == 200, answer.text
    return fresh


async def test_an_accusation_is_not_withdrawn() -> None:
    front = Front()
    told_ = await front.registered(
        matter_class="ACCUSATION", accused_unit="450199-zjj", channel="LETTER", claims=["查处"]
    )
    ticket = await front.ticket(told_)
    code = await front.code(ticket, "WITHDRAW")
    refused = await front.act("withdrawals", ticket, code, own_will=True)
    assert refused.json()["code"] == "ACCUSATION_CONTINUES"


async def test_office_and_unit_are_rated_apart_with_one_code_and_changeable_until_the_window_ends() -> None:
    front = Front()
    told_ = await front.registered()
    ticket = await front.ticket(told_)
    early = await front.act(
        "evaluations", ticket, await front.code(ticket, "EVALUATE"), **ALL_ACTS["evaluations"]
    )
    assert early.json()["code"] == "WRONG_STATE"
    await completed(front, told_["matter_id"])
    both = [{"rated": "OFFICE", "level": "SATISFIED"}, {"rated": "UNIT", "level": "DISSATISFIED"}]
    code = await front.code(ticket, "EVALUATE")
    assert (await front.act("evaluations", ticket, code, ratings=both)).json()["code"] == "NO_REASON"
    both[1]["comment"] = "没有到现场看"
    assert (await front.act("evaluations", ticket, code, ratings=both)).status_code == 200
    given = front.announced(EvaluationGiven)
    assert [(e.rated, e.unit, e.level) for e in given] == [
        ("OFFICE", None, "SATISFIED"), ("UNIT", "450199-zjj", "DISSATISFIED"),
    ]  # fmt: skip
    code = await front.code(ticket, "EVALUATE")
    changed = [{"rated": "UNIT", "level": "FAIRLY_SATISFIED"}]
    assert (await front.act("evaluations", ticket, code, ratings=changed)).status_code == 200
    now = front.clock.now()
    over = MoveDue(
        occurred_at=now,
        matter_id=told_["matter_id"],
        county="450199",
        clock="C24",
        started_at=now,
        due_at=now,
    )
    await front.hear(over)
    closed = front.announced(EvaluationClosed)
    assert [(e.rated, e.level) for e in closed] == [("OFFICE", "SATISFIED"), ("UNIT", "FAIRLY_SATISFIED")]
    code = await front.code(ticket, "EVALUATE")
    assert (await front.act("evaluations", ticket, code, ratings=changed)).json()["code"] == "WRONG_STATE"


async def test_nobody_rated_is_not_satisfied() -> None:
    front = Front()
    told_ = await front.registered()
    await completed(front, told_["matter_id"])
    now = front.clock.now()
    await front.hear(
        MoveDue(
            occurred_at=now,
            matter_id=told_["matter_id"],
            county="450199",
            clock="C24",
            started_at=now,
            due_at=now,
        )
    )
    assert [e.level for e in front.announced(EvaluationClosed)] == [None, None]


async def test_staff_may_not_rate_for_a_petitioner_and_the_office_s_network_is_flagged() -> None:
    front = Front()
    front.parts.settings.__dict__["office_networks"] = ("10.9.0.0/16",)
    told_ = await front.registered()
    await completed(front, told_["matter_id"])
    ticket = await front.ticket(told_)
    code = await front.code(ticket, "EVALUATE")
    wish = {"ticket": ticket, "one_time_code": code, **ALL_ACTS["evaluations"]}
    staff = await front.ask("POST", "/citizen/evaluations", wish)
    assert (staff.status_code, staff.json()["code"]) == (409, "STAFF_RATING")
    assert (await front.post("/citizen/evaluations", wish, at="10.9.3.4")).status_code == 200
    assert front.announced(EvaluationGiven)[0].from_office


async def test_a_review_is_taken_in_with_number_and_time_once_there_is_an_answer() -> None:
    front = Front()
    told_ = await front.registered()
    ticket = await front.ticket(told_)
    code = await front.code(ticket, "APPLY")
    early = await front.act("applications", ticket, code, application="REVIEW", reason="没有赔偿")
    assert early.json()["code"] == "NOT_ANSWERED"
    await completed(front, told_["matter_id"])
    taken = (await front.act("applications", ticket, code, application="REVIEW", reason="没有赔偿")).json()
    assert taken["number"] == f"{told_['item_no']}-1"
    assert taken["received_at"]
    assert front.announced(ApplicationMade)[0].reason == "没有赔偿"


async def test_what_was_applied_for_is_taken_back_by_free_will_and_only_once() -> None:
    front = Front()
    told_ = await front.registered()
    await completed(front, told_["matter_id"])
    ticket = await front.ticket(told_)
    late = {"application": "REVIEW", "reason": "没有赔偿", "good_reason": "住院"}
    await front.act("applications", ticket, await front.code(ticket, "APPLY"), **late)
    assert front.announced(ApplicationMade)[0].good_reason == "住院"

    async def back(**wish: object) -> httpx.Response:
        code = await front.code(ticket, "WITHDRAW")
        return await front.act("applications/withdrawn", ticket, code, application="REVIEW", **wish)

    assert (await back()).json()["code"] == "WILL_NOT_CONFIRMED"
    assert (await back(own_will=True)).json()["number"] == f"{told_['item_no']}-2"
    assert (await back(own_will=True)).json()["code"] == "NOTHING_APPLIED_FOR"


async def test_who_asks_that_somebody_keep_out_says_who_and_why() -> None:
    front = Front()
    told_ = await front.registered()
    ticket = await front.ticket(told_)
    code = await front.code(ticket, "APPLY")
    nobody = await front.act("applications", ticket, code, application="RECUSAL", reason="亲属")
    assert nobody.json()["code"] == "NO_RECUSAL_REASON"
    await front.act("applications", ticket, code, application="RECUSAL", reason="亲属", person="梁伟")
    assert front.announced(ApplicationMade)[0].person == "梁伟"


async def test_a_question_needs_no_code_and_is_answered_once_by_the_office() -> None:
    front = Front()
    told_ = await front.registered()
    ticket = await front.ticket(told_)
    asked = (await front.post("/citizen/questions", {"ticket": ticket, "text": "办到哪了？"})).json()
    path, wish = (
        f"/citizen/questions/{told_['matter_id']}/answers",
        {"number": asked["number"], "text": "9月29日进场。"},
    )
    assert (await front.ask("POST", path, wish)).status_code == 403, "answering is the receptionist's"
    assert (await front.ask("POST", path, wish, who="receptionist")).status_code == 200
    assert (await front.ask("POST", path, wish, who="receptionist")).json()["code"] == "WRONG_STATE"
    assert [e.text for e in front.announced(ProgressAnswered)] == ["9月29日进场。"]


async def test_the_requests_follow_from_their_own_events() -> None:
    """A restored document knows what its events tell; codes and wills are asked for again."""
    front = Front()
    told_ = await front.registered()
    ticket = await front.ticket(told_)
    await front.act("withdrawals", ticket, await front.code(ticket, "WITHDRAW"), own_will=True)
    await front.post("/citizen/questions", {"ticket": ticket, "text": "办到哪了？"})
    held = front.store.all(REQUESTS)[told_["matter_id"]]
    rolled: Requests | None = None
    front.announced(WithdrawalAsked)
    for event in front.heard:
        if event.topic == REQUESTS.topic:
            rolled = told(rolled, event)
    assert rolled is not None
    assert (rolled.withdrawing, rolled.serial, rolled.questions) == (True, held.serial, held.questions)
