"""Decisions on a delivery: one or more moves, each told by its event."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from chassis.decisions import Changed, Decision, Refused
from lianjie_contracts.base import Actor
from lianjie_contracts.delivery_event import DeliveryEvent
from lianjie_contracts.events.delivery_announced import DeliveryAnnounced
from lianjie_contracts.events.delivery_begun import DeliveryBegun
from lianjie_contracts.events.delivery_failed import DeliveryFailed
from lianjie_contracts.events.delivery_given_up import DeliveryGivenUp
from lianjie_contracts.events.delivery_opened import DeliveryOpened
from lianjie_contracts.events.delivery_served import DeliveryServed
from lianjie_contracts.events.delivery_voided import DeliveryVoided
from lianjie_contracts.vocabulary import DeliveryMode, DeliveryState
from services.notifications.domain.acts import Act, Attempt, Failure, Intent, Proof
from services.notifications.domain.consequences import move
from services.notifications.domain.delivery import Delivery

NOTIFIER = Actor(id="notifications", role="notifier", name="告知服务")
NOT_REACHED = (DeliveryState.UNDELIVERABLE, DeliveryState.PUBLIC_NOTICE)


def decide(
    id_: str, delivery: Delivery | None, intents: Sequence[Intent], by: Actor = NOTIFIER
) -> Decision[Delivery]:
    """All the moves with their events, or the first refusal and nothing."""
    told = []
    for intent in intents:
        after = move(delivery, intent)
        if isinstance(after, Refused):
            return after
        told.append(_EVENTS[intent.act](delivery or after, after, _common(id_, after, by)))
        delivery = after
    assert delivery is not None
    return Changed(delivery, tuple(told))


def hand_over(
    id_: str, delivery: Delivery | None, proof: Proof, roles: frozenset[str], at: datetime, by: Actor,
    mode: DeliveryMode = DeliveryMode.DIRECT,
) -> Decision[Delivery]:  # fmt: skip
    """Served by people: begun and done in one act (DL3, DL4), or collected by whom nothing could reach (DL9). What is handed
    over is so at the window; it may be left at the door, or have come by post, too."""
    if delivery and delivery.state in NOT_REACHED:
        return decide(id_, delivery, [Intent(Act.COLLECTED, at, proof, roles)], by)
    acts = [
        Intent(Act.ATTEMPT_SERVICE, at, Attempt(mode, at_window=mode == DeliveryMode.DIRECT), roles),
        Intent(Act.SERVE, at, proof, roles),
    ]
    return decide(id_, delivery, acts, by)


def in_vain(
    id_: str, delivery: Delivery | None, mode: DeliveryMode, reason: str, roles: frozenset[str], at: datetime, by: Actor
) -> Decision[Delivery]:  # fmt: skip
    """People tried it at the address, and it failed: refused at the door, nobody there, come back by post (DL3, DL5)."""
    acts = [
        Intent(Act.ATTEMPT_SERVICE, at, Attempt(mode), roles),
        Intent(Act.SERVICE_FAILED, at, Failure(reason), roles),
    ]
    return decide(id_, delivery, acts, by)


def _common(id_: str, delivery: Delivery, by: Actor) -> dict[str, Any]:
    paper = delivery.paper
    return {
        "occurred_at": delivery.last_at, "by": by, "delivery_id": id_, "matter_id": paper.matter_id, "item_id": paper.item_id,
        "county": paper.county, "document": paper.document, "title": paper.title,
    }  # fmt: skip


def _opened(_: Delivery, after: Delivery, common: dict[str, Any]) -> DeliveryEvent:
    paper = after.paper
    return DeliveryOpened(
        **common, mode=after.mode, courtesy=paper.courtesy, item_no=paper.item_no, number=paper.number, unit=paper.unit,
        to=paper.to, to_unit=paper.to_unit,
    )  # fmt: skip


def _begun(_: Delivery, after: Delivery, common: dict[str, Any]) -> DeliveryEvent:
    return DeliveryBegun(**common, mode=after.mode, attempt=after.attempt, begun_at=after.last_at)


def _served(_: Delivery, after: Delivery, common: dict[str, Any]) -> DeliveryEvent:
    assert after.begun_at is not None
    assert after.served_at is not None
    return DeliveryServed(
        **common,
        mode=after.mode,
        courtesy=after.paper.courtesy,
        begun_at=after.begun_at,
        served_at=after.served_at,
        proof=after.proof,
    )


def _failed(before: Delivery, after: Delivery, common: dict[str, Any]) -> DeliveryEvent:
    return DeliveryFailed(
        **common, mode=before.mode, attempt=after.attempt, reason=after.reason, again_at=after.next_at
    )


def _given_up(_: Delivery, after: Delivery, common: dict[str, Any]) -> DeliveryEvent:
    assert after.begun_at is not None, "two modes were tried"
    return DeliveryGivenUp(
        **common, modes=after.in_vain, approved_by=after.approved_by, begun_at=after.begun_at, declared_at=after.last_at
    )  # fmt: skip


def _announced(_: Delivery, after: Delivery, common: dict[str, Any]) -> DeliveryEvent:
    return DeliveryAnnounced(
        **common, number=after.paper.number, place=after.place, published_at=after.last_at
    )


def _voided(_: Delivery, after: Delivery, common: dict[str, Any]) -> DeliveryEvent:
    return DeliveryVoided(**common, number=after.paper.number, reason=after.reason)


_EVENTS: dict[Act, Callable[[Delivery, Delivery, dict[str, Any]], DeliveryEvent]] = {
    Act.BEGIN_SERVICE: _opened,
    Act.ISSUE_NOTICE: _opened,
    Act.ATTEMPT_SERVICE: _begun,
    Act.SERVE: _served,
    Act.SERVICE_FAILED: _failed,
    Act.COLLECTED: _served,
    Act.DECLARE_UNDELIVERABLE: _given_up,
    Act.PUBLISH_NOTICE: _announced,
    Act.PUBLIC_NOTICE_RUN_OUT: _served,
    Act.VOID_DOCUMENT: _voided,
    Act.ADDRESSEE_ERASED: _failed,
}
