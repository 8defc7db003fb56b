"""A petition is its petitioners' own: a group takes it back together, and may regret it until the next day is over (row 25)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conformance.lives.matter import in_hand, person

if TYPE_CHECKING:
    from tests.conformance.lives.centre import Centre

pytestmark = pytest.mark.connected


def test_withdrawn_by_a_group_and_regretted_next_morning(centre: Centre) -> None:
    spoken = [person("黄丽娟", phone="13877510001"), person("莫文斌", phone="13877510002")]
    matter = in_hand(centre, headcount=30, representatives=spoken)
    waits = matter.wishes("withdrawals", own_will=True, reason="已谈妥")
    assert (waits["confirmed"], waits["persons"]) == (1, 3)
    matter.wishes("withdrawals", person=1, own_will=True)
    assert matter.now["withdrawal"] == "NONE", "two of three are not the group"
    matter.wishes("withdrawals", person=2, own_will=True)
    assert (matter.state, matter.now["withdrawal"]) == ("HANDLING", "PENDING")
    centre.passes(hours=18)
    matter.wishes("withdrawals/taken-back", person=1)
    assert matter.now["withdrawal"] == "REVOKED"
    centre.passes(hours=12)
    assert matter.state == "HANDLING"

    for who in range(3):
        matter.wishes("withdrawals", person=who, own_will=True)
    centre.passes(hours=23)
    assert matter.state == "HANDLING"
    centre.passes(hours=2)
    assert (matter.state, matter.now["withdrawal"]) == ("WITHDRAWN", "CONFIRMED")
    assert matter.clock("C07")["state"] in ("STOPPED", "VOID")
