"""An opinion that nobody takes: tried in two ways, announced in public, and served by law when the days are over (correction 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conformance.lives.matter import in_hand, person

if TYPE_CHECKING:
    from tests.conformance.lives.centre import Centre

pytestmark = pytest.mark.connected


def test_announced_in_public_it_counts_as_served_and_only_then_the_window_opens(centre: Centre) -> None:
    unreachable = person("覃桂兰", email="", consents_electronic=False)
    matter = in_hand(centre, petitioner=unreachable).answered_by("zjj", "NOT_SUPPORT")
    assert (matter.state, matter.clock("C10")) == ("OPINION_READY", {})
    assert (
        matter.serves("zjj.liaison", "D11.1", "in-vain", mode="DIRECT", reason="上门送达，无人应答")
        == "FAILED"
    )
    place = {"place": "云岭县人民政府公告栏"}
    assert matter.serves("zjj.head", "D11.1", "announcement", **place) == "PUBLIC_NOTICE_NOT_ALLOWED"
    centre.passes(days=2)
    assert (
        matter.serves("zjj.liaison", "D11.1", "in-vain", mode="MAIL", reason="邮件退回，查无此人") == "FAILED"
    )
    assert matter.serves("zjj.head", "D11.1", "announcement", **place) == "PUBLIC_NOTICE"
    assert matter.state == "OPINION_READY"

    centre.passes(days=36)
    assert (matter.state, matter.papers["D11.1"]) == ("COMPLETED", "SERVED")
    assert matter.clock("C10")["state"] == "RUNNING"
    assert matter.clock("C07")["state"] == "STOPPED"
