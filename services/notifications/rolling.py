"""How deliveries are brought forward after a restore: from their own events, with the numbers their texts took.

A letter is made again when the event that made it due is heard again; until then the delivery waits. Who signed for a
paper at the window is told to nobody, and is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chassis.documents import Document
from chassis.rolling import Rolls
from chassis.store import Store
from chassis.work import Heard
from lianjie_contracts.events.delivery_announced import DeliveryAnnounced
from lianjie_contracts.events.delivery_begun import DeliveryBegun
from lianjie_contracts.events.delivery_failed import DeliveryFailed
from lianjie_contracts.events.delivery_given_up import DeliveryGivenUp
from lianjie_contracts.events.delivery_opened import DeliveryOpened
from lianjie_contracts.events.delivery_served import DeliveryServed
from lianjie_contracts.events.delivery_voided import DeliveryVoided
from lianjie_contracts.events.dossier_handed_over import DossierHandedOver
from lianjie_contracts.vocabulary import DeliveryMode, DeliveryState
from services.notifications.domain.consequences import ERASED
from services.notifications.domain.delivery import Delivery, Paper
from services.notifications.domain.documents import TEXTS, counted_as
from services.notifications.dossiers.dossier import Dossier, HandedOver
from services.notifications.store import DELIVERIES, DOSSIERS, SERIES, Series

_NUMBER = re.compile(r"〔(\d{4})〕(\d+)号")
ELECTRONIC = DeliveryMode.ELECTRONIC


@dataclass(frozen=True, slots=True)
class RolledDeliveries:
    store: Store

    def rolls(self) -> tuple[Rolls[Delivery], Rolls[Dossier]]:
        return (Rolls(DELIVERIES, after, completed=self.completed), Rolls(DOSSIERS, after_dossier))

    async def completed(self, deliveries: Sequence[Document[Delivery]]) -> Sequence[Document[Delivery]]:
        """No number of theirs is given again."""
        for document in deliveries:
            paper = document.state.paper if document.state else None
            found = _NUMBER.search(paper.number) if paper and TEXTS[paper.document].series else None
            if paper and found:
                await self._raise(
                    f"{paper.unit or paper.county}:{counted_as(paper.document)}:{found[1]}", int(found[2])
                )
        return deliveries

    async def _raise(self, series: str, last: int) -> None:
        held = (await self.store.get(SERIES, [series])).get(series) or Document(SERIES, series)
        if held.state is None or held.state.last < last:
            await self.store.put(held.with_state(Series(last)))


async def after(delivery: Delivery | None, heard: Heard[Any]) -> Delivery:
    """The delivery after one more of its events."""
    event = heard.event
    if isinstance(event, DeliveryOpened):
        return _opened(heard)
    assert delivery is not None, "the first event of a delivery opens it"
    return _TOLD[type(event)](replace(delivery, last_at=event.occurred_at), event)


async def after_dossier(dossier: Dossier | None, heard: Heard[Any]) -> Dossier:
    """Its number and its chain; the copies it held are lost, and it is bound again."""
    event = heard.event
    if isinstance(event, DossierHandedOver):
        assert dossier is not None, "what was handed over was bound before"
        over = HandedOver(event.list_no, event.to, event.occurred_at, event.by.name)
        return replace(dossier, handed_over=over)
    return Dossier(
        event.matter_id, event.county, event.dossier_no, event.kind, event.by.name, event.occurred_at, event.chain,
        volume=event.volume,
    )  # fmt: skip


def _opened(heard: Heard[DeliveryOpened]) -> Delivery:
    event = heard.event
    paper = Paper(
        event.county, event.matter_id, event.item_id or "", event.item_no, event.document, event.title, event.number,
        heard.envelope.causation or "", event.unit, event.courtesy, event.to, event.to_unit,
    )  # fmt: skip
    is_electronic, at = event.mode == ELECTRONIC, event.occurred_at
    next_at = at if is_electronic else None
    return Delivery(
        paper, is_electronic, event.mode, at, at, next_at=next_at, trace=heard.envelope.traceparent
    )


def _begun(delivery: Delivery, event: DeliveryBegun) -> Delivery:
    """Whoever began it is gone: an attempt by mail is taken over at once, with the same Message-ID."""
    return replace(
        delivery, state=DeliveryState.IN_SERVICE, mode=event.mode, attempt=event.attempt, reason="",
        begun_at=delivery.begun_at or event.begun_at, next_at=event.begun_at if event.mode == ELECTRONIC else None,
    )  # fmt: skip


def _served(delivery: Delivery, event: DeliveryServed) -> Delivery:
    """Collected by whom nothing could reach, it was one attempt more."""
    collected = delivery.state != DeliveryState.IN_SERVICE and event.mode != DeliveryMode.PUBLIC
    return replace(
        delivery, state=DeliveryState.SERVED, mode=event.mode, attempt=delivery.attempt + collected, begun_at=event.begun_at,
        served_at=event.served_at, proof=event.proof, next_at=None, reason="",
    )  # fmt: skip


def _failed(delivery: Delivery, event: DeliveryFailed) -> Delivery:
    if event.reason == ERASED:
        return replace(delivery, state=DeliveryState.UNDELIVERABLE, reason=event.reason, next_at=None)
    failed = replace(delivery, state=DeliveryState.FAILED, reason=event.reason, next_at=event.again_at)
    if event.again_at is not None:
        return failed
    return replace(failed, in_vain=(*delivery.in_vain, event.mode), mode=DeliveryMode.DIRECT)


def _given_up(delivery: Delivery, event: DeliveryGivenUp) -> Delivery:
    return replace(delivery, state=DeliveryState.UNDELIVERABLE, next_at=None, approved_by=event.approved_by)


def _announced(delivery: Delivery, event: DeliveryAnnounced) -> Delivery:
    return replace(
        delivery, state=DeliveryState.PUBLIC_NOTICE, mode=DeliveryMode.PUBLIC, next_at=None, announced_at=event.published_at,
        place=event.place,
    )  # fmt: skip


def _voided(delivery: Delivery, event: DeliveryVoided) -> Delivery:
    return replace(delivery, state=DeliveryState.VOIDED, next_at=None, reason=event.reason)


_TOLD: Mapping[type[Any], Callable[[Delivery, Any], Delivery]] = {
    DeliveryBegun: _begun,
    DeliveryServed: _served,
    DeliveryFailed: _failed,
    DeliveryGivenUp: _given_up,
    DeliveryAnnounced: _announced,
    DeliveryVoided: _voided,
}
