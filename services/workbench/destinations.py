"""The pages that are no worklist: under which heading they stand in the side column, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass

from services.workbench.people import LETTER_ROOM, REGISTERING, UNIT_ROLES, Role, User

TICKETS = frozenset({Role.REGISTRAR, Role.RECEPTIONIST})
DESKS = TICKETS | {Role.UNIT_LIAISON, Role.UNIT_HANDLER}
SIGNING = frozenset({Role.LETTER_CLERK})
HEADS = frozenset({Role.OFFICE_DEPUTY_HEAD, Role.OFFICE_HEAD})
PLANNERS = HEADS | {Role.REGISTRAR, Role.ROUTER}
HALL = REGISTERING | UNIT_ROLES | PLANNERS | {Role.SUPERVISOR, Role.LEADER}
QUICK = REGISTERING | UNIT_ROLES | HEADS | {Role.ROUTER, Role.GRID_WORKER, Role.ANALYST, Role.SUPERVISOR}
OPENING = HEADS | {Role.SUPERVISOR}
TOLD = UNIT_ROLES | PLANNERS | REGISTERING | {Role.SUPERVISOR, Role.ANALYST, Role.LEADER, Role.ARCHIVIST}
KEEPING = HEADS | {Role.ARCHIVIST, Role.SUPERVISOR}
COVERING = frozenset(Role) - {Role.GRID_WORKER, Role.LEADER}
SUPERVISION = OPENING | UNIT_ROLES | {Role.LEADER}
PROPOSING = frozenset({Role.RECEPTIONIST, Role.SESSION_COORDINATOR})
SESSIONS = PROPOSING | SUPERVISION | {Role.ROUTER}


@dataclass(frozen=True, slots=True)
class Destination:
    """`key` names the page (its words are page.<key>), `group` the heading it stands under."""

    key: str
    group: str
    href: str
    roles: frozenset[Role]


DESTINATIONS = (
    Destination("hall_tickets", "hall", "/hall/tickets", TICKETS),
    Destination("hall_desk", "hall", "/hall/desk", DESKS),
    Destination("hall_waiting", "hall", "/hall/waiting", HALL),
    Destination("hall_appointments", "hall", "/hall/appointments", HALL),
    Destination("hall_roster", "hall", "/hall/roster", HALL),
    Destination("hall_setup", "hall", "/hall/setup", HEADS),
    Destination("hall_display", "hall", "/display", HALL),
    Destination("letters_new", "letters", "/letters/new", SIGNING),
    Destination("letters", "letters", "/letters", LETTER_ROOM),
    Destination("letters_scan", "letters", "/letters/scans", SIGNING),
    Destination("letters_shelf", "letters", "/letters/shelf", LETTER_ROOM),
    Destination("letters_destructions", "letters", "/letters/destructions", LETTER_ROOM),
    Destination("letters_custody", "letters", "/letters/custody", LETTER_ROOM),
    Destination("quick", "quick", "/quick", QUICK),
    Destination("sessions", "sessions", "/sessions", SESSIONS),
    Destination("supervision", "supervision", "/supervisions", SUPERVISION),
    Destination("recommendations", "supervision", "/recommendations", SUPERVISION),
    Destination("calendar", "office", "/calendar", frozenset(Role) - {Role.GRID_WORKER}),
    Destination("directory", "office", "/directory", frozenset(Role) - {Role.GRID_WORKER}),
    Destination("covers", "office", "/covers", COVERING),
    Destination("handovers", "office", "/handovers", COVERING),
    Destination("rules", "office", "/rules", frozenset(Role) - {Role.GRID_WORKER}),
    Destination("dossiers", "archive", "/dossiers", KEEPING),
    Destination("imports", "imports", "/imports", HEADS),
    Destination("digest", "limits", "/digest", TOLD),
    Destination("due", "limits", "/due", frozenset(Role) - {Role.GRID_WORKER}),
)


def open_to(user: User) -> tuple[Destination, ...]:
    """Where this person can go, in the order of the side column."""
    return tuple(each for each in DESTINATIONS if user.is_any(each.roles))
