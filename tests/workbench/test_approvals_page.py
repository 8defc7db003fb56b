"""The list of what waits for one's approval: read in words, approved or returned, and never one's own."""

from __future__ import annotations

import pytest

from lianjie_contracts.base import Actor
from lianjie_contracts.events.matter_approval_decided import MatterApprovalDecided
from lianjie_contracts.vocabulary import ApprovalVerdict
from tests.workbench.front import Front, text
from tests.workbench.town import COUNTY, Story, Town, at

PAPER = {
    "mode": "ASSIGN", "competent": True, "reason": "涉及 14 人工资", "approved_by": None, "report_due_at": "2026-11-12T15:59:59Z",
    "shares": [{"unit": f"{COUNTY}-rsj", "unit_name": "县人社局", "role": "LEAD"}],
}  # fmt: skip
DEPUTY = Actor(id=f"deputy@{COUNTY}", role="office_deputy_head", name="覃国安")


@pytest.fixture
def story() -> Story:
    waiting = Story(Town(), "建筑工地拖欠工资", at(9, 24)).registered().opened()
    return waiting.put_up(at(9, 24, 10), "assign", "交办", PAPER)


def test_a_proposal_is_read_in_the_words_of_its_own_form(story: Story) -> None:
    head = Front(story.town).sign_in("deputy")
    shown = text(head.get("/approvals"))
    assert "交办 莫志远" in shown
    assert "承办单位 县人社局（主办）" in shown
    assert "办结反馈期限 11月12日" in shown
    assert "competent" not in shown
    assert "待我审批 1" in text(head.get("/matters"))


def test_one_press_approves_and_the_owner_is_told_which_proposal_was_read(story: Story) -> None:
    head = Front(story.town).sign_in("deputy")
    place = f"/approvals/{story.matter_id}"
    done = head.send(f"{place}/approve", {"no": "1"}, "/approvals")
    assert done.headers["location"] == "/approvals?done=approve"
    assert "已批准，随即生效。" in text(head.get("/approvals?done=approve"))


def test_a_refused_return_stands_at_its_proposal_with_what_was_typed(story: Story) -> None:
    head = Front(story.town).sign_in("deputy")
    refused = head.send(f"/approvals/{story.matter_id}/return", {"no": "1", "reason": "refuse"}, "/approvals")
    assert refused.status_code == 409
    assert "这件刚被别人转给县人社局" in text(refused)
    assert 'value="refuse"' in refused.text


def test_what_was_decided_leaves_the_list_and_stands_in_the_history(story: Story) -> None:
    story.town.say("routing", f"matter:{story.matter_id}", MatterApprovalDecided(
        occurred_at=at(9, 24, 11), by=DEPUTY, matter_id=story.matter_id, county=COUNTY, office=COUNTY, no=1, act="assign",
        act_name="交办", verdict=ApprovalVerdict.RETURNED, reason="请写明反馈要求", row="AP3",
    ))  # fmt: skip
    assert "没有等您审批的" in text(Front(story.town).sign_in("deputy").get("/approvals"))
    shown = text(Front(story.town).sign_in("router").get(f"/matters/{story.matter_id}"))
    assert "退回修改：交办 请写明反馈要求" in shown


def test_on_the_matters_page_its_proposer_may_take_it_back(story: Story) -> None:
    router = Front(story.town).sign_in("router")
    page = router.get(f"/matters/{story.matter_id}")
    assert "交办待审批" in text(page)
    assert "收回报批" in text(page)
    back = router.send(f"/approvals/{story.matter_id}/take-back", {"no": "1"}, f"/matters/{story.matter_id}")
    assert back.headers["location"] == f"/matters/{story.matter_id}"


def test_who_approves_nothing_has_no_such_page(story: Story) -> None:
    assert Front(story.town).sign_in("router").get("/approvals").status_code == 403
