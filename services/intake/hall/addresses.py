"""The unguessable addresses of the hall screen and the tablets, and how they are changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chassis.decisions import Changed, Decision
from chassis.documents import Answer, Command
from services.intake.domain.numbers import same_code
from services.intake.hall.codes import screen_token, tablet_token
from services.intake.hall.reception import Reception
from services.intake.hall.store import ADDRESSES, Addresses


@dataclass(frozen=True)
class AddressBook:
    """One county's addresses: computed, stored nowhere."""

    reception: Reception
    secret: bytes

    async def is_screen(self, token: str) -> bool:
        return same_code(token, screen_token(self.secret, self._county, await self._issue()))

    async def is_tablet(self, desk: int, token: str) -> bool:
        return same_code(token, tablet_token(self.secret, self._county, desk, await self._issue()))

    async def all(self) -> dict[str, Any]:
        issue = await self._issue()
        desks = range(1, self.reception.hall.desks + 1)
        tablets = {str(no): tablet_token(self.secret, self._county, no, issue) for no in desks}
        return {"screen": screen_token(self.secret, self._county, issue), "tablets": tablets}

    async def renew(self, command: Command) -> Answer:
        def decide(held: Addresses | None) -> Decision[Addresses]:
            issue = (held or Addresses()).issue + 1
            return Changed(Addresses(issue), (), {"issue": issue})

        return await self.reception.commands.run(ADDRESSES, self._county, command, decide)

    async def _issue(self) -> int:
        held = (await self.reception.commands.store.get(ADDRESSES, [self._county])).get(self._county)
        return held.state.issue if held and held.state else 1

    @property
    def _county(self) -> str:
        return self.reception.county
