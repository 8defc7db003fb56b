"""When an opinion counts as given: rule issue_and_serve (correction 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.deadlines.domain.counting import due_date

if TYPE_CHECKING:
    from datetime import datetime

    from services.deadlines.domain.clock import Terms


def given_at(issued_at: datetime, service_begun_at: datetime, served_at: datetime, terms: Terms) -> datetime:
    """With its issue, if service was begun within C26 and then succeeded; else only when it was served."""
    latest = due_date(issued_at, terms.table.rules["C26"].limit, terms.calendar)
    return issued_at if service_begun_at < latest.over_at else served_at
