"""What was over is not over: sent back by the office's own check, and reopened because the petitioner was not satisfied."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from services.routing.domain.roads.closing import CHECKED_ITEMS
from tests.conformance.lives.matter import HANDLERS, Matter, in_hand

if TYPE_CHECKING:
    from tests.conformance.lives.centre import Centre

pytestmark = pytest.mark.connected


def test_an_assigned_matter_is_sent_back_once_and_then_closed(centre: Centre) -> None:
    """Rows 33 to 35.1: the deputy head checks the report item by item; a redo is a new cycle with sixty days of its own."""
    in_weeks = {"report_due_on": str(centre.today + timedelta(days=45))}
    matter = (
        Matter.registered(centre, "修好屋面渗漏").sent_to("zjj", mode="ASSIGN", **in_weeks).taken_by("zjj")
    )
    centre.passes(days=10)
    matter.answered_by("zjj", "EXPLAIN")
    assert matter.refused("router", "close_plain", reason="已答复") == "CHECK_REQUIRED"
    report = {"text": "已作出处理意见并送达", "reply_no": "住建信处〔2026〕57号"}
    matter.does("zjj.liaison", "submit_report", **report)
    wrong = {
        "failed_items": ["FACTS_CLEAR"],
        "requirement": "补充现场勘查",
        "due_on": str(centre.today + timedelta(days=20)),
    }
    matter.does("deputy", "return_for_redo", **wrong)
    assert (matter.state, matter.clock("C07")["nominal_on"]) == (
        "HANDLING",
        str(centre.today + timedelta(days=60)),
    )

    centre.passes(days=8)
    matter.answered_by("zjj", "EXPLAIN", number="住建信处〔2026〕91号")
    matter.does("zjj.liaison", "submit_report", **report | {"reply_no": "住建信处〔2026〕91号"})
    passed = [{"item": item, "verdict": "YES"} for item in CHECKED_ITEMS]
    assert matter.refused("deputy", "approve_close", checked=passed[1:]) == "CHECKLIST_OPEN"
    matter.does("deputy", "approve_close", checked=passed)
    assert matter.state == "CLOSED"
    assert matter.rows[-7:] == ["33", "35", "23", "24", "24.2", "33", "34"]


def test_dissatisfied_called_back_and_reopened_once(centre: Centre) -> None:
    """Rows CB1 to CB6, 36: founded dissatisfaction has the matter done again; not by who did it, and not a second time."""
    matter = in_hand(centre).answered_by("zjj", "EXPLAIN")
    centre.passes(days=3)
    matter.does("registrar", "record_failed_attempt")
    centre.passes(days=1)
    matter.does("registrar", "record_dissatisfied", reason="只答复没有修")
    assert matter.refused("deputy", "reopen_after_callback", reason="重办") == "NOT_FOUNDED"
    matter.does("supervisor", "find_founded", finding="现场未维修")
    matter.does("deputy", "reopen_after_callback", reason="核查成立，重新办理")
    assert matter.state == "REOPENED"
    matter.does("zjj.head", "start_redo", handlers=HANDLERS, redo_leader="覃国安")
    matter.answered_by("zjj", number="住建信处〔2026〕88号")
    assert matter.state == "COMPLETED"

    matter.does("registrar", "record_dissatisfied", reason="仍不满意")
    matter.does("supervisor", "find_founded", finding="仍有渗漏")
    assert matter.refused("deputy", "reopen_after_callback", reason="再办") == "CALLBACK_REOPEN_USED"
