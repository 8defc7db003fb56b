"""A petitioner has added facts or papers: a matter that waits for them is screened again (row 3.4)."""

from __future__ import annotations

from chassis.decisions import Changed
from chassis.work import Heard, Work
from lianjie_contracts.events.matter_supplemented import MatterSupplemented
from services.routing.decide import decide
from services.routing.domain.acts import Act, Intent
from services.routing.domain.roads.informing import Supplement
from services.routing.store import MATTERS


async def on_matter_supplemented(heard: Heard[MatterSupplemented], work: Work) -> None:
    """What is added to any other matter is read where it is kept; nothing moves for it."""
    event = heard.event
    matter = await work.load(MATTERS, event.matter_id)
    brings = Supplement(supplied=event.number)
    wish = Intent(Act.SUPPLY_INFO, event.by, work.now, frozenset({event.by.role}), None, brings)
    decision = decide(matter, [wish])
    if isinstance(decision, Changed):
        await work.save(MATTERS, event.matter_id, decision.state, *decision.announce)
