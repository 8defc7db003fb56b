"""Before a matter can be screened something is missing: a paper, a talk, a spokesman; asked for, waited for, gone on (rows 3 to 3.5).

The office's own limit runs on (C02), and what does not come is never a ground for refusal (correction 3).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from lianjie_contracts.events.matter_info_requested import MatterInfoRequested
from lianjie_contracts.events.matter_screening_resumed import MatterScreeningResumed
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.acts import Act, Intent, Paper, TimeIsUp
from services.routing.domain.matter import Matter
from services.routing.domain.rows import (
    CLERK,
    PETITIONERS,
    RECEPTIONIST,
    REGISTRAR,
    ROUTER,
    SYSTEM,
    Row,
    of_form,
    of_matter,
    row,
)

TALKS = 2  # appointments before the office decides on what it knows


class Gaps(Paper):
    """What is missing, each point by itself."""

    gaps: tuple[str, ...] = ()
    reason: str = ""


class Appointment(Paper):
    """When the petitioner and the office have agreed to talk."""

    appointment_at: datetime | None = None
    reason: str = ""


class Supplement(Paper):
    """What came: the number of the petitioner's own slip, or a note of what was handed in."""

    supplied: str = ""


@of_form("NO_GAPS", "请列明需补充的内容。")
def gaps_listed(_: Matter, intent: Intent) -> bool:
    return any(gap.strip() for gap in intent.says("gaps") or ())


@of_form("GAP_ASKED_TWICE", "同一材料不得重复要求补充。")
def gap_not_asked_before(matter: Matter, intent: Intent) -> bool:
    return not {gap.strip() for gap in intent.says("gaps") or ()} & set(matter.gaps_asked)


@of_form("NO_APPOINTMENT_DATE", "请填写与来访人商定的约谈时间。")
def appointment_date_agreed(_: Matter, intent: Intent) -> bool:
    at = intent.says("appointment_at")
    return at is not None and at > intent.at


@of_matter("TALKS_USED", "已约谈两次,请作出登记处理决定。")
def talk_round_left(matter: Matter, _: Intent) -> bool:
    return matter.talks < TALKS


@of_matter("REPS_PRESENT", "该事项为单人来访或已推选代表,可以接谈。")
def group_without_representatives(matter: Matter, _: Intent) -> bool:
    return matter.headcount > 1 and matter.representatives == 0


@of_matter("C40_OPEN", "补充(约谈)期限尚未届满。")
def window_c40_lapsed(_: Matter, intent: Intent) -> bool:
    up = intent.of(TimeIsUp)
    return up is not None and up.clock == "C40" and intent.at >= up.due_at


def _asked(matter: Matter, event: MatterInfoRequested) -> Matter:
    return replace(matter, gaps_asked=(*matter.gaps_asked, *(gap.strip() for gap in event.gaps)))


def _invited(matter: Matter, _: MatterInfoRequested) -> Matter:
    return replace(matter, talks=matter.talks + 1)


ROWS: tuple[Row, ...] = (
    row("3", [S.SCREENING], "request_info", S.AWAITING_INFO, f"{RECEPTIONIST} {CLERK} {ROUTER}", "S4 一(二)2",
        gaps_listed, gap_not_asked_before,
        brings=Gaps, tells=MatterInfoRequested, then=_asked),
    row("3.2", [S.SCREENING], "appoint_talk", S.AWAITING_INFO, f"{RECEPTIONIST} {CLERK}", "S4 一(二)2, 二(八)2",
        appointment_date_agreed, talk_round_left,
        brings=Appointment, tells=MatterInfoRequested, then=_invited),
    row("3.3", [S.SCREENING], "await_representatives", S.AWAITING_INFO, RECEPTIONIST, "S4 一(三)3(1); SD 27; corrections 3",
        group_without_representatives, talk_round_left, tells=MatterInfoRequested, then=_invited),
    row("3.4", [S.AWAITING_INFO], Act.SUPPLY_INFO, S.SCREENING, f"{PETITIONERS} {REGISTRAR} {RECEPTIONIST}", "S4 一(二)2",
        brings=Supplement, tells=MatterScreeningResumed),
    row("3.5", [S.AWAITING_INFO], Act.INFO_WINDOW_LAPSED, S.SCREENING, SYSTEM, "clocks C40; corrections 3", window_c40_lapsed,
        brings=TimeIsUp, tells=MatterScreeningResumed),
)  # fmt: skip
