"""The page of leaders' instructions: who instructed what, who sees to it, by when; what is answered is gone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lianjie_contracts.base import Actor
from lianjie_contracts.events.matter_reported_up import MatterReportedUp
from tests.workbench.front import Front, text
from tests.workbench.town import COUNTY, Story, Town, at

HEAD = Actor(id=f"head@{COUNTY}", role="office_head", name="韦主任")


def told(story: Story, row: str, n: int, drove: tuple[str, ...] = (), **said: Any) -> None:
    """The matter stays as it is; what runs beside it follows from the row."""
    story.town.say("routing", f"matter:{story.matter_id}", MatterReportedUp(
        occurred_at=at(9, 24, 10 + n), by=HEAD, matter_id=story.matter_id, county=COUNTY, office=COUNTY, row=row, drove=drove, **said,
    ))  # fmt: skip


@pytest.fixture
def story() -> Story:
    instructed = Story(Town(), "建筑工地拖欠工资", at(9, 24)).registered().opened().dispatched(at(9, 24, 9))
    told(instructed, "RU1", 0, text="工人情绪激动")
    told(instructed, "RU2", 1, number="1号", leader="李县长")
    told(
        instructed,
        "RU4",
        2,
        leader="李县长",
        text="请住建局一周内办结",
        given_on=date(2026, 9, 24),
        due_on=date(2026, 10, 9),
    )
    return instructed


@pytest.mark.parametrize("username", ["supervisor", "deputy", "head"])
def test_an_instruction_stands_with_leader_words_and_day(story: Story, username: str) -> None:
    said = text(Front(story.town).sign_in(username).get("/instructions"))
    assert "领导批示 1 件" in said
    assert "李县长 请住建局一周内办结 还没明确" in said
    assert "10月9日（周五）" in said


def test_it_names_who_sees_to_it_and_goes_when_the_leader_was_answered(story: Story) -> None:
    told(story, "RU6", 3, owner="谭思远")
    front = Front(story.town).sign_in("supervisor")
    assert "请住建局一周内办结 谭思远" in text(front.get("/instructions"))
    link = f"/supervisions/new?matter={story.matter_id}&ground=LEADER_INSTRUCTION"
    assert link.replace("&", "&amp;") in front.get("/instructions").text
    assert 'value="LEADER_INSTRUCTION" selected' in front.get(link).text
    told(
        story, "RU7", 4, number="2号", handling="已约谈", opinion="支持", result="已付清", signed_by="韦主任"
    )
    assert "没有等反馈的批示" in text(front.get("/instructions"))
    told(
        story,
        "RU8",
        5,
        leader="王县长",
        text="请再核实",
        given_on=date(2026, 9, 24),
        due_on=date(2026, 10, 16),
    )
    again = text(front.get("/instructions"))
    assert "王县长 请再核实 还没明确" in again
    assert "请住建局一周内办结" not in again


def test_it_is_no_page_of_a_unit(story: Story) -> None:
    assert Front(story.town).sign_in("zjj.head").get("/instructions").status_code == 403
