"""What is read of letters, with the sender masked in lists and open on the sheet, and nothing of what is secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chassis.decisions import Refused
from chassis.identity import Principal
from services.intake.capability import FrontDoor
from services.intake.letters import sheet, shelf
from services.intake.letters.books import PAGE, Books, Found
from services.intake.letters.letter import Letter
from services.intake.letters.sender import masked, may_read, opened
from services.intake.letters.store import LETTERS
from services.intake.store import ITEMS


@dataclass(frozen=True, slots=True)
class Reading:
    """Asks for whole pages at a time: the items and the keys of all letters of a page in one query each."""

    door: FrontDoor
    books: Books

    async def lines(self, found: Found, caller: Principal) -> list[dict[str, Any]]:
        """The rows of a list."""
        read = [letter for _, letter in found if may_read(caller, letter)]
        people = await opened(self.door.registrar.persons, [letter.cover.sender for letter in read])
        titles = await self._titles(read)
        return [
            sheet.line(id_, letter, masked(self._name(people, letter)), titles.get(self._item(letter), ""))
            for id_, letter in found
        ]

    async def whole(self, letter_id: str, caller: Principal) -> dict[str, Any] | None:
        """The sheet of one letter, or None."""
        held = (await self.door.parts.store.get(LETTERS, [letter_id])).get(letter_id)
        letter = held.state if held else None
        if letter is None:
            return None
        seen = [letter] if may_read(caller, letter) else []
        people = await opened(self.door.registrar.persons, [each.cover.sender for each in seen])
        title = (await self._titles(seen)).get(self._item(letter), "")
        followers = await self.books.count_followers(letter_id)
        return sheet.whole(
            letter_id, letter, caller, people.get(letter.cover.sender.petitioner_id, {}), title, followers
        )

    async def shelf(self, place: str, skip: int, wish: shelf.Intent) -> dict[str, Any]:
        """The shelf by township and time; each row says whether it may be destroyed today, and if not, why."""
        rows = []
        for id_, letter in await self.books.shelf(place, skip):
            refused = shelf.MACHINE.permits(letter.shelf.state if letter.shelf else None, letter, wish)
            because = (
                refused.because if isinstance(refused, Refused) and refused.code != "ROLE_NOT_ALLOWED" else ""
            )
            told = letter.shelf.model_dump(mode="json") if letter.shelf else {}
            rows.append(
                {
                    "letter_id": id_,
                    "letter_no": letter.letter_no,
                    **told,
                    "ripe": not because,
                    "because": because,
                }
            )
        return {
            "rows": rows,
            "next": skip + PAGE if len(rows) == PAGE else None,
            "at_least_days": wish.at_least.days,
        }

    async def _titles(self, letters: list[Letter]) -> Mapping[str, str]:
        items = await self.door.parts.store.get(ITEMS, {self._item(letter) for letter in letters} - {""})
        return {id_: item.state.now.title for id_, item in items.items() if item.state}

    @staticmethod
    def _item(letter: Letter) -> str:
        return letter.entry.item_id if letter.entry else ""

    @staticmethod
    def _name(people: Mapping[str, Mapping[str, str]], letter: Letter) -> str:
        return people.get(letter.cover.sender.petitioner_id, {}).get("name", "")
