"""一信多诉: three claims of one visit go three ways, each answered by who must, none lost (correction 10)."""

from __future__ import annotations

import pytest

from lianjie_contracts.base import Actor
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer
from lianjie_contracts.events.reply_accept import ClaimPath, ReplyAccept
from lianjie_contracts.events.reply_issue_opinion import ReplyIssueOpinion
from lianjie_contracts.events.reply_sign_for import ReplySignFor
from lianjie_contracts.vocabulary import ClaimResult, MatterState as S, Path, ReplyOutcome
from services.deadlines.store import SHEETS
from services.routing.domain.matter import AssignmentState as A
from services.routing.domain.roads.joining import Splitting
from services.routing.domain.roads.screening import Guidance
from tests.journeys.test_reviewed import _opinion
from tests.journeys.town import RSJ, ZJJ, Town

pytestmark = pytest.mark.asyncio
HEAD = Actor(id="head", role="unit_head", name="黄志强")
LIAISON = Actor(id="liaison", role="unit_liaison", name="梁雨桐")
GUIDED = Guidance(
    Path.ARBITRATION,
    "LEGAL_PATH",
    "应先申请劳动仲裁",
    "《劳动争议调解仲裁法》第五条",
    "请向云岭县劳动人事争议仲裁委员会申请",
)


def _answer(claim_id: str) -> ClaimAnswer:
    return ClaimAnswer(claim_id=claim_id, result=ClaimResult.SUPPORT, text="同意")


async def test_three_claims_three_paths_a_lead_a_co_unit_and_a_sister() -> None:
    town = Town()
    matter_id = await town.register("修好屋面渗漏", "补缴物业维修资金", "支付解除合同的补偿")
    roof, fund, dismissal = (claim.claim_id for claim in town.matter(matter_id).claims)

    assert (
        await town.office(matter_id, "split", Splitting(claim_ids=(dismissal,), reason="属劳动争议"))
    ).refusal is None
    (sister_id,) = town.matter(matter_id).kin.sisters
    await town.office(sister_id, "guide_to_path", GUIDED)
    sister = town.matter(sister_id)
    assert (sister.state, [claim.path for claim in sister.claims]) == (S.CLOSED_AT_INTAKE, [Path.ARBITRATION])

    assert (await town.dispatch(matter_id, ZJJ, {RSJ: (fund,)})).refusal is None
    for unit in (ZJJ, RSJ):
        at = {"unit": unit, "matter_id": matter_id, "at": town.clock.now()}
        await town.reply(ReplySignFor(**at, by=LIAISON))
        path = ClaimPath(
            claim_id=roof if unit == ZJJ else fund,
            path=Path.PETITION if unit == ZJJ else Path.DUTY_PERFORMANCE,
            basis="《信访工作条例》第三十一条",
        )
        handlers = ("梁伟", "黄一") if unit == ZJJ else ()
        assert (
            await town.reply(ReplyAccept(**at, by=HEAD, paths=(path,), handlers=handlers))
        ).outcome is ReplyOutcome.DONE
    lead, co = town.matter(matter_id).assignments
    assert (lead.state, co.state) == (A.ACK, A.ACK)
    running = {
        c.assignment_id
        for c in town.stores["deadlines"].all(SHEETS)[matter_id].clocks
        if c.id == "C07" and c.state == "RUNNING"
    }
    assert running == {lead.assignment_id}, "sixty days run on the petition path alone (correction 11)"

    early = await town.reply(_opinion_of(town, matter_id, ZJJ, roof, fund))
    assert early.outcome is ReplyOutcome.REFUSED
    assert (await town.reply(_opinion_of(town, matter_id, RSJ, fund))).outcome is ReplyOutcome.DONE
    done = await town.reply(_opinion_of(town, matter_id, ZJJ, roof, fund))
    assert done.outcome is ReplyOutcome.DONE, done.refusal_zh

    matter = town.matter(matter_id)
    assert matter.state == S.OPINION_READY
    assert {claim.claim_id: claim.unit for claim in matter.claims} == {roof: ZJJ, fund: RSJ}
    lived = [claim.claim_id for id_ in (matter_id, sister_id) for claim in town.matter(id_).claims]
    assert sorted(lived) == sorted((roof, fund, dismissal))


def _opinion_of(town: Town, matter_id: str, unit: str, *claims: str) -> ReplyIssueOpinion:
    opinion = _opinion(_answer(claims[0])).model_copy(update={"answers": tuple(map(_answer, claims))})
    return ReplyIssueOpinion(
        unit=unit, matter_id=matter_id, at=town.clock.now(), by=HEAD, drafted_by="梁伟", opinion=opinion
    )
