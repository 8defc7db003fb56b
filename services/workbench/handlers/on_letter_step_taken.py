"""A step of a letter: kept aside until the letter is registered, then part of its matter's history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from services.workbench.projection import entry_of, settled, with_entry
from services.workbench.readmodel import LetterTrail, MatterView
from services.workbench.store import LETTER_TRAILS, MATTERS

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.letter_step_taken import LetterStepTaken


async def on_letter_step_taken(heard: Heard[LetterStepTaken], work: Work) -> None:
    """LT1 to LT3 come before there is a matter: they are entered with LT4, which names it."""
    event, step = heard.event, heard.event.step
    facts = {
        "letter_step": step.act,
        "letter_no": event.letter_no,
        "operator": step.operator,
        "note": step.note,
    }
    entry = entry_of(heard, work.now, {**facts, "letter_mode": step.mode})
    trail = await work.load(LETTER_TRAILS, event.letter_id) or LetterTrail()
    if event.entry is None:
        await work.save(LETTER_TRAILS, event.letter_id, replace(trail, steps=(*trail.steps, entry)))
        return
    matter_id = event.entry.matter_id
    view = await work.load(MATTERS, matter_id) or MatterView(matter_id, event.county)
    for each in (*trail.steps, entry):
        view = with_entry(view, each)
    await work.save(MATTERS, matter_id, settled(view))
    if trail.steps:
        await work.save(LETTER_TRAILS, event.letter_id, LetterTrail())
