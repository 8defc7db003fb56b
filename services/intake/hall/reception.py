"""The hall at work: takes tickets, calls them to desks, and finds what a day holds; the rules are asked, never repeated here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from fastapi import HTTPException

from chassis.commands import Commands
from chassis.decisions import Changed, Decision
from chassis.documents import Answer, Command
from chassis.errors import ConflictError
from chassis.identity import Principal
from chassis.ids import derived
from chassis.mongo import Mongo
from services.intake.domain.numbers import LOCAL
from services.intake.hall import line
from services.intake.hall.desk import Desk
from services.intake.hall.line import Held
from services.intake.hall.moves import decide
from services.intake.hall.roster import Stay
from services.intake.hall.setup import Hall
from services.intake.hall.store import DESKS, STAYS, TICKETS
from services.intake.hall.ticket import Act, Intent, Ticket, TicketState
from services.intake.store import COUNTERS

TRIES = 12  # so often two desks may reach for the same ticket before one gives up


@dataclass(frozen=True)
class Reception:
    """One county's hall."""

    county: str
    hall: Hall
    commands: Commands
    mongo: Mongo

    async def day(self, on: date) -> list[Held]:
        """All tickets of a day: a few hundred, so that every rule sees the whole line."""
        rows = await self.mongo.find(TICKETS.name, {"state.day": on.isoformat()})
        return [Held(row["_id"], TICKETS.load(row["state"])) for row in rows]

    async def desks(self) -> list[Desk]:
        """Every desk there is, also those that were never opened."""
        ids = {self._desk_id(no): no for no in range(1, self.hall.desks + 1)}
        held = await self.commands.store.get(DESKS, ids)
        kept = {id_: document.state for id_, document in held.items()}
        return [kept.get(id_) or Desk(no) for id_, no in ids.items()]

    async def desk(self, no: int) -> Desk:
        """Raises 404 for a desk the hall does not have."""
        if not 1 <= no <= self.hall.desks:
            raise HTTPException(404, f"没有 {no} 号窗口。请从 1 到 {self.hall.desks} 号里选。")
        return (await self.desks())[no - 1]

    async def change_desk(
        self, no: int, command: Command, change: Callable[[Desk], Decision[Desk]]
    ) -> Answer:
        """Open or close a desk."""
        await self.desk(no)
        return await self.commands.run(
            DESKS, self._desk_id(no), command, lambda held: change(held or Desk(no))
        )

    async def stays(self, since: date) -> list[tuple[str, Stay]]:
        """The roster from a day on."""
        rows = await self.mongo.find(STAYS.name, {"state.to_day": {"$gte": since.isoformat()}})
        return [(row["_id"], STAYS.load(row["state"])) for row in rows]

    async def take(self, command: Command, ticket: Ticket, intent: Intent, *, born_of: str = "") -> Answer:
        """Give out a ticket; the same command, or the same appointment (`born_of`), always meets the same number."""
        ticket_id = f"{self.county}:{derived(self.county, 'ticket', born_of or command.id)}"
        held = (await self.commands.store.get(TICKETS, [ticket_id])).get(ticket_id)
        if held and (first := held.answer_to(command)):
            return first  # before a number is drawn for nothing
        # A number lost in a race leaves a gap; a number given twice would call two people.
        serial = await self.mongo.increment(COUNTERS, series(self.county, ticket.day, ticket.queue), "last")
        fresh = replace(ticket, number=f"{ticket.queue}{serial:03d}")

        def taken(before: Ticket | None) -> Decision[Ticket]:
            if before is not None:
                return Changed(before, (), {"ticket_id": ticket_id, "number": before.number})
            return decide(ticket_id, None, replace(intent, fresh=fresh))

        return await self.commands.run(TICKETS, ticket_id, command, taken)

    async def call_next(self, command: Command, intent: Intent) -> Answer | None:
        """Call the next for a desk; None: nobody waits for it. Whoever loses a race for a ticket looks at the line again."""
        assert intent.desk is not None
        for _ in range(TRIES):
            tickets = await self.day(local_day(intent.at))
            if first := await self._called_before(tickets, intent.desk.no, command):
                return first
            choice = line.choose(tickets, intent.desk, intent.at, self.hall.overtakes_in_a_row)
            if choice is None:
                return None
            busy = line.current(tickets, intent.desk.no)
            wish = replace(
                intent,
                act=Act.CALL,
                overtakes=choice.overtakes,
                busy_with=busy.ticket.number if busy else None,
            )
            answer = await self.act(choice.held.id, command, wish)
            if answer.refusal != "WRONG_STATE":
                return answer
        raise ConflictError("other desks were faster each time")

    async def act(self, ticket_id: str, command: Command, intent: Intent) -> Answer:
        """One act on one ticket, in one write. Raises 404 if there is no such ticket."""

        def decided(held: Ticket | None) -> Decision[Ticket]:
            if held is None:
                raise HTTPException(404, "没有这个号。请刷新页面。")
            return decide(ticket_id, held, intent)

        return await self.commands.run(TICKETS, ticket_id, command, decided)

    async def _called_before(self, tickets: list[Held], desk: int, command: Command) -> Answer | None:
        """What this press has called already, if it was pressed twice."""
        last = line.last_called(tickets, desk)
        if last is None:
            return None
        document = (await self.commands.store.get(TICKETS, [last.id])).get(last.id)
        return document.answer_to(command) if document else None

    def _desk_id(self, no: int) -> str:
        return f"{self.county}:{no}"


def series(county: str, day: date, queue: str) -> str:
    """The counter that numbers of one queue and day are drawn from: local, so that the hall works while the bus is down."""
    return f"{county}hall{day:%Y%m%d}{queue}"


def local_day(at: datetime) -> date:
    return at.astimezone(LOCAL).date()


def fresh_ticket(
    queue: str, now: datetime, *, green: bool, since: datetime | None = None, appointment: str | None = None
) -> Ticket:
    """A ticket without a number yet."""
    return Ticket(
        "",
        local_day(now),
        queue,
        TicketState.WAITING,
        now,
        since or now,
        green=green,
        appointment=appointment,
    )


def intent_of(caller: Principal, act: Act, now: datetime, **more: Any) -> Intent:  # noqa: ANN401 - what the act brings along
    return Intent(act, now, caller.roles, caller.id, **more)
