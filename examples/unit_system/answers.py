"""What to answer next: from the case as the feed tells it to the one reply that is due. No I/O here."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from examples.unit_system.office import Office
from lianjie_contracts.base import Reply
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer
from lianjie_contracts.events.matter_routed import MatterRouted
from lianjie_contracts.events.reply_accept import ClaimPath, ReplyAccept
from lianjie_contracts.events.reply_act import ReplyAct
from lianjie_contracts.events.reply_issue_opinion import OfferedOpinion, ReplyIssueOpinion
from lianjie_contracts.events.reply_object import ReplyObject
from lianjie_contracts.events.reply_sign_for import ReplySignFor
from lianjie_contracts.vocabulary import AssignmentRole, ClaimResult, MatterClass, MatterState, Path

TELEPHONE = "请在工作日拨打本单位信访电话"


class Act(StrEnum):
    """What this system does by itself; every other act a person asks for (ask.py)."""

    SIGN = "签收"
    OBJECT = "提出异议"
    ACCEPT = "受理"
    OPINION = "答复"
    EXECUTION = "登记执行完毕"
    REPORT = "报送办结报告"


# Which act a reply asks for: four have a reply of their own, all have `reply_act`.
ACTS = {
    "sign_for": Act.SIGN,
    "object": Act.OBJECT,
    "accept": Act.ACCEPT,
    "issue_opinion": Act.OPINION,
    "prove_execution": Act.EXECUTION,
    "submit_report": Act.REPORT,
}


class Mistake(StrEnum):
    """What this system gets wrong on purpose, so that one can see how Lianjie refuses it."""

    TOO_EARLY = "没有签收就受理"
    CLAIM_FORGOTTEN = "最后一项诉求没有答复"
    LAW_FORGOTTEN = "没有写法律依据"


# In which state of the matter a lead unit owes which reply.
DUE = {
    MatterState.DISPATCHED: Act.SIGN,
    MatterState.RECEIVED: Act.ACCEPT,
    MatterState.ACCEPTED: Act.OPINION,
    MatterState.HANDLING: Act.OPINION,
}

# A helping unit's share has no state in the feed: it goes by what it has done itself.
STEPS = (Act.SIGN, Act.ACCEPT, Act.OPINION)

# Refusals after which the same reply, written properly, is worth another try.
MENDABLE = frozenset({"WRONG_STATE", "CLAIM_UNANSWERED", "CLAIM_WITHOUT_PATH", "BASIS_MISSING_OR_EXPIRED"})

RESULTS = (ClaimResult.SUPPORT, ClaimResult.EXPLAIN, ClaimResult.SUPPORT, ClaimResult.NOT_SUPPORT)
WORDS = {
    ClaimResult.SUPPORT: "经核查，您反映的情况属实，予以支持。已督促有关方面办理，结果由承办人告知。",
    ClaimResult.EXPLAIN: "经核查，这件事正在按程序办理。现将政策和后续安排向您说明，承办人继续跟进。",
    ClaimResult.NOT_SUPPORT: "经核查，这项请求没有事实或政策依据，不予支持。不服的，可以申请复查。",
}


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who answers, when, and with which serial number of the year."""

    office: Office
    at: datetime
    serial: int = 1


def due(case: MatterRouted, done: Collection[str] = (), office: Office | None = None) -> Act | None:
    """The reply this unit owes now, given what it has done; none for papers that a person must collect.

    What is another unit's it objects to, once, before it accepts; whoever was refused takes it in hand.
    """
    if case.ticket_only:
        return None
    if case.assignment.role is AssignmentRole.CO:
        return next((act for act in STEPS if act not in done), None)
    if case.state is MatterState.COMPLETED:
        return _due_afterwards(case)
    act = DUE.get(case.state)
    if act is Act.ACCEPT and Act.OBJECT not in done and office and office.another_s(_words(case)):
        return Act.OBJECT
    # A suggestion is studied before it is answered: that is a person's (`reply_suggestion`).
    return None if act is Act.OPINION and case.matter_class is MatterClass.SUGGESTION else act


def _due_afterwards(case: MatterRouted) -> Act | None:
    """What was promised is carried out and proved; an assigned matter is reported on."""
    if case.execution == "EXECUTING":
        return Act.EXECUTION
    return Act.REPORT if case.closing_check == "AWAITING_REPORT" else None


def reply(act: Act, case: MatterRouted, occasion: Occasion, mistake: Mistake | None = None) -> Reply:
    """The reply, with one mistake if one is wanted."""
    if mistake is Mistake.TOO_EARLY and act is Act.SIGN:
        return _accept(case, occasion)
    if act is Act.SIGN:
        by = occasion.office.person("unit_liaison", case.assignment.unit_name)
        return ReplySignFor(unit=case.unit, matter_id=case.matter_id, by=by, at=occasion.at)
    if act is Act.OBJECT:
        return _object(case, occasion)
    if act is Act.EXECUTION:
        done = {"done_on": occasion.at.date().isoformat(), "proof": "竣工验收单、信访人签字"}
        return _by_name("prove_execution", done, "unit_handler", case, occasion)
    if act is Act.REPORT:
        number = occasion.office.document_number(occasion.at.year, occasion.serial)
        report = {"text": "已按处理意见办结，并书面答复信访人。", "reply_no": number}
        return _by_name("submit_report", report, "unit_liaison", case, occasion)
    return _accept(case, occasion) if act is Act.ACCEPT else _opinion(case, occasion, mistake)


def _by_name(act: str, paper: dict[str, str], post: str, case: MatterRouted, occasion: Occasion) -> ReplyAct:
    """Any act goes this way; its paper is what the window's form would bring (papers.py has one of each)."""
    by = occasion.office.person(post, case.assignment.unit_name)
    return ReplyAct(unit=case.unit, matter_id=case.matter_id, by=by, at=occasion.at, act=act, paper=paper)


def _object(case: MatterRouted, occasion: Occasion) -> ReplyObject:
    office = occasion.office
    another = office.another_s(_words(case)) or "其他单位"
    return ReplyObject(
        unit=case.unit,
        matter_id=case.matter_id,
        by=office.person("unit_liaison", case.assignment.unit_name),
        at=occasion.at,
        reasons=f"所反映的事项属{another}职责范围，本单位无管理权限。",
        basis="县政府办公室关于部门职责分工的规定",
        competent_unit=another,
    )


def _words(case: MatterRouted) -> str:
    return " ".join(filter(None, (case.title, *(claim.text for claim in case.claims))))


def _accept(case: MatterRouted, occasion: Occasion) -> ReplyAccept:
    office = occasion.office
    path = Path.SUGGESTION if case.matter_class is MatterClass.SUGGESTION else Path.PETITION
    handlers = tuple(office.person(post).name for post in ("unit_handler", "second_handler"))
    return ReplyAccept(
        unit=case.unit,
        matter_id=case.matter_id,
        by=office.person(
            "unit_head", case.assignment.unit_name
        ),  # who accepts and names the investigators in one act
        at=occasion.at,
        paths=tuple(ClaimPath(claim_id=c.claim_id, path=path, basis=office.laws()[0]) for c in case.claims),
        handlers=handlers,
        contact=TELEPHONE,
    )


def _opinion(case: MatterRouted, occasion: Occasion, mistake: Mistake | None) -> ReplyIssueOpinion:
    office = occasion.office
    answers = tuple(_answer(case, n) for n in range(len(case.claims)))
    head = office.person("unit_head", case.assignment.unit_name)
    return ReplyIssueOpinion(
        unit=case.unit,
        matter_id=case.matter_id,
        by=head,
        at=occasion.at,
        drafted_by=office.person("unit_handler").name,
        opinion=OfferedOpinion(
            number=office.document_number(occasion.at.year, occasion.serial),
            answers=answers[:-1] if mistake is Mistake.CLAIM_FORGOTTEN else answers,
            facts="本单位派两名工作人员现场查看，听取了信访人和有关方面的陈述，调取了相关材料。",
            evidence="现场查看记录、询问笔录、相关书面材料。",
            legal_basis=() if mistake is Mistake.LAW_FORGOTTEN else office.laws(),
            review_organ=office.review_organ,
            signed_by=head.name,
        ),
    )


def _answer(case: MatterRouted, n: int) -> ClaimAnswer:
    claim = case.claims[n]
    if claim.unit and claim.unit != case.unit:
        # A helping unit's claim: the opinion says whose answer it is, and how it was answered if that is known.
        said = claim.result or ClaimResult.EXPLAIN
        text = "这项请求由协办单位答复。"
        return ClaimAnswer(claim_id=claim.claim_id, result=said, text=text, answered_by=claim.unit)
    result = RESULTS[(sum(case.matter_id.encode()) + n) % len(RESULTS)]
    return ClaimAnswer(claim_id=claim.claim_id, result=result, text=WORDS[result])
