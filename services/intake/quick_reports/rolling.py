"""How quick reports are brought forward after a restore: from their own events. A telephone is in no event, and lost; no
number they took is given again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chassis.documents import Document
from chassis.mongo import Mongo
from chassis.work import Heard
from lianjie_contracts.events.quick_report_converted import QuickReportConverted
from lianjie_contracts.events.quick_report_dispatched import QuickReportDispatched
from lianjie_contracts.events.quick_report_done import QuickReportDone
from lianjie_contracts.events.quick_report_passed_on import QuickReportPassedOn
from lianjie_contracts.events.quick_report_rated import QuickReportRated
from lianjie_contracts.events.quick_report_rejected import QuickReportRejected
from lianjie_contracts.events.quick_report_returned import QuickReportReturned
from lianjie_contracts.events.quick_report_submitted import QuickReportSubmitted
from lianjie_contracts.quick_report_event import QuickReportEvent
from services.intake.domain.numbers import split
from services.intake.quick_reports.report import Done, Handed, Owner, Report
from services.intake.store import COUNTERS

LEFT_OUT = 20


def evolved(report: Report | None, event: QuickReportEvent) -> Report | None:
    """The report after one of its events."""
    at = event.occurred_at
    if isinstance(event, QuickReportSubmitted):
        handed = Handed(event.kind, event.place, event.where, event.text, event.photos)
        return Report(event.report_no, event.county, handed, event.state, event.submitted_at, at, at)
    if report is None:
        return None
    if isinstance(event, QuickReportRated):
        return replace(report, level=event.level, last_at=at)
    moved = replace(report, state=event.state, last_at=at, phase_began_at=at, returns=event.returns)
    match event:
        case QuickReportDispatched(unit=str() as unit):
            return replace(moved, owner=Owner(unit, event.worker), by_rule=event.by_rule)
        case QuickReportPassedOn():
            return replace(moved, owner=None, by_rule=False, passed_by=event.passed_by, note=event.reason)
        case QuickReportDone():
            done = Done("", event.photos_before, event.photos_after, event.no_photo_reason)
            return replace(moved, done=done, done_by=event.by.id)
        case QuickReportReturned():
            return replace(moved, failed=event.failed, redo_due_on=event.due_on)
        case QuickReportConverted():
            return replace(moved, item_id=event.item_id, item_no=event.item_no)
        case QuickReportRejected():
            return replace(moved, rejected=event.reason, note=event.note)
    return moved


@dataclass(frozen=True, slots=True)
class RolledReports:
    """The quick reports of one county."""

    county: str
    mongo: Mongo

    async def report(self, held: Report | None, heard: Heard[QuickReportEvent]) -> Report | None:
        return evolved(held, heard.event) if heard.event.county == self.county else None

    async def completed(self, reports: Sequence[Document[Report]]) -> Sequence[Document[Report]]:
        for report in (document.state for document in reports if document.state):
            series, serial = split(report.number)
            least = {"$max": {"last": serial + LEFT_OUT}}
            await self.mongo.update_one(COUNTERS, {"_id": series}, least, upsert=True)
        return reports
