"""How letters and lists are brought forward after a restore: from their own events, with the numbers they took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chassis.documents import Document
from chassis.rolling import Rolls
from chassis.work import Heard
from lianjie_contracts.events.destruction_list_moved import DestructionListMoved
from lianjie_contracts.letter_event import LetterEvent
from services.intake.capability import FrontDoor
from services.intake.domain.numbers import split
from services.intake.letters.destruction import DestructionList
from services.intake.letters.letter import Letter, after
from services.intake.letters.store import DESTRUCTION_LISTS, LETTERS
from services.intake.rolling import LEFT_OUT
from services.intake.store import COUNTERS


@dataclass(frozen=True, slots=True)
class RolledLetters:
    """The letters of one county: the same fold that the commands use."""

    door: FrontDoor

    def rolls(self) -> tuple[Rolls[Letter], Rolls[DestructionList]]:
        return (
            Rolls(LETTERS, self.letter, completed=self.letters_numbered),
            Rolls(DESTRUCTION_LISTS, self.list_, completed=self.lists_numbered),
        )

    async def letter(self, held: Letter | None, heard: Heard[LetterEvent]) -> Letter | None:
        return after(held, heard.event) if heard.event.county == self.door.county else None

    async def list_(
        self, _: DestructionList | None, heard: Heard[DestructionListMoved]
    ) -> DestructionList | None:
        return DestructionList(heard.event) if heard.event.county == self.door.county else None

    async def letters_numbered(self, letters: Sequence[Document[Letter]]) -> Sequence[Document[Letter]]:
        await self._raise({document.state.letter_no for document in letters if document.state})
        return letters

    async def lists_numbered(
        self, lists: Sequence[Document[DestructionList]]
    ) -> Sequence[Document[DestructionList]]:
        await self._raise({document.state.told.list_no for document in lists if document.state})
        return lists

    async def _raise(self, numbers: set[str]) -> None:
        """No number that was told to somebody is given again."""
        for series, serial in sorted(split(number) for number in numbers):
            least = {"$max": {"last": serial + LEFT_OUT}}
            await self.door.parts.mongo.update_one(COUNTERS, {"_id": series}, least, upsert=True)
