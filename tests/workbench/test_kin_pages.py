"""Whoever opens a merged matter is led to its survivor, lists show it once, and a repeat found late is proposed for merging."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lianjie_contracts.base import RepeatAnswer
from lianjie_contracts.events.matter_absorbed import MatterAbsorbed
from lianjie_contracts.events.matter_merged import MatterMerged
from lianjie_contracts.events.matter_split import MatterSplit
from lianjie_contracts.events.repeat_decided import RepeatDecided
from lianjie_contracts.vocabulary import RepeatResult
from services.workbench.language import language
from services.workbench.views.citizen import status
from tests.workbench.front import Front, text
from tests.workbench.town import DIRECTORY, REGISTRAR, Story, Town, at

WHEN = at(9, 27, 10)


@pytest.fixture
def town() -> Town:
    return Town()


def a_story(town: Town, title: str, day: int) -> Story:
    return Story(town, title, at(9, day), claims=("修好屋面渗漏", "补发工资")).registered().opened()


def merged(into: Story, gone: Story) -> None:
    gone._matter(
        MatterMerged(**gone._common(WHEN, "MERGED") | {"row": "42"}, into=into.matter_id, into_no=into.number)
    )
    into._matter(
        MatterAbsorbed(
            **into._common(WHEN, "SCREENING"),
            absorbed=gone.matter_id,
            item_ids=(gone.item_id,),
            item_nos=(gone.number,),
        )
    )


def said_to_repeat(story: Story, earlier: Story) -> None:
    answer = RepeatAnswer(
        item_id=earlier.item_id, item_no=earlier.number, matter_id=earlier.matter_id, result=RepeatResult.REPEAT,
        by=REGISTRAR, at=WHEN,
    )  # fmt: skip
    item = story._item(_person(story), WHEN, story.number, repeat=True)
    story.town.say("intake", f"item:{story.item_id}", RepeatDecided(
        item_id=story.item_id, matter_id=story.matter_id, county=item.county, item=item, answer=answer, occurred_at=WHEN, by=REGISTRAR,
    ))  # fmt: skip


def _person(story: Story):  # type: ignore[no-untyped-def]
    return story.town.matter(story.matter_id).items[story.item_id].petitioner


def test_the_merged_matter_s_page_and_number_lead_to_the_survivor_and_lists_show_it_once(town: Town) -> None:
    first, second = a_story(town, "安置小区屋面渗漏", 20), a_story(town, "安置小区屋顶漏水", 24)
    front = Front(town).sign_in("router")
    merged(first, second)
    led = front.get(f"/matters/{second.matter_id}")
    assert (led.status_code, led.headers["location"]) == (303, f"/matters/{first.matter_id}")
    listed = front.get("/matters?list=to_dispatch").text
    assert (listed.count(first.title) > 0, second.title in listed) == (True, False)
    page = front.get(f"/matters/{first.matter_id}")
    assert "并入本件的一件：安置小区屋顶漏水" in text(page)
    course = front.get(f"/matters/{second.matter_id}?show=course")
    assert course.status_code == 200
    assert "已并入另一件" in text(course)


def test_a_unit_that_does_not_hold_the_survivor_stays_where_it_may_look(town: Town) -> None:
    first, second = a_story(town, "安置小区屋面渗漏", 20), a_story(town, "安置小区屋顶漏水", 24)
    second.dispatched(at(9, 25), "zjj")
    merged(first, second)
    page = Front(town).sign_in("zjj.liaison").get(f"/matters/{second.matter_id}")
    assert page.status_code == 200
    assert "已并案" in text(page)


def test_a_repeat_found_late_is_proposed_and_its_number_stands_in_the_form(town: Town) -> None:
    first, second = a_story(town, "安置小区屋面渗漏", 20), a_story(town, "安置小区屋顶漏水", 24)
    said_to_repeat(second, first)
    page = Front(town).sign_in("router").get(f"/matters/{second.matter_id}").text
    assert f"判为重复件，可并入 {first.number}" in page
    assert f'href="/matters/{second.matter_id}/acts/merge"' in page
    merged(first, second)
    again = Front(town).sign_in("router").get(f"/matters/{second.matter_id}?show=course").text
    assert "可并入" not in again


def test_a_split_matter_and_its_sister_know_each_other(town: Town) -> None:
    first, sister = a_story(town, "安置小区屋面渗漏", 20), a_story(town, "补发工资", 24)
    first._matter(
        MatterSplit(
            **first._common(WHEN, "SCREENING") | {"row": "43"}, sister=sister.matter_id, claim_ids=("c2",)
        )
    )
    page = Front(town).sign_in("router").get(f"/matters/{first.matter_id}").text
    assert f'href="/matters/{sister.matter_id}">从本件分出的一件：补发工资（待分办）' in page
    assert "补发工资</h3>" not in page


def parted(first: Story, sister: Story) -> None:
    """The sister holds the same item: what came in counts once."""
    event = MatterSplit(
        **first._common(WHEN, "SCREENING") | {"row": "43"}, sister=sister.matter_id, claim_ids=("c2",)
    )
    first._matter(event)


def test_a_unit_that_may_not_see_the_sister_reads_that_there_is_one_and_no_more(town: Town) -> None:
    first, sister = a_story(town, "安置小区屋面渗漏", 20), a_story(town, "补发工资", 24)
    first.dispatched(at(9, 21), "zjj")
    parted(first, sister)
    page = Front(town).sign_in("zjj.liaison").get(f"/matters/{first.matter_id}").text
    assert "<span>从本件分出的一件</span>" in page
    assert "补发工资（" not in page


def test_the_petitioner_reads_what_was_parted_from_the_own_item_and_of_no_other(town: Town) -> None:
    first, sister = a_story(town, "安置小区屋面渗漏", 20), a_story(town, "补发工资", 24)
    parted(first, sister)
    directory, words = DIRECTORY, language("zh")
    matter, other = town.matter(first.matter_id), town.matter(sister.matter_id)
    own = replace(other, numbers=(first.number,))
    shown = status(matter, first.number, WHEN, directory, words, (own,))
    assert [claim.claim for part in shown.parts for claim in part.claims] == ["修好屋面渗漏", "补发工资"]
    assert shown.parts[0].who == "云岭县群众信访联合接访中心"
    assert status(matter, first.number, WHEN, directory, words, (other,)).parts == ()
    secret = replace(own, restricted=True)
    (part,) = status(matter, first.number, WHEN, directory, words, (secret,)).parts
    assert [claim.claim for claim in part.claims] == ["您反映的事（按规定保密）"]


def test_the_petitioner_of_the_merged_item_reads_with_what_it_is_handled(town: Town) -> None:
    first, second = a_story(town, "安置小区屋面渗漏", 20), a_story(town, "安置小区屋顶漏水", 24)
    merged(first, second)
    matter, words = town.matter(first.matter_id), language("zh")
    assert (
        status(matter, second.number, WHEN, DIRECTORY, words).joined
        == "这件和9月20日收到的同一件事合并办理，期限按先收到的算。"
    )
    assert status(matter, first.number, WHEN, DIRECTORY, words).joined == ""
