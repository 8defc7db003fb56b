"""What people call the states and the acts: in refusals, on the act bar, in what units are told."""

from __future__ import annotations

from collections.abc import Mapping

STATES_ZH: Mapping[str, Mapping[str, str]] = {
    "matter": {
        "REGISTERED": "已登记", "SCREENING": "甄别", "AWAITING_INFO": "待补充/约谈", "CLOSED_AT_INTAKE": "登记环节办结",
        "DISPATCHED": "已转交待签收", "RECEIVED": "已签收", "OBJECTED": "异议待核", "DISPUTED": "管辖争议", "ACCEPTED": "已受理",
        "HANDLING": "办理中", "ON_LEGAL_PATH": "法定途径办理", "MEDIATING": "调解中", "HEARING": "听证中", "SUSPENDED": "中止",
        "OPINION_READY": "已签发待送达", "COMPLETED": "办结", "CLOSED": "结案销案", "FINALIZED": "终结", "WITHDRAWN": "撤回",
        "REOPENED": "重新启动", "ARCHIVED": "归档", "MERGED": "已并案", "NONE": "已撤销导入",
    },
    "assignment": {
        "SENT": "待签收", "SIGNED": "已签收", "OBJECTED": "异议待核", "RETURNED": "已退回", "CONFIRMED": "异议未予采纳",
        "ACK": "已受理", "REPORTED": "已答复", "CLOSED": "已结束", "RECALLED": "已收回",
    },
    "withdrawal": {
        "NONE": "没有等待生效的撤回申请", "PENDING": "撤回申请已收到，在24小时反悔期内", "REVOKED": "撤回申请已取消",
        "OVERTAKEN": "撤回申请已落空", "CONFIRMED": "已撤回",
    },
}  # fmt: skip
ACTS_ZH: Mapping[str, str] = {
    "guide_to_path": "引导到其他途径", "hand_to_discipline": "移送纪检监察", "forward": "转送", "assign": "交办",
    "sign_for": "签收", "accept": "受理", "accept_suggestion": "受理建议", "assign_handler": "确定承办人",
    "draft_opinion": "拟处理意见书", "issue_opinion": "签发处理意见书", "record_service": "登记送达",
    "sign": "签收", "acknowledge": "受理", "answer_claims": "答复所承担的请求", "end_with_matter": "随事项结束",
    "withdraw": "撤回", "revoke_withdrawal": "取消撤回", "withdrawal_overtaken": "撤回落空",
    "withdrawal_takes_effect": "撤回生效", "confirm": "确认撤回", "undo_import": "撤销导入",
}  # fmt: skip
