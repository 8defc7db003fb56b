"""What follows from each act of the table: the report afterwards, and the event that tells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from chassis.decisions import Changed, Refused
from lianjie_contracts.base import SYSTEM, Actor
from lianjie_contracts.events.quick_report_checked import QuickReportChecked
from lianjie_contracts.events.quick_report_closed import QuickReportClosed
from lianjie_contracts.events.quick_report_converted import QuickReportConverted
from lianjie_contracts.events.quick_report_dispatched import QuickReportDispatched
from lianjie_contracts.events.quick_report_done import QuickReportDone
from lianjie_contracts.events.quick_report_passed_on import QuickReportPassedOn
from lianjie_contracts.events.quick_report_rejected import QuickReportRejected
from lianjie_contracts.events.quick_report_returned import QuickReportReturned
from lianjie_contracts.events.quick_report_signed import QuickReportSigned
from lianjie_contracts.events.quick_report_submitted import QuickReportSubmitted
from lianjie_contracts.quick_report_event import QuickReportEvent
from lianjie_contracts.vocabulary import QuickState
from services.intake.quick_reports.lifecycle import permits
from services.intake.quick_reports.report import (
    Act,
    Conversion,
    Done,
    Handed,
    Intent,
    Owner,
    Rejection,
    Report,
    Words,
)

Facts = dict[str, Any]
SENDER = Actor(id="petitioner", role="petitioner")


def submitted(number: str, county: str, report_id: str, intent: Intent, owner: Owner | None) -> Changed[Report] | Refused:  # fmt: skip
    """QR1, and QR2 in the same breath if a rule names the owner: nobody waits a second for that."""
    row = permits(None, intent)
    if isinstance(row, Refused):
        return row
    assert isinstance(intent.brings, Handed)
    assert row.target
    report = Report(number, county, intent.brings, row.target, intent.at, intent.at, intent.at)
    handed = report.handed
    told: Facts = {"photos": handed.photos, "where": handed.where, "text": handed.text}
    first = _event(QuickReportSubmitted, report_id, report, row.number, SENDER, told)
    if owner is None:
        return Changed(report, (first,))
    routed = moved(
        report_id, report, Intent(Act.ROUTE, "system", frozenset({"system"}), intent.at, owner), SYSTEM
    )
    assert isinstance(routed, Changed)
    return Changed(routed.state, (first, *routed.announce))


def moved(report_id: str, report: Report | None, intent: Intent, by: Actor) -> Changed[Report] | Refused:
    """Any other act. Time never runs backwards on one report."""
    row = permits(report, intent)
    if isinstance(row, Refused):
        return row
    assert report is not None
    change, event, told = _CHANGES[intent.act](report, intent)
    at = max(intent.at, report.last_at)
    after = replace(report, state=row.target or report.state, last_at=at, phase_began_at=at, **change)
    return Changed(
        after, (_event(event, report_id, after, row.number, by, told),), {"state": after.state.value}
    )


def _event(
    kind: type[QuickReportEvent], report_id: str, report: Report, row: str, by: Actor, told: Facts
) -> QuickReportEvent:
    return kind(
        report_id=report_id, report_no=report.number, county=report.county, row=row, state=report.state, phase=report.phase,
        kind=report.handed.kind, place=report.handed.place, unit=report.unit, submitted_at=report.submitted_at,
        returns=report.returns, occurred_at=report.last_at, by=by, **told,
    )  # fmt: skip


Consequence = tuple[Facts, type[QuickReportEvent], Facts]


def _routed(_: Report, intent: Intent) -> Consequence:
    assert isinstance(intent.brings, Owner)
    by_rule = intent.act is Act.ROUTE
    told = {"worker": intent.brings.worker, "by_rule": by_rule}
    return {"owner": intent.brings, "by_rule": by_rule}, QuickReportDispatched, told


def _signed(_: Report, __: Intent) -> Consequence:
    return {}, QuickReportSigned, {}


def _passed_on(report: Report, intent: Intent) -> Consequence:
    why = intent.brings.said if isinstance(intent.brings, Words) else ""
    told = {"passed_by": report.unit, "reason": why}
    return {"owner": None, "by_rule": False, "passed_by": report.unit, "note": why}, QuickReportPassedOn, told


def _finished(_: Report, intent: Intent) -> Consequence:
    done = intent.brings
    assert isinstance(done, Done)
    told = {"photos_before": done.before, "photos_after": done.after, "no_photo_reason": done.no_photo_reason}
    return {"done": done, "done_by": intent.by}, QuickReportDone, told


def _approved(_: Report, __: Intent) -> Consequence:
    return {"failed": "", "redo_due_on": None}, QuickReportChecked, {}


def _returned(report: Report, intent: Intent) -> Consequence:
    assert isinstance(intent.brings, Words)
    failed, due_on = intent.brings.said, intent.brings.due_on
    change = {"returns": report.returns + 1, "failed": failed, "redo_due_on": due_on}
    return change, QuickReportReturned, {"failed": failed, "due_on": due_on}


def _closed(_: Report, __: Intent) -> Consequence:
    return {}, QuickReportClosed, {}


def _converted(_: Report, intent: Intent) -> Consequence:
    b = intent.brings
    assert isinstance(b, Conversion)
    told = {"item_id": b.item_id, "item_no": b.item_no, "reason": b.reason}
    return {"item_id": b.item_id, "item_no": b.item_no}, QuickReportConverted, told


def _rejected(_: Report, intent: Intent) -> Consequence:
    b = intent.brings
    assert isinstance(b, Rejection)
    told = {"reason": b.reason, "note": b.note}
    return {"rejected": b.reason, "note": b.note}, QuickReportRejected, told


_CHANGES: dict[Act, Callable[[Report, Intent], Consequence]] = {
    Act.ROUTE: _routed,
    Act.ROUTE_BY_HAND: _routed,
    Act.SIGN: _signed,
    Act.PASS_ON: _passed_on,
    Act.FINISH: _finished,
    Act.APPROVE: _approved,
    Act.RETURN: _returned,
    Act.CLOSE: _closed,
    Act.CONVERT: _converted,
    Act.REJECT: _rejected,
}
OPEN = frozenset(state for state in QuickState) - {
    QuickState.CLOSED,
    QuickState.CONVERTED,
    QuickState.UNKNOWN,
}
