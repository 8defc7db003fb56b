"""The opinion has reached the petitioner: the matter is complete (row 24.2)."""

from __future__ import annotations

from chassis.decisions import Changed
from chassis.errors import NotYetError
from chassis.work import Heard, Work
from lianjie_contracts.base import Actor
from lianjie_contracts.events.delivery_served import DeliveryServed
from services.routing.decide import decide
from services.routing.domain.acts import Act, Intent
from services.routing.domain.roads.answering import Service
from services.routing.store import MATTERS

OPINION = "D11.1"
NOTIFIER = Actor(id="notifications", role="notifier", name="告知服务")


async def on_delivery_served(heard: Heard[DeliveryServed], work: Work) -> None:
    """Only the opinion's own service counts; a courtesy copy never does [R22 23]."""
    served = heard.event
    if served.document != OPINION or served.courtesy:
        return
    matter = await work.load(MATTERS, served.matter_id)
    if matter is None:
        raise NotYetError(f"matter:{served.matter_id}")
    brings = Service(served.delivery_id, served.begun_at, served.served_at)
    intent = Intent(Act.RECORD_SERVICE, NOTIFIER, work.now, frozenset({"notifier"}), None, brings)
    decision = decide(matter, [intent])
    if isinstance(decision, Changed):  # a second proof of the same service changes nothing
        await work.save(MATTERS, matter.matter_id, decision.state, *decision.announce)
