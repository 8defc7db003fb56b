"""How days, organs, numbers, paths and results are written in an official text."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from lianjie_contracts.vocabulary import ClaimResult, Path, SuggestionResult

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
FINAL = "本意见为信访程序终结意见。对同一事实和理由再提出的投诉请求，不再受理。"
PROCEDURE = "听取您陈述事实和理由，调查核实后出具信访处理意见书；重大、复杂、疑难的，可以举行听证。"
TIME_LIMIT = (
    "自受理之日起60日内办结；情况复杂的，经本机关负责人批准可以延长，延长期限不超过30日，并告知您理由。"
)
STUDY_DUE = "自受理之日起60日内研究论证并答复您是否采纳。"
HEARING_RIGHT = "申请复查、复核时，您可以依法要求举行听证。"
_UNIT_ENDINGS = ("镇政府", "乡政府", "街道办", "大队", "局")
_DIGITS = "零一二三四五六七八九"


def day(at: datetime) -> str:
    """2026年11月22日, as it was in China."""
    return on(at.astimezone(LOCAL).date())


def on(day_: date) -> str:
    return f"{day_.year}年{day_.month}月{day_.day}日"


def year(at: datetime) -> int:
    return at.astimezone(LOCAL).year


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
