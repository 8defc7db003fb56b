"""Units that say a matter is not theirs, or say nothing: the office finds out who is competent, and that ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conformance.lives.centre import COUNTY
from tests.conformance.lives.matter import Matter

if TYPE_CHECKING:
    from tests.conformance.lives.centre import Centre

pytestmark = pytest.mark.connected
NOT_OURS = {"reasons": "房屋由街道统建统管", "basis": "《物业管理条例》第五条", "competent_unit": "河西街道"}


def test_never_signed_for_it_is_received_all_the_same(centre: Centre) -> None:
    """Row 7.2 (correction 6): a unit that does not sign loses its days to object like any other, and its limits run."""
    matter = Matter.registered(centre, "修好屋面渗漏").sent_to("zjj")
    signing = matter.clock("C42")["due_at"]
    centre.until(signing, days=1)
    assert (matter.state, matter.rows[-1]) == ("DISPATCHED", "7.2")
    assert matter.clock("C42")["state"] == "BREACHED"
    assert matter.clock("C04")["state"] == "RUNNING"
    centre.until(matter.clock("C05")["due_at"], days=1)
    matter.does("zjj.liaison", "sign")
    assert matter.refused("zjj.liaison", "object", **NOT_OURS) == "OBJECTION_LATE"
    assert matter.does("zjj.liaison", "accept").state == "ACCEPTED"


def test_objected_twice_and_then_designated(centre: Centre) -> None:
    """A second upheld objection is no third guess (correction 7): the leader designates, and that unit may not object."""
    matter = Matter.registered(centre, "修好屋面渗漏").sent_to("zjj").does("zjj.liaison", "sign")
    centre.passes(days=1)
    matter.does("zjj.liaison", "object", **NOT_OURS)
    matter.does("router", "uphold_objection", reason="经核实，异议成立")
    assert (matter.state, matter.now["return_count"]) == ("SCREENING", 1)
    assert matter.clock("C43")["state"] == "RUNNING", "three working days to send it out anew (correction 7)"
    matter.sent_to("rsj").does("rsj.liaison", "sign").does("rsj.liaison", "object", **NOT_OURS)
    assert matter.refused("router", "uphold_objection", reason="成立") == "RETURN_LIMIT"
    matter.does("router", "uphold_objection_again", reason="两个单位均无职权")
    assert matter.state == "DISPUTED"

    order = {"unit": f"{COUNTY}-hexi", "decision": "云政指〔2026〕3号", "decided_on": str(centre.today)}
    assert matter.refused("router", "designate", **order) == "ROLE_NOT_ALLOWED"
    matter.does("head", "designate", **order)
    matter.does("hexi.liaison", "sign")
    assert matter.refused("hexi.liaison", "object", **NOT_OURS) == "DESIGNATED"
    matter.does("hexi.liaison", "accept").does("hexi.head", "handlers", handlers=["唐德胜", "罗小燕"])
    assert matter.state == "HANDLING"
    assert matter.rows == ["2", "6", "7", "8", "9", "6", "7", "8", "9.2", "12", "7", "13", "17"]
    assert matter.clock("C05") == {} or matter.clock("C05")["unit"] != f"{COUNTY}-hexi"
