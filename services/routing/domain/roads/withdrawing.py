"""A petitioner takes a matter back: by free will, with a day of regret, while no opinion is issued (rows 25 to 25.4, AS11)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chassis.decisions import Refused
from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_withdrawal_overtaken import MatterWithdrawalOvertaken
from lianjie_contracts.events.matter_withdrawal_requested import MatterWithdrawalRequested
from lianjie_contracts.events.matter_withdrawal_revoked import MatterWithdrawalRevoked
from lianjie_contracts.events.matter_withdrawn import MatterWithdrawn
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.acts import Act, Intent
from services.routing.domain.beside import WithdrawalState as W
from services.routing.domain.guards import driven_only, not_accusation
from services.routing.domain.matter import WITHDRAWABLE, AssignmentState as A, Matter
from services.routing.domain.remaining import remains
from services.routing.domain.rows import PETITIONERS, SYSTEM, Row, of_form, of_matter, row

ROUNDS = 2  # taken back so often, the next wish is for the window [D]


@dataclass(frozen=True, slots=True)
class OwnWill:
    """What intake has proved of a wish: each of all the people concerned has said so with a second factor, and freely."""

    persons: int
    number: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RegretOver:
    """C45 of the withdrawal that was asked for at `started_at` has ended."""

    started_at: datetime


@of_form("SECOND_FACTOR", "请输入验证码,或到窗口凭证件办理。")
def second_factor(_: Matter, intent: Intent) -> bool:
    """Proved by intake, whose topic is its word: it tells of no wish without one."""
    return intent.of(OwnWill) is not None


@of_form("WILL_NOT_CONFIRMED", "请信访人本人确认系自愿。")
def not_coerced(_: Matter, intent: Intent) -> bool:
    return intent.of(OwnWill) is not None


@of_form("NOT_ALL_REPS", "集体事项须全体代表确认后方可撤回。")
def all_representatives(_: Matter, intent: Intent) -> bool:
    """intake tells of a withdrawal when the last of the people registered has confirmed it."""
    will = intent.of(OwnWill)
    return will is not None and will.persons >= 1


@of_matter("WITHDRAW_LIMIT", "已两次取消撤回,请到窗口办理。")
def withdraw_round_left(matter: Matter, _: Intent) -> bool:
    return matter.withdrawals_revoked < ROUNDS


@of_matter("REGRET_RUNNING", "撤回申请尚在24小时反悔期内。")
def regret_run_out(matter: Matter, intent: Intent) -> bool:
    """C45 has ended and the request stands; the end of an earlier one's time, heard late, does not end a later one's."""
    since = matter.withdrawal_at if matter.withdrawal is W.PENDING else None
    over = intent.of(RegretOver)
    return over is not None and since is not None and over.started_at >= since


def matter_may_be_withdrawn(matter: Matter, _: Intent) -> Refused | None:
    """What rows 25 and 25.1 require of the matter and of its service: not answered, not ended (correction 28)."""
    if matter.may_be_withdrawn:
        return None
    if matter.issued_at is not None:
        return Refused("WRONG_STATE", "处理意见书已经签发，不能再撤回。不满意，收到后30日内可以申请复查。")
    return Refused("WRONG_STATE", "这件事已经办结，不用撤回。")


def _overtaken(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    because = "处理意见书先签发了。" if matter.issued_at else "这件事先办结了。"
    return MatterWithdrawalOvertaken(**common, because=because, remains=remains(matter, intent.at))


def _withdrawn(matter: Matter, _: Intent, common: dict[str, Any]) -> MatterEvent:
    if matter.withdrawal_at is None:
        raise ValueError("a withdrawal took effect that nobody had asked for")
    return MatterWithdrawn(**common, requested_at=matter.withdrawal_at)


def _asked(matter: Matter, event: MatterWithdrawalRequested) -> Matter:
    return replace(matter, withdrawal_at=event.occurred_at)


def _regretted(matter: Matter, _: MatterWithdrawalRevoked) -> Matter:
    return replace(matter, withdrawals_revoked=matter.withdrawals_revoked + 1)


ROWS: tuple[Row, ...] = (
    row("25", WITHDRAWABLE, Act.WITHDRAWAL_TAKES_EFFECT, S.WITHDRAWN, SYSTEM, "corrections 4,28 [D]",
        regret_run_out, not_accusation, matter_may_be_withdrawn,
        brings=RegretOver, tells=_withdrawn, drives="withdrawal.confirm closing_check.report_not_due assignment.end_with_matter"),
    row("25.1", [W.NONE, W.REVOKED, W.OVERTAKEN], Act.WITHDRAW, W.PENDING, PETITIONERS, "corrections 4",
        second_factor, not_coerced, all_representatives, not_accusation, withdraw_round_left, matter_may_be_withdrawn,
        machine="withdrawal", brings=OwnWill, tells=MatterWithdrawalRequested, then=_asked),
    row("25.2", [W.PENDING], Act.REVOKE_WITHDRAWAL, W.REVOKED, PETITIONERS, "corrections 4", second_factor,
        machine="withdrawal", brings=OwnWill, tells=MatterWithdrawalRevoked, then=_regretted),
    row("25.3", [W.PENDING], "confirm", W.CONFIRMED, SYSTEM, "corrections 4", driven_only, machine="withdrawal"),
    row("25.4", [W.PENDING], Act.WITHDRAWAL_OVERTAKEN, W.OVERTAKEN, SYSTEM, "[D]", machine="withdrawal", tells=_overtaken),
    row("AS11", [A.SENT, A.SIGNED, A.OBJECTED, A.CONFIRMED, A.ACK], "end_with_matter", A.CLOSED, SYSTEM, "[D]",
        driven_only, machine="assignment"),
)  # fmt: skip
