"""The effects of events on clocks are the clock columns of the specification's tables, both ways."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from services.deadlines.domain.effects import CLOCK_EFFECTS, OF_THE_MATTER, Happening, marks_of
from services.deadlines.domain.runs import Act
from tests.deadlines.builders import LEAD, TABLE, at

COLUMNS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("specification").joinpath("clock_columns.yaml").read_text(encoding="utf-8")
)
COLUMN_OF = {
    Act.START: "start",
    Act.EXTEND: "start",
    Act.STOP: "stop",
    Act.VOID: "void",
    Act.PAUSE: "pause",
    Act.HOLD: "pause",
    Act.RESUME: "resume",
    Act.RELEASE: "resume",
    Act.ANNUL: "annul",
}
NOT_CARRIED = {"DL4", "EV3", "EV4"}  # C04 has stopped at acceptance; the end of C24 brings EV3 and EV4 about
OWN_ROWS = {"U1"}  # an import undone (ADR 0027)
OURS = {("12.2", "void", "C04")}  # the paused clock must end before it starts anew


def columns_of(row: str) -> set[tuple[str, str, str]]:
    return {
        (row, COLUMN_OF[effect.act], "C08" if effect.act is Act.EXTEND else effect.clock)
        for effect in CLOCK_EFFECTS[row].effects
    }


def specified(row: dict[str, Any]) -> set[tuple[str, str, str]]:
    """C08 runs on from C07 and stops, pauses and ends with it: only its start is an act of its own."""
    acts = {(row["row"], column, clock) for column in COLUMN_OF.values() for clock in row.get(column, [])}
    return {(n, column, clock) for n, column, clock in acts if clock != "C08" or column == "start"}


@pytest.mark.parametrize(
    "row", [r for r in COLUMNS if r["row"] not in NOT_CARRIED], ids=lambda row: row["row"]
)
def test_a_row_does_to_clocks_what_the_specification_says(row: dict[str, Any]) -> None:
    assert columns_of(row["row"]) - OURS == specified(row)
    assert CLOCK_EFFECTS[row["row"]].event in row["events"]


def test_no_row_is_invented_and_none_is_missing() -> None:
    assert set(CLOCK_EFFECTS) == {row["row"] for row in COLUMNS} - NOT_CARRIED | OWN_ROWS


def test_c08_never_acts_without_c07() -> None:
    for row in COLUMNS:
        for column in ("stop", "void", "pause", "resume"):
            if "C08" in row.get(column, []):
                assert "C07" in row[column], row["row"]


def test_the_clocks_of_the_matter_are_those_of_the_table() -> None:
    used = {effect.clock for row in CLOCK_EFFECTS.values() for effect in row.effects}
    assert used == {rule.id for rule in TABLE.rules.values() if rule.runs}
    shared = {clock for clock in used if TABLE.rules[clock].scope in ("matter", "opinion")}
    assert shared == OF_THE_MATTER


def marks(row: str, **said: object) -> dict[str, Act]:
    happening = Happening(row, "e", 7, at("2026-08-03 09:30"), **({"assignment_id": LEAD} | said))  # type: ignore[arg-type]
    return {mark.clock: mark.act for mark in marks_of(happening)}


def test_acceptance_on_the_petition_path_starts_sixty_days_and_no_other_does() -> None:
    assert marks("13") == {"C04": Act.STOP, "C05": Act.VOID, "C07": Act.START}
    assert marks("13", is_petition=False) == {"C04": Act.STOP, "C05": Act.VOID}
    assert marks("13a") == {"C04": Act.STOP, "C05": Act.VOID}


def test_a_designated_unit_may_not_object() -> None:
    assert marks("7", may_object=False) == {"C04": Act.START}


def test_leaving_the_simple_road_counts_from_the_same_acceptance() -> None:
    left = Happening("46.3", "e", 9, at("2026-08-20 10:00"), LEAD, accepted_at=at("2026-08-03 09:30"))
    assert [mark.at for mark in marks_of(left) if mark.act is Act.START] == [at("2026-08-03 09:30")]
    assert marks("46.3") == {"C22": Act.VOID}


def test_the_office_s_clock_counts_from_receipt_and_belongs_to_no_assignment() -> None:
    opened = Happening("1", "e", 1, at("2026-07-30 09:40"), LEAD, received_at=at("2026-07-30 09:26"))
    (mark,) = marks_of(opened)
    assert (mark.at, mark.assignment_id) == (at("2026-07-30 09:26"), None)


def test_a_row_without_clocks_leaves_no_mark() -> None:
    assert marks("17") == {}
