"""What local rules change of routing's conditions: from the profile, from what it rests on, from the national rule."""

from __future__ import annotations

import pytest

from services.routing.domain import profiles
from services.routing.domain.profiles import profile


def test_a_profile_has_its_own_rules_then_those_it_rests_on_then_the_national() -> None:
    binzhou = profile("shandong_binzhou_2023")
    assert (binzhou.hearing_right_told, binzhou.extension_needs_assigner, binzhou.extension_days) == (
        True,
        True,
        30,
    )
    assert not profile("shandong_2015").hearing_right_told
    assert profile("unheard_of") == profile("national_2022")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[atlantis]\n", "no rule profile atlantis"),
        ("[jiangsu]\nextension_day = 9\n", "no rule extension_day"),
    ],
)
def test_a_file_that_says_what_nobody_knows_stops_the_start(monkeypatch, tmp_path, line, said) -> None:
    shipped = profiles.files("services.routing").joinpath("profiles.toml").read_text(encoding="utf-8")
    (tmp_path / "profiles.toml").write_text(shipped + line, encoding="utf-8")
    monkeypatch.setattr(profiles, "files", lambda _: tmp_path)
    with pytest.raises(ValueError, match=said):
        profiles.written.__wrapped__()


def test_no_rule_of_the_national_profile_may_be_left_out(monkeypatch, tmp_path) -> None:
    (tmp_path / "profiles.toml").write_text("[national_2022]\nskip_level = false\n", encoding="utf-8")
    monkeypatch.setattr(profiles, "files", lambda _: tmp_path)
    with pytest.raises(KeyError, match="suspension_causes"):
        profiles.written.__wrapped__()
