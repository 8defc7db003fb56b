"""What an allowed move makes of a delivery."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from chassis.decisions import Refused
from lianjie_contracts.vocabulary import Addressee, DeliveryMode
from services.notifications.domain.acts import (
    Act,
    Announcement,
    Attempt,
    Due,
    Failure,
    GivingUp,
    Intent,
    Proof,
    RunOut,
    Voiding,
)
from services.notifications.domain.delivery import Delivery
from services.notifications.domain.lifecycle import permits

RAN_OUT = "公告期满，视为送达"
ERASED = "信访人的个人信息已按规定销毁，无法送达；凭证件可到窗口领取。"


def move(delivery: Delivery | None, intent: Intent) -> Delivery | Refused:
    """The delivery after the move, or why it may not be made. Time never runs backwards on one delivery."""
    row = permits(delivery, intent)
    if isinstance(row, Refused):
        return row
    if delivery is None:
        return _opened(intent)
    at = max(intent.at, delivery.last_at)
    return replace(
        _CONSEQUENCES[intent.act](delivery, intent, at), state=row.after(delivery.state), last_at=at
    )


def taken_over(delivery: Delivery, now: datetime, lease: timedelta) -> Delivery:
    """The same attempt in other hands: whoever began it has not come back in time."""
    return replace(delivery, next_at=now + lease)


def _opened(intent: Intent) -> Delivery:
    """Electronic service needs an address and consent; else the paper waits at the window."""
    due = intent.brings
    assert isinstance(due, Due)
    by_mail = due.electronic and due.paper.to == Addressee.PETITIONER
    mode = DeliveryMode.ELECTRONIC if by_mail else DeliveryMode.DIRECT
    next_at = intent.at if by_mail else None
    return Delivery(due.paper, by_mail, mode, intent.at, intent.at, next_at=next_at, trace=due.trace)


def _attempted(delivery: Delivery, intent: Intent, at: datetime) -> Delivery:
    b = intent.brings
    assert isinstance(b, Attempt)
    return replace(
        delivery, mode=b.mode, attempt=delivery.attempt + 1, begun_at=delivery.begun_at or at,
        next_at=at + b.lease if b.lease else None, reason="",
    )  # fmt: skip


def _served(delivery: Delivery, intent: Intent, at: datetime) -> Delivery:
    b = intent.brings
    assert isinstance(b, Proof)
    return replace(delivery, next_at=None, served_at=at, proof=b.said, signed_for=b.signed_for, reason="")


def _failed(delivery: Delivery, intent: Intent, _: datetime) -> Delivery:
    """A mode given up is never tried again; what cannot go by mail waits at the window."""
    b = intent.brings
    assert isinstance(b, Failure)
    if b.again_at is not None:
        return replace(delivery, next_at=b.again_at, reason=b.reason)
    in_vain = (*delivery.in_vain, delivery.mode)
    return replace(delivery, mode=DeliveryMode.DIRECT, in_vain=in_vain, next_at=None, reason=b.reason)


def _collected(delivery: Delivery, intent: Intent, at: datetime) -> Delivery:
    return replace(
        _served(delivery, intent, at),
        mode=DeliveryMode.DIRECT,
        attempt=delivery.attempt + 1,
        begun_at=delivery.begun_at or at,
    )


def _erased(delivery: Delivery, _: Intent, __: datetime) -> Delivery:
    return replace(delivery, next_at=None, reason=ERASED)


def _given_up(delivery: Delivery, intent: Intent, _: datetime) -> Delivery:
    b = intent.brings
    assert isinstance(b, GivingUp)
    return replace(delivery, next_at=None, approved_by=b.approved_by)


def _announced(delivery: Delivery, intent: Intent, at: datetime) -> Delivery:
    b = intent.brings
    assert isinstance(b, Announcement)
    return replace(delivery, mode=DeliveryMode.PUBLIC, next_at=None, announced_at=at, place=b.place)


def _run_out(delivery: Delivery, intent: Intent, _: datetime) -> Delivery:
    """Served with the end of the announcement's time, whenever that is heard of."""
    b = intent.brings
    assert isinstance(b, RunOut)
    return replace(delivery, served_at=b.due_at, proof=RAN_OUT, reason="")


def _voided(delivery: Delivery, intent: Intent, _: datetime) -> Delivery:
    b = intent.brings
    assert isinstance(b, Voiding)
    return replace(delivery, next_at=None, reason=b.reason)


_CONSEQUENCES: dict[Act, Callable[[Delivery, Intent, datetime], Delivery]] = {
    Act.ATTEMPT_SERVICE: _attempted,
    Act.SERVE: _served,
    Act.SERVICE_FAILED: _failed,
    Act.COLLECTED: _collected,
    Act.DECLARE_UNDELIVERABLE: _given_up,
    Act.PUBLISH_NOTICE: _announced,
    Act.PUBLIC_NOTICE_RUN_OUT: _run_out,
    Act.VOID_DOCUMENT: _voided,
    Act.ADDRESSEE_ERASED: _erased,
}
