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
    "execution": {"NONE": "未开始执行", "EXECUTING": "执行中", "EXECUTED": "已执行", "NOT_EXECUTABLE": "无法执行"},
    "closing_check": {"NONE": "不需要报送", "AWAITING_REPORT": "待报送办结报告", "REPORT_CHECK": "结案审核中", "APPROVED": "准予结案"},
    "callback": {
        "NONE": "没有回访任务", "TASK_OPEN": "待回访", "SATISFIED": "回访满意", "CHECKING": "不满意核查中", "UNREACHED": "未联系上",
        "FOUNDED": "不满意成立", "UNFOUNDED": "不满意不成立",
    },
    "review": {
        "NONE": "未申请复查", "APPLIED": "已申请复查", "REFUSED": "不予受理复查", "WITHDRAWN": "已撤回复查申请", "ACCEPTED": "复查已受理",
        "EXAMINING": "复查审理中", "HEARING": "复查听证中", "DELIBERATED": "复查已合议", "SIGNED": "复查意见待送达", "UPHELD": "复查维持",
        "CHANGED": "复查变更", "REVOKED": "复查撤销",
    },
    "recheck": {
        "NONE": "未申请复核", "APPLIED": "已申请复核", "REFUSED": "不予受理复核", "WITHDRAWN": "已撤回复核申请", "ACCEPTED": "复核已受理",
        "EXAMINING": "复核审理中", "HEARING": "复核听证中", "DELIBERATED": "复核已合议", "SIGNED": "复核意见待送达", "UPHELD": "复核维持",
        "CHANGED": "复核变更", "REVOKED": "复核撤销",
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
    "replace_handler": "更换承办人", "extend": "延长办理期限", "suspend": "中止办理", "resume": "恢复办理", "resume_at_limit": "中止期满恢复",
    "return_draft": "退回修改", "send_back_answer": "退回协办答复", "start_mediation": "开始调解", "fail_mediation": "终止调解",
    "sign_agreement": "签订调解协议", "reopen_intake": "恢复登记处理",
    "request_info": "要求补充材料", "appoint_talk": "约定接谈", "await_representatives": "等候推选代表", "supply_info": "登记补充",
    "info_window_lapsed": "补充期限届满", "refuse": "不予受理", "refuse_as_final": "不再受理", "reply_directly": "直接答复", "hold_letter": "暂存来信",
    "accept_own": "本机关受理", "accept_own_suggestion": "本机关受理建议", "accept_own_simple": "本机关简易受理", "accept_simple": "简易受理",
    "leave_simple": "转为普通办理", "drop_simple": "取消简易办理", "route_path": "导入法定途径", "route_path_later": "办理中导入法定途径",
    "record_path_result": "登记法定途径结果", "path_refused": "登记有关机关不予受理",
    "assign_by_phone": "电话交办", "add_assignment": "增加协办单位", "send_written_followup": "补发书面交办", "change_lead": "变更主办单位",
    "open_dispute": "转入管辖争议", "designate": "指定管辖", "designate_holder": "指定由已签收单位办理", "consultation_agreed": "登记协商结果",
    "send": "发出", "deem_received": "视为签收", "recall": "收回转交", "object": "提出异议", "uphold_objection": "采纳异议", "uphold_objection_again": "采纳第二次异议",
    "reject_objection": "不予采纳异议", "object_assignment": "提出异议", "uphold_return": "采纳异议", "reject_objection_of": "不予采纳异议",
    "close_assignment": "结束协办", "recall_assignment": "收回转交",
    "sign": "签收", "acknowledge": "受理", "answer_claims": "答复所承担的请求", "end_with_matter": "随事项结束",
    "withdraw": "撤回", "revoke_withdrawal": "取消撤回", "withdrawal_overtaken": "撤回落空",
    "withdrawal_takes_effect": "撤回生效", "confirm": "确认撤回", "undo_import": "撤销导入",
    "start_execution": "开始执行", "restart_execution": "重新执行", "prove_execution": "登记执行完毕", "record_not_executable": "认定无法执行",
    "expect_report": "要求报送办结报告", "report_not_due": "取消报送", "submit_report": "报送办结报告", "submit_stage_report": "报送阶段报告",
    "grant_report_extension": "延长反馈期限", "approve_close": "准予结案", "return_for_redo": "发回重办", "ask_supplement": "要求补报",
    "pass_to_key_supervision": "转重点督办", "close_assigned": "结案", "close_plain": "销案", "redo_after_check": "发回重办",
    "open_task": "建立回访任务", "record_failed_attempt": "登记未联系上一次", "record_satisfied": "登记满意", "record_dissatisfied": "登记不满意",
    "record_unreached": "登记未联系上", "find_founded": "核查成立", "find_unfounded": "核查不成立", "cancel_task": "取消回访任务",
    "order_redo": "责令重办", "reopen_after_callback": "因回访重新启动", "reopen_by_supervision": "因督办重新启动",
    "reopen_new_facts": "因新事实重新启动", "reopen_by_superior": "因上级指令重新启动", "reopen_broken_agreement": "因协议未履行重新启动",
    "service_not_begun": "登记未按时送达", "undeliverable": "按无法送达办结", "record_late_service": "登记事后送达", "reply_suggestion": "答复建议",
    "apply_review": "申请复查", "apply_review_late": "逾期申请复查", "ask_review_papers": "要求补充复查材料", "accept_review": "受理复查",
    "refuse_review": "不予受理复查", "withdraw_review": "撤回复查申请", "form_panel": "组成复查合议团队", "hear_in_review": "举行复查听证",
    "end_hearing_in_review": "结束复查听证", "deliberate_review": "复查合议", "sign_review": "签发复查意见", "deliver_review_upheld": "登记维持决定送达",
    "deliver_review_changed": "登记变更决定送达", "deliver_review_revoked": "登记撤销决定送达", "review_service_not_begun": "登记复查意见未按时送达",
    "review_upheld_undeliverable": "维持决定按无法送达处理", "review_changed_undeliverable": "变更决定按无法送达处理",
    "record_late_review_service": "登记复查意见事后送达",
    "apply_recheck": "申请复核", "apply_recheck_late": "逾期申请复核", "ask_recheck_papers": "要求补充复核材料", "accept_recheck": "受理复核",
    "refuse_recheck": "不予受理复核", "withdraw_recheck": "撤回复核申请", "form_recheck_panel": "组成复核合议团队", "hear_in_recheck": "举行复核听证",
    "end_hearing_in_recheck": "结束复核听证", "deliberate_recheck": "复核合议", "sign_recheck": "签发复核意见",
    "deliver_recheck_upheld": "登记复核维持送达", "deliver_recheck_changed": "登记复核变更送达", "deliver_recheck_revoked": "登记复核撤销送达",
    "recheck_service_not_begun": "登记复核意见未按时送达", "recheck_upheld_undeliverable": "复核维持按无法送达处理",
    "recheck_changed_undeliverable": "复核变更按无法送达处理",
    "finalize_by_recheck": "复核终结", "window_lapsed": "期满终结", "finalize_settled": "履行终结", "finalize_no_successor": "无承受人终结",
    "archive": "归档", "merge": "并案", "split": "分立", "open_sister": "建立姊妹事项", "start_redo": "开始重办", "reroute": "改派", "reopen_by_order": "因法院或上级决定重新启动",
}  # fmt: skip
