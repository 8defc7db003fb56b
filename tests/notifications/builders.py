"""Deliveries, papers and instants for the tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from chassis.decisions import Refused
from lianjie_contracts.vocabulary import DeliveryMode, DeliveryState
from services.notifications.domain.acts import (
    Act,
    Announcement,
    Attempt,
    Due,
    Erasure,
    Failure,
    GivingUp,
    Intent,
    Proof,
    RunOut,
    Voiding,
)
from services.notifications.domain.consequences import move
from services.notifications.domain.delivery import Delivery, Paper

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
LEASE = timedelta(minutes=5)
PAPER = Paper(
    "450199", "450199:matter", "450199:item", "45019920261120L00001", "D02.2", "接收（受理）告知书", "住建信受〔2026〕1号",
    "cause", "450199-zjj",
)  # fmt: skip

# What each act brings when nothing stands against it.
GOOD = {
    Act.BEGIN_SERVICE: Due(PAPER, "unit_head", electronic=True),
    Act.ISSUE_NOTICE: Due(PAPER, "unit_head", electronic=True),
    Act.ATTEMPT_SERVICE: Attempt(DeliveryMode.ELECTRONIC, LEASE),
    Act.SERVE: Proof("250 OK"),
    Act.SERVICE_FAILED: Failure("对方邮箱暂时不接收（451）", NOW + LEASE),
    Act.COLLECTED: Proof("窗口签收", identity_checked=True),
    Act.DECLARE_UNDELIVERABLE: GivingUp("陆正平"),
    Act.PUBLISH_NOTICE: Announcement("县住建局一楼信访窗口"),
    Act.PUBLIC_NOTICE_RUN_OUT: RunOut(NOW, NOW),
    Act.VOID_DOCUMENT: Voiding("单位名称有误"),
    Act.ADDRESSEE_ERASED: Erasure(),
}


NOT_REACHED = (DeliveryState.FAILED, DeliveryState.UNDELIVERABLE, DeliveryState.PUBLIC_NOTICE)


def intent(
    act: Act, brings: Any = None, at: datetime = NOW, roles: str = "notifier system unit_head"
) -> Intent:
    return Intent(act, at, brings or GOOD[act], frozenset(roles.split()))


def delivery(state: DeliveryState, **changes: Any) -> Delivery:
    """An electronic delivery in a state, as it may have come there."""
    facts: dict[str, Any] = {
        "paper": PAPER,
        "electronic": True,
        "mode": DeliveryMode.ELECTRONIC,
        "opened_at": NOW,
        "last_at": NOW,
        "in_vain": (DeliveryMode.LEFT, DeliveryMode.MAIL) if state in NOT_REACHED else (),
        "announced_at": NOW if state == DeliveryState.PUBLIC_NOTICE else None,
    }
    return Delivery(**(facts | {"state": state} | changes))


def made(*intents: Intent, start: Delivery | None = None) -> Delivery:
    """The delivery after several moves, each of which must be allowed."""
    after = start
    for each in intents:
        moved = move(after, each)
        assert not isinstance(moved, Refused), moved
        after = moved
    assert after is not None
    return after
