"""The history as it is read, and where every event went."""

from __future__ import annotations

from pathlib import Path

import pytest

from lianjie_contracts.base import MatterEvent
from services.workbench.handlers.on_matter_moved import on_matter_moved
from services.workbench.hears import HEARS
from services.workbench.language import language
from services.workbench.people import Role, User
from services.workbench.views.limits import cards
from services.workbench.views.timeline import Show, counts, line, shown, traces
from tests.workbench.county import the_roof
from tests.workbench.town import COUNTY, DIRECTORY, NOW, Story, Town, at

ZH = language("zh")
EXAMPLES = Path(__file__).resolve().parents[2] / "contracts" / "examples"
MOVED = [heard.message for heard in HEARS if heard.handler is on_matter_moved]
LIAISON = User(
    f"zjj.liaison@{COUNTY}", "梁雨桐", frozenset({Role.UNIT_LIAISON}), COUNTY, f"{COUNTY}-zjj", "县住建局"
)


def lines(story: Story, show: Show = Show.COURSE):
    entries = shown(story.town.matter(story.matter_id).timeline, show)
    return [line(entry, LIAISON, NOW, DIRECTORY, ZH) for entry in entries]


def test_the_latest_stands_first_with_verb_reason_and_person() -> None:
    said = lines(the_roof(Town()))
    assert said[0].when == "今天 09:13"
    accepted = next(each for each in said if each.what == "受理")
    assert (accepted.detail, accepted.why, accepted.who) == (
        "县住建局，信访程序",
        "问进度：0775-2831010",
        "您，县住建局",
    )
    assert accepted.css == "mine"
    dispatched = next(each for each in said if each.what.startswith("转送"))
    assert (dispatched.what, dispatched.detail, dispatched.css) == (
        "转送县住建局、县人社局、河西街道办",
        "采纳系统建议",
        "legal",
    )
    assert dispatched.who == "莫志远，分办员，云岭县群众信访联合接访中心"


def test_a_reason_that_was_not_given_is_not_invented() -> None:
    dispatched = next(each for each in lines(the_roof(Town())) if each.what.startswith("转送"))
    assert dispatched.why == ""


def test_the_parts_of_the_history_add_up() -> None:
    story = the_roof(Town())
    entries = story.town.matter(story.matter_id).timeline
    counted = counts(entries)
    assert counted[Show.ALL] == len(entries)
    assert [len(lines(story, show)) for show in Show] == [counted[show] for show in Show]


def test_every_event_names_its_topic_and_who_acted_because_of_it() -> None:
    story = (
        Story(Town(), "物业费未公示", at(9, 21))
        .registered()
        .opened()
        .dispatched(at(9, 22))
        .signed(at(9, 22, 15))
        .accepted(at(9, 23))
    )
    found = {
        trace.what: trace for trace in traces(story.town.matter(story.matter_id).timeline, NOW, DIRECTORY, ZH)
    }
    registered = found["登记"]
    assert (registered.topic, registered.source, registered.seq) == (f"intake.items.{COUNTY}.v1", "登记", 1)
    assert [(effect.service, effect.what, effect.after) for effect in registered.effects] == [
        ("转办", "立为信访事项", "1.00")
    ]
    assert registered.here_after == "0.14"
    assert {effect.service for effect in found["受理"].effects} == {"期限", "告知"}
    assert found["立为信访事项"].cause == "登记"


def test_a_limit_explains_its_date_day_by_day() -> None:
    story = the_roof(Town())
    card = next(
        c for c in cards(story.town.matter(story.matter_id), LIAISON, NOW, DIRECTORY, ZH) if c.duty == "办结"
    )
    marks = {cell.number: cell for week in card.weeks for cell in week}
    assert [len(week) for week in card.weeks] == [7, 7, 7]
    assert (marks["28"].css, marks["28"].mark) == ("now", "第56日")
    assert (marks["2"].css, marks["2"].mark) == ("off last", "第60日")
    assert [marks[str(n)].mark for n in range(3, 8)] == ["顺延"] * 5
    assert (marks["8"].css, marks["8"].mark) == ("end", "到期")
    assert card.until == "10月8日（周四）24:00 前"
    assert len(card.steps) == 3


def test_ones_own_running_duty_is_open_and_what_is_over_comes_last() -> None:
    story = the_roof(Town())
    found = cards(story.town.matter(story.matter_id), LIAISON, NOW, DIRECTORY, ZH)
    assert [(card.duty, card.whose) for card in found[:2]] == [
        ("办结", "县住建局"),
        ("受理告知", "河西街道办"),
    ]
    assert [card.open for card in found] == [True, *[False] * (len(found) - 1)]
    assert [bool(card.weeks) for card in found] == sorted((bool(card.weeks) for card in found), reverse=True)


@pytest.mark.parametrize("moved", MOVED, ids=lambda event: event.type)
def test_every_move_stands_in_the_history_in_words(moved: type[MatterEvent]) -> None:
    story = Story(Town(), "路灯不亮", at(9, 1))
    example = (EXAMPLES / moved.type / "v1" / "ordinary.json").read_bytes()
    event = moved.read(example).model_copy(update={"matter_id": story.matter_id})
    story._matter(event)
    matter = story.town.matter(story.matter_id)
    told = next(entry for entry in matter.timeline if entry.type == moved.type)
    said = line(told, LIAISON, NOW, DIRECTORY, ZH)
    assert matter.state == event.state
    assert said.what
    assert moved.type not in said.what
