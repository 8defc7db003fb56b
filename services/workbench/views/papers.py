"""The documents of a matter and how each reached its addressee; and how often the same thing was brought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.workbench.papers import may_hand_over, may_read
from services.workbench.words import day, local, moment

if TYPE_CHECKING:
    from datetime import datetime

    from services.workbench.language import Language
    from services.workbench.people import User
    from services.workbench.readmodel import DeliveryView, MatterView


@dataclass(frozen=True, slots=True)
class Paper:
    """One document on its way; `sealed` shows a seal on the miniature; `waits`: this person may hand it over."""

    id: str
    title: str
    code: str
    state: str
    under: str
    sealed: bool
    failed: bool
    readable: bool
    waits: bool


@dataclass(frozen=True, slots=True)
class Visit:
    """One item of the matter in the list of how often the same thing was brought."""

    when: str
    how: str
    what: str
    number: str
    first: bool
    item_id: str


def paper(delivery: DeliveryView, matter: MatterView, user: User, now: datetime, language: Language) -> Paper:
    at = delivery.served_at or delivery.at
    state = language.word("delivery_state", delivery.state)
    mode = language.word("delivery_mode", delivery.mode)
    return Paper(
        id=delivery.id,
        title=delivery.title or delivery.document,
        code=delivery.document,
        state=language.say("paper.state", state=state, mode=mode),
        under=delivery.reason or (day(local(at).date(), local(now).date(), language) if at else ""),
        sealed=delivery.served_at is not None and not delivery.courtesy,
        failed=bool(delivery.reason),
        readable=may_read(delivery, matter, user),
        waits=may_hand_over(delivery, matter, user),
    )


def visits(matter: MatterView, now: datetime, language: Language) -> tuple[Visit, ...]:
    items = sorted(matter.items.values(), key=lambda item: (item.received_at, item.number), reverse=True)
    first = matter.first_item
    return tuple(
        Visit(
            when=moment(item.received_at, now, language),
            how=language.say("visit.how", channel=language.word("channel", item.channel), n=item.headcount),
            what=item.title,
            number=item.number,
            first=item is first,
            item_id=item.id,
        )
        for item in items
    )
