"""Who may do what at which step, and the reason for everything else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chassis.identity import Principal
from lianjie_contracts.vocabulary import Channel, LitigationStatus, MatterClass
from services.workbench.acts import Offer, offers_of
from services.workbench.language import language
from services.workbench.people import Role, User, may_see, seen_by
from services.workbench.views.acts import SHOWN, Bar, bar
from services.workbench.worklists import home_of
from tests.workbench.routing_desk import acts
from tests.workbench.town import COUNTY, Story, Town, at

ZH = language("zh")


def someone(*roles: Role, unit: str | None = None, county: str = COUNTY) -> User:
    return User("x", "某人", frozenset(roles), county, f"{county}-{unit}" if unit else None)


ROUTER = someone(Role.ROUTER)
LIAISON, HEAD = someone(Role.UNIT_LIAISON, unit="zjj"), someone(Role.UNIT_HEAD, unit="zjj")


def a_story(**changes: object) -> Story:
    return Story(Town(), "楼道堆物", at(9, 21), **changes).registered().opened()  # type: ignore[arg-type]


def bar_of(story: Story, user: User) -> Bar:
    """The bar over what routing's own tables say."""
    caller = Principal(user.username, user.name, user.roles, user.county, user.unit)
    return bar(offers_of(acts(story.town, story.matter_id, caller)), _matter(story), ZH)


def allowed(story: Story, user: User) -> list[str]:
    made = bar_of(story, user)
    return [button.name for button in (*made.first, *made.more)]


def likely(story: Story, user: User) -> str:
    """The act that leads straight on; the one filled button of the bar."""
    return next((button.name for button in bar_of(story, user).first if button.likely), "")


def test_what_happens_only_when_something_went_wrong_is_never_the_likely_act() -> None:
    story = a_story().dispatched(at(9, 22))
    assert "收回误转" in allowed(story, ROUTER)
    assert likely(story, ROUTER) == ""


def test_the_straight_road_offers_each_post_its_own_step() -> None:
    story = a_story()
    assert likely(story, ROUTER) == "转交责任单位"
    story.dispatched(at(9, 22))
    assert (likely(story, ROUTER), likely(story, LIAISON), likely(story, HEAD)) == ("", "签收", "")
    story.signed(at(9, 22, 15))
    assert (likely(story, LIAISON), likely(story, HEAD)) == ("受理并告知", "受理并告知")
    story.accepted(at(9, 23))
    assert (likely(story, LIAISON), likely(story, HEAD)) == ("", "确定承办人")
    story.handled(at(9, 24), "黄建业", "梁雨桐")
    assert (likely(story, LIAISON), likely(story, HEAD)) == ("", "出具处理意见书")
    story.answered(at(9, 25))
    assert "出具处理意见书" not in allowed(story, HEAD)


def test_a_co_unit_walks_its_own_steps_beside_the_lead() -> None:
    story = a_story(claims=("修屋顶", "付工资")).dispatched(at(9, 22), "zjj", "rsj")
    co = someone(Role.UNIT_LIAISON, unit="rsj")
    story.signed(at(9, 22, 15))
    assert likely(story, co) == "签收"
    story.signed(at(9, 22, 16), "rsj").accepted(at(9, 23), "rsj")
    assert likely(story, someone(Role.UNIT_HEAD, unit="rsj")) == "出具处理意见书"
    assert likely(story, LIAISON) == "受理并告知"


def test_an_accusation_goes_to_discipline_first_and_a_court_matter_is_guided() -> None:
    accusation = a_story(matter_class=MatterClass.ACCUSATION, channel=Channel.LETTER, unit="jwjw")
    assert likely(accusation, ROUTER) == "移送纪检监察机关"
    refused = {button.name: button.because for button in bar_of(accusation, ROUTER).refused}
    assert refused["转交责任单位"] == "检举控告不转承办单位，请移送纪检监察机关。"
    assert likely(a_story(litigation=LitigationStatus.DECIDED, unit=None), ROUTER) == "引导到其他法定途径"


def test_what_is_not_allowed_has_its_owners_reason_and_another_step_only_its_name() -> None:
    made = bar_of(a_story().dispatched(at(9, 22)), ROUTER)
    assert all(button.because.endswith("。") for button in made.refused)
    assert not any("须在" in button.because for button in made.refused)
    assert "转交责任单位" in made.elsewhere


def test_few_acts_stand_beside_each_other_and_the_rest_one_click_away() -> None:
    offers = [Offer(f"act{n}", f"办法{n}", allowed=True, asks={}) for n in range(12)]
    made = bar(offers, _matter(a_story()), ZH)
    assert ([each.name for each in made.first], len(made.more)) == (
        [f"办法{n}" for n in range(SHOWN)],
        12 - SHOWN,
    )
    assert [each.key for each in (*made.first, *made.more)] == [*"123456789", "", "", ""]


def test_an_act_that_nobody_could_fill_in_here_is_left_out() -> None:
    rows = [{"act": "draft_opinion", "name": "拟处理意见书", "allowed": True, "asks": None}]
    assert offers_of(rows) == ()


def test_an_owner_that_is_away_is_not_an_owner_that_allows_nothing() -> None:
    assert bar(None, _matter(a_story()), ZH).away
    assert not bar((), _matter(a_story()), ZH).away


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


@pytest.mark.parametrize(
    "post",
    [
        Role.REVIEW_LEAD,
        Role.REVIEW_SECRETARY,
        Role.REVIEW_PANEL_MEMBER,
        Role.HEARING_HOST,
        Role.HEARING_OFFICER,
    ],
)
def test_who_reviews_or_hears_sees_the_county_s_matters_and_nothing_restricted(post: Role) -> None:
    story = a_story()
    assert may_see(someone(post), _matter(story))
    assert not may_see(someone(post, county="450198"), _matter(story))
    assert not may_see(someone(post), replace(_matter(story), restricted=True))


def test_who_reviews_or_hears_has_a_list_to_land_on() -> None:
    assert home_of(someone(Role.REVIEW_LEAD)).key == "reviews"
    assert home_of(someone(Role.HEARING_HOST)).key == "hearings"
    assert home_of(someone(Role.ROUTER)).key == "to_dispatch"
