"""A county's own rules: the first that fits counts, what is put up is checked, told with what it would change, approved by another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chassis.decisions import Changed, Refused
from lianjie_contracts.directory import CountyEntry, DeclaredRule
from lianjie_contracts.profiles import Following, changes
from lianjie_contracts.vocabulary import LitigationStatus, MatterClass
from services.routing.domain.county_rules import (
    RULES,
    Difference,
    differences,
    following,
    wrong_following,
    wrong_rules,
)
from services.routing.domain.directory import CountyDirectory, approve, decline, propose_entry
from services.routing.domain.suggestion import suggest
from tests.routing.builders import a_matter
from tests.routing.test_directory import AT, COUNTY, DEPUTY, FIRST, ROUTER
from tests.routing.test_suggestion import HEXI, PLAIN, UNITS
from tests.routing.two_roads import DIRECTORY

RSJ, ZJJ, HEXI_TOWN = f"{COUNTY}-rsj", f"{COUNTY}-zjj", f"{COUNTY}-hexi"
LEAK = DeclaredRule(title="安置小区漏水", unit=HEXI_TOWN, words=("渗漏", "漏水"), place=HEXI)
WAGES = DeclaredRule(title="工地欠薪", unit=ZJJ, words=("拖欠工资",))
TODAY = date(2026, 11, 23)
PLACES = DIRECTORY.places_of(COUNTY)


def put_up(*rules: DeclaredRule, held: CountyDirectory = FIRST) -> CountyDirectory:
    decision = propose_entry(held, lambda entry: entry.model_copy(update={"rules": rules}), RULES, ROUTER, AT)
    assert isinstance(decision, Changed), decision
    return decision.state


def test_the_countys_own_rule_comes_before_the_duty_lists_and_says_so() -> None:
    proposal = suggest(replace(PLAIN, text="屋面渗漏"), UNITS, (LEAK,))
    assert (proposal.unit, proposal.sure) == (HEXI_TOWN, True)
    assert proposal.reasons == ("本县规则 1“安置小区漏水”：提到“渗漏”，事发地相符",)
    assert ZJJ in proposal.alternatives, "what the duty lists say is not lost"


def test_of_several_that_fit_the_first_counts() -> None:
    both = replace(PLAIN, text="屋面渗漏，拖欠工资")
    assert suggest(both, UNITS, (LEAK, WAGES)).unit == HEXI_TOWN
    assert suggest(both, UNITS, (WAGES, LEAK)).unit == ZJJ


def test_all_that_a_rule_names_must_fit() -> None:
    elsewhere = replace(PLAIN, text="屋面渗漏", place="450199002")
    assert suggest(elsewhere, UNITS, (LEAK,)) == suggest(elsewhere, UNITS)


def test_a_rule_sends_nothing_to_the_accused_nor_what_belongs_before_a_court() -> None:
    accused = replace(PLAIN, text="屋面渗漏", accused_unit=HEXI_TOWN)
    assert suggest(accused, UNITS, (LEAK,)).unit != HEXI_TOWN
    before_court = replace(PLAIN, text="屋面渗漏", litigation_status=LitigationStatus.PENDING)
    assert suggest(before_court, UNITS, (LEAK,)).unit is None
    against = replace(PLAIN, text="屋面渗漏", matter_class=MatterClass.ACCUSATION)
    assert suggest(against, UNITS, (LEAK,)).unit == f"{COUNTY}-jwjw"


@pytest.mark.parametrize(
    ("rule", "because"),
    [
        ({"title": " "}, "没有写规则名称"),
        ({"unit": f"{COUNTY}-nobody"}, "单位不在名录里"),
        ({"unit": f"{COUNTY}-jwjw"}, "检举控告按干部管理权限移送"),
        ({"words": (), "place": ""}, "没有写条件"),
        ({"place": "450199999"}, "事发地不是本县的镇街"),
    ],
)
def test_what_is_no_rule_is_refused_at_its_number(rule: dict[str, object], because: str) -> None:
    (refused,) = wrong_rules((WAGES, LEAK.model_copy(update=rule)), UNITS, PLACES)
    assert refused.line == 2
    assert refused.because.startswith(because)


def test_it_is_told_for_which_open_matters_the_proposal_would_differ() -> None:
    leak = a_matter(title="屋面渗漏", place=a_matter().place.model_copy(update={"code": HEXI}))
    other, secret = a_matter(title="路灯不亮"), replace(leak, secret=True)
    names = {unit.code: unit.name for unit in UNITS}
    assert differences((leak, other, secret), UNITS, (), (LEAK,)) == (
        Difference(leak.item_nos[0], "屋面渗漏", names[ZJJ], names[HEXI_TOWN]),
    )
    assert differences((leak,), UNITS, (LEAK,), (LEAK,)) == ()


def test_what_is_approved_by_another_is_the_countys_next_version() -> None:
    waits = put_up(LEAK)
    own = approve(waits, 1, ROUTER, AT)
    assert isinstance(own, Refused)
    assert own.code == "SELF_APPROVAL"
    done = approve(waits, 1, DEPUTY, AT + timedelta(hours=1))
    assert isinstance(done, Changed)
    (event,) = done.announce
    assert (event.directory_version, event.entry.rules, event.units) == (2, (LEAK,), FIRST.published.units)
    (version,) = done.state.versions
    assert (version.no, version.what, version.proposed_by, version.by) == (2, RULES, ROUTER.name, DEPUTY.name)
    whole = DIRECTORY.with_county(event.entry, event.units, event.places)
    assert whole.county(COUNTY).rules == (LEAK,)


def test_what_is_declined_or_says_nothing_new_changes_nothing() -> None:
    back = decline(put_up(LEAK), 1)
    assert isinstance(back, Changed)
    assert back.state.published == FIRST.published
    again = propose_entry(FIRST, lambda entry: entry, RULES, ROUTER, AT)
    assert isinstance(again, Refused)
    assert again.code == "NOTHING_CHANGES"
    second = propose_entry(
        put_up(LEAK), lambda entry: entry.model_copy(update={"rules": ()}), RULES, ROUTER, AT
    )
    assert isinstance(second, Refused)
    assert second.code == "PROPOSAL_WAITS"


def test_a_profile_is_followed_from_its_day_and_what_was_registered_before_keeps_its_own() -> None:
    entry = DIRECTORY.county(COUNTY)
    after = following(entry, Following(profile="zhejiang_2016", since=date(2027, 1, 1)))
    assert after.profile_on(date(2026, 12, 31)) == entry.profile_on(date(2026, 12, 31)) == "national_2022"
    assert after.profile_on(date(2027, 1, 1)) == "zhejiang_2016"
    assert changes(after.profiles, after.follows)[-1] == (date(2027, 1, 1), "zhejiang_2016")
    home = following(after, Following(profile="national_2022", since=date(2028, 1, 1)))
    assert home.profile_on(date(2028, 1, 1)) == "national_2022"


def test_another_decision_for_the_same_day_takes_the_place_of_the_first() -> None:
    first = following(DIRECTORY.county(COUNTY), Following(profile="zhejiang_2016", since=date(2027, 1, 1)))
    second = following(first, Following(profile="henan_2012", since=date(2027, 1, 1)))
    assert [each.profile for each in second.follows] == ["henan_2012"]


@pytest.mark.parametrize(
    ("profile", "since", "field", "because"),
    [
        ("zhejiang_2016", TODAY, "since", "只能从明天起改"),
        ("zhejiang_2016", date(2026, 1, 1), "since", "只能从明天起改"),
        ("legacy_2005", date(2027, 1, 1), "since", "那一天没有效力"),
        ("national_2022", date(2027, 1, 1), "profile", "本来就适用这套规则"),
        ("atlantis", date(2027, 1, 1), "profile", "没有这套规则"),
    ],
)
def test_a_day_gone_by_or_a_rule_without_force_is_refused_at_its_field(
    profile: str, since: date, field: str, because: str
) -> None:
    entry = CountyEntry(code=COUNTY, name="云岭县", centre="中心", telephone="0")
    at, told = wrong_following(entry, Following(profile=profile, since=since), TODAY)
    assert at == field
    assert because in told
