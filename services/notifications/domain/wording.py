"""How days, organs, numbers, paths and results are written in an official text."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from lianjie_contracts.laws import library
from lianjie_contracts.vocabulary import (
    Channel,
    ClaimResult,
    Path,
    ReportGround,
    ReviewGround,
    Source,
    SuggestionResult,
    SupervisionGround,
)

LOCAL = ZoneInfo("Asia/Shanghai")

RESULTS = {
    ClaimResult.SUPPORT: "予以支持",
    ClaimResult.EXPLAIN: "予以解释说明",
    ClaimResult.NOT_SUPPORT: "不予支持",
}
PATHS = {
    Path.PETITION: "信访程序",
    Path.SUGGESTION: "建议意见办理程序",
    Path.ACCUSATION: "检举控告处理程序",
    Path.LITIGATION: "诉讼途径",
    Path.ARBITRATION: "仲裁途径",
    Path.PARTY_APPEAL: "党员申诉、申请复审途径",
    Path.ADMIN_PROC: "行政程序",
    Path.DUTY_PERFORMANCE: "履行法定职责程序",
}
SUGGESTED = {
    SuggestionResult.ADOPTED: "予以采纳",
    SuggestionResult.PARTLY: "部分采纳",
    SuggestionResult.NOT: "未予采纳",
}
REASONS = {
    "LEGAL_PATH": "已经或者依法应当通过诉讼、仲裁、行政复议等法定途径解决",
    "OTHER_ORGAN": "不属于本机关职权范围",
    "IN_PROCESS_UPPER": "上级机关或者其他机关已经受理、正在办理",
    "REVIEW_WINDOW_LAPSED": "超过复查、复核申请期限",
    "SKIP_LEVEL": "应当先向下一级机关提出",
    "RECHECKED": "已经复核终结",
    "REPEAT_NO_ACTION": "重复来信，没有新的事实和理由",
    "NO_VALUE_OR_UNCLEAR": "内容不清，无法办理",
    "OTHER": "其他",
}
REVIEW_GROUNDS = {
    ReviewGround.NOT_PETITION_PATH: "该事项不适用信访程序的复查、复核",
    ReviewGround.LATE: "超过申请期限且无正当理由",
    ReviewGround.NEW_CLAIMS: "申请提出了新的请求，请另行提出",
    ReviewGround.PENDING_ELSEWHERE: "有关机关正在按其他法定途径办理",
}
CHANNELS = {
    Channel.VISIT: "来访", Channel.LETTER: "来信", Channel.ONLINE: "网上", Channel.PHONE: "来电", Channel.FAX: "传真",
    Channel.QR: "扫码",
}  # fmt: skip
REPORT_GROUNDS = {
    ReportGround.SUGGESTION: "重要的意见建议",
    ReportGround.GROUP: "涉及群体利益、集体访或者突发情况",
    ReportGround.MISCONDUCT: "反映严重违纪违法问题",
    ReportGround.STUBBORN: "应当解决而长期未解决的典型问题",
    ReportGround.STABILITY: "影响社会稳定的问题",
    ReportGround.POLICY: "法律政策执行中的问题",
    ReportGround.TENDENCY: "政策性、倾向性、苗头性问题",
}
GROUNDS = {
    SupervisionGround.OVERDUE_NO_CAUSE: "无正当理由未按期办结",
    SupervisionGround.NO_FEEDBACK: "未按规定反馈结果",
    SupervisionGround.WRONG_PROCEDURE: "未按程序办理",
    SupervisionGround.EVASION: "推诿、敷衍、拖延",
    SupervisionGround.NOT_EXECUTED: "不执行处理意见",
    SupervisionGround.IMPROPER_ACCEPTANCE: "违规受理",
    SupervisionGround.FRAUD: "弄虚作假",
    SupervisionGround.CLEARLY_ILLEGAL: "处理意见明显违法",
    SupervisionGround.NOT_RECEIVED: "接待不当，重复来访",
    SupervisionGround.LEADER_INSTRUCTION: "领导批示交办",
    SupervisionGround.DISSATISFIED: "回访不满意",
    SupervisionGround.OTHER: "其他",
}
SOURCES = {
    Source.SELF: "群众来信来访",
    Source.UPPER_TRANSFER: "上级转送、交办",
    Source.LEADER_INSTRUCTION: "领导批示",
    Source.LEADER_RECEPTION: "领导接访",
    Source.JOINT_RECEPTION: "联合接访",
    Source.VIDEO: "视频接访",
    Source.QR_CODE: "扫码反映",
}
FINAL = "本意见为信访程序终结意见。对同一事实和理由再提出的投诉请求，不再受理。"
PROCEDURE = "听取您陈述事实和理由，调查核实后出具信访处理意见书；重大、复杂、疑难的，可以举行听证。"
TIME_LIMIT = (
    "自受理之日起60日内办结；情况复杂的，经本机关负责人批准可以延长，延长期限不超过30日，并告知您理由。"
)
STUDY_DUE = "自受理之日起60日内研究论证并答复您是否采纳。"
SIMPLE_DUE = "自受理之日起10个工作日内作出答复。"
REVIEW_DUE = "自收到申请之日起30日内"
OBJECTION = "认为不属于本单位职权范围的，自收到之日起5个工作日内书面提出异议，写明理由、依据和有权处理的单位，并退回材料。"
REPRESENTATIVES = "不超过5人"
UNNUMBERED = "未编号"
HEARING_RIGHT = "申请复查、复核时，您可以依法要求举行听证。"
_UNIT_ENDINGS = ("镇政府", "乡政府", "街道办", "大队", "局")
_DIGITS = "零一二三四五六七八九"


def day(at: datetime) -> str:
    """2026年11月22日, as it was in China."""
    return on(at.astimezone(LOCAL).date())


def moment(at: datetime) -> str:
    """2026年11月22日14时05分."""
    local = at.astimezone(LOCAL)
    return f"{on(local.date())}{local.hour}时{local.minute:02d}分"


def on(day_: date) -> str:
    return f"{day_.year}年{day_.month}月{day_.day}日"


def year(at: datetime) -> int:
    return at.astimezone(LOCAL).year


def law(cited: str, at: datetime) -> str:
    """A legal basis in full, as the library knows it on the day of the act (correction 23)."""
    return library().whole(cited, at.astimezone(LOCAL).date())


def full_name(county: str, unit: str) -> str:
    """县住建局 of 云岭县 signs as 云岭县住建局."""
    return county + unit.removeprefix("县")


def short_name(unit: str) -> str:
    """The organ's part of a document number: 住建 for 县住建局."""
    name = unit.removeprefix("县委").removeprefix("县")
    return next((name.removesuffix(ending) for ending in _UNIT_ENDINGS if name.endswith(ending)), name)


def ordinal(n: int) -> str:
    """（一）, （十二）, （二十）: numbers of paragraphs, up to ninety-nine."""
    tens, ones = divmod(n, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return f"（{head}{_DIGITS[ones] if ones else ''}）"


def recheck_remedy(organ: str) -> str:
    """R22 36: thirty days from receipt, to the organ above the one that reviewed."""
    return f"如不服本复查意见，可自收到本意见书之日起30日内，向{organ}书面申请复核。"


def review_remedy(organ: str) -> str:
    """R22 35: thirty days from receipt, to the organ one level up."""
    return f"如不服本处理意见，可自收到本意见书之日起30日内，向{organ}书面申请复查。"
