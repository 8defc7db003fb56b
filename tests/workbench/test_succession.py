"""A unit was closed: what it has in hand is listed where it was closed, and goes to its successor in one form, for one or for many."""

from __future__ import annotations

from datetime import date

import pytest

from lianjie_contracts.directory import Directory
from tests.workbench import county
from tests.workbench.front import Front, text
from tests.workbench.test_directory_page import Desk
from tests.workbench.town import COUNTY, DIRECTORY, Story, Town, at

ENDED = f"{COUNTY}-jjdd"
UNITS = tuple(
    unit.model_copy(update={"closed_on": date(2026, 9, 1), "successor": f"{COUNTY}-zjj"}) if unit.code == ENDED else unit
    for unit in DIRECTORY.units
)  # fmt: skip


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Story:
    monkeypatch.setattr(county, "DIRECTORY", Directory.model_validate(dict(DIRECTORY) | {"units": UNITS}))
    story = Story(Town(), "红星小学门口无斑马线", at(9, 9), unit="jjdd").registered().opened()
    return story.dispatched(at(9, 10))


def test_the_directory_lists_what_a_closed_unit_still_has_in_hand(story: Story) -> None:
    router = Front(story.town, Desk()).sign_in("router")
    page = router.get("/directory")
    assert "撤销单位还在办的件" in text(page)
    assert f'href="/matters?list=all_open&amp;unit={ENDED}"' in page.text
    assert story.title in text(router.get(f"/matters?list=all_open&unit={ENDED}"))
    liaison = Front(story.town, Desk()).sign_in("zjj.liaison")
    assert "撤销单位还在办的件" not in text(liaison.get("/directory"))


def test_its_successor_stands_in_the_form_already(story: Story) -> None:
    router = Front(story.town).sign_in("router")
    page = router.get(f"/matters/{story.matter_id}/acts/hand_to_successor").text
    assert f'name="former" value="{ENDED}" checked' in page
    assert f'<option value="{COUNTY}-zjj" selected>' in page


def test_and_in_the_form_for_many(story: Story) -> None:
    second = (
        Story(story.town, "路口红绿灯不亮", at(9, 9), unit="jjdd").registered().opened().dispatched(at(9, 11))
    )
    router = Front(story.town).sign_in("router")
    chosen = f"m={story.matter_id}&m={second.matter_id}"
    assert "转承接单位" in text(router.get(f"/matters/together?{chosen}"))
    page = router.get(f"/matters/together/acts/hand_to_successor?{chosen}").text
    assert f'<option value="{COUNTY}-zjj" selected>' in page
