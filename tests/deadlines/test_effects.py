"""The effects of events on clocks are the clock columns of the specification's tables, both ways."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.deadlines.domain.happening import Happening, marks_of
from services.deadlines.domain.rows import CLOCK_EFFECTS, PER_ASSIGNMENT
from services.deadlines.domain.runs import Act
from tests.deadlines.builders import LEAD, TABLE, at

COLUMNS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("specification").joinpath("clock_columns.yaml").read_text(encoding="utf-8")
)
COLUMN_OF = {
    Act.START: "start",
    Act.EXTEND: "start",
    Act.RESTORE: "start",
    Act.STOP: "stop",
    Act.VOID: "void",
    Act.PAUSE: "pause",
    Act.HOLD: "pause",
    Act.RESUME: "resume",
    Act.RELEASE: "resume",
    Act.ANNUL: "annul",
}
RUN = {rule.id for rule in TABLE.rules.values() if rule.runs}
NOT_CARRIED = {
    "DL2": "no event tells of a notice that is issued: only opinions and decisions have C26",
    "DL4": "C04 has stopped at acceptance, C26 when service was begun",
    "DL6": "C03 ends with the outcome or with LT6",
    "DL8": "the end of C27 brings it about",
    "LT1": "the matter does not exist yet: row 1 starts and stops C01 with what the entry tells",
    "LT4": "row 1 stops C01",
    "DL10": "a notice has no C26",
    "EV1": "24.2, 24b.2, 44 and 19 start C24 themselves",
    "EV3": "the end of C24 brings it about",
    "EV4": "the end of C24 brings it about",
}
OURS = {
    ("12.2", "void", "C04"),  # the paused clock must end before it starts anew
    ("26", "start", "C21"),  # an execution that a review's decision begins has a limit like any other
    ("33.3", "start", "C09"),  # the assigner's new date
    ("JSR", "stop", "C38"),  # a unit's report ends the limit of its decision
    ("JSX", "start", "C38"),  # the coordinator's new date
    ("SV6", "start", "C20"),  # a rejected answer gets a new last day
}
LEFT_OUT = {
    (
        "15",
        "start",
        "C24",
    ),  # row 15 opens no callback and invites nobody to rate: nothing could ever stop them
    ("15", "start", "C46"),
    ("JS10", "start", "C44"),  # the superior's system takes the result of a matter; a session has no package
}


def columns_of(row: str) -> set[tuple[str, str, str]]:
    """The acts of a row on clocks that run; C08 is an extension of C07."""
    effects = (effect for effect in CLOCK_EFFECTS[row].effects if effect.clock in RUN)
    return {
        (row, COLUMN_OF[each.act], "C08" if (each.act, each.clock) == (Act.EXTEND, "C07") else each.clock)
        for each in effects
    }


def specified(row: dict[str, Any]) -> set[tuple[str, str, str]]:
    """C08 runs on from C07 and stops, pauses and ends with it: only its start is an act of its own."""
    acts = {(row["row"], column, clock) for column in COLUMN_OF.values() for clock in row.get(column, [])}
    return {(n, column, clock) for n, column, clock in acts if clock != "C08" or column == "start"}


@pytest.mark.parametrize(
    "row", [r for r in COLUMNS if r["row"] not in NOT_CARRIED], ids=lambda row: row["row"]
)
def test_a_row_does_to_clocks_what_the_specification_says(row: dict[str, Any]) -> None:
    assert columns_of(row["row"]) - OURS == specified(row) - LEFT_OUT
    assert CLOCK_EFFECTS[row["row"]].event in row["events"]


def test_no_row_is_invented_and_none_is_missing() -> None:
    acting = {row for row in CLOCK_EFFECTS if columns_of(row)}
    assert acting == {row["row"] for row in COLUMNS} - NOT_CARRIED.keys() | {
        "U1",
        "33.3",
        "JSR",
        "JSX",
        "H11s",
    }


def test_c08_never_acts_without_c07() -> None:
    for row in COLUMNS:
        for column in ("stop", "void", "pause", "resume"):
            if "C08" in row.get(column, []):
                assert "C07" in row[column], row["row"]


def test_every_clock_that_runs_has_a_row_that_starts_and_one_that_ends_it() -> None:
    effects = [effect for row in CLOCK_EFFECTS.values() for effect in row.effects]
    assert {effect.clock for effect in effects if effect.act is Act.START} >= RUN
    assert {effect.clock for effect in effects if effect.act in (Act.STOP, Act.VOID)} >= RUN


def test_the_clocks_of_one_assignment_are_those_of_the_table() -> None:
    assert {rule.id for rule in TABLE.rules.values() if rule.scope == "assignment"} == PER_ASSIGNMENT - {
        "C27"
    }


def marks(row: str, **said: object) -> dict[str, Act]:
    happening = Happening((row,), "e", 7, at("2026-08-03 09:30"), **({"assignment_id": LEAD} | said))  # type: ignore[arg-type]
    return {mark.clock: mark.act for mark in marks_of(happening) if mark.clock in RUN}


def test_acceptance_on_the_petition_path_starts_sixty_days_and_no_other_does() -> None:
    before = {"C03": Act.STOP, "C04": Act.STOP, "C05": Act.VOID, "C23": Act.VOID}
    assert marks("13") == before | {"C07": Act.START}
    assert marks("13", is_petition=False) == before
    assert marks("13a") == before | {"C50": Act.START}


def test_a_designated_unit_may_not_object() -> None:
    assert marks("7", may_object=False) == {"C42": Act.STOP, "C04": Act.START}
    assert "C05" not in marks("7.2", may_object=False)


def test_leaving_the_simple_road_counts_from_the_same_acceptance() -> None:
    left = Happening(("46.3",), "e", 9, at("2026-08-20 10:00"), LEAD, accepted_at=at("2026-08-03 09:30"))
    assert [mark.at for mark in marks_of(left) if mark.act is Act.START] == [at("2026-08-03 09:30")]
    assert marks("46.3") == {"C22": Act.VOID}


def test_the_office_s_clock_counts_from_receipt_and_belongs_to_no_assignment() -> None:
    opened = Happening(("1",), "e", 1, at("2026-07-30 09:40"), LEAD, received_at=at("2026-07-30 09:26"))
    mark = marks_of(opened)[0]
    assert (mark.clock, mark.at, mark.assignment_id) == ("C02", at("2026-07-30 09:26"), None)


def test_only_what_is_entered_on_a_later_day_has_a_limit_of_entry() -> None:
    def entry(received: str, registered: str) -> dict[str, datetime]:
        told = Happening(
            ("1",), "e", 1, at(registered), received_at=at(received), registered_at=at(registered)
        )
        return {mark.act: mark.at for mark in marks_of(told) if mark.clock == "C01"}

    assert Act.START not in entry("2026-07-30 09:26", "2026-07-30 18:00")
    late = entry("2026-07-30 09:26", "2026-07-31 08:40")
    assert late == {Act.START: at("2026-07-30 09:26"), Act.STOP: at("2026-07-31 08:40")}
    evening = entry("2026-07-30 21:00", "2026-07-31 08:40")
    assert evening[Act.START] == at("2026-07-31 00:00"), "after closing time it is the next day's"


def test_a_row_without_clocks_leaves_no_mark() -> None:
    assert marks("17") == {}
