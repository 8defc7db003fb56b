"""A petition all the way through, on the real broker and database: every service has its part, under one trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from tests.conformance.town import COUNTY, PERSON, eventually, headers_of

if TYPE_CHECKING:
    from tests.conformance.town import Town

pytestmark = pytest.mark.connected
ROAD = [
    "matter_opened", "matter_dispatched", "matter_signed", "matter_accepted", "matter_handler_assigned",
    "matter_opinion_drafted", "matter_opinion_issued", "matter_completed",
]  # fmt: skip


@pytest.fixture(scope="module")
def travelled(town: Town) -> dict[str, str]:
    """A matter that has been registered, answered and served by mail."""
    told = town.register()
    town.answered(told["matter_id"])
    eventually(
        lambda: (town.matter(told["matter_id"]) or {}).get("state") == "COMPLETED", "the matter is complete"
    )
    eventually(lambda: len(town.history(told["matter_id"])) == len(ROAD), "its history is whole")
    return {**told, "id": told["matter_id"]}


def test_routing_tells_the_whole_life_without_a_gap(town: Town, travelled: dict[str, str]) -> None:
    history = town.history(travelled["id"])
    assert [headers_of(row)["ce_type"] for row in history] == ROAD
    assert [row["seq"] for row in history] == list(range(1, len(ROAD) + 1))


def test_one_trace_runs_from_the_request_to_every_consumer(town: Town) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    headers = town.headers(f"registrar@{COUNTY}") | {
        "Idempotency-Key": "one-trace-0001", "traceparent": f"00-{trace}-00f067aa0ba902b7-01",
    }  # fmt: skip
    body = {
        "channel": "VISIT", "petitioner": PERSON, "place_code": f"{COUNTY}003", "title": "一条线索", "claims": ["修好屋面渗漏"],
    }  # fmt: skip
    answer = httpx.post(town.url(f"intake-{COUNTY}") + "/items", json=body, headers=headers, timeout=30)
    assert trace in answer.headers["traceparent"]
    told = answer.json()

    def of_this_petition() -> dict[str, str]:
        """Every message that this one request caused, in all services: where it was said, and its trace."""
        said = {}
        for service, collection in (
            (f"intake_{COUNTY}", "items_history"), ("routing", "matters_history"),
            ("deadlines", "sheets_history"), ("notifications", "deliveries_history"),
        ):  # fmt: skip
            for row in town.rows(service, collection):
                if told["matter_id"].encode() in bytes(row["body"]):
                    said[f"{service} {headers_of(row)['ce_type']}"] = headers_of(row)["traceparent"].split(
                        "-"
                    )[1]
        return said

    wanted = {
        f"intake_{COUNTY} item_registered", "routing matter_opened", "deadlines clock_started", "notifications delivery_opened",
    }  # fmt: skip
    said = eventually(
        lambda: (s := of_this_petition()) and wanted <= s.keys() and s, "every service has spoken"
    )
    assert {said[name] for name in wanted} == {trace}


def test_a_registration_by_stages_reaches_its_matter_and_every_service_agrees(town: Town) -> None:
    told = town.register(title="路灯不亮", claims=[])
    item, desk = f"/items/{told['item_id']}", f"registrar@{COUNTY}"
    talk = {
        "claims": ["修好路灯", "公开维修计划"], "facts_reasons": "两个月没有人来修", "read_back": {"signed_by": ["petitioner"]},
    }  # fmt: skip
    heard = town.post(f"intake-{COUNTY}", f"{item}/interview", desk, talk)
    assert heard.status_code == 200, heard.text
    screened = {
        "matter_class": "APPEAL", "purpose": "SEEK_DECISION", "category": "03", "category_l2": "0307",
        "claims": [{"claim_id": claim["claim_id"], "path": "PETITION"} for claim in heard.json()["claims"]],
    }  # fmt: skip
    assert town.post(f"intake-{COUNTY}", f"{item}/screen", desk, screened).status_code == 200
    change = {"field": "place_code", "to": f"{COUNTY}002"}
    wrong = {"kind": "WRONG", "found_by": "petitioner", "changes": [change]}
    assert town.post(f"intake-{COUNTY}", f"{item}/corrections", desk, wrong).status_code == 200
    matter = eventually(
        lambda: (m := town.matter(told["matter_id"])) and m["place"]["name"] == "白石镇" and m,
        "the matter has followed",
    )
    assert [claim["text"] for claim in matter["claims"]] == talk["claims"]
    assert {claim["path"] for claim in matter["claims"]} == {"PETITION"}
    reads = town.get(f"intake-{COUNTY}", item, desk).json()
    assert (reads["stage"], len(reads["corrections"])) == ("SCREEN", 1)
    shown = eventually(
        lambda: [
            r
            for r in town.rows("workbench", "matters", _id=told["matter_id"])
            if r["state"]["town"] == f"{COUNTY}002"
        ],
        "the window has followed",
    )
    assert {"item_interviewed", "item_screened", "item_corrected"} <= {
        e["type"] for e in shown[0]["state"]["timeline"]
    }


def test_the_clocks_ran_and_stopped(town: Town, travelled: dict[str, str]) -> None:
    def clocks() -> dict[str, str]:
        rows = town.get("deadlines", f"/matters/{travelled['id']}/clocks", f"router@{COUNTY}").json()
        return {clock["id"]: clock["state"] for clock in rows["clocks"]}

    eventually(lambda: clocks().get("C07") == "STOPPED", "C07 has stopped")
    eventually(lambda: clocks().get("C24") == "RUNNING", "the petitioner may rate it")
    done = dict.fromkeys(("C02", "C04", "C07", "C26", "C42"), "STOPPED") | {"C05": "VOID"}
    assert clocks() == done | dict.fromkeys(("C10", "C21", "C24", "C46"), "RUNNING")


def test_receipt_notice_and_answer_went_out_by_mail(town: Town, travelled: dict[str, str]) -> None:
    mails = "\n".join(path.read_text(encoding="utf-8") for path in town.home.mail.glob("*.eml"))
    assert PERSON["email"] in mails
    rows = town.get("notifications", f"/deliveries?matter_id={travelled['id']}", f"registrar@{COUNTY}").json()
    assert {row["document"]: row["state"] for row in rows} == {
        "D01.1": "SERVED",
        "D06.1": "SERVED",
        "D07.2": "SIGNED",  # to the unit: it lies in its inbox
        "D02.2": "SERVED",
        "D11.1": "SERVED",
    }


def test_the_figures_count_it(town: Town, travelled: dict[str, str]) -> None:
    answer = town.get("analytics", f"/figures?county={COUNTY}", f"analyst@{COUNTY}")
    assert answer.status_code == 200, answer.text
    assert answer.json()["volumes"]


def test_the_window_shows_it_as_complete(town: Town, travelled: dict[str, str]) -> None:
    def shown() -> str | None:
        rows = town.rows("workbench", "matters", _id=travelled["id"])
        return rows[0]["state"]["state"] if rows else None

    eventually(lambda: shown() == "COMPLETED", "the window has heard of it")


def test_the_citizen_sees_it_by_number_and_code_and_nobody_by_guessing(
    town: Town, travelled: dict[str, str]
) -> None:
    url = town.url(f"intake-{COUNTY}") + "/status"
    right = {"item_no": travelled["item_no"], "query_code": travelled["query_code"]}
    assert httpx.post(url, json=right).json()["matter_id"] == travelled["id"]
    wrong = httpx.post(url, json=right | {"query_code": "22222222A"})
    missing = httpx.post(url, json=right | {"item_no": "45019920200101V00001"})
    assert (wrong.status_code, wrong.json()) == (missing.status_code, missing.json())
    assert wrong.status_code == 404


def test_no_personal_data_is_readable_on_the_bus(town: Town, travelled: dict[str, str]) -> None:
    readable = []
    for service, collection in ((f"intake_{COUNTY}", "items_history"), ("routing", "matters_history")):
        for row in town.rows(service, collection):
            text = bytes(row["body"]).decode() + str(headers_of(row))
            readable += [
                field for field in ("name", "id_no", "phone", "address", "email") if PERSON[field] in text
            ]
    assert readable == []
