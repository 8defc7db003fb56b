"""Until when a right stands: what deadlines has told of the limits that this service's own conditions ask for.

A duty never blocks an act (rule `overdue`); only a window and the extension have a time. A limit nobody has told of yet
counts as open: a right is never lost because a message is late.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from services.routing.domain.beside import Window
from services.routing.domain.matter import Matter

# Objection, extension, review, recheck, application for a hearing; begin of service.
ASKED_FOR = frozenset({"C05", "C07", "C10", "C13", "C16", "C26"})

# Duties that may still run when a matter has ended everywhere else: reporting back, an urgent report, recommendation and
# supervision, a dissatisfied petitioner, the letter after a call, a leader's instruction, a session, a question, the exchange,
# a callback. All other duties end with a move that comes before row 37, or with a machine that it requires to be at rest.
OUTLASTING = frozenset({"C09", "C18", "C19", "C20", "C25", "C36", "C37", "C38", "C39", "C44", "C46"})


def with_duty(matter: Matter, clock_id: str, *, runs: bool) -> Matter:
    """The matter with this duty among those that run, or no longer among them."""
    others = tuple(each for each in matter.duties if each != clock_id)
    return replace(matter, duties=tuple(sorted((*others, clock_id))) if runs else others)


def with_window(matter: Matter, window: Window) -> Matter:
    """The latest word on a limit; an earlier run of it is forgotten. Their order is none of hearing."""
    others = (
        each
        for each in matter.windows
        if (each.clock, each.assignment_id) != (window.clock, window.assignment_id)
    )
    return replace(
        matter, windows=tuple(sorted((*others, window), key=lambda w: (w.clock, w.assignment_id or "")))
    )


def window_is_shut(matter: Matter, clock: str, at: datetime, since: datetime | None = None) -> bool:
    """Whether a limit of the whole matter is known to have ended: one that nobody has told of has not."""
    told = any(w.clock == clock and w.assignment_id is None for w in matter.windows)
    return told and not window_is_open(matter, clock, at, since=since)


def window_is_open(
    matter: Matter, clock: str, at: datetime, assignment_id: str | None = None, since: datetime | None = None
) -> bool:
    """Whether the limit still runs at `at`; one that began before `since` was an earlier one of the kind."""
    told = window_of(matter, clock, assignment_id)
    return told is None or at <= told.due_at or (since is not None and told.started_at < since)


def window_of(matter: Matter, clock: str, assignment_id: str | None = None) -> Window | None:
    """The limit as it was told last; None if nobody has told of it."""
    return next((w for w in matter.windows if (w.clock, w.assignment_id) == (clock, assignment_id)), None)
