"""Who may do what at which step, and the reason for everything else."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from lianjie_contracts.vocabulary import Channel, LitigationStatus, MatterClass, MatterState
from services.workbench.acts import TABLE, Act, offer, offers
from services.workbench.language import language
from services.workbench.people import Role, User, may_see, seen_by
from tests.workbench.town import COUNTY, Story, Town, at

ZH = language("zh")


def someone(*roles: Role, unit: str | None = None, county: str = COUNTY) -> User:
    return User("x", "某人", frozenset(roles), county, f"{county}-{unit}" if unit else None)


ROUTER = someone(Role.ROUTER)
LIAISON, HEAD = someone(Role.UNIT_LIAISON, unit="zjj"), someone(Role.UNIT_HEAD, unit="zjj")


def a_story(**changes: object) -> Story:
    return Story(Town(), "楼道堆物", at(9, 21), **changes).registered().opened()  # type: ignore[arg-type]


def allowed(story: Story, user: User) -> list[Act]:
    return [made.act for made in offers(story.town.matter(story.matter_id), user) if made.allowed]


def test_the_straight_road_offers_each_post_its_own_step() -> None:
    story = a_story()
    assert allowed(story, ROUTER)[0] is Act.DISPATCH
    story.dispatched(at(9, 22))
    assert (allowed(story, ROUTER), allowed(story, LIAISON), allowed(story, HEAD)) == ([], [Act.SIGN_FOR], [])
    story.signed(at(9, 22, 15))
    assert (allowed(story, LIAISON), allowed(story, HEAD)) == ([Act.ACCEPT], [Act.ACCEPT])
    story.accepted(at(9, 23))
    assert (allowed(story, LIAISON), allowed(story, HEAD)) == ([], [Act.NAME_HANDLERS])
    story.handled(at(9, 24), "黄建业", "梁雨桐")
    assert (allowed(story, LIAISON), allowed(story, HEAD)) == ([], [Act.OPINION])
    story.answered(at(9, 25))
    assert allowed(story, HEAD) == []


def test_a_co_unit_walks_its_own_steps_beside_the_lead() -> None:
    story = a_story(claims=("修屋顶", "付工资")).dispatched(at(9, 22), "zjj", "rsj")
    co = someone(Role.UNIT_LIAISON, unit="rsj")
    story.signed(at(9, 22, 15))
    assert allowed(story, co) == [Act.SIGN_FOR]
    story.signed(at(9, 22, 16), "rsj").accepted(at(9, 23), "rsj")
    assert allowed(story, someone(Role.UNIT_HEAD, unit="rsj")) == [Act.OPINION]
    assert allowed(story, LIAISON) == [Act.ACCEPT]


def test_an_accusation_goes_to_discipline_first_and_a_court_matter_is_guided() -> None:
    accusation = a_story(matter_class=MatterClass.ACCUSATION, channel=Channel.LETTER, unit="jwjw")
    assert allowed(accusation, ROUTER)[0] is Act.TO_DISCIPLINE
    assert offer(Act.DISPATCH, _matter(accusation), ROUTER).because == "why_not.dispatch.accusation"
    assert allowed(a_story(litigation=LitigationStatus.DECIDED, unit=None), ROUTER)[0] is Act.GUIDE
    assert Act.TO_DISCIPLINE not in {made.act for made in offers(_matter(a_story()), ROUTER)}


@pytest.mark.parametrize("state", [state for state in MatterState if state is not MatterState.UNKNOWN])
@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.act)
def test_everything_not_allowed_has_its_reason_in_words(row: object, state: MatterState) -> None:
    matter = _with_state(state)
    for user in (ROUTER, someone(Role.SUPERVISOR), LIAISON, HEAD):
        made = offer(row.act, matter, user)  # type: ignore[attr-defined]
        assert made is None or made.allowed == (made.because == "")
        if made and made.because:
            assert ZH.say(made.because).endswith("。")


def test_an_accusation_is_for_cleared_posts_and_never_for_a_unit() -> None:
    matter = _matter(a_story(matter_class=MatterClass.ACCUSATION, channel=Channel.LETTER, unit="jwjw"))
    assert may_see(ROUTER, matter)
    assert not may_see(someone(Role.REGISTRAR), matter)
    assert not may_see(someone(Role.UNIT_LIAISON, unit="jwjw"), matter)


def test_offices_see_their_county_and_units_what_they_were_given() -> None:
    story = a_story()
    assert may_see(ROUTER, _matter(story))
    assert not may_see(someone(Role.ROUTER, county="450198"), _matter(story))
    assert not may_see(LIAISON, _matter(story))
    assert may_see(LIAISON, _matter(story.dispatched(at(9, 22))))


def test_a_co_unit_reads_its_own_share_and_no_more() -> None:
    story = a_story(claims=("修屋顶", "付工资")).dispatched(at(9, 22), "zjj", "rsj").signed(at(9, 22, 15))
    story.signed(at(9, 22, 16), "rsj")
    whole = _matter(story)
    seen = seen_by(someone(Role.UNIT_LIAISON, unit="rsj"), whole)
    assert [claim.text for claim in seen.claims] == ["付工资"]
    assert [share.assignment.unit for share in seen.assignments] == [f"{COUNTY}-rsj"]
    assert set(seen.clocks) == {"C04:rsj"}
    assert {entry.facts.get("unit") for entry in seen.timeline if entry.type == "matter_signed"} == {
        f"{COUNTY}-rsj"
    }
    assert len(seen_by(LIAISON, whole).claims) == 2
    assert seen_by(ROUTER, whole) == whole


def _matter(story: Story):
    return story.town.matter(story.matter_id)


@cache
def _dispatched():
    return _matter(a_story().dispatched(at(9, 22)))


def _with_state(state: MatterState):
    return replace(_dispatched(), state=state)
