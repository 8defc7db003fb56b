"""An event that changes no more than where a matter stands: one line of the history, told by the row it names."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from lianjie_contracts.base import MatterEvent
from services.workbench.projection import of_matter, on_day, remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work


async def on_matter_moved(heard: Heard[Any], work: Work) -> None:
    """What the event says in words or as a date is what its line may say; `moved` names the row (locale: [moved])."""
    event = heard.event
    own = type(event).model_fields.keys() - MatterEvent.model_fields.keys()
    said = {name: _said(getattr(event, name)) for name in sorted(own)}
    await remember(heard, work, of_matter(event), **said, moved=event.row)


def _said(value: object) -> str | None:
    if isinstance(value, datetime):
        return on_day(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "、".join(str(each) for each in value if isinstance(each, str))
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) else None
