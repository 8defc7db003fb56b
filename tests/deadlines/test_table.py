"""The committed table is the specification's, field by field; profiles change only what they name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from services.deadlines.domain.clocks import SHORT, WEEK, ClockRule, Kind, Level, Override, Warn
from services.deadlines.domain.counting import Counting, Unit
from tests.deadlines.builders import TABLE

SPECIFICATION: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("specification").joinpath("clocks.yaml").read_text(encoding="utf-8")
)["clocks"]
SAME = [
    "id",
    "name_zh",
    "name_en",
    "kind",
    "scope",
    "owner_role",
    "start_event",
    "length",
    "unit",
    "counting",
    "pause",
    "extension",
    "on_breach",
    "source",
]


def written(rule: ClockRule) -> dict[str, Any]:
    """A row in the words of the specification."""
    row = {name: getattr(rule, name) for name in SAME}
    row["stop_events"] = list(rule.stop_events)
    row["warning_schedule"] = [warning(warn) for warn in rule.warnings]
    row["profiles"] = {name: override(changed) for name, changed in rule.profiles.items()}
    row["marks"] = list(rule.marks)
    optional = {"rule": rule.rule, "default": rule.default, "proposed": rule.proposed or None}
    return row | {name: value for name, value in optional.items() if value is not None}


def warning(warn: Warn) -> dict[str, str]:
    told = {"at": warn.at, "level": warn.level, "to": warn.to, "says": warn.says}
    return {name: str(value) for name, value in told.items() if value}


def override(changed: Override) -> dict[str, Any]:
    named = {name: getattr(changed, name) for name in ("length", "unit", "counting", "enabled")}
    return {name: value for name, value in named.items() if value is not None} | dict(changed.remarks)


def test_there_are_fifty_clocks_in_the_order_of_the_specification() -> None:
    assert list(TABLE.rules) == [row["id"] for row in SPECIFICATION] == [f"C{n:02}" for n in range(1, 51)]


@pytest.mark.parametrize("row", SPECIFICATION, ids=lambda row: row["id"])
def test_every_field_is_the_specification_s(row: dict[str, Any]) -> None:
    assert written(TABLE.rules[row["id"]]) == row


def test_the_clocks_whose_events_exist_run_today() -> None:
    waiting = {rule.id for rule in TABLE.rules.values() if not rule.runs}
    assert waiting == {
        "C08", "C15", "C28", "C29", "C30", "C31", "C32", "C33",
        "C34", "C35",
    }  # fmt: skip


def test_what_moves_something_by_its_end_runs() -> None:
    moving = {rule.id: rule.runs for rule in TABLE.rules.values() if rule.moves}
    assert moving == dict.fromkeys(
        ["C10", "C13", "C16", "C22", "C23", "C24", "C26", "C27", "C40", "C42", "C45"], True
    )


def test_only_duties_have_colours_and_every_duty_turns_black() -> None:
    for rule in TABLE.rules.values():
        coloured = [warn.level for warn in rule.warnings if warn.level]
        assert (Level.BLACK in coloured) is (rule.kind is Kind.DUTY), rule.id
        assert bool(coloured) is (rule.kind is Kind.DUTY), rule.id


def test_duties_of_a_few_working_days_have_the_short_schedules() -> None:
    for rule in TABLE.rules.values():
        if rule.kind is Kind.DUTY and rule.counting is Counting.WORKING and rule.length and rule.length <= 5:
            assert rule.warnings == (SHORT if rule.length <= 3 else WEEK), rule.id


def test_a_profile_changes_length_and_schedule_and_nothing_else() -> None:
    national, zhejiang = TABLE.rules["C02"], TABLE.under("zhejiang_2016").rules["C02"]
    assert (zhejiang.length, zhejiang.unit, zhejiang.counting) == (5, Unit.WORKDAY, Counting.WORKING)
    assert zhejiang.warnings == WEEK
    assert (zhejiang.kind, zhejiang.source, zhejiang.runs) == (national.kind, national.source, national.runs)
    assert TABLE.under("zhejiang_2016").rules["C05"] == TABLE.rules["C05"]


def test_what_a_profile_does_not_mention_is_national() -> None:
    assert not TABLE.under("national_2022").rules["C17"].enabled
    assert not TABLE.under("zhejiang_2016").rules["C17"].enabled
    assert TABLE.under("variant_b").rules["C16"].enabled


def test_a_disabled_clock_does_not_run() -> None:
    assert TABLE.under("legacy_2005").running("C05") is None
    assert TABLE.under("national_2022").running("C05") == TABLE.rules["C05"]
    assert TABLE.running("C15") is None
    assert TABLE.running("C99") is None


def test_a_limit_without_length_cannot_be_counted() -> None:
    with pytest.raises(ValueError, match="C09 has no length"):
        _ = TABLE.rules["C09"].limit
