"""The box that cards are put into: what a visit may still be asked, one answer at a time, and sums of days that are over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from chassis.documents import Answer, Command
from chassis.ids import derived
from chassis.personal import blind_index
from lianjie_contracts.vocabulary import CardObject, Satisfaction
from services.intake.hall.card import Card, Sums, give, is_open, summed
from services.intake.hall.line import Held
from services.intake.hall.reception import Reception, local_day
from services.intake.hall.store import CARDS
from services.intake.hall.ticket import TicketState


@dataclass(frozen=True)
class CardBox:
    """`secret` makes the card's id: whoever knows the ticket cannot find its card."""

    reception: Reception
    secret: bytes

    async def by_number(self, day: date, number: str) -> Held | None:
        """The ticket of a number on a day."""
        return next((held for held in await self.reception.day(day) if held.ticket.number == number), None)

    async def at_tablet(self, desk: int, now: datetime) -> Held | None:
        """The visitor who has just got up from a desk, if the tablet there may still ask."""
        done = [
            held for held in await self.reception.day(local_day(now))
            if held.ticket.desk == desk and held.ticket.state is TicketState.DONE and held.ticket.ended_at
        ]  # fmt: skip
        last = max(done, key=lambda held: held.ticket.ended_at or now, default=None)
        minutes = self.reception.hall.card.tablet_minutes
        return last if last and is_open(last.ticket, now, minutes) else None

    async def to_ask(self, held: Held) -> list[CardObject]:
        """What this visit has not been asked yet."""
        objects = self.reception.hall.card.objects
        given = await self.reception.commands.store.get(CARDS, [self._id(held, each) for each in objects])
        return [each for each in objects if self._id(held, each) not in given]

    async def put(self, held: Held, object_: CardObject, level: Satisfaction, words: str, key: str) -> Answer:
        """One answer; `key` makes a second press the same press."""
        card_id = self._id(held, object_)
        first = len(await self.to_ask(held)) == len(self.reception.hall.card.objects)
        card = Card(held.ticket.day, object_, level, words, first)
        command = Command(derived("card", card_id, key))
        return await self.reception.commands.run(
            CARDS, card_id, command, lambda before: give(card_id, before, card)
        )

    async def sums(self, first: date, today: date) -> Sums:
        """From a day on, per object, the answers of days that are over; None where there are too few to be told."""
        over = {"state.day": {"$gte": first.isoformat(), "$lt": today.isoformat()}}
        rows = await self.reception.mongo.find(CARDS.name, over)
        rules = self.reception.hall.card
        return summed((CARDS.load(row["state"]) for row in rows), rules.objects, rules.least_told)

    def _id(self, held: Held, object_: CardObject) -> str:
        return f"{self.reception.county}:{blind_index(self.secret, 'card', held.id, object_)}"
