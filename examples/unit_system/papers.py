"""Every act a unit can ask for, by whom, and one example of its paper: to read, and to copy from.

The names are Lianjie's own (docs/lifecycle.md). An empty paper asks for nothing more. Whatever act may rest on files of the
matter, named by fingerprint beside the paper (files.py). A test of Lianjie's holds each example against the real rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

LIAISON, HANDLER, HEAD = "unit_liaison", "unit_handler", "unit_head"
CLAIM = "450199:7c1f"  # a claim's id, as the feed tells it
PATHS = [{"claim_id": CLAIM, "path": "PETITION", "basis": "《信访工作条例》第三十一条第六项"}]
OPINION = {
    "number": "住建信处〔2026〕57号",
    "answers": [{"claim_id": CLAIM, "result": "SUPPORT", "text": "经查属实，30 日内维修。"}],
    "facts": "现场查明三处开裂，屋面渗漏属实。", "evidence": "勘查笔录、照片、鉴定报告。",
    "legal_basis": ["《建设工程质量管理条例》第四十条"], "review_organ": "县人民政府", "signed_by": "黄志强",
}  # fmt: skip
DRAFT = {"drafted_by": "梁伟", "opinion": OPINION}
ACCEPTED = {"paths": PATHS, "contact": "请在工作日拨打 0771-5550100"}
OBJECTED = {
    "reasons": "该路段为县道，不属市政道路。",
    "basis": "县政府办〔2021〕12号职责分工",
    "competent_unit": "县交通运输局",
}
OWN = {"unit": "450199-zjj", "basis": "三定方案第三条", "not_in_process_above": True, "paths": PATHS}
PAPERS_HANDED_OVER = "2026-09-28 移交案卷 1 册，接收人农立新"


class Example(NamedTuple):
    """Who asks for it, and with what."""

    post: str
    paper: Mapping[str, Any]


# Taking it in hand: the lead unit, then what a helping unit does with its own share.
TAKING = {
    "sign_for": Example(LIAISON, {}),
    "object": Example(LIAISON, OBJECTED),
    "open_dispute": Example(HEAD, {"units": ["450199-zjj", "450199-jtj"], "minutes": "〔2026〕3号协商记录", "reason": "双方均认为不属本单位"}),
    "accept": Example(HEAD, ACCEPTED | {"handlers": ["梁伟", "黄一"]}),
    "accept_suggestion": Example(HANDLER, ACCEPTED),
    "accept_simple": Example(HANDLER, {"paths": PATHS}),
    "accept_own": Example(HEAD, OWN),
    "accept_own_suggestion": Example(HEAD, OWN),
    "accept_own_simple": Example(HEAD, OWN),
    "leave_simple": Example(HANDLER, {"reason": "需实地勘查，不能当日答复"}),
    "drop_simple": Example(HANDLER, {"reason": "情况复杂，转普通程序"}),
    "split": Example(LIAISON, {"claim_ids": [CLAIM], "reason": "第二项请求与房屋质量无关，宜另案办理"}),
    "sign": Example(LIAISON, {}),
    "object_assignment": Example(LIAISON, OBJECTED),
    "acknowledge": Example(HANDLER, ACCEPTED),
    "answer_claims": Example(HEAD, DRAFT),
    "send_back_answer": Example(HEAD, {"unit": "450199-rsj", "failed_items": ["未说明补缴起止时间"], "requirement": "逐月列明", "due_on": "2026-10-20"}),
}  # fmt: skip

# While it is in hand.
HANDLING = {
    "assign_handler": Example(HEAD, {"handlers": ["梁伟", "黄一"]}),
    "replace_handler": Example(HEAD, {"handlers": ["梁伟", "农立新"], "handover": PAPERS_HANDED_OVER, "reason": "黄一调离"}),
    "apply_recusal": Example(HANDLER, {"person": "黄一", "reason": "与信访人系近亲属"}),
    "grant_recusal": Example(HEAD, {"person": "黄一", "reason": "情况属实", "successor": "农立新"}),
    "deny_recusal": Example(HEAD, {"person": "黄一", "reason": "经查没有利害关系"}),
    "extend": Example(HEAD, {"days": 30, "reason": "需委托房屋安全鉴定，鉴定周期较长", "assigner_agreed": "交办机关 10 月 8 日电话同意"}),
    "suspend": Example(HEAD, {"cause": "等待司法鉴定", "reason": "已委托鉴定"}),
    "resume": Example(HANDLER, {}),
    "escalate_urgent": Example(HANDLER, {"urgency": "URGENT", "fact": "墙体有倒塌危险，12 户住户在内"}),
    "start_mediation": Example(HANDLER, {"area": "CIVIL_DISPOSAL", "both_agree": True, "agreed_on": "2026-09-28"}),
    "fail_mediation": Example(HANDLER, {"reason": "双方对维修范围不能达成一致"}),
    "sign_agreement": Example(HANDLER, {"number": "〔2026〕调 7 号", "terms": "年底前修缮完毕", "mediator": "韦建业", "signed_by_all": True, "performance_on": "2026-12-31"}),
    "request_hearing": Example(HEAD, {"reason": "事实争议较大"}),
    "tell_hearing_right": Example(HANDLER, {}),
    "decide_hearing": Example(HEAD, {"reason": "涉及人数多、争议大"}),
    "decline_hearing": Example(HEAD, {"reason": "事实清楚，没有争议", "remedy": "可以在复查时申请听证"}),
    "open_hearing": Example(HEAD, {"reason": "双方到场"}),
    "route_path": Example(HANDLER, {"path": "ARBITRATION", "organ": "县劳动人事争议仲裁委员会", "basis": "《劳动争议调解仲裁法》第二条", "procedure": "书面申请", "address": "县城民主路 8 号"}),
    "route_path_later": Example(HEAD, {"path": "LITIGATION", "organ": "云岭县人民法院", "basis": "《民事诉讼法》第一百二十二条", "procedure": "起诉", "address": "县城人民路 1 号"}),
    "record_path_result": Example(HANDLER, {"result": "仲裁裁决支持补发工资", "proof": ["云劳仲裁〔2026〕41 号"]}),
    "path_refused": Example(HANDLER, {"organ": "县劳动人事争议仲裁委员会", "proof": ["云劳仲不〔2026〕9 号"]}),
}  # fmt: skip

# The answer, and what follows it.
ANSWERING = {
    "draft_opinion": Example(HANDLER, DRAFT),
    "return_draft": Example(HEAD, {"reason": "第二项请求没有写明依据"}),
    "issue_opinion": Example(HEAD, DRAFT),
    "reply_suggestion": Example(HEAD, {"result": "PARTLY", "reasons": "增设候车亭列入明年计划", "study": "已会同财政部门论证", "drafted_by": "梁伟"}),
    "prove_execution": Example(HANDLER, {"done_on": "2026-10-20", "proof": "竣工验收单、住户签字"}),
    "record_not_executable": Example(HEAD, {"reason": "该房屋已依法拆除", "approving_organ": "市住建局", "told_on": "2026-10-21"}),
    "submit_report": Example(LIAISON, {"text": "已修缮完毕并答复信访人。", "reply_no": "住建信处〔2026〕57号"}),
    "submit_stage_report": Example(LIAISON, {"text": "已完成勘查。", "reason": "鉴定尚未出具", "next_on": "2026-11-30"}),
    "close_plain": Example(LIAISON, {"reason": "已书面答复，无需报送"}),
    "start_redo": Example(HEAD, {"handlers": ["梁伟", "农立新"], "redo_leader": "韦副局长"}),
    "reopen_broken_agreement": Example(HEAD, {"reason": "施工方未按协议维修", "evidence": ["现场照片"]}),
    "finalize_settled": Example(HEAD, {"reason": "各项请求均已履行完毕", "proof": "验收单"}),
    "finalize_no_successor": Example(HEAD, {"reason": "信访人死亡，没有权利义务承受人", "proof": "户籍注销证明"}),
}  # fmt: skip

EXAMPLES: Mapping[str, Example] = {**TAKING, **HANDLING, **ANSWERING}

# In a joint session (联合接访): asked for by `reply_session`, which names the session beside one of its matters.
MEETING: Mapping[str, Example] = {
    "answer_invitation": Example(LIAISON, {"coming": True, "person": "陆正平，副局长"}),
    "confirm_line": Example(HEAD, {}),
    "align_session": Example(HEAD, {"signed_on_paper": ["450199-rsj"]}),
    "report_decision": Example(HANDLER, {"decision_id": "5b1c…", "result": "屋面已修好，住户签字确认。"}),
    "start_return": Example(LIAISON, {"staying": 2, "text": "两人不愿离开"}),
    "end_return": Example(LIAISON, {"text": "已送回"}),
}
