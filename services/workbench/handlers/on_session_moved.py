"""联合接访: a line in the history of each matter that is received, and of the one that a decision is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import remember_on

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.session_moved import SessionMoved

TOLD = frozenset(
    {"JS1", "JS2", "JS5", "JS6", "JSR", "JSX", "JS10", "JS11"}
)  # the rest is prepared among the units


async def on_session_moved(heard: Heard[SessionMoved], work: Work) -> None:
    event = heard.event
    if event.row not in TOLD:
        return
    about = [each for each in event.decisions if each.decision_id == event.decision_id]
    for matter_id in (each.matter_id for each in (about or event.matters)):
        made = about or [each for each in event.decisions if each.matter_id == matter_id]
        await remember_on(
            matter_id, heard, work, lambda view: view, session_did=event.row, place=event.place,
            unit=about[0].unit if about else None, said=event.steps[-1].text or "；".join(each.text for each in made),
        )  # fmt: skip
