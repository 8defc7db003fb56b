"""A joint session invites: every unit that is called once, and the petitioner of each of its matters (D24.4)."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.session_moved import SessionMoved
from services.notifications.addressee import sheet_of
from services.notifications.handlers.on_matter_moved import issue_due
from services.notifications.texts.table import due_by


async def on_session_moved(heard: Heard[SessionMoved], work: Work, *, directory: Directory) -> None:
    """A unit's copy has the same id whichever of the matters it is made for, and so is issued with the first."""
    due = list(due_by(heard.event))
    for matter in heard.event.matters if due else ():
        sheet = await sheet_of(work, matter.matter_id)
        await issue_due(heard, matter.matter_id, work, sheet, due, directory)
