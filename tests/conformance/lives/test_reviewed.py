"""The organ above: a review whatever the execution is doing, and a recheck after which the same thing is not taken up again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.conformance.lives.centre import BINZHOU
from tests.conformance.lives.matter import Matter, in_hand

if TYPE_CHECKING:
    from tests.conformance.lives.centre import Centre

pytestmark = pytest.mark.connected
COUNTY_HALL, CITY_HALL = "云岭县人民政府", "桂南市人民政府"
PANEL = ["周文", "吴迪", "郑敏"]


def decided(matter: Matter, stage: str, decision: str, *, refused: bool = False, **also: Any) -> Any:
    """From the acceptance to the signed opinion: one panel of three, every vote, the head's signature."""
    recheck = stage == "recheck"
    form, organ = ("form_recheck_panel", CITY_HALL) if recheck else ("form_panel", COUNTY_HALL)
    panel = [f"{name}二" for name in PANEL] if recheck else PANEL
    matter.does("lead", f"accept_{stage}", organ=organ).does("lead", form, panel=panel)
    votes = [{"member": name, "decision": decision} for name in panel]
    matter.does("lead", f"deliberate_{stage}", votes=votes)
    paper = signed(matter, stage, decision) | also
    return (
        matter.refused("head", f"sign_{stage}", **paper)
        if refused
        else matter.does("head", f"sign_{stage}", **paper)
    )


def signed(matter: Matter, stage: str, decision: str) -> dict[str, Any]:
    """The opinion of the organ above."""
    organ = CITY_HALL if stage == "recheck" else COUNTY_HALL
    paper: dict[str, Any] = {"number": f"云复〔2026〕{matter.number[-3:]}号", "decision": decision, "facts": "经审查，原意见认定事实清楚",
             "legal_basis": ["《信访工作条例》第三十五条"], "issued_as": organ}  # fmt: skip
    if stage == "review" and decision != "REVOKE_REDO":
        paper["recheck_organ"] = CITY_HALL
    return paper


def test_supported_executed_and_reviewed_all_the_same(centre: Centre) -> None:
    """Correction 1: while C10 is open a review is taken up, also of what has been executed; a change is executed anew."""
    matter = in_hand(centre).answered_by("zjj", "SUPPORT")
    centre.passes(days=6)
    matter.does("zjj.handler", "prove_execution", done_on=str(centre.today), proof="验收单")
    assert matter.now["execution"] == "EXECUTED"
    matter.wishes("applications", application="REVIEW", reason="只修了一半，请求全部修好")
    assert (matter.state, matter.now["review"]) == ("COMPLETED", "APPLIED")
    answers = [{"claim_id": c, "result": "SUPPORT", "text": "三十日内全部修好"} for c in matter.claims]
    decided(matter, "review", "CHANGE", answers=answers)
    assert (matter.now["review"], matter.now["execution"]) == ("CHANGED", "EXECUTING")
    assert matter.papers["D12.2"] == "SERVED"


def test_revoked_for_a_hearing_not_held_where_local_rules_have_it_so(centre: Centre) -> None:
    """Correction 26: in Binzhou there is no choice; elsewhere that ground does not exist."""
    matter = in_hand(centre, county=BINZHOU)
    assert matter.now["profile"] == "shandong_binzhou_2023"
    matter.does("zjj.handler", "tell_hearing_right")
    matter.wishes("applications", application="HEARING", reason="事实有争议")
    assert matter.now["hearing"] == "REQUESTED"
    matter.answered_by("zjj", "NOT_SUPPORT")
    centre.passes(days=5)
    matter.wishes("applications", application="REVIEW", reason="没有举行听证")
    redo = {"redo_due_on": str(centre.today + timedelta(days=30)), "ground": "HEARING_RIGHT"}
    assert decided(matter, "review", "UPHOLD", refused=True) == "HEARING_RIGHT_MISSED"
    matter.does("head", "sign_review", **signed(matter, "review", "REVOKE_REDO") | redo)
    assert (matter.state, matter.clock("C07")["state"]) == ("HANDLING", "RUNNING")

    elsewhere = in_hand(centre).answered_by("zjj", "NOT_SUPPORT")
    elsewhere.wishes("applications", application="REVIEW", reason="没有举行听证")
    assert decided(elsewhere, "review", "REVOKE_REDO", refused=True, **redo) == "HEARING_GROUND_LOCAL"


def test_not_asked_for_in_thirty_days_it_is_final(centre: Centre) -> None:
    """Row 32: the window C10 lapses by itself, and is told as lapsed, never as overdue (correction 2)."""
    matter = in_hand(centre).answered_by("zjj", "NOT_SUPPORT")
    window = matter.clock("C10")
    assert (window["kind"], window["state"]) == ("RIGHT_WINDOW", "RUNNING")
    centre.until(window["due_at"], days=1)
    assert (matter.state, matter.rows[-1], matter.clock("C10")["state"]) == ("FINALIZED", "32", "LAPSED")


def test_after_the_recheck_it_is_final_and_a_repeat_is_not_taken_up_again(centre: Centre) -> None:
    """Rows 30 to 31.2 and 4.2: three levels, and then the same facts are answered with the opinion that ended them."""
    matter = in_hand(centre).answered_by("zjj", "NOT_SUPPORT")
    centre.passes(days=10)
    matter.wishes("applications", application="REVIEW", reason="对事实认定不服")
    decided(matter, "review", "UPHOLD")
    centre.passes(days=10)
    matter.wishes("applications", application="RECHECK", reason="对复查意见不服")
    decided(matter, "recheck", "UPHOLD")
    assert (matter.state, matter.now["recheck"]) == ("FINALIZED", "UPHELD")

    again = Matter.registered(centre, "修好屋面渗漏")
    last = {"number": "云复〔2026〕1号", "dated": str(centre.today), "reason": "同一事实和理由，已经复核终结"}
    again.does("router", "refuse_as_final", **last)
    assert again.state == "CLOSED_AT_INTAKE"
    assert [(event["outcome"], event["cited"]) for event in again.told[-1:]] == [
        ("NO_LONGER", last["number"])
    ]
