"""A stranger finds a slip: number and code show them a stage, and nothing is done with it, however they try."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conformance.journeys.people import Browser, Citizen, codes_for, registered, somebody
from tests.conformance.town import COUNTY, eventually

if TYPE_CHECKING:
    from tests.conformance.town import Town

pytestmark = pytest.mark.connected
OWNER = somebody("覃少梅", 91, email="qinshaomei@example.org", address="河西街道安置小区 9 栋")
VISIT = {
    "channel": "VISIT",
    "petitioner": OWNER,
    "place_code": f"{COUNTY}003",
    "title": "安置房漏水要求维修",
    "claims": ["修好漏水"],
}
ACTS: dict[str, dict[str, Any]] = {
    "supplements": {"text": "其实不漏水"}, "withdrawals": {"own_will": True}, "withdrawals/taken-back": {},
    "applications": {"application": "REVIEW", "reason": "不服"},
    "evaluations": {"ratings": [{"rated": "OFFICE", "level": "SATISFIED"}]},
}  # fmt: skip


def page_of(town: Town, number: str, code: str) -> str:
    """What number and code show at the window's own page for citizens."""
    with Browser(town) as browser:
        browser.fills("/query", number=number, code=code)
        return browser.reads("/query")


def tries_everything(stranger: Citizen) -> None:
    """A code for an act goes to its owner; every act is refused in words; a guessed telephone gets no new code."""
    assert stranger.asks("/citizen/codes", ticket=stranger.ticket, purpose="WITHDRAW").status_code == 202
    for what, body in ACTS.items():
        refused = stranger.acts(what, "000000", **body)
        assert (refused.status_code, refused.json()["code"]) == (409, "SECOND_FACTOR"), what
        assert "带证件到窗口" in refused.json()["because"]
    lost = {"item_no": stranger.number, "phone": "13900000000"}
    assert stranger.asks("/citizen/lost-code", **lost).status_code == 202, "told alike, and nothing is sent"
    assert stranger.asks("/citizen/lost-code/confirmed", **lost, one_time_code="123456").status_code == 409


def test_a_found_slip_reads_a_stage_and_does_nothing(town: Town) -> None:
    told = registered(town, **VISIT)
    slip = told["item_no"], told["query_code"]
    stranger, owner = Citizen(town, *slip, "203.0.113.66"), Citizen(town, *slip, "198.51.100.7")
    eventually(lambda: town.rows("workbench", "matters", _id=told["matter_id"]), "the window has heard of it")
    before = town.matter(told["matter_id"])
    assert set(stranger.looks().json()) == {"item_no", "matter_id", "ticket", "person"}
    page = page_of(town, *slip)
    assert slip[0][-5:] in page.replace(" ", "")
    assert [secret for secret in ("name", "phone", "address", "email") if OWNER[secret] in page] == []

    tries_everything(stranger)
    assert stranger.looks("AAAAAAAAA").status_code == 404
    assert stranger.looks().status_code == 429, "eight times wrong: a quarter of an hour of rest"
    for what, body in ACTS.items():
        stopped = stranger.acts(what, "000001", **body)
        assert (stopped.status_code, "15分钟" in stopped.json()["because"]) == (429, True), what

    eventually(lambda: codes_for(town, OWNER["email"]), "the code went to its owner")
    assert len(codes_for(town, OWNER["email"])) == 1, "and none for a lost code"
    assert town.matter(told["matter_id"]) == before
    said = town.rows(f"intake_{COUNTY}", "requests_history", subject=f"requests:{told['matter_id']}")
    assert [row["topic"] for row in said] == [f"intake.codes.{COUNTY}.v1"], "and nothing else came of it"
    mine = owner.code_at_window("SUPPLEMENT", 0)
    assert owner.acts("supplements", mine, text="又漏了一间").status_code == 200, "whose slip it is acts on"
