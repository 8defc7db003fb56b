"""Who may do what in the hall."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends

from chassis.identity import Principal
from chassis.web import needs
from services.intake.hall.lifecycle import AT_DESKS, AT_TICKETS

HEADS = ("office_deputy_head", "office_head")
PLANNING = ("session_coordinator", "router", *HEADS)

AtTickets = Annotated[Principal, Depends(needs(*AT_TICKETS.split()))]
AtDesk = Annotated[Principal, Depends(needs(*AT_DESKS.split(), *HEADS))]
Planner = Annotated[Principal, Depends(needs("registrar", *PLANNING))]
Head = Annotated[Principal, Depends(needs(*HEADS))]
InHall = Annotated[
    Principal,
    Depends(needs(*AT_DESKS.split(), "letter_clerk", "unit_head", "supervisor", "leader", *PLANNING)),
]
