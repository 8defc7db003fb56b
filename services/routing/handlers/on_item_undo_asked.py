"""The import that brought an item is to be undone: what nobody has touched since is taken back (row U1), and it is always answered."""

from __future__ import annotations

from chassis.decisions import Changed
from chassis.errors import NotYetError
from chassis.work import Heard, Work
from lianjie_contracts.base import SYSTEM
from lianjie_contracts.events.item_undo_asked import ItemUndoAsked
from lianjie_contracts.events.matter_undo_decided import MatterUndoDecided
from services.routing.announce import feeds
from services.routing.decide import decide
from services.routing.domain.acts import Act, Intent
from services.routing.domain.roads.importing import Undo
from services.routing.store import MATTERS


async def on_item_undo_asked(heard: Heard[ItemUndoAsked], work: Work) -> None:
    """Refused, its units are told again how it stands: nothing of it has changed."""
    asked = heard.event
    matter = await work.load(MATTERS, asked.matter_id)
    if matter is None:
        raise NotYetError(f"matter:{asked.matter_id}")
    brings = Undo(asked.batch, asked.item_id)
    wish = Intent(Act.UNDO_IMPORT, asked.by, work.now, frozenset({asked.by.role}), None, brings)
    decision = decide(matter, [wish])
    if isinstance(decision, Changed):
        await work.save(MATTERS, matter.matter_id, decision.state, *decision.announce)
        return
    told = MatterUndoDecided(
        occurred_at=max(work.now, matter.last_at), by=asked.by, matter_id=matter.matter_id, county=matter.county,
        office=matter.county, profile=matter.profile, state=matter.state, item_id=asked.item_id, batch=asked.batch,
        undone=False, because=decision.because,
    )  # fmt: skip
    await work.save(MATTERS, matter.matter_id, matter, told, *feeds(matter, SYSTEM))
