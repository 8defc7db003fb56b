"""Who may see what belongs to an item: contact and attachments alike."""

from __future__ import annotations

from chassis.identity import Principal
from chassis.store import Store
from lianjie_contracts.vocabulary import MatterClass
from services.intake.domain.item import Item
from services.intake.store import HOLDERS

CLEARED = ("router", "office_deputy_head", "office_head")  # may open what is restricted [R22 30]


async def may_see(store: Store, item: Item, caller: Principal) -> bool:
    """A unit sees whom it answers; the author of an accusation stays with the office [R22 30]."""
    accusation = item.now.matter_class == MatterClass.ACCUSATION
    if caller.unit is None:
        return not accusation or caller.may(*CLEARED)
    holders = (await store.get(HOLDERS, [item.matter_id])).get(item.matter_id)
    held = holders is not None and holders.state is not None and caller.unit in holders.state.units
    return held and not accusation and not item.now.secrecy_requested
