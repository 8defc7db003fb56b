"""The dossier of a matter is whole and bound: it may go to the archive (row 37), if nothing happens meanwhile."""

from __future__ import annotations

from dataclasses import replace

from chassis.errors import NotYetError
from chassis.work import Heard, Work
from lianjie_contracts.events.dossier_bound import DossierBound
from services.routing.domain.beside import Bound
from services.routing.domain.matter import Matter
from services.routing.store import MATTERS


async def on_dossier_bound(heard: Heard[DossierBound], work: Work) -> None:
    matter = await work.load(MATTERS, heard.event.matter_id)
    if matter is None:
        raise NotYetError(f"matter:{heard.event.matter_id}")
    await work.save(MATTERS, matter.matter_id, with_dossier(matter, heard.event))


def with_dossier(matter: Matter, event: DossierBound) -> Matter:
    return replace(matter, dossier=Bound(event.dossier_no, event.occurred_at))
