"""Finding what an item may repeat: few are looked up, only these are compared, and fewer are shown with their grounds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from lianjie_contracts.vocabulary import MatterClass
from services.intake.capability import FrontDoor
from services.intake.domain.item import Item, Undo
from services.intake.domain.numbers import LOCAL
from services.intake.people import accused_keys, keys, keys_of_all, opened, people_of
from services.intake.repeats.grounds import RESTRICTED, Compared, Names, grounds
from services.intake.repeats.likeness import Telling, likeness
from services.intake.repeats.lookup import Leads, Lookup
from services.intake.repeats.question import LONGEST, MOST_CLAIMS, RepeatQuestion, Someone
from services.intake.repeats.ranking import Ranked, nearest, nearness, shown
from services.intake.repeats.shingles import shingles
from services.intake.repeats.tracing import telling_of, wrapped_keys
from services.intake.store import ITEMS
from services.intake.tables import tables

SameSomeone = Mapping[str, tuple[Someone, ...]]  # by item, who of those asked about is in it


@dataclass(frozen=True)
class Finder:
    """Asks one county's own store."""

    door: FrontDoor

    async def candidates(
        self, asked: RepeatQuestion, *, reads: bool, without: Collection[str] = (), matter: str = ""
    ) -> list[dict[str, Any]]:
        """At most five matters, the likeliest first; not items with ids in `without`, nor those that have joined `matter`.

        An accusation is found only for an accusation, by the accused and the text, never by who wrote it; what it says
        is told only to who `reads` accusations.
        """
        known = self.known(asked)
        leads = await self._leads(asked, tuple(known))
        near = {id_: share for id_, share in nearness(leads.postings).items() if id_ not in without}
        items = await self._items(({*nearest(near)} | leads.people | leads.accused) - {*without}, asked)
        people = await self._people(items, leads.people, known)
        now = Telling(asked.title, "\n".join((asked.main_content, *asked.claims)))
        compared = [
            Ranked(
                id_, item.matter_id, id_ in people or id_ in leads.accused, near.get(id_, 0.0),
                likeness(now, telling_of(item.now)),
            )
            for id_, item in items.items()
            if item.matter_id != matter
        ]  # fmt: skip
        chosen = shown(compared)
        visits = await Lookup(self.door.parts.mongo).visits([each.matter_id for each in chosen])
        told = []
        for each in chosen:
            item, both = items[each.item_id], people.get(each.item_id, ())
            facts = Compared(
                asked,
                item.now,
                both,
                each.item_id in leads.accused,
                each.like.same,
                not asked.is_accusation or reads,
            )
            told.append(self._told(each, item, facts, visits.get(each.matter_id, 1)))
        return told

    def known(self, asked: RepeatQuestion) -> dict[str, Someone]:
        """Who is asked about, by their blind keys; nobody in an accusation."""
        if asked.is_accusation:
            return {}
        secret, today = self.door.registrar.secret, self._today()
        return {key: someone for someone in asked.people for key in keys(secret, someone, today)}

    async def _leads(self, asked: RepeatQuestion, people: tuple[str, ...]) -> Leads:
        rest = "\n".join((asked.main_content, *asked.claims))
        secret, county, apart = self.door.registrar.secret, self.door.county, asked.is_accusation
        pieces = shingles(secret, asked.title, rest, apart=apart)
        accused = accused_keys(secret, county, asked.accused or "", asked.accused_unit or "") if apart else ()
        return await Lookup(self.door.parts.mongo).leads(people, accused, pieces)

    async def _items(self, ids: Collection[str], asked: RepeatQuestion) -> dict[str, Item]:
        """As they read now: what has just become an accusation may still be found by its old trace."""
        kept = await self.door.parts.store.get(ITEMS, ids)
        items = {
            id_: document.state
            for id_, document in kept.items()
            if document.state and document.state.undo is not Undo.UNDONE
        }
        return {
            id_: item
            for id_, item in items.items()
            if (item.now.matter_class == MatterClass.ACCUSATION) == asked.is_accusation
        }

    async def _people(
        self, items: Mapping[str, Item], among: Collection[str], known: Mapping[str, Someone]
    ) -> SameSomeone:
        """By what the sealed fields say today: whose key is destroyed is nobody."""
        led = {id_: item for id_, item in items.items() if id_ in among}
        wrapped = await wrapped_keys(self.door, led.values()) if led else {}
        registrar, today = self.door.registrar, self._today()
        found = {}
        for id_, item in led.items():
            there = keys_of_all(registrar.secret, opened(registrar.persons, item.now, wrapped), today)
            if both := dict.fromkeys(known[key] for key in there if key in known):
                found[id_] = tuple(both)
        return found

    def _told(self, each: Ranked, item: Item, facts: Compared, visits: int) -> dict[str, Any]:
        now = item.now
        return {
            "item_id": each.item_id, "item_no": item.item_no, "matter_id": item.matter_id,
            "received_on": now.received_at.astimezone(LOCAL).date(), "channel": now.channel.value,
            "title": now.title if facts.reads else RESTRICTED, "count": visits,
            "same_person": bool(facts.in_both), "grounds": grounds(facts, self._names()),
        }  # fmt: skip

    def _names(self) -> Names:
        directory = self.door.parts.directory
        return Names(
            place=directory.place_name,
            unit=lambda code: directory.unit(code).name if directory.has_unit(code) else "",
            category=lambda code: tables().categories.get(code, ""),
        )

    def _today(self) -> date:
        return self.door.parts.clock.now().astimezone(LOCAL).date()


async def question_of(door: FrontDoor, item: Item) -> RepeatQuestion:
    """A registered item as a question about earlier ones, its people opened."""
    now, persons = item.now, door.registrar.persons
    wrapped = await persons.keys([*people_of(now)])
    people = [Someone(**asdict(someone)) for someone in opened(persons, now, wrapped)]
    return RepeatQuestion(
        petitioner=people[0], representatives=tuple(people[1:]), title=now.title,
        main_content=f"{now.main_content}\n{now.facts_reasons}"[:LONGEST].strip(), claims=tuple(claim.text for claim in now.claims)[:MOST_CLAIMS],
        place_code=now.place.code, category=now.category, matter_class=now.matter_class, accused_unit=now.accused_unit,
        accused=None,
    )  # fmt: skip
