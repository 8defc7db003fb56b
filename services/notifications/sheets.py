"""What a matter's events tell that its later texts repeat: by whom it is handled, under which numbers, by when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_accepted import MatterAccepted
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from lianjie_contracts.events.matter_disputed import MatterDisputed
from lianjie_contracts.events.matter_execution_ended import MatterExecutionEnded
from lianjie_contracts.events.matter_hearing_prepared import MatterHearingPrepared
from lianjie_contracts.events.matter_held_accountable import MatterHeldAccountable
from lianjie_contracts.events.matter_opinion_issued import MatterOpinionIssued
from lianjie_contracts.events.matter_path_routed import MatterPathRouted
from lianjie_contracts.events.matter_recusal_applied import MatterRecusalApplied
from lianjie_contracts.events.matter_report_submitted import MatterReportSubmitted
from lianjie_contracts.events.matter_reported_up import MatterReportedUp
from lianjie_contracts.events.matter_review_answered import MatterReviewAnswered
from lianjie_contracts.events.matter_review_applied import MatterReviewApplied
from lianjie_contracts.events.matter_review_signed import MatterReviewSigned
from lianjie_contracts.events.matter_shares_changed import MatterSharesChanged
from lianjie_contracts.events.matter_simple_left import MatterSimpleLeft
from lianjie_contracts.events.matter_split import MatterSplit
from services.notifications.contacts import MatterSheet
from services.notifications.domain import wording

Facts = Mapping[str, str]
SIMPLE, ORDINARY = "simple", "ordinary"  # the roads that an answer comes by
SIMPLE_ROWS = ("46", "46.2")
UNSAID = {"road": ORDINARY}  # so it is where nothing is written down: most matters need no line more


def remembered(sheet: MatterSheet, event: MatterEvent) -> MatterSheet:
    """The sheet after one more event; most change nothing in it."""
    if isinstance(event, MatterSplit):
        stays = {id_: text for id_, text in sheet.claims.items() if id_ not in event.claim_ids}
        return replace(sheet, claims=stays)
    tells = _TELLS.get(type(event))
    known = UNSAID | sheet.facts
    told = (
        {name: text for name, text in tells(event).items() if text and known.get(name) != text}
        if tells
        else {}
    )
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


def _accepted(event: MatterAccepted) -> Facts:
    return {"road": SIMPLE if event.row in SIMPLE_ROWS else ORDINARY}


def _recusal_asked(event: MatterRecusalApplied) -> Facts:
    by = "petitioner" if event.number else ""
    return {f"recusal_ground {event.person}": event.reason, f"recusal_asked_by {event.person}": by}


def _hearing_by(event: MatterHearingPrepared) -> Facts:
    """Who told of the right or decided on it will hold it; who asks, or puts it off, changes nothing in that."""
    if event.row not in ("H1", "H4"):
        return {}
    return {"hearing_by": "unit" if event.by.role.startswith("unit_") else "organ"}


def _instructed(event: MatterReportedUp) -> Facts:
    if not event.leader:
        return {}
    given = f"（{wording.on(event.given_on)}）" if event.given_on else ""
    said = f"{event.leader}{given}：{event.text}" if event.given_on else ""
    return {"leader": event.leader, "instruction": said}


def _found(event: MatterHeldAccountable) -> Facts:
    """What AC1 to AC3 have told, which the proposal (AC4) rests on."""
    told = {
        "AC1": {"finding": event.text or event.finding_code},
        "AC2": {"found_facts": event.text},
        "AC3": {"unit_statement": event.statement},
    }
    return told.get(event.row, {})


_TELLS: Mapping[type[MatterEvent], Callable[[Any], Facts]] = {
    MatterDispatched: _dispatched,
    MatterSharesChanged: _shared,
    MatterAccepted: _accepted,
    MatterSimpleLeft: lambda _: {"road": ORDINARY},
    MatterHearingPrepared: _hearing_by,
    MatterRecusalApplied: _recusal_asked,
    MatterReportedUp: _instructed,
    MatterHeldAccountable: _found,
    MatterReviewAnswered: lambda e: {"review_organ": e.organ},
    MatterDisputed: lambda e: {"disputing": " ".join(e.units)},
    MatterPathRouted: lambda e: {"path": wording.PATHS.get(e.path, "")},
    MatterOpinionIssued: lambda e: {"opinion_no": e.opinion.number},
    MatterReviewApplied: lambda e: {"application_no": e.number},
    MatterReviewSigned: lambda e: {"opinion_no": e.opinion.number},
    MatterExecutionEnded: _executed,
    MatterReportSubmitted: lambda e: {"reply_no": e.reply_no},
}
TELLING = tuple(_TELLS)
