"""A text of the matter has reached the petitioner: the opinion completes it (24.2), a decision takes effect (28.1 to 31.3), and an answer to
a suggestion is proved (44.2)."""

from __future__ import annotations

from collections.abc import Mapping

from chassis.errors import NotYetError
from chassis.work import Heard, Work
from lianjie_contracts.base import Actor
from lianjie_contracts.events.delivery_served import DeliveryServed
from services.routing.domain.acts import Act, Intent
from services.routing.domain.roads.answering import Service
from services.routing.proposing import propose
from services.routing.store import MATTERS

NOTIFIER = Actor(id="notifications", role="notifier", name="告知服务")
# The opinion as it was written here, on the unit's own sealed paper, or on the simple road.
OPINIONS = ("D11.1", "D11.2", "D11.3")
# What its service means, by text: in its time, or after it had been shown to be undeliverable.
MEANS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(OPINIONS, (Act.RECORD_SERVICE, "record_late_service")),
    "D12.1": ("deliver_review_upheld", "record_late_review_service"),
    "D12.2": ("deliver_review_changed", "record_late_review_service"),
    "D12.3": ("deliver_review_revoked",),
    "D13.1": ("deliver_recheck_upheld",),
    "D13.2": ("deliver_recheck_changed",),
    "D13.3": ("deliver_recheck_revoked",),
    "D22.1": ("record_reply_service",),
}


async def on_delivery_served(heard: Heard[DeliveryServed], work: Work) -> None:
    """Only the text's own service counts, a courtesy copy never does [R22 23]; a second proof of it changes nothing."""
    served = heard.event
    if served.courtesy or served.document not in MEANS:
        return
    matter = await work.load(MATTERS, served.matter_id)
    if matter is None:
        raise NotYetError(f"matter:{served.matter_id}")
    brings = Service(served.delivery_id, served.begun_at, served.served_at)
    wishes = [
        Intent(act, NOTIFIER, work.now, frozenset({"notifier"}), None, brings)
        for act in MEANS[served.document]
    ]
    await propose(work, matter, wishes)
