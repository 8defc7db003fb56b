"""A registered item opens its matter, or joins the matter it repeats."""

from __future__ import annotations

from chassis.errors import NotYetError
from chassis.work import Heard, Work
from lianjie_contracts.base import SYSTEM, Claim, Message
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.events.matter_item_joined import MatterItemJoined
from lianjie_contracts.events.matter_opened import MatterOpened
from services.routing.announce import feeds
from services.routing.carrying import carried
from services.routing.domain.matter import Matter
from services.routing.domain.opening import joined, opened
from services.routing.domain.suggestion import Ranks
from services.routing.kin import standing
from services.routing.store import MATTERS


async def on_item_registered(
    heard: Heard[ItemRegistered], work: Work, *, directory: Directory, ranks: Ranks | None = None
) -> None:
    """Rows 1 and 2. A repeat may be heard before the item it repeats: it waits for the matter.

    One from an older system comes with its past, and its matter to where it stood there.
    """
    item = heard.event
    matter = await standing(work, item.matter_id)
    if matter is None:
        if item.is_repeat:
            raise NotYetError(f"matter:{item.matter_id}")
        past = item.carried_over
        fresh = opened(item, directory, item.received_at if past else work.now, ranks)
        event = _opened(fresh, item)
        told: tuple[Message, ...] = (event,)
        if past:
            fresh, told = carried(fresh, event, past, directory)
        await work.save(MATTERS, item.matter_id, fresh, *told)
    elif item.item_id not in matter.item_ids:
        after, new = joined(matter, item, work.now)
        await work.save(
            MATTERS,
            after.matter_id,
            after,
            _joined(after, item, new),
            *feeds(after, SYSTEM, matter.assignments),
        )


def _opened(matter: Matter, item: ItemRegistered) -> MatterOpened:
    return MatterOpened(
        occurred_at=matter.last_at, by=SYSTEM, matter_id=matter.matter_id, county=matter.county, office=item.office,
        profile=matter.profile, row="2", state=matter.state, first_handler=item.first_handler, desk=item.desk,
        session_id=item.session_id, leader_duty_id=item.leader_duty_id, exchange_no=item.exchange_no, exchange_due_on=item.exchange_due_on, item_id=item.item_id,
        item_no=item.item_no, channel=item.channel, source=item.source, received_at=item.received_at,
        registered_at=item.registered_at, headcount=item.headcount, place=item.place, title=item.title, claims=matter.claims,
        matter_class=matter.matter_class, category=matter.category, litigation_status=item.litigation_status,
        urgency=item.urgency, restricted=matter.restricted, secret=matter.secret, accused_unit=matter.accused_unit, suggestion=matter.suggestion,
    )  # fmt: skip


def _joined(matter: Matter, item: ItemRegistered, new: tuple[Claim, ...]) -> MatterItemJoined:
    return MatterItemJoined(
        occurred_at=matter.last_at, by=item.by, matter_id=matter.matter_id, county=matter.county, office=item.office,
        profile=matter.profile, row="1", state=matter.state, first_handler=item.first_handler, desk=item.desk,
        item_id=item.item_id, item_no=item.item_no, channel=item.channel, source=item.source, received_at=item.received_at,
        headcount=item.headcount, title=item.title, new_claims=new,
    )  # fmt: skip
