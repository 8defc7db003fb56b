"""Joint sessions (联合接访): the invitation to the units and to the petitioners (D24.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lianjie_contracts.events.session_moved import SessionMoved
from lianjie_contracts.vocabulary import Addressee, ParticipantKind, SessionMode
from services.notifications.domain import wording
from services.notifications.texts.about import About, Composer, Copy

MODES = {
    SessionMode.ONSITE: "现场接访",
    SessionMode.APPOINTMENT: "预约接访",
    SessionMode.VIDEO: "视频接访",
}


def invited(event: SessionMoved, about: About) -> Iterable[Copy]:
    """D24.4: a unit is told every matter, by number and title; a petitioner the own one alone."""
    words = {
        "time": wording.moment(event.held_at) if event.held_at else "", "place": event.place,
        "mode": MODES.get(event.mode, "") if event.mode else "", "participants": "、".join((about.centre.name, *(each.name for each in event.participants))),
    }  # fmt: skip
    yield Copy(
        Addressee.PETITIONER,
        words | {"matter": f"{about.sheet.title}（编号{about.sheet.item_no}）"},
        about=about.sheet.item_no,
    )
    matters = "；".join(f"{each.title}（编号{each.item_no}）" for each in event.matters)
    for each in event.participants:
        if each.kind is not ParticipantKind.SOCIAL:
            yield Copy(Addressee.UNIT, words | {"matter": matters}, each.who)


COMPOSED: Mapping[str, Composer] = {"D24.4": invited}
