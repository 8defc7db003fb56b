"""What the window makes of the streams it hears, in whatever order they come."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest

from chassis.testing.memory import MemoryStore
from chassis.work import Heard
from lianjie_contracts.base import RepeatAnswer, Suggestion
from lianjie_contracts.events.item_corrected import Correction, FieldCorrected, ItemCorrected
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.events.matter_amended import MatterAmended
from lianjie_contracts.events.repeat_decided import RepeatDecided
from lianjie_contracts.vocabulary import (
    Channel,
    CorrectionKind,
    DeliveryState,
    MatterClass,
    MatterState,
    RepeatResult,
)
from services.workbench.language import language
from services.workbench.readmodel import ClockState, MatterView
from services.workbench.views.timeline import named_facts, what
from tests.workbench.county import the_roof
from tests.workbench.town import COUNTY, DIRECTORY, Story, Town, at, at_once


class Recording(Town):
    """A town that also keeps what it said, to be heard again in another order."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[Heard] = []

    async def _hear(self, heard: Heard) -> None:
        self.said.append(heard)
        await super()._hear(heard)


def heard_in(order: list[Heard], matter_id: str) -> MatterView:
    town = Town(store=MemoryStore())
    for heard in order:
        at_once(town._hear(heard))
    return town.matter(matter_id)


def without_order(view: MatterView) -> MatterView:
    """The history is sorted when it is shown; here only what it holds counts."""
    return replace(view, timeline=tuple(sorted(view.timeline, key=lambda entry: entry.id)))


def test_streams_may_come_in_any_order_against_each_other() -> None:
    town = Recording()
    story = (
        Story(town, "公租房退租押金未退", at(7, 20))
        .registered()
        .opened()
        .dispatched(at(7, 21))
        .signed(at(7, 21, 15))
    )
    story.accepted(at(7, 23)).handled(at(7, 24), "甲", "乙").answered(at(8, 20)).completed(at(8, 21))
    streams = [list(group) for _, group in itertools.groupby(sorted(town.said, key=_stream), key=_stream)]
    expected = without_order(town.matter(story.matter_id))
    for order in itertools.permutations(streams):
        assert without_order(heard_in(list(itertools.chain(*order)), story.matter_id)) == expected


def test_what_an_item_has_become_may_be_heard_before_or_after_the_matter() -> None:
    town = Recording()
    story = Story(town, "屋面渗漏", at(7, 20)).registered().opened()
    first = next(heard.event for heard in town.said if isinstance(heard.event, ItemRegistered))
    now = first.model_copy(update={"title": "三户屋面渗漏", "headcount": 3})
    fault = Correction(
        at=at(7, 21), by=first.by, kind=CorrectionKind.WRONG, found_by="router", found_at=at(7, 21),
        fields=(FieldCorrected(field="representatives.0.name"), FieldCorrected(field="headcount", was="1", now="3")),
    )  # fmt: skip
    common = {
        "item_id": first.item_id,
        "matter_id": first.matter_id,
        "county": COUNTY,
        "occurred_at": at(7, 21),
    }
    town.say("intake", f"item:{first.item_id}", ItemCorrected(**common, item=now, correction=fault))
    amended = MatterAmended(
        **common, office=COUNTY, state=MatterState.SCREENING, place=first.place, title=now.title, claims=first.claims,
        matter_class=first.matter_class, suggestion=Suggestion(),
    )  # fmt: skip
    town.say("routing", f"matter:{first.matter_id}", amended)
    streams = [list(group) for _, group in itertools.groupby(sorted(town.said, key=_stream), key=_stream)]
    expected = without_order(town.matter(story.matter_id))
    assert (expected.title, expected.headcount, expected.items[first.item_id].title) == (
        "三户屋面渗漏",
        3,
        "三户屋面渗漏",
    )
    assert [e.facts for e in expected.timeline if e.type == "item_corrected"] == [
        {"correction": "WRONG", "corrected_field": "representatives.name"}
    ]
    for order in itertools.permutations(streams):
        assert without_order(heard_in(list(itertools.chain(*order)), story.matter_id)) == expected


def test_what_a_person_said_of_a_repeat_is_a_line_of_the_history() -> None:
    town = Recording()
    story = Story(town, "屋面渗漏", at(7, 20)).registered().opened()
    first = next(heard.event for heard in town.said if isinstance(heard.event, ItemRegistered))
    answer = RepeatAnswer(
        item_id=f"{COUNTY}:i-0", item_no="45019920260601V00003", matter_id=f"{COUNTY}:m-0", result=RepeatResult.REPEAT,
        by=first.by, at=at(7, 21),
    )  # fmt: skip
    decided = RepeatDecided(
        item_id=first.item_id, matter_id=first.matter_id, county=COUNTY, occurred_at=at(7, 21), item=first, answer=answer
    )  # fmt: skip
    town.say("intake", f"item:{first.item_id}", decided)
    matter = town.matter(story.matter_id)
    assert matter.timeline[-1].facts == {"repeat": "REPEAT", "earlier": "45019920260601V00003"}
    entry = matter.timeline[-1]
    facts = named_facts(entry, DIRECTORY, language("zh"))
    assert what(entry, facts, language("zh")) == "判重：与前件是同一件事"


def _stream(heard: Heard) -> str:
    """A person's key comes on a stream of its own, and plays no part in the picture."""
    return heard.envelope.subject.partition(":")[0].replace("key", "item")


def test_a_registered_item_is_there_before_routing_has_spoken() -> None:
    story = Story(Town(), "村口下水沟堵了半个月", at(9, 28), channel=Channel.QR).registered()
    matter = story.town.matter(story.matter_id)
    assert (matter.state, matter.title, matter.numbers) == (
        MatterState.REGISTERED,
        story.title,
        (story.number,),
    )
    assert matter.registered_by == f"registrar@{COUNTY}"


def test_an_accusation_is_restricted_from_its_first_moment() -> None:
    story = Story(
        Town(), "侵占补助", at(9, 28), matter_class=MatterClass.ACCUSATION, channel=Channel.LETTER
    ).registered()
    assert story.town.matter(story.matter_id).restricted


def test_personal_fields_stay_sealed_in_the_picture() -> None:
    story = Story(Town(), "楼道堆物", at(9, 28), name="覃桂兰").registered().opened()
    assert "覃桂兰" not in repr(story.town.store.documents)
    assert "13877514267" not in repr(story.town.store.documents)


def test_the_roof_has_three_claims_three_units_and_came_three_times() -> None:
    town = Town()
    matter = town.matter(the_roof(town).matter_id)
    assert matter.state == MatterState.HANDLING
    assert [share.assignment.unit.partition("-")[2] for share in matter.assignments] == ["zjj", "rsj", "hexi"]
    assert matter.standing == (
        f"{COUNTY}-zjj:HANDLING",
        f"{COUNTY}-rsj:DISPATCHED",
        f"{COUNTY}-hexi:RECEIVED",
    )
    assert (len(matter.items), len(matter.numbers), matter.number) == (3, 3, "45019920260730V00001")
    assert {d.state for d in matter.deliveries.values()} == {DeliveryState.SERVED}


def test_the_nearest_duty_is_what_lists_sort_by_and_each_unit_has_its_own() -> None:
    town = Town()
    matter = town.matter(the_roof(town).matter_id)
    assert matter.due_at == matter.unit_due[f"{COUNTY}-hexi"]
    assert matter.unit_due[f"{COUNTY}-zjj"] > matter.due_at
    assert f"{COUNTY}-rsj" not in matter.unit_due


def test_a_completed_matter_owes_nothing_and_leaves_the_open_lists() -> None:
    story = (
        Story(Town(), "押金未退", at(7, 20)).registered().opened().dispatched(at(7, 21)).signed(at(7, 21, 15))
    )
    story.accepted(at(7, 23)).handled(at(7, 24), "甲", "乙").answered(at(8, 20)).completed(at(8, 21))
    matter = story.town.matter(story.matter_id)
    assert (matter.open, matter.due_at) == (False, None)
    assert matter.clocks["C07:zjj"].state is ClockState.STOPPED


def test_every_entry_knows_where_it_came_from_and_how_soon_it_was_heard() -> None:
    story = Story(Town(), "楼道堆物", at(9, 28)).registered().opened()
    matter = story.town.matter(story.matter_id)
    by_type = {entry.type: entry for entry in matter.timeline}
    registered, opened = by_type["item_registered"], by_type["matter_opened"]
    assert (registered.topic, registered.source) == (f"intake.items.{COUNTY}.v1", "lianjie/intake")
    assert opened.caused_by == registered.id
    assert registered.heard_at - registered.at == timedelta(milliseconds=140)


def test_a_claim_that_comes_after_the_dispatch_waits_for_the_office() -> None:
    story = Story(Town(), "屋面渗漏", at(9, 21)).registered().opened().joined(at(9, 22), "又漏了", "赔偿家具")
    assert [claim.text for claim in story.town.matter(story.matter_id).claims] == ["请依法解决", "赔偿家具"]
    story.dispatched(at(9, 23)).joined(at(9, 24), "还在漏", "道歉")
    assert [claim.text for claim in story.town.matter(story.matter_id).claims] == ["请依法解决", "赔偿家具"]


def test_a_wish_for_secrecy_is_heard_before_or_after_routing() -> None:
    for steps in (("registered", "opened"), ("opened", "registered")):
        story = Story(Town(), "举报违建", at(9, 21), secret=True)
        for step in steps:
            getattr(story, step)()
        assert story.town.matter(story.matter_id).secrecy, steps


def test_a_breach_is_black_until_it_is_taken_back() -> None:
    story = Story(Town(), "斑马线", at(9, 9)).registered().opened().breached("C02", at(9, 25))
    assert story.town.matter(story.matter_id).clocks["C02:office"].state is ClockState.BREACHED


@pytest.mark.parametrize("streams", [("item", "clocks"), ("matter",)])
def test_heard_counts_every_stream(streams: tuple[str, ...]) -> None:
    story = Story(Town(), "楼道堆物", at(9, 28)).registered().opened()
    heard = story.town.matter(story.matter_id).heard
    for stream in streams:
        assert any(subject.startswith(f"{stream}:") and seq == 1 for subject, seq in heard.items())
