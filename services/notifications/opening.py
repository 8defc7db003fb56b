"""Opening a sealed letter, in memory only, for the moment of sending or printing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chassis.personal import KEY_COPIES, PersonKey, Safe
from chassis.store import Store
from lianjie_contracts.base import Sealed
from services.notifications.domain.documents import Content
from services.notifications.letters import Letter
from services.notifications.store import LETTERS

FIELDS = {
    "addressee": "name",
    "applicant": "name",
    "email": "email",
    "query_code": "query_code",
}  # content -> the field it was sealed as
GONE = {"query_code": "（已按要求销毁）"}


@dataclass(frozen=True, slots=True)
class Opened:
    """A letter with its person's key; `key` without `wrapped` is destroyed."""

    letter: Letter
    key: PersonKey
    safe: Safe

    @property
    def erased(self) -> bool:
        return self.key.wrapped is None

    def email(self) -> str:
        return self._field("email") or ""

    def words(self) -> Mapping[str, Content]:
        """All contents in the clear; what is destroyed is said to be so, and nobody is named."""
        personal = {
            name: self._field(name) or GONE.get(name) for name in self.letter.sealed if name != "email"
        }
        return self.letter.contents | {name: text for name, text in personal.items() if text}

    def seal(self, field: str, text: str) -> str:
        """A further personal text as JSON under the same key; of somebody erased nothing is kept."""
        if self.key.wrapped is None:
            return ""
        return self.safe.seal(self.letter.person, self.key.wrapped, field, text).model_dump_json()

    def unseal(self, field: str, sealed: str) -> str | None:
        return self.safe.open(Sealed.model_validate_json(sealed), self.key.wrapped, field) if sealed else None

    def _field(self, content: str) -> str | None:
        sealed = self.letter.sealed.get(content)
        return self.safe.open(sealed, self.key.wrapped, FIELDS[content]) if sealed else None


async def open_letter(store: Store, safe: Safe, delivery_id: str) -> Opened | None:
    """None while letter or key are not there; a text that is of no person needs no key."""
    letter = (await store.get(LETTERS, [delivery_id])).get(delivery_id)
    if letter is None or letter.state is None:
        return None
    if not letter.state.person:
        return Opened(letter.state, PersonKey(), safe)
    key = (await store.get(KEY_COPIES, [letter.state.person])).get(letter.state.person)
    return Opened(letter.state, key.state, safe) if key and key.state else None
