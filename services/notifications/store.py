"""What notifications keeps."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.documents import Kind
from services.notifications.contacts import Contact, MatterSheet
from services.notifications.domain.delivery import Delivery
from services.notifications.dossiers.dossier import Dossier, Inspection
from services.notifications.letters import Letter


@dataclass(frozen=True, slots=True)
class Series:
    """The last number given in one organ's series of one year."""

    last: int = 0


DELIVERIES: Kind[Delivery] = Kind(
    "deliveries", Delivery, subject="delivery", topic="notifications.deliveries.v1",
    indexes=(("next_at",), ("paper.matter_id",), ("paper.county", "mode", "state", "opened_at")),
)  # fmt: skip
LETTERS: Kind[Letter] = Kind("letters", Letter)
DOSSIERS: Kind[Dossier] = Kind(
    "dossiers",
    Dossier,
    subject="dossier",
    topic="notifications.dossiers.v1",
    indexes=(("county", "bound_at"),),
)
INSPECTIONS: Kind[Inspection] = Kind("dossier_inspections", Inspection, indexes=(("matter_id", "at"),))
CONTACTS: Kind[Contact] = Kind("contacts", Contact)
SHEETS: Kind[MatterSheet] = Kind("matter_sheets", MatterSheet)
SERIES: Kind[Series] = Kind("series", Series)
