"""The on-site service card (服务评价卡) [S1 6]: of nobody, once per visit and object, by the visitor alone.

No route lets a signed-in person read or give one; the office is told sums only, and only of days that are over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from chassis.decisions import Changed, Decision, Refused
from lianjie_contracts.base import Actor
from lianjie_contracts.events.service_card_given import ServiceCardGiven
from lianjie_contracts.vocabulary import CardObject, Satisfaction
from services.intake.domain.numbers import LOCAL
from services.intake.hall.ticket import Ticket, TicketState

Sums = Mapping[CardObject, Mapping[Satisfaction, int] | None]
VISITOR = Actor(id="visitor", role="visitor")


@dataclass(frozen=True, slots=True)
class Card:
    """One answer about one object; `first`: of its visit. `words` are the original record, kept for inspection; they leave intake by no road."""

    day: date
    object: CardObject
    level: Satisfaction
    words: str = ""
    first: bool = False


def is_open(ticket: Ticket | None, now: datetime, minutes: int) -> bool:
    """A card is filled in after the talk, and not much later."""
    if ticket is None or ticket.state is not TicketState.DONE or ticket.ended_at is None:
        return False
    return now - ticket.ended_at <= timedelta(minutes=minutes)


def give(card_id: str, held: Card | None, card: Card) -> Decision[Card]:
    """Once: a second answer about the same object is refused, whatever it says."""
    if held is not None:
        return Refused("CARD_GIVEN", "这一项已经评过了，谢谢您。每次来访每项只评一次。")
    event = ServiceCardGiven(
        occurred_at=datetime.combine(card.day, time(12), LOCAL).astimezone(UTC), by=VISITOR, card_id=card_id,
        county=card_id.partition(":")[0], day=card.day, object=card.object, level=card.level, first_of_visit=card.first,
        with_words=bool(card.words),
    )  # fmt: skip
    return Changed(card, (event,), {})


def summed(cards: Iterable[Card], objects: Iterable[CardObject], least: int) -> Sums:
    """Answers per object and level. Of fewer than `least` nothing at all is told, not even how many there are."""
    counted = Counter((card.object, card.level) for card in cards)
    by_object = {of: {level: n for (each, level), n in counted.items() if each is of} for of in objects}
    return {of: levels if sum(levels.values()) >= least else None for of, levels in by_object.items()}
