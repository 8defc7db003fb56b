"""Rule profiles: which one a county follows on which day, and where a rule is looked for."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from lianjie_contracts.directory import CountyEntry
from lianjie_contracts.profiles import RuleProfile, all_known, changes, line, profile_on, profiles

BINZHOU = ("shandong_2015", "shandong_binzhou_2023")


@pytest.mark.parametrize(
    ("followed", "on", "expected"),
    [
        ((), date(2022, 4, 30), "legacy_2005"),
        ((), date(2022, 5, 1), "national_2022"),
        (BINZHOU, date(2014, 12, 31), "legacy_2005"),
        (BINZHOU, date(2023, 8, 31), "shandong_2015"),
        (BINZHOU, date(2023, 9, 1), "shandong_binzhou_2023"),
        (("zhejiang_2016",), date(2026, 11, 23), "zhejiang_2016"),
    ],
)
def test_a_county_follows_the_youngest_of_its_rules_that_is_in_force(followed, on, expected) -> None:
    assert profile_on(followed, on) == expected


def test_a_county_changes_its_rules_on_days_that_can_be_named() -> None:
    assert [profile for _, profile in changes(())] == ["legacy_2005", "national_2022"]
    assert changes(BINZHOU)[-2:] == (
        (date(2015, 1, 1), "shandong_2015"),
        (date(2023, 9, 1), "shandong_binzhou_2023"),
    )


def test_a_rule_is_looked_for_in_the_profile_then_in_what_it_rests_on() -> None:
    assert line("shandong_binzhou_2023") == ("shandong_binzhou_2023", "shandong_2015", "national_2022")
    assert line("unheard_of") == ("unheard_of", "national_2022")


def test_a_text_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValidationError, match="ends on 2023-08-31"):
        RuleProfile(id="x", name="x", source="x", valid_from=date(2023, 9, 1), valid_to=date(2023, 8, 31))


def test_what_names_an_unknown_profile_does_not_start() -> None:
    with pytest.raises(ValueError, match="there is no rule profile atlantis"):
        all_known(["national_2022", "atlantis"], "a file")
    with pytest.raises(ValidationError, match="there is no rule profile atlantis"):
        CountyEntry(code="450199", name="云岭县", centre="中心", telephone="1", profiles=("atlantis",))


def test_every_profile_says_where_it_stands() -> None:
    assert all(each.source and each.name for each in profiles().values())
