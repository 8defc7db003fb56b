"""Three claims of one visit take three paths, with one lead and one helping unit, and each is answered (corrections 10, 11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conformance.lives.centre import COUNTY
from tests.conformance.lives.matter import HANDLERS, Matter
from tests.conformance.town import OPINION

if TYPE_CHECKING:
    from tests.conformance.lives.centre import Centre

pytestmark = pytest.mark.connected


def test_each_claim_goes_its_own_way_and_comes_back_answered(centre: Centre) -> None:
    matter = Matter.registered(centre, "修好屋面渗漏", "支付拖欠的维修工资", "撤销规划许可")
    roof, wages, permit = matter.claims
    rsj = f"{COUNTY}-rsj"
    matter.sent_to("zjj", co_units=[{"unit": rsj, "claim_ids": [wages]}])
    court = {"claim_id": permit, "path": "ADMIN_PROC", "basis": "《行政复议法》第十一条"}
    here = {"claim_id": roof, "path": "PETITION"}
    matter.does("zjj.liaison", "sign").does("zjj.liaison", "accept", paths=[here, court])
    matter.does("zjj.head", "handlers", handlers=HANDLERS)
    matter.does("rsj.liaison", "sign").does(
        "rsj.liaison", "accept", paths=[{"claim_id": wages, "path": "PETITION"}]
    )
    paths = {claim["claim_id"]: claim["path"] for claim in matter.now["claims"]}
    assert paths == {roof: "PETITION", wages: "PETITION", permit: "ADMIN_PROC"}
    assert {clock["unit"] for clock in matter.clocks("C07")} == {f"{COUNTY}-zjj", rsj}

    mine = [(roof, "SUPPORT", "六十日内修好"), (permit, "EXPLAIN", "请向县政府申请行政复议")]
    answers = [{"claim_id": c, "result": r, "text": t} for c, r, t in mine]
    whole = OPINION | {"number": "住建信处〔2026〕301号", "answers": answers}
    assert matter.refused("zjj.head", "opinion", drafted_by=HANDLERS[0], opinion=whole) == "CLAIM_UNANSWERED"
    centre.passes(days=20)
    own = OPINION | {"number": "", "answers": [{"claim_id": wages, "result": "SUPPORT", "text": "责令支付"}]}
    matter.does("rsj.head", "opinion", drafted_by="蒙立新", opinion=own)
    assert {c["unit"]: c["state"] for c in matter.clocks("C07")} == {
        f"{COUNTY}-zjj": "RUNNING",
        rsj: "STOPPED",
    }
    by_rsj = {"claim_id": wages, "result": "SUPPORT", "text": "由县人社局答复", "answered_by": rsj}
    matter.does(
        "zjj.head", "opinion", drafted_by=HANDLERS[0], opinion=whole | {"answers": [*answers, by_rsj]}
    )
    assert matter.state == "COMPLETED"
    assert {claim["result"] for claim in matter.now["claims"]} == {"SUPPORT", "EXPLAIN"}
