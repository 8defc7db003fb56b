"""What spec/model proves of its tables holds of routing's own: all states are reached, nothing is a trap, every loop is bounded.

Each proof is seen to fail on tables with a fault put into them.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from services.routing.domain.lifecycle import ROWS
from services.routing.domain.rows import Row
from services.routing.domain.words import STATES_ZH
from tests.routing.joint_walk import OF_LIFE, Walk, unbounded

ENDS = frozenset({"ARCHIVED", "MERGED"})
TABLE = tuple(ROWS.values())
WHOLE = Walk(TABLE)
BOUNDING = {
    guard
    for loop in yaml.safe_load(
        (Path(__file__).parent / "specification" / "loops.yaml").read_text(encoding="utf-8")
    )["loops"]
    for guard in loop["guards"]
}
LIVE = {"APPLIED", "ACCEPTED", "EXAMINING", "HEARING", "DELIBERATED", "SIGNED"}
# Who registers is screened at once (rows 1 and 2 in one step), and NONE is an import undone.
NEVER = {"matter": {"REGISTERED", "NONE"}}
# A loop of our own [D]: somebody asks each time, and somebody else answers.
OURS = {"approval": {"approval_is_needed"}, "hearing": {"former_hearing_unentered"}}
# Without what a petitioner may do, and without merging: the office and its units must find a way by themselves.
BY_THE_OFFICE = ("25", "25.1", "25.2", "25.4", "42")


def without(*numbers: str) -> tuple[Row, ...]:
    return tuple(row for row in TABLE if row.number not in numbers)


def alone(*missing: str) -> Walk:
    """What the office and the units can do alone; a withdrawal is the petitioner's."""
    return Walk(without(*BY_THE_OFFICE, *missing), OF_LIFE[:-1])


def test_every_state_of_a_matter_s_life_is_reached() -> None:
    for machine in OF_LIFE:
        assert set(STATES_ZH[machine]) - NEVER.get(machine, set()) <= WHOLE.reached(machine), machine


def test_from_everywhere_a_way_leads_to_an_end_and_the_end_has_none() -> None:
    assert len(WHOLE.next) > 3000
    assert WHOLE.stuck(ENDS) == set()
    assert alone().stuck(frozenset({"ARCHIVED"})) == set()
    assert not [
        row.number for row in TABLE if row.machine == "matter" and row.number != "U1" and ENDS & row.sources
    ]


def test_nothing_is_archived_while_something_is_owed_beside_it() -> None:
    for state, execution, check, review, recheck, _ in WHOLE.next:
        owed = (
            execution == "EXECUTING"
            or check in {"AWAITING_REPORT", "REPORT_CHECK"}
            or {review, recheck} & LIVE
        )
        assert not (state == "ARCHIVED" and owed)


@pytest.mark.parametrize("number", ["27", "30"])
def test_a_review_may_be_applied_for_whatever_runs_beside(number: str) -> None:
    """Corrections 1: from complete and closed, executed or not, reported on or not."""
    open_to = {(c[0], c[1], c[2]) for c in WHOLE.next if WHOLE.possible(c, ROWS[number])}
    stages = {
        "EXECUTING" if e == "EXECUTING" else "REPORT_CHECK" if k == "REPORT_CHECK" else s
        for s, e, k in open_to
    }
    assert stages >= {"COMPLETED", "EXECUTING", "REPORT_CHECK", "CLOSED"}


@pytest.mark.parametrize("machine", [name for name in STATES_ZH if name != "assignment"])
def test_every_loop_is_bounded(machine: str) -> None:
    assert unbounded(TABLE, machine, BOUNDING | OURS.get(machine, set())) is None


def test_a_withdrawal_that_waits_never_outlives_its_matter() -> None:
    """It takes effect, is taken back, or is overtaken; in no end does it wait for ever."""
    assert {c[5] for c in WHOLE.next if c[0] == "MERGED"} <= {"NONE", "REVOKED", "OVERTAKEN"}


MUTANTS = {
    "a state that nothing leaves": lambda: alone("15", "16").stuck(ENDS),
    "a state that nothing reaches": lambda: (
        set(STATES_ZH["matter"]) - NEVER["matter"] - alone("22").reached("matter")
    ),
    "an application that nobody answers": lambda: alone("27.4", "27.5", "40").stuck(ENDS),
    "a loop without its count": lambda: unbounded(
        [replace(row, guards=()) if row.number in ("18", "18.2") else row for row in TABLE],
        "matter",
        BOUNDING,
    ),
    "an archive that asks nothing": lambda: [
        c
        for c in Walk(
            tuple(replace(r, requires={}) if r.number == "37" else r for r in TABLE), OF_LIFE[:-1]
        ).next
        if c[0] == "ARCHIVED" and c[1] == "EXECUTING"
    ],
}


@pytest.mark.parametrize("fault", MUTANTS)
def test_the_proofs_find_a_fault_that_is_put_in(fault: str) -> None:
    assert MUTANTS[fault]()
