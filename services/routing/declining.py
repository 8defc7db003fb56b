"""What a petitioner wanted and could not have: told with the ground and with what is open instead."""

from __future__ import annotations

from chassis.decisions import Refused
from chassis.work import Work
from lianjie_contracts.base import SYSTEM, MatterEvent
from lianjie_contracts.events.matter_wish_declined import MatterWishDeclined
from services.routing.announce import feeds
from services.routing.domain.evolve import evolve
from services.routing.domain.matter import Matter
from services.routing.domain.remaining import remains
from services.routing.store import MATTERS


async def decline(work: Work, matter: Matter, act: str, number: str, because: Refused) -> None:
    """`act` is what was wished for, `number` under which intake took it in."""
    told = MatterWishDeclined(
        occurred_at=max(work.now, matter.last_at), matter_id=matter.matter_id, county=matter.county, office=matter.county,
        profile=matter.profile, state=matter.state, wish=act, number=number, code=because.code, because=because.because,
        remains=remains(matter, work.now),
    )  # fmt: skip
    await tell(work, matter, told)


async def tell(work: Work, matter: Matter, told: MatterEvent) -> None:
    """Nothing has moved but the time of the last word; the units are told again how the matter stands."""
    after = evolve(matter, told)
    await work.save(MATTERS, matter.matter_id, after, told, *feeds(after, SYSTEM))
