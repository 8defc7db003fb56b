"""The files of a matter, as its history tells them, and who may open them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.people import CONTACTING, DISPATCHING, Role

if TYPE_CHECKING:
    from services.workbench.people import User
    from services.workbench.readmodel import Entry, MatterView

OPENING = CONTACTING | DISPATCHING | {Role.SUPERVISOR}


def attached(matter: MatterView) -> tuple[Entry, ...]:
    """In the order in which they were added. What was heard before the window kept their ids shows in the history alone."""
    return tuple(e for e in matter.timeline if e.type == "attachment_added" and e.facts.get("attachment"))


def may_open(attachment_id: str, matter: MatterView, user: User) -> bool:
    """Of the part of a matter that this person sees; intake decides again, and writes down who opened what."""
    return user.is_any(OPENING) and any(e.facts["attachment"] == attachment_id for e in attached(matter))
