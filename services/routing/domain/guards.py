"""Conditions that several roads share; what only one road asks stands in its own file.

Names, codes and sentences are those of spec/model/transitions.yaml; the order in a row is the order of telling.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from chassis.decisions import Refused
from lianjie_contracts.vocabulary import ClaimResult, MatterClass, Path, ReviewDecision, Source, TransferMode
from services.routing.domain.above import INSTRUCTED
from services.routing.domain.acts import Act, Intent
from services.routing.domain.days import day_of
from services.routing.domain.matter import Matter
from services.routing.domain.profiles import profile
from services.routing.domain.rows import mendable, of_form, of_matter
from services.routing.domain.signing import signer_of


@of_matter("NOT_CALLABLE", "该操作由系统自动完成。")
def driven_only(_: Matter, intent: Intent) -> bool:
    """Runs only inside the move that drives it."""
    return intent.driven


def written(intent: Intent, *names: str) -> bool:
    """Whether each of these fields of what is brought has something in it."""
    return all(str(intent.says(name) or "").strip() for name in names)


@of_form("NO_REASON_CODE", "请选择理由并作文字说明。")
def reason_code_given(_: Matter, intent: Intent) -> bool:
    return written(intent, "reason_code", "reason")


@of_form("NO_ROUTE_BASIS", "请写明有权机关、法律依据和程序。")
def route_and_basis_stated(_: Matter, intent: Intent) -> bool:
    return written(intent, "basis") and intent.says("path") not in (None, Path.PETITION)


@of_form("RECUSAL_PENDING", "该人员应当回避或回避申请未决。")
def recusal_clear(matter: Matter, intent: Intent) -> bool:
    """Nobody who is named to investigate, to lead the redo or to sit on a panel has a declared or pending conflict."""
    named = intent.says("handlers") or intent.says("panel") or matter.handlers
    return not matter.must_keep_out(*(each.strip() for each in (*named, intent.says("redo_leader") or "")))


@of_form("HEARING_NOT_QUALIFIED", "该事项不符合听证条件。")
def hearing_qualifies(matter: Matter, intent: Intent) -> bool:
    """Why it does is stated, and there is a claim that is not on another legal path."""
    return written(intent, "reason") and on_petition_path(matter)


@of_form("NO_REMEDY", "请写明救济途径或有权机关。")
def remedy_named(_: Matter, intent: Intent) -> bool:
    return written(intent, "remedy")


@of_matter("NOT_ACCUSATION", "该事项不属于检举控告。")
def class_is_accusation(matter: Matter, _: Intent) -> bool:
    return matter.matter_class == MatterClass.ACCUSATION


@of_matter("NOT_SUGGESTION", "该事项不属于建议意见。")
def class_is_suggestion(matter: Matter, _: Intent) -> bool:
    return matter.matter_class == MatterClass.SUGGESTION


@of_matter("ACCUSATION_CONTINUES", "检举控告不因撤回而停止办理。")
def not_accusation(matter: Matter, _: Intent) -> bool:
    return matter.matter_class != MatterClass.ACCUSATION


@of_form("NO_DEPUTY_APPROVAL", "须经分管领导审批。")
def deputy_head_approved(_: Matter, intent: Intent) -> bool:
    named = intent.says("approved_by")
    return bool(named) and not intent.is_one_with(named)


@of_matter("SELF_APPROVAL", "提出人与审批人不能为同一人。")
def approver_not_proposer(matter: Matter, intent: Intent) -> bool:
    """Who is named as approving is another than who proposes; who closes on a report, or sends one up, than who made it;
    who approves a proposal, than whose it is. Whoever stood in for the other meanwhile is no other."""
    if intent.act == Act.APPROVE_PROPOSAL and matter.proposal:
        held = matter.proposal
        people = {held.by.id, held.on_behalf_of.id if held.on_behalf_of else held.by.id}
        return not any(intent.is_one_with(each, day_of(held.at)) for each in people)
    made_by = _MADE_BY.get(intent.act)
    return not intent.is_one_with((made_by(matter) if made_by else intent.says("approved_by")) or "")


_MADE_BY: Mapping[str, Callable[[Matter], str]] = {
    "approve_close": lambda matter: matter.reporting.reported_by,
    "send_report": lambda matter: matter.above.report.drafted_by,
}


@of_matter("REPORT_NOT_OWED", "该事项不需要报送办结报告。")
def report_owed(matter: Matter, intent: Intent) -> bool:
    """[D] The condition of the report: assigned, or instructed by a leader, with the item or to a report."""
    if matter.above.report.due_on is not None and matter.report_up in INSTRUCTED:
        return True
    modes = {share.mode for share in matter.assignments} | {intent.says("mode")}
    return TransferMode.ASSIGN in modes or matter.source == Source.LEADER_INSTRUCTION


@of_matter("REDO_LIMIT", "已退回两次,请转重点督办。")
def redo_round_left(matter: Matter, intent: Intent) -> bool:
    """Of the matter's report; of a co-unit's answer, if one is named."""
    share = matter.share_of(intent.says("unit"))
    return (share.returns if share else matter.reporting.returns) < profile(matter.profile).report_returns


def said_in_force(matter: Matter) -> set[ClaimResult]:
    """What the opinion, or the last signed decision that changes it, says of the claims."""
    for decision in (matter.recheck_file.opinion, matter.review_file.opinion):
        if decision and decision.decision == ReviewDecision.CHANGE:
            return {answer.result for answer in decision.answers}
    return {claim.result for claim in matter.claims if claim.result}


def on_petition_path(matter: Matter) -> bool:
    """Whether any claim has sixty days and the right to a review (corrections 11)."""
    return any(claim.path == Path.PETITION for claim in matter.claims)


def paths_of(matter: Matter, intent: Intent) -> dict[str, Path]:
    """Paths of the claims this unit holds: as the unit says, else as screened by the office; without a unit, of all."""
    share = matter.share_of(intent.unit)
    said = {told.claim_id: told.path for told in intent.says("paths") or ()}
    mine = share.claim_ids if share else [] if intent.unit else [c.claim_id for c in matter.claims]
    return {
        c.claim_id: path
        for c in matter.claims
        if c.claim_id in mine and (path := said.get(c.claim_id, c.path)) and path != Path.UNKNOWN
    }


@of_matter("PATH_NOT_PETITION", "该事项不适用信访程序。")
def path_is_petition(matter: Matter, intent: Intent) -> bool:
    return Path.PETITION in paths_of(matter, intent).values()


@of_form("CLAIM_WITHOUT_PATH", "请为每项诉求确定办理途径。")
def each_claim_has_path(matter: Matter, intent: Intent) -> bool:
    share = matter.share_of(intent.unit)
    return share is not None and set(share.claim_ids) == set(paths_of(matter, intent))


@of_matter("OPINION_ISSUED", "处理意见书已经签发。")
def opinion_not_issued(matter: Matter, _: Intent) -> bool:
    return matter.issued_at is None


@of_matter("OPINION_NOT_ISSUED", "处理意见书尚未签发。")
def opinion_issued(matter: Matter, _: Intent) -> bool:
    return matter.issued_at is not None


@mendable
def signer_allowed(_: Matter, intent: Intent) -> Refused | None:
    """A text is signed by a post that the table of signers names for it, never by who drafted it."""
    drafted_by = str(intent.says("drafted_by") or "").strip()
    if drafted_by and intent.is_one_with(drafted_by):
        return Refused("SELF_APPROVAL", "提出人与审批人不能为同一人。")
    return None if signer_of(intent.act).by & intent.roles else Refused("WRONG_SIGNER", "您无权签发该文书。")


def answered(intent: Intent) -> set[str]:
    """The claims that what is brought answers, each with a result and in words."""
    offered = intent.says("offered")
    return {
        a.claim_id for a in (offered.answers if offered else ()) if a.result != ClaimResult.UNKNOWN and a.text.strip()
    }  # fmt: skip
