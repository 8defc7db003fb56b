"""A matter's history begins with what it was before: the steps of the letter, the quick report; units read neither."""

from __future__ import annotations

from typing import Any

import pytest

from lianjie_contracts.events.letter_step_taken import LetterEntry, LetterStep, LetterStepTaken
from lianjie_contracts.vocabulary import LetterState
from services.workbench.store import LETTER_TRAILS
from tests.workbench.front import Front, text
from tests.workbench.town import COUNTY, REGISTRAR, Story, Town, at

LETTER = f"{COUNTY}:letter"


@pytest.fixture
def story() -> Story:
    return Story(Town(), "下水沟堵了", at(9, 20))


def step(story: Story, row: str, act: str, hour: int, note: str = "", *, entered: bool = False) -> None:
    entry: dict[str, Any] = {}
    if entered:
        entry["entry"] = LetterEntry(
            item_id=story.item_id, item_no=story.number, matter_id=story.matter_id, registered_at=at(9, 20, hour), place=story._place(),
        )  # fmt: skip
    taken = LetterStepTaken(
        occurred_at=at(9, 20, hour), by=REGISTRAR, letter_id=LETTER, letter_no="X00001", county=COUNTY, office=COUNTY,
        state=LetterState.SIGNED_IN, received_at=at(9, 20, 8), **entry,
        step=LetterStep(row=row, act=act, skipped=act.startswith("skip"), operator="蓝秀英", by=REGISTRAR.id, done_at=at(9, 20, hour), note=note),
    )  # fmt: skip
    story.town.say("intake", f"letter:{LETTER}", taken)


def test_the_steps_before_the_entry_stand_in_the_history_once_there_is_a_matter(story: Story) -> None:
    step(story, "LT1", "sign_in_letter", 9)
    step(story, "LT2", "open_letter", 10, "信内一页，附照片两张")
    assert len(story.town.store.all(LETTER_TRAILS)[LETTER].steps) == 2
    step(story, "LT3s", "skip_bind_letter", 11, "只有一页")
    step(story, "LT4", "enter_letter", 12, "拟转县住建局", entered=True)
    story.registered().opened()
    step(story, "LT5", "endorse_letter", 13, "同意", entered=True)
    assert story.town.store.all(LETTER_TRAILS)[LETTER].steps == ()
    told = [
        entry.seq
        for entry in story.town.matter(story.matter_id).timeline
        if entry.type == "letter_step_taken"
    ]
    assert told == [1, 2, 3, 4, 5]
    shown = text(Front(story.town).sign_in("router").get(f"/matters/{story.matter_id}"))
    for said in (
        "办信：启封 信内一页，附照片两张",
        "办信编号 X00001，经办人 蓝秀英",
        "办信：略过装订盖章 只有一页",
        "办信：分管领导批示 同意",
    ):
        assert said in shown, said


def test_what_the_letter_room_wrote_is_not_shown_to_a_unit(story: Story) -> None:
    step(story, "LT1", "sign_in_letter", 9)
    step(story, "LT4", "enter_letter", 12, "拟转县住建局", entered=True)
    story.registered().opened().dispatched(at(9, 21))
    shown = text(Front(story.town).sign_in("zjj.liaison").get(f"/matters/{story.matter_id}?show=all"))
    assert "办信" not in shown
    assert "拟转县住建局" not in shown


def test_a_petition_made_from_a_quick_report_says_so_and_leads_there(story: Story) -> None:
    story.registered().opened()
    person = story.town.matter(story.matter_id).items[story.item_id].petitioner
    assert person is not None
    made = story._item(person, at(9, 20), story.number, repeat=False).model_copy(
        update={"quick_report_id": f"{COUNTY}:q", "quick_report_no": "45019920260920Q00007"}
    )
    story.town.say("intake", f"item:{story.item_id}", made)
    page = Front(story.town).sign_in("router").get(f"/matters/{story.matter_id}")
    assert f'href="/quick/{COUNTY}:q">由随手拍 45019920260920Q00007 转来' in page.text
    assert text(page).count("由随手拍 45019920260920Q00007 转来") == 2
