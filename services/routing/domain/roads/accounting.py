"""A unit's fault is found, established, heard on, and a measure proposed and answered; never by itself (AC1 to AC6; corrections 20)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lianjie_contracts.base import MatterEvent, UnitCode
from lianjie_contracts.events.matter_held_accountable import MatterHeldAccountable
from lianjie_contracts.vocabulary import SuggestionResult
from services.routing.domain.above import FindingState as F
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.guards import written
from services.routing.domain.matter import Matter
from services.routing.domain.rows import DEPUTY, OFFICE_HEAD, SUPERVISOR, Row, filled, of_form, of_matter, row

AUDITOR = "auditor"


class FaultFound(Paper):
    """What is found, and at which unit."""

    finding_code: str = ""
    unit: UnitCode
    text: str = ""


class FactsSet(Paper):
    """What is established, and the evidence of it, one by one."""

    text: str
    evidence: tuple[str, ...] = ()


class Statement(Paper):
    """What the unit says to it, by whom and when."""

    statement: str = ""


class Measure(Paper):
    """追责建议书: its number, what is proposed, and to whom."""

    number: str
    proposal: str
    organ: str


class Dropping(Paper):
    """Why nothing follows."""

    reason: str = ""


class MeasureAnswer(Paper):
    """What the organ made of the proposal."""

    result: SuggestionResult | None = None
    reasons: tuple[str, ...] = ()


@of_form("NO_FINDING_CODE", "请选择问题类型。")
def finding_code(_: Matter, intent: Intent) -> bool:
    return written(intent, "finding_code")


@of_form("NO_EVIDENCE", "请列明证据。")
def evidence_listed(_: Matter, intent: Intent) -> bool:
    return any(each.strip() for each in intent.says("evidence") or ())


@of_form("UNIT_NOT_HEARD", "须先听取被追究单位意见。")
def unit_heard(_: Matter, intent: Intent) -> bool:
    return written(intent, "statement")


@of_matter("SUPERVISOR_CONFLICT", "督办人员不得来自被督办单位。")
def supervisor_not_supervised(matter: Matter, intent: Intent) -> bool:
    return not matter.above.found_at or intent.unit != matter.above.found_at


@of_form("NO_DROP_REASON", "请填写不予追究的理由。")
def drop_reason(_: Matter, intent: Intent) -> bool:
    return written(intent, "reason")


@of_form("ADOPTION_NOT_STATED", "请写明是否采纳,不采纳的须说明理由。")
def adoption_stated(_: Matter, intent: Intent) -> bool:
    result = intent.says("result")
    given = any(each.strip() for each in intent.says("reasons") or ())
    return (
        result is not None
        and result != SuggestionResult.UNKNOWN
        and (given or result != SuggestionResult.NOT)
    )


def _found(matter: Matter, event: MatterHeldAccountable) -> Matter:
    return replace(matter, above=replace(matter.above, found_at=event.unit or ""))


def _told(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    """Every step names the unit that the finding is about, not the one that leads."""
    about = intent.says("unit") or matter.above.found_at or None
    return filled(MatterHeldAccountable, intent, common, unit=about)


ROWS: tuple[Row, ...] = (
    row("AC1", [F.NONE], "record_finding", F.FOUND, f"{SUPERVISOR} {AUDITOR}", "R22 42-46; S0 6", finding_code,
        machine="accountability", brings=FaultFound, tells=_told, then=_found),
    row("AC2", [F.FOUND], "establish_facts", F.FACTS, SUPERVISOR, "corrections 20", evidence_listed,
        machine="accountability", brings=FactsSet, tells=_told),
    row("AC3", [F.FACTS], "hear_unit", F.HEARD, SUPERVISOR, "corrections 20", unit_heard,
        machine="accountability", brings=Statement, tells=_told),
    row("AC4", [F.HEARD], "propose_measure", F.PROPOSED, OFFICE_HEAD, "R22 40; corrections 20", supervisor_not_supervised,
        machine="accountability", brings=Measure, tells=_told),
    row("AC5", [F.FACTS, F.HEARD], "drop_finding", F.DROPPED, DEPUTY, "corrections 20", drop_reason,
        machine="accountability", brings=Dropping, tells=_told),
    row("AC6", [F.PROPOSED], "record_measure", F.ANSWERED, f"{SUPERVISOR} {OFFICE_HEAD}", "R22 40", adoption_stated,
        machine="accountability", brings=MeasureAnswer, tells=_told),
)  # fmt: skip
