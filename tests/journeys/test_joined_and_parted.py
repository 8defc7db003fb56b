"""Two open matters of one person are made one; one matter of two organs is made two (rows 42, 43; corrections 1, 10)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lianjie_contracts.base import Place
from lianjie_contracts.events.item_corrected import Correction, ItemCorrected
from lianjie_contracts.events.matter_absorbed import MatterAbsorbed
from lianjie_contracts.vocabulary import CorrectionKind, MatterState as S
from services.analytics.store import MATTER_FACTS
from services.deadlines.store import SHEETS
from services.routing.domain.matter import AssignmentState as A
from services.routing.domain.roads.joining import Merging, Splitting
from services.routing.kin import joining
from services.workbench.store import MATTERS as VIEWS
from tests.journeys.town import ROUTER, ZJJ, Town

pytestmark = pytest.mark.asyncio
RUNNING = {"RUNNING", "BREACHED"}


def _runs(town: Town, matter_id: str) -> set[str]:
    sheet = town.stores["deadlines"].all(SHEETS)[matter_id]
    return {clock.id for clock in sheet.clocks if clock.state in RUNNING}


async def test_two_matters_become_one_and_every_number_leads_there() -> None:
    town = Town()
    first = await town.register("修好屋面渗漏")
    await town.pass_time(timedelta(days=1))
    second = await town.register("修好屋面渗漏", "赔偿浸坏的家具", headcount=3)
    await town.dispatch(second)
    received = town.matter(first).received_at

    assert (await town.merge(second, first)).refusal is None

    gone, survivor = town.matter(second), town.matter(first)
    assert (gone.state, gone.kin.merged_into, gone.assignments[0].state) == (S.MERGED, first, A.CLOSED)
    assert survivor.state == S.SCREENING
    assert [claim.text for claim in survivor.claims] == ["修好屋面渗漏", "赔偿浸坏的家具"]
    assert survivor.item_nos[1:] == gone.item_nos
    assert (survivor.headcount, survivor.received_at) == (3, received)
    assert (_runs(town, second), "C02" in _runs(town, first)) == (set(), True)
    assert town.feed(ZJJ)[-1].state == S.MERGED

    views = town.stores["workbench"].all(VIEWS)
    assert (views[second].merged_into, views[second].open) == (first, False)
    assert views[first].numbers == survivor.item_nos

    third = await town.register("修好屋面渗漏", repeat_of=second)
    assert third == second
    assert len(town.matter(first).item_ids) == 3
    again = await town.merge(second, first)
    assert again.refusal == "WRONG_STATE"


async def test_who_merges_into_what_was_merged_itself_comes_to_its_survivor() -> None:
    """The survivor went into another one between the page and the press: nothing is left behind."""
    town = Town()
    first, second, third = [await _later(town, n) for n in range(3)]
    stale = town.matter(second)
    await town.merge(second, first)
    paper = Merging(into_no="", same_person=True, same_facts=True)
    assert (await town.office(third, "merge", joining(paper, stale))).refusal is None
    assert town.matter(third).kin.merged_into == second
    assert town.matter(first).kin.absorbed == (second, third)
    told = [event.absorbed for event in town.said(first) if isinstance(event, MatterAbsorbed)]
    assert told == [second, third]


async def _later(town: Town, days: int) -> str:
    await town.pass_time(timedelta(days=days))
    return await town.register()


async def test_one_matter_becomes_two_and_each_claim_lives_in_one() -> None:
    town = Town()
    parent = await town.register("修好屋面渗漏", "补发拖欠的工资")
    first, second = (claim.claim_id for claim in town.matter(parent).claims)
    paper = Splitting(claim_ids=(second,), reason="由人社部门另行办理")

    assert (await town.office(parent, "split", paper)).refusal is None

    (sister_id,) = town.matter(parent).kin.sisters
    sister = town.matter(sister_id)
    assert [c.claim_id for c in town.matter(parent).claims] == [first]
    assert [c.claim_id for c in sister.claims] == [second]
    assert (sister.state, sister.received_at) == (S.SCREENING, town.matter(parent).received_at)
    assert sister.kin.split_from == parent
    assert sister.suggestion.unit == "450199-rsj"
    clocks = {
        id_: {c.id: c.due_at for c in town.stores["deadlines"].all(SHEETS)[id_].clocks} for id_ in (parent, sister_id)
    }  # fmt: skip
    assert clocks[sister_id]["C02"] == clocks[parent]["C02"]
    facts = town.stores["analytics"].all(MATTER_FACTS)
    assert (len(facts[parent].items), len(facts[sister_id].items)) == (1, 0)
    views = town.stores["workbench"].all(VIEWS)
    assert [c.claim_id for c in views[parent].claims] == [first]
    assert views[sister_id].split_from == parent

    item = town.first_item(parent)
    corrected = await town.item_becomes(
        ItemCorrected, item, 2, place=Place(code="450199004", name="城东街道"), main_content="改正后的全文",
        correction=Correction(
            at=town.clock.now(), by=ROUTER, kind=CorrectionKind.WRONG, found_by=ROUTER.id, found_at=town.clock.now(), fields=(),
        ),
    )  # fmt: skip
    assert corrected.main_content == town.matter(sister_id).main_content == "改正后的全文"
    assert [c.claim_id for c in town.matter(parent).claims] == [first], "what went away does not come back"

    assert (await town.dispatch(sister_id, "450199-rsj")).refusal is None
