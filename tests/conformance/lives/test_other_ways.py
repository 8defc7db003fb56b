"""Ways beside the written opinion: another organ that turns the petitioner away, and both sides coming to terms."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conformance.lives.matter import Matter, in_hand

if TYPE_CHECKING:
    from tests.conformance.lives.centre import Centre

pytestmark = pytest.mark.connected


def test_refused_by_the_court_it_is_back_in_hand_for_good(centre: Centre) -> None:
    """Rows 14 and 16: whom the court turned away in writing is not turned away a second time [R22 31(6)]."""
    matter = Matter.registered(centre, "修好屋面渗漏").sent_to("zjj").does("zjj.liaison", "sign")
    court = {
        "path": "LITIGATION",
        "organ": "云岭县人民法院",
        "basis": "《民事诉讼法》第一百二十二条",
        "address": "城关镇法院路1号",
    }
    matter.does("zjj.handler", "route_path", **court)
    assert (matter.state, matter.clock("C07")) == ("ON_LEGAL_PATH", {})
    centre.passes(days=25)
    proof = {"organ": "云岭县人民法院", "proof": ["（2026）桂0199民初88号不予受理裁定书"]}
    matter.does("zjj.handler", "path_refused", **proof)
    assert (matter.state, matter.clock("C07")["state"]) == ("HANDLING", "RUNNING")
    assert matter.clock("C07")["nominal_on"] == str(centre.today + timedelta(days=60))
    assert matter.refused("zjj.head", "route_path_later", **court) == "ROUTING_USED"
    assert [claim["path"] for claim in matter.now["claims"]] == ["PETITION"]


def test_both_sides_come_to_terms_and_what_is_agreed_is_carried_out(centre: Centre) -> None:
    """Rows 18 to 19: no opinion, so nothing to review; the agreement is executed and the matter closed."""
    matter = in_hand(centre)
    will = {"area": "CIVIL_DISPOSAL", "both_agree": True, "agreed_on": str(centre.today)}
    assert matter.refused("zjj.handler", "start_mediation", **will | {"both_agree": False}) == "NO_CONSENT"
    matter.does("zjj.handler", "start_mediation", **will)
    centre.passes(days=15)
    agreed = {
        "number": "云调〔2026〕7号",
        "mediator": "莫建国",
        "performance_on": str(centre.today + timedelta(days=30)),
    }
    assert matter.refused("zjj.handler", "sign_agreement", **agreed) == "SIGNATURE_MISSING"
    matter.does("zjj.handler", "sign_agreement", **agreed, signed_by_all=True)
    assert (matter.state, matter.clock("C07")["state"]) == ("COMPLETED", "STOPPED")
    assert "D11.1" not in matter.papers
    centre.passes(days=20)
    matter.does("zjj.handler", "prove_execution", done_on=str(centre.today), proof="修缮验收单")
    matter.does("zjj.head", "finalize_settled", reason="协议已履行", proof="修缮验收单")
    assert matter.state == "FINALIZED"
