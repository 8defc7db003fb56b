"""我存的条件: the lists a person keeps under names of their own, each a worklist with its filters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from chassis.documents import Kind
from chassis.ids import derived
from chassis.mongo import Delete
from services.workbench.conditions import Filters, filters_of
from services.workbench.worklists import list_named

if TYPE_CHECKING:
    from chassis.mongo import Mongo
    from services.workbench.language import Language
    from services.workbench.people import User
    from services.workbench.worklists import Worklist

MOST = 8  # of one person: each is counted beside every page
LONGEST = 16  # characters of a name, so that it stands in one line of the side column


@dataclass(frozen=True, slots=True)
class SavedList:
    """One kept list: whose, its name, the worklist's key and the filters that are on. It holds nothing of a petition."""

    by: str
    name: str
    list: str
    saved_at: datetime
    filters: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The same name of the same person is the same list, however often it is sent."""
        return derived("saved list", self.by, self.name)

    def asks(self) -> Filters:
        return filters_of(self.filters)

    def opened_by(self, user: User) -> Worklist | None:
        """The worklist it stands on; none if this person's post has it no more."""
        return list_named(self.list, user)


SAVED: Kind[SavedList] = Kind("saved_lists", SavedList, indexes=(("by", "saved_at"),), kept=True)


class SavedLists(Protocol):
    """What the pages ask for; whose lists they are is always asked along."""

    async def of(self, by: str) -> list[SavedList]:
        """In the order in which they were first kept, at most MOST."""
        ...

    async def save(self, kept: SavedList) -> None:
        """A list of this name is replaced."""
        ...

    async def drop(self, by: str, id_: str) -> None:
        """Nothing happens to somebody else's, nor to one that is gone."""
        ...


@dataclass(frozen=True, slots=True)
class MongoSavedLists:
    """See SavedLists."""

    mongo: Mongo

    async def of(self, by: str) -> list[SavedList]:
        rows = await self.mongo.find(SAVED.name, {"state.by": by}, sort=[("state.saved_at", 1)], limit=MOST)
        return [SAVED.load(row["state"]) for row in rows]

    async def save(self, kept: SavedList) -> None:
        await self.mongo.update_one(
            SAVED.name, {"_id": kept.id}, {"$set": {"state": SAVED.dump(kept)}}, upsert=True
        )

    async def drop(self, by: str, id_: str) -> None:
        await self.mongo.bulk(SAVED.name, [Delete({"_id": id_, "state.by": by})])


def refused(name: str, held: list[SavedList], words: Language) -> str:
    """Why nothing is kept under this name: a sentence that says the way out; empty if it can be."""
    if not name:
        return words.say("saved.no_name")
    if len(name) > LONGEST:
        return words.say("saved.too_long", n=len(name), most=LONGEST)
    if len(held) >= MOST and name not in {each.name for each in held}:
        return words.say("saved.full", most=MOST)
    return ""
