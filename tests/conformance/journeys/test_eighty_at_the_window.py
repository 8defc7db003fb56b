"""Eighty people come in one visit: five speak for them, each with a code of their own, and only all five can withdraw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conformance.journeys.people import REGISTRAR, Citizen, registered, somebody
from tests.conformance.town import COUNTY, eventually

if TYPE_CHECKING:
    import httpx

    from tests.conformance.town import Town

pytestmark = pytest.mark.connected
INTAKE, CLERK = f"intake-{COUNTY}", f"{REGISTRAR}@{COUNTY}"
SPEAKERS = [
    somebody(name, n, email=f"daibiao{n}@example.org")
    for n, name in enumerate(("农志坚", "蒙秀兰", "甘永福", "陆美玲", "唐建国", "卢少华"))
]
VISIT = {
    "channel": "VISIT", "petitioner": SPEAKERS[0], "headcount": 80, "place_code": f"{COUNTY}003",
    "title": "瑞丰家园八十户要求交房办证", "claims": ["交付房屋", "办理不动产权证"], "urgency": "MAJOR",
}  # fmt: skip


def talk(town: Town, item_id: str, representatives: list[dict[str, Any]]) -> httpx.Response:
    said = {
        "claims": VISIT["claims"], "facts_reasons": "交房逾期两年。", "representatives": representatives,
        "read_back": {"signed_by": ["petitioner"]},
    }  # fmt: skip
    return town.post(INTAKE, f"/items/{item_id}/interview", CLERK, said)


def clocks(town: Town, matter_id: str) -> dict[str, str]:
    told = town.get("deadlines", f"/matters/{matter_id}/clocks", f"router@{COUNTY}").json()
    return {clock["id"]: clock["state"] for clock in told["clocks"]}


def withdrawal(town: Town, matter_id: str) -> str:
    return str((town.matter(matter_id) or {}).get("withdrawal"))


def test_five_speak_for_eighty_and_withdraw_together_or_not_at_all(town: Town) -> None:
    told = registered(town, **VISIT)
    assert {"代表"} <= {each["label"] for each in told["missing"]["INTERVIEW"]}
    nobody = talk(town, told["item_id"], [])
    assert (nobody.status_code, nobody.json()["code"]) == (409, "NO_REPS")
    assert "信访事项已登记保留" in nobody.json()["because"]
    six = talk(town, told["item_id"], SPEAKERS)
    assert (six.status_code, six.json()["fields"]) == (422, {"representatives": "代表不得超过5人。"})

    five = talk(town, told["item_id"], SPEAKERS[:5])
    assert five.status_code == 200, five.text
    codes = [told["query_code"], *(each["code"] for each in five.json()["query_codes"])]
    people = [
        Citizen(town, told["item_no"], code, f"203.0.113.{n}", str(SPEAKERS[n]["email"]))
        for n, code in enumerate(codes)
    ]
    assert len(set(codes)) == 5, "the first of the five has the slip of the visit"
    assert [one.looks().json()["person"] for one in people] == [0, 2, 3, 4, 5]
    matter = eventually(lambda: town.matter(told["matter_id"]), "the matter is opened")
    assert (matter["headcount"], matter["urgency"]) == (80, "MAJOR")
    shown = town.get(INTAKE, f"/items/{told['item_id']}", CLERK).json()
    assert shown["counts_as"] == ["GROUP_VISIT"]

    def withdraws(n: int, code: str) -> dict[str, Any]:
        answer = people[n].acts("withdrawals", code, own_will=True)
        assert answer.status_code == 200, answer.text
        said: dict[str, Any] = answer.json()
        return said

    mine = people[0].code_by_mail("WITHDRAW")
    assert people[1].acts("withdrawals", mine, own_will=True).json()["code"] == "SECOND_FACTOR"
    assert withdraws(0, mine)["confirmed"] == 1
    assert withdraws(1, people[1].code_by_mail("WITHDRAW"))["confirmed"] == 2
    assert withdraws(2, people[2].code_at_window("WITHDRAW", 3))["confirmed"] == 3

    desk = town.processes[f"{INTAKE}-1"]
    desk.kill()
    desk.start()
    fourth = withdraws(3, people[3].code_at_window("WITHDRAW", 4))
    assert (fourth.get("persons"), fourth.get("confirmed")) == (5, 4), "what three had said outlived the kill"
    assert withdrawal(town, told["matter_id"]) == "NONE"
    assert "C45" not in clocks(town, told["matter_id"])

    assert withdraws(4, people[4].code_at_window("WITHDRAW", 5))["number"]
    eventually(lambda: withdrawal(town, told["matter_id"]) == "PENDING", "all five have said so")
    eventually(lambda: clocks(town, told["matter_id"]).get("C45") == "RUNNING", "a day of regret runs")
    assert clocks(town, told["matter_id"])["C02"] == "RUNNING"
