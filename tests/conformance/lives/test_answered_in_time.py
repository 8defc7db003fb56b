"""The daily case: sent, signed for, accepted, answered and served within its sixty days; and more time only while there is some."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conformance.lives.matter import Matter, in_hand

if TYPE_CHECKING:
    from tests.conformance.lives.centre import Centre

pytestmark = pytest.mark.connected


def test_answered_on_the_last_day_but_one(centre: Centre) -> None:
    matter = Matter.registered(centre, "修好屋面渗漏")
    centre.passes(days=2)
    matter.sent_to("zjj")
    centre.passes(days=1)
    matter.taken_by("zjj")
    began = centre.today
    centre.morning_of(began + timedelta(days=59))
    matter.answered_by("zjj")

    assert matter.state == "COMPLETED"
    assert matter.rows == ["2", "6", "7", "13", "17", "23", "24", "24.2"]
    handling = matter.clock("C07")
    assert (handling["state"], handling["overdue_days"]) == ("STOPPED", 0)
    assert handling["nominal_on"] == str(began + timedelta(days=60))
    assert matter.papers["D11.1"] == "SERVED"


def test_extended_while_there_was_time_and_not_a_day_later(centre: Centre) -> None:
    """Row 21: once, at most thirty days, before the end [R22 34]; whoever asks afterwards is late, and stays it."""
    asked, forgot = in_hand(centre), in_hand(centre)
    longer = {"days": 30, "reason": "需要专业机构鉴定"}
    due = asked.clock("C07")["due_at"]
    centre.until(due, days=-1)
    assert asked.refused("zjj.head", "extend", **longer | {"days": 31}) == "EXTENSION_TOO_LONG"
    asked.does("zjj.head", "extend", **longer)
    assert asked.refused("zjj.head", "extend", **longer) == "EXTENDED_BEFORE"
    centre.until(due, days=1)

    assert forgot.refused("zjj.head", "extend", **longer) == "EXTENSION_TOO_LATE"
    assert (asked.clock("C07")["state"], forgot.clock("C07")["state"]) == ("RUNNING", "BREACHED")
    forgot.answered_by("zjj")
    assert (forgot.state, forgot.clock("C07")["state"]) == ("COMPLETED", "STOPPED")
    assert forgot.clock("C07")["missed_at"], "late it stays"
    centre.until(asked.clock("C07")["due_at"])
    asked.answered_by("zjj")
    assert (asked.clock("C07")["state"], asked.clock("C07")["missed_at"]) == ("STOPPED", None)
