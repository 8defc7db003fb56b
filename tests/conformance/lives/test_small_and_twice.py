"""A question is sent as simple and answered in its short limits; a matter that came twice is merged by the deputy's own act."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conformance.lives.matter import Matter

if TYPE_CHECKING:
    from tests.conformance.lives.centre import Centre

pytestmark = pytest.mark.connected


def test_a_question_takes_the_simple_road(centre: Centre) -> None:
    matter = Matter.registered(centre, "房屋维修资金怎样申请").sent_to("zjj", simple=True)
    matter.does("zjj.liaison", "sign")
    assert matter.clock("C23")["state"] == "RUNNING"
    matter.does("zjj.liaison", "accept_simple", contact="0775-2831010")
    assert (matter.clock("C23")["state"], matter.clock("C22")["state"]) == ("STOPPED", "RUNNING")


def test_what_came_twice_is_one_matter_once_another_has_approved_it(centre: Centre) -> None:
    first = Matter.registered(centre, "修好屋面渗漏")
    centre.passes(hours=1)
    second = Matter.registered(centre, "修好屋面渗漏")
    same = {"into_no": first.number, "same_person": True, "same_facts": True}
    second.does("router", "merge", **same, reason="同一处渗漏")
    assert second.state == "MERGED"
    assert second.number in first.now["item_nos"]
