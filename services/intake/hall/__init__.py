"""The hall (接访大厅): tickets and desks, roster, screen, on-site cards, appointments (corrections 24)."""

from services.intake.capability import Capability
from services.intake.hall.api import api
from services.intake.hall.rolling import rolls
from services.intake.hall.store import ADDRESSES, CARDS, DESKS, SLOTS, STAYS, TICKETS

CAPABILITY = Capability(kinds=(TICKETS, CARDS, DESKS, STAYS, SLOTS, ADDRESSES), api=api, rolls=rolls)

__all__ = ["CAPABILITY"]
