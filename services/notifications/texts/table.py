"""Which texts an event makes due, by the row it names, and who composes each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.session_moved import SessionMoved
from services.notifications.domain.documents import TEXTS, Text
from services.notifications.texts import (
    declined,
    handled,
    joined,
    met,
    opinions,
    reported,
    reviewed,
    rights,
    sent,
    supervised,
    told_up,
)
from services.notifications.texts.about import Composer

_ROADS = (declined, sent, handled, opinions, reviewed, reported, supervised, joined, met, rights, told_up)
COMPOSED: Mapping[str, Composer] = {
    code: composer for road in _ROADS for code, composer in road.COMPOSED.items()
}


def due_by(event: MatterEvent | SessionMoved) -> Iterator[tuple[Text, Composer]]:
    """Nothing is due by what an older system has told already (ADR 0027)."""
    if getattr(event, "carried_over", None):
        return
    for text in TEXTS.values():
        if event.row in text.rows and text.code in COMPOSED:
            yield text, COMPOSED[text.code]
