"""A letter's sender was told, or need not be: C03 ends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chassis.documents import Kind
from chassis.work import Heard, Work
from lianjie_contracts.events.letter_step_taken import LetterStepTaken
from services.deadlines.domain.happening import Happening
from services.deadlines.handlers.said import AFTER_THE_MATTER_S_OWN
from services.deadlines.keeping import keep_of_matter
from services.deadlines.law import Law
from services.deadlines.store import SHEETS

TOLD = ("LT6", "LT6s")


async def on_letter_step_taken(heard: Heard[LetterStepTaken], work: Work, *, law: Law) -> None:
    """Rows LT6 and LT6s; the steps before them are of no matter, those after them owe nothing."""
    event = heard.event
    if event.entry is None or not its_sheet(event):
        return
    told = Happening((event.step.row,), heard.envelope.id, AFTER_THE_MATTER_S_OWN, event.step.done_at)
    await keep_of_matter(event.entry.matter_id, work, law, told)


def its_sheet(event: LetterStepTaken) -> Iterable[tuple[Kind[Any], str]]:
    """Nothing is loaded for any other step."""
    if event.entry is None or event.step.row not in TOLD:
        return ()
    return ((SHEETS, event.entry.matter_id),)
