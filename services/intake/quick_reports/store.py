"""What is kept of quick reports, and how their lists are asked for."""

from __future__ import annotations

from chassis.documents import Kind
from services.intake.quick_reports.report import Report

QUICK_REPORTS: Kind[Report] = Kind(
    "quick_reports", Report, subject="quick_report", topic="intake.quick_reports.{county}.v1",
    indexes=(("number",), ("state", "last_at"), ("owner.unit", "state", "last_at")),
)  # fmt: skip
LETTER = "K"  # 快: no channel has it, so that a number tells what it is of
