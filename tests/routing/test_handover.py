"""A handover: one approval by the head, each matter by a write of its own, nothing moved twice, and what is left in sight."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from chassis.clock import SettableClock
from chassis.commands import Commands
from chassis.decisions import Changed, Refused
from chassis.testing import MemoryStore
from chassis.work import Work
from lianjie_contracts.base import Actor
from lianjie_contracts.cover import Person
from lianjie_contracts.events.matter_handed_over import MatterHandedOver
from lianjie_contracts.registry import read
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.beside import Recusal
from services.routing.domain.handover import (
    Handover,
    HandoverState,
    approve,
    give_back,
    propose,
    take_back,
)
from services.routing.domain.matter import Matter
from services.routing.handing_over import carry_on
from services.routing.store import HANDOVERS, MATTERS
from tests.routing.builders import AT, ZJJ, a_matter
from tests.routing.test_covering import HUANG, QIN, WEI, a_cover, actor

HEAD = Actor(id="lu@450199", role="unit_head", name="陆正平")
WANTED = Handover("450199:h", "450199", ZJJ, HUANG, QIN, actor(HUANG), AT, "调离")


class TestApproving:
    def test_the_head_approves_once_and_it_begins_to_move(self) -> None:
        done = approve(WANTED, HEAD, AT)
        assert isinstance(done, Changed)
        assert (done.state.state, done.state.decided_by) == (HandoverState.MOVING, HEAD)
        again = approve(done.state, HEAD, AT)
        assert isinstance(again, Refused)
        assert again.code == "HANDOVER_CHANGED"

    @pytest.mark.parametrize("who", [HUANG, QIN])
    def test_neither_giver_nor_taker_approves(self, who: Person) -> None:
        refused = approve(WANTED, actor(who, "unit_head"), AT)
        assert isinstance(refused, Refused)
        assert refused.code == "SELF_APPROVAL"

    def test_nor_who_proposed_it_or_stands_in_for_one_of_them(self) -> None:
        theirs = replace(WANTED, by=HEAD)
        covers = (a_cover(delegate=WEI),)
        codes = [
            approve(theirs, HEAD, AT),
            approve(WANTED, actor(WEI, "unit_head"), AT, covers),
        ]
        assert [each.code for each in codes if isinstance(each, Refused)] == ["SELF_APPROVAL"] * 2
        assert isinstance(approve(WANTED, actor(WEI, "unit_head"), AT), Changed)

    def test_it_may_be_given_back_with_a_reason_or_taken_back_by_who_proposed_it(self) -> None:
        assert isinstance(give_back(WANTED, HEAD, AT, " "), Refused)
        assert isinstance(give_back(WANTED, HEAD, AT, "请留下两件"), Changed)
        assert isinstance(take_back(WANTED, HEAD, AT), Refused)
        assert isinstance(take_back(WANTED, actor(HUANG), AT), Changed)

    def test_nobody_hands_over_to_himself(self) -> None:
        assert isinstance(propose(None, replace(WANTED, taker=HUANG)), Refused)
        assert isinstance(propose(None, WANTED), Changed)


class Held:
    """Finds what the store holds as the database would; asked for what is in a person's name."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    async def find(self, name: str, where: dict[str, Any], **_: Any) -> list[dict[str, Any]]:
        assert name == MATTERS.name
        words, states = set(where["state.handlers"]["$in"]), where["state.state"]["$in"]
        held = self._store.all(MATTERS).values()
        return [{"state": MATTERS.dump(m)} for m in held if words & set(m.handlers) and m.state in states]


class Unit:
    """A unit's matters and one approved handover, with routing's own store."""

    def __init__(self, *matters: Matter, **changed: Any) -> None:
        self.store, self.clock = MemoryStore(), SettableClock(AT)
        commands = Commands(self.store, self.clock, "lianjie/routing", lambda *_: None)
        self.parts: Any = SimpleNamespace(
            store=self.store, clock=self.clock, commands=commands, mongo=Held(self.store)
        )
        self._matters = matters
        self._first = replace(WANTED, state=HandoverState.MOVING, decided_by=HEAD, **changed)

    async def begin(self) -> None:
        async with self.store.batch() as tx:
            work = Work(tx, AT, "lianjie/routing")
            for matter in self._matters:
                await work.save(MATTERS, matter.matter_id, matter)
            await work.save(HANDOVERS, self._first.handover_id, self._first)
            await tx.write(work.touched(), [], [], [])

    @property
    def handover(self) -> Handover:
        return self.store.all(HANDOVERS)[WANTED.handover_id]

    async def look(self) -> None:
        await carry_on(self.parts, self.handover)

    def told(self) -> list[MatterHandedOver]:
        said = [dict(each.headers) | {"body": each.body} for each in self.store.take_unsent()]
        events = [read(e["ce_type"].decode(), int(e["ce_schemaver"]), e["body"]) for e in said]
        return [event for event in events if isinstance(event, MatterHandedOver)]


def of(name: str, state: S = S.HANDLING, **changed: Any) -> Matter:
    return a_matter(state, matter_id=f"450199:{name}", handlers=("黄建业", "梁伟"), **changed)


@pytest.mark.asyncio
class TestMoving:
    async def test_every_matter_moves_keeps_both_names_and_moves_once(self) -> None:
        unit = Unit(of("a"), of("b"), of("closed", state=S.ARCHIVED))
        await unit.begin()
        await unit.look()
        told = unit.told()
        assert {(e.matter_id, e.giver.name, e.taker.name, e.by.id) for e in told} == {
            (f"450199:{name}", "黄建业", "覃少华", HEAD.id) for name in ("a", "b")
        }
        assert unit.store.all(MATTERS)["450199:a"].handlers == ("覃少华", "梁伟")
        await unit.look()
        assert (unit.handover.state, unit.handover.left, unit.told()) == (HandoverState.DONE, 0, [])

    async def test_what_was_interrupted_goes_on_and_repeats_nothing(self) -> None:
        unit = Unit(of("a"), of("b"))
        await unit.begin()
        before = unit.handover
        await unit.look()
        first = unit.told()
        await carry_on(unit.parts, replace(before, matter_ids=("450199:a", "450199:b")))  # as if never noted
        assert (len(first), unit.told()) == (2, [])
        assert len(unit.handover.moved) == 2

    async def test_what_cannot_move_says_why_and_counts_as_left(self) -> None:
        unit = Unit(of("a"), of("kept", recusals=(Recusal("覃少华"),)))
        await unit.begin()
        await unit.look()
        await unit.look()
        held = unit.handover
        assert (held.state, held.moved, held.left) == (HandoverState.DONE, ("450199:a",), 1)
        assert held.stuck == {"450199:kept": "该人员应当回避或回避申请未决。"}

    async def test_of_some_that_were_chosen_the_others_stay_and_are_counted(self) -> None:
        unit = Unit(of("a"), of("b"), of("c"), matter_ids=("450199:b",))
        await unit.begin()
        await unit.look()
        await unit.look()
        assert (unit.handover.moved, unit.handover.left) == (("450199:b",), 2)
