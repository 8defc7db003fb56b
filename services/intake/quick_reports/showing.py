"""What is told of a quick report: to its sender by number and code, and to those who work on it."""

from __future__ import annotations

from typing import Any

from chassis.identity import Principal
from lianjie_contracts.directory import Directory
from lianjie_contracts.vocabulary import QuickState as S
from services.intake.quick_reports.lifecycle import STATES_ZH
from services.intake.quick_reports.moving import OPEN
from services.intake.quick_reports.owner_rules import OwnerRules
from services.intake.quick_reports.report import Report

# What waits for whom, by post.
WAITS = {
    "grid_worker": (S.DISPATCHED, S.DISPOSING),
    "unit_handler": (S.DISPATCHED, S.DISPOSING),
    "unit_head": (S.DONE,),
    "receptionist": (S.DONE,),
    "router": (S.SUBMITTED,),
    "analyst": (S.CHECKED,),
}


def public(_: str, report: Report, rules: OwnerRules, directory: Directory) -> dict[str, Any]:
    return {
        "number": report.number, "state": report.state.value, "state_name": STATES_ZH[report.state],
        "kind_code": report.handed.kind, "kind": rules.kinds.get(report.handed.kind, ""), "place": report.handed.place.name, "where": report.handed.where,
        "submitted_at": report.submitted_at, "last_at": report.last_at,
        "unit_name": directory.unit(report.unit).name if report.unit else "",
        "done_note": report.done.note if report.done and report.state in (S.CHECKED, S.CLOSED) else "",
        "rejected": report.rejected.value if report.rejected else "", "note": report.note if report.rejected else "",
        "item_no": report.item_no or "", "level": report.level.value if report.level else "",
        "may_rate": report.state in (S.CHECKED, S.CLOSED) and not report.rejected and not report.level,
        "may_convert": report.state in OPEN,
    }  # fmt: skip


def shown(id_: str, report: Report, rules: OwnerRules, directory: Directory) -> dict[str, Any]:
    """For those who work on it; the telephone is not among it."""
    done = report.done
    return public(id_, report, rules, directory) | {
        "report_id": id_, "text": report.handed.text, "unit": report.unit or "", "by_rule": report.by_rule,
        "photos": [photo.attachment_id for photo in report.handed.photos], "returns": report.returns, "failed": report.failed,
        "redo_due_on": report.redo_due_on, "passed_by": directory.unit(report.passed_by).name if report.passed_by else "",
        "passed_note": report.note if report.passed_by and not report.rejected else "",
        "phase": report.phase.value if report.phase else "", "phase_began_at": report.phase_began_at,
        "done_note": done.note if done else "", "no_photo_reason": done.no_photo_reason if done else "",
        "before": [photo.attachment_id for photo in done.before] if done else [],
        "after": [photo.attachment_id for photo in done.after] if done else [],
    }  # fmt: skip


def where_of(list_: str, caller: Principal) -> dict[str, Any]:
    """The condition of a list, within what the caller's unit may see."""
    states = {
        "desk": [S.SUBMITTED],
        "check": [S.DONE],
        "mine": [s for role, s_ in WAITS.items() if role in caller.roles for s in s_],
        "all": sorted(OPEN),
    }[list_]
    where: dict[str, Any] = {"state.state": {"$in": [state.value for state in states]}}
    if caller.unit is not None:
        where["state.owner.unit"] = caller.unit
    return where
