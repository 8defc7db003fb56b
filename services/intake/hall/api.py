"""The hall over HTTP: at the ticket desk, at the desks, the roster, appointments, and what is open to everybody in the hall."""

from __future__ import annotations

from fastapi import APIRouter

from services.intake.capability import FrontDoor
from services.intake.hall.appointment_routes import appointment_routes
from services.intake.hall.desk_routes import desk_routes
from services.intake.hall.public_routes import public_routes
from services.intake.hall.reception import Reception
from services.intake.hall.roster_routes import roster_routes
from services.intake.hall.setup import the_hall
from services.intake.hall.ticket_routes import ticket_routes


def api(door: FrontDoor) -> APIRouter:
    """The routes of one county's hall, all below /hall."""
    reception = Reception(door.county, the_hall(), door.parts.commands, door.parts.mongo)
    router = APIRouter(prefix="/hall")
    for routes in (ticket_routes, desk_routes, roster_routes, appointment_routes, public_routes):
        router.include_router(routes(door, reception))
    return router
