"""A text of the matter cannot be served: the opinion completes it without (24b), a decision takes effect all the same (28.4 …)."""

from __future__ import annotations

from collections.abc import Mapping

from chassis.errors import NotYetError
from chassis.work import Heard, Work
from lianjie_contracts.events.delivery_given_up import DeliveryGivenUp
from services.routing.domain.acts import Intent
from services.routing.domain.matter import Matter
from services.routing.domain.roads.serving import GivenUp, Undeliverable
from services.routing.handlers.on_delivery_served import NOTIFIER, OPINIONS
from services.routing.proposing import propose
from services.routing.store import MATTERS

DECISIONS: Mapping[str, str] = {
    "D12.1": "review_upheld_undeliverable", "D12.2": "review_changed_undeliverable",
    "D13.1": "recheck_upheld_undeliverable", "D13.2": "recheck_changed_undeliverable",
}  # fmt: skip


async def on_delivery_given_up(heard: Heard[DeliveryGivenUp], work: Work) -> None:
    """notifications has seen two modes fail and a head agree (row DL6); what is no answer of the matter stays a paper."""
    event = heard.event
    if event.document not in {*OPINIONS, *DECISIONS}:
        return
    matter = await work.load(MATTERS, event.matter_id)
    if matter is None:
        raise NotYetError(f"matter:{event.matter_id}")
    await propose(work, matter, [_wish(matter, event, work)])


def _wish(matter: Matter, event: DeliveryGivenUp, work: Work) -> Intent:
    if event.document in OPINIONS:
        brings = GivenUp(event.delivery_id, event.modes, event.approved_by, event.begun_at, event.declared_at)
        unit = matter.lead.unit if matter.lead else None
        return Intent("undeliverable", event.by, work.now, frozenset({"unit_head"}), unit, brings)
    told = Undeliverable(modes=event.modes, approved_by=event.approved_by)
    return Intent(DECISIONS[event.document], NOTIFIER, work.now, frozenset({"notifier"}), None, told)
