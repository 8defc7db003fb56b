"""Who may see and work on a quick report: the office its county's, a unit its own, a grid worker what is given to that one."""

from __future__ import annotations

from chassis.identity import Principal
from services.intake.quick_reports.report import Report

STAFF = (
    "registrar",
    "receptionist",
    "letter_clerk",
    "router",
    "office_deputy_head",
    "office_head",
    "analyst",
    "supervisor",
)
OF_UNIT = ("grid_worker", "unit_handler", "unit_head", "unit_liaison")


def may_see(report: Report, caller: Principal) -> bool:
    if caller.unit is None:
        return caller.may(*STAFF)
    if report.unit != caller.unit:
        return False
    named = report.owner.worker if report.owner else None
    return caller.may("unit_handler", "unit_head", "unit_liaison") or named in (None, caller.id)
