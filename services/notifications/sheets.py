"""What a matter's events tell that its later texts repeat: by whom it is handled, under which numbers, by when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from lianjie_contracts.events.matter_disputed import MatterDisputed
from lianjie_contracts.events.matter_execution_ended import MatterExecutionEnded
from lianjie_contracts.events.matter_opinion_issued import MatterOpinionIssued
from lianjie_contracts.events.matter_path_routed import MatterPathRouted
from lianjie_contracts.events.matter_report_submitted import MatterReportSubmitted
from lianjie_contracts.events.matter_review_applied import MatterReviewApplied
from lianjie_contracts.events.matter_review_signed import MatterReviewSigned
from lianjie_contracts.events.matter_shares_changed import MatterSharesChanged
from services.notifications.contacts import MatterSheet
from services.notifications.domain import wording

Facts = Mapping[str, str]


def remembered(sheet: MatterSheet, event: MatterEvent) -> MatterSheet:
    """The sheet after one more event; most change nothing in it."""
    tells = _TELLS.get(type(event))
    told = {name: text for name, text in tells(event).items() if text} if tells else {}
    return replace(sheet, facts={**sheet.facts, **told}) if told else sheet


def _dispatched(event: MatterDispatched) -> Facts:
    called = {"call": event.call, "called_on": wording.moment(event.occurred_at)} if event.call else {}
    due = {"report_due": wording.day(event.report_due_at)} if event.report_due_at else {}
    return {**_shared(event), "requirement": event.reason, **called, **due}


def _shared(event: MatterDispatched | MatterSharesChanged) -> Facts:
    units = [share.unit for share in event.assignments]
    return {"lead": units[0], "units": " ".join(units)}


def _executed(event: MatterExecutionEnded) -> Facts:
    return {"executed": f"{wording.on(event.done_on)}执行完毕" if event.done_on else "无法执行，已说明"}


_TELLS: Mapping[type[MatterEvent], Callable[[Any], Facts]] = {
    MatterDispatched: _dispatched,
    MatterSharesChanged: _shared,
    MatterDisputed: lambda e: {"disputing": " ".join(e.units)},
    MatterPathRouted: lambda e: {"path": wording.PATHS.get(e.path, "")},
    MatterOpinionIssued: lambda e: {"opinion_no": e.opinion.number},
    MatterReviewApplied: lambda e: {"application_no": e.number},
    MatterReviewSigned: lambda e: {"opinion_no": e.opinion.number},
    MatterExecutionEnded: _executed,
    MatterReportSubmitted: lambda e: {"reply_no": e.reply_no},
}
TELLING = tuple(_TELLS)
