"""What a later stage or a correction of an item makes of its matter (correction 16)."""

from __future__ import annotations

from dataclasses import replace

from chassis.errors import NotYetError
from chassis.work import Work
from lianjie_contracts.base import SYSTEM
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.matter_amended import MatterAmended
from lianjie_contracts.item_event import ItemEvent
from services.routing.announce import feeds
from services.routing.domain.matter import Matter
from services.routing.domain.opening import amended, with_item
from services.routing.domain.suggestion import Ranks
from services.routing.kin import in_sisters
from services.routing.store import MATTERS


async def amend(event: ItemEvent, work: Work, directory: Directory, ranks: Ranks | None = None) -> None:
    """Take the item as it reads now into its matter. Once units hold it, only whose it is and its text follow, and they are
    told; further claims are passed over here and stay with the item."""
    matter = await work.load(MATTERS, event.matter_id)
    if matter is None or event.item_id not in matter.item_ids:
        raise NotYetError(f"matter:{event.matter_id}")
    after = amended(matter, event.item, event.dropped_claims, directory, work.now, ranks)
    if after != matter:
        after = replace(after, last_at=max(matter.last_at, work.now))
        told = (_told(after, event),) if matter.is_undispatched else feeds(after, SYSTEM, matter.assignments)
        await work.save(MATTERS, event.matter_id, after, *told)
    await in_sisters(work, after, lambda sister: with_item(sister, event.item))


def _told(matter: Matter, event: ItemEvent) -> MatterAmended:
    return MatterAmended(
        occurred_at=matter.last_at, by=event.by, matter_id=matter.matter_id, county=matter.county, office=event.item.office,
        profile=matter.profile, state=matter.state, first_handler=matter.first_handler, item_id=event.item_id,
        headcount=matter.headcount, place=matter.place, title=matter.title, claims=matter.claims, matter_class=matter.matter_class,
        category=matter.category, litigation_status=matter.litigation_status, urgency=matter.urgency, restricted=matter.restricted,
        secret=matter.secret, accused_unit=matter.accused_unit, suggestion=matter.suggestion,
    )  # fmt: skip
