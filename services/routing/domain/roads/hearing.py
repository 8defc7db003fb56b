"""A hearing before its day: the right told, applied for, decided or declined, withdrawn, lapsed (H1 to H5, H9).

Who answers the matter holds it [S1 一(三)]: a unit while it handles, the organ above while it reviews.
"""

from __future__ import annotations

from dataclasses import replace

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_hearing_prepared import MatterHearingPrepared
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.acts import Intent, Paper, TimeIsUp
from services.routing.domain.beside import HearingState as H, ReviewState as R
from services.routing.domain.guards import hearing_qualifies, remedy_named, written
from services.routing.domain.matter import Matter
from services.routing.domain.roads.examining import HearingCalled
from services.routing.domain.roads.withdrawing import OwnWill, second_factor
from services.routing.domain.rows import (
    HANDLER,
    HEAD,
    LEAD,
    PETITIONERS,
    SECRETARY,
    SYSTEM,
    Row,
    of_form,
    of_matter,
    row,
)
from services.routing.domain.windows import window_is_open

IN_CHARGE = (S.ACCEPTED, S.HANDLING, S.MEDIATING, S.SUSPENDED, S.OPINION_READY)
REVIEWING = (R.ACCEPTED, R.EXAMINING)


class Declined(Paper):
    """不予听证: why, and where else the petitioner may raise it."""

    reason: str = ""
    remedy: str = ""


@of_form("SECOND_FACTOR_HEARING", "请输入验证码,或到窗口凭证件申请。")
def second_factor_if_petitioner(_: Matter, intent: Intent) -> bool:
    """Proved by intake, whose topic is its word; the organ itself needs none."""
    return intent.by.role not in PETITIONERS.split() or intent.of(OwnWill) is not None


@of_matter("HEARING_WINDOW_LAPSED", "听证申请期限已过。")
def window_c16_open(matter: Matter, intent: Intent) -> bool:
    """Where the profile has none, and for the organ itself, it is open."""
    asks_itself = intent.by.role not in PETITIONERS.split()
    return asks_itself or window_is_open(matter, "C16", intent.at, since=matter.hearing_file.told_at)


@of_matter("NOBODY_IN_CHARGE", "现在没有机关在办理或者复查复核这件事，受理以后才能申请听证。")
def somebody_in_charge(matter: Matter, _: Intent) -> bool:
    """[D] A hearing is held by who answers: before acceptance there is nobody, and an opinion that is out is reviewed."""
    handled = matter.state in IN_CHARGE and matter.issued_at is None
    return handled or matter.review in REVIEWING or matter.recheck in REVIEWING


@of_matter("C16_OPEN", "听证申请期限尚未届满。")
def window_c16_lapsed(matter: Matter, intent: Intent) -> bool:
    """The end of an earlier window, heard late, is not this one's."""
    over, told_at = intent.of(TimeIsUp), matter.hearing_file.told_at
    return over is not None and over.clock == "C16" and (told_at is None or over.started_at >= told_at)


@of_form("NO_HEARING_DECLINE_REASON", "请写明不予听证的理由。")
def hearing_decline_reason(_: Matter, intent: Intent) -> bool:
    return written(intent, "reason")


def _told(matter: Matter, event: MatterEvent) -> Matter:
    return replace(matter, hearing_file=replace(matter.hearing_file, told_at=event.occurred_at))


ASKERS, DECIDERS = f"{PETITIONERS} {HEAD} {LEAD}", f"{HEAD} {LEAD}"
ROWS: tuple[Row, ...] = (
    row("H1", [H.NONE], "tell_hearing_right", H.RIGHT_TOLD, f"{HANDLER} {SECRETARY}", "S1 一(三)2",
        machine="hearing", then=_told, tells=MatterHearingPrepared),
    row("H2", [H.NONE, H.RIGHT_TOLD], "request_hearing", H.REQUESTED, ASKERS, "R22 31(6); S1 一(三)",
        second_factor_if_petitioner, window_c16_open, somebody_in_charge,
        machine="hearing", brings=HearingCalled, tells=MatterHearingPrepared),
    row("H3", [H.RIGHT_TOLD], "hearing_window_lapsed", H.WAIVED, SYSTEM, "clocks C16", window_c16_lapsed,
        machine="hearing", brings=TimeIsUp, tells=MatterHearingPrepared),
    row("H4", [H.REQUESTED], "decide_hearing", H.DECIDED, DECIDERS, "S1 一(三)", hearing_qualifies,
        machine="hearing", brings=HearingCalled, tells=MatterHearingPrepared),
    row("H5", [H.REQUESTED], "decline_hearing", H.DECLINED, DECIDERS, "domain 12", hearing_decline_reason, remedy_named,
        machine="hearing", brings=Declined, tells=MatterHearingPrepared),
    row("H9", [H.REQUESTED, H.DECIDED, H.NOTIFIED, H.POSTPONED], "withdraw_hearing", H.WITHDRAWN, PETITIONERS, "domain 12",
        second_factor, machine="hearing", brings=OwnWill, tells=MatterHearingPrepared),
)  # fmt: skip
