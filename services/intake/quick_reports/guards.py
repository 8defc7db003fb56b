"""The conditions of the table: each answers None, or the refusal a person is told (codes and sentences of the specification)."""

from __future__ import annotations

from chassis.decisions import Refused
from lianjie_contracts.vocabulary import QuickRejectReason
from services.intake.quick_reports.report import (
    Conversion,
    Done,
    Handed,
    Intent,
    Owner,
    Rejection,
    Report,
    Words,
)


def _unless(holds: bool, code: str, because: str) -> Refused | None:
    return None if holds else Refused(code, because)


def place_and_picture_or_text(_: Report | None, intent: Intent) -> Refused | None:
    b = intent.brings
    holds = isinstance(b, Handed) and bool(b.place.code) and bool(b.photos or b.text.strip())
    return _unless(holds, "QUICK_EMPTY", "请提供位置和照片(或文字)。")


def owner_rule_found(_: Report | None, intent: Intent) -> Refused | None:
    return _unless(isinstance(intent.brings, Owner), "NO_RULE", "未匹配到主办人员,转人工分派。")


def pass_on_once(report: Report | None, _: Intent) -> Refused | None:
    holds = report is not None and report.passed_by is None
    return _unless(holds, "PASSED_ON_BEFORE", "该上报只能转派一次,请由分办员处理。")


def photo_after(_: Report | None, intent: Intent) -> Refused | None:
    b = intent.brings
    holds = isinstance(b, Done) and bool(b.after or b.no_photo_reason.strip())
    return _unless(holds, "NO_PHOTO", "请上传处置后照片或说明原因。")


def approver_not_proposer(report: Report | None, intent: Intent) -> Refused | None:
    holds = report is not None and report.done_by != intent.by
    return _unless(holds, "SELF_APPROVAL", "提出人与审批人不能为同一人。")


def failed_item_named(_: Report | None, intent: Intent) -> Refused | None:
    b = intent.brings
    holds = isinstance(b, Words) and bool(b.said.strip()) and b.due_on is not None
    return _unless(holds, "NO_ITEM_NAMED", "请指明未通过的项目、整改要求和新的期限。")


def redo_round_left(report: Report | None, intent: Intent) -> Refused | None:
    holds = report is not None and report.returns < intent.redo
    return _unless(holds, "REDO_LIMIT", "已退回两次,请转重点督办。")


def conversion_reason(_: Report | None, intent: Intent) -> Refused | None:
    holds = isinstance(intent.brings, Conversion) and bool(intent.brings.reason.strip())
    return _unless(holds, "NO_CONVERSION_REASON", "请选择转为信访事项的原因。")


def quick_reject_reason(_: Report | None, intent: Intent) -> Refused | None:
    b = intent.brings
    holds = isinstance(b, Rejection) and b.reason != QuickRejectReason.UNKNOWN
    return _unless(holds, "NO_QUICK_REJECT_REASON", "请选择不处理的原因。")
