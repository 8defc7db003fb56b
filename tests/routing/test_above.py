"""A report goes up and its instruction is answered; a fault is never punished by itself; each may happen again afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chassis.decisions import Refused
from lianjie_contracts.vocabulary import TransferMode
from services.routing.domain.above import AT_REST, ReportState as R
from services.routing.domain.beside import ClosingCheckState
from services.routing.domain.lifecycle import permits
from services.routing.domain.moving import move
from tests.routing.roads import LAWFUL
from tests.routing.roads.reporting_up import reported
from tests.routing.test_after_the_opinion import went


def _wishes(*rows: str):  # type: ignore[no-untyped-def]
    return [LAWFUL[row][1] for row in rows]


def test_reported_instructed_owned_answered_and_reported_again() -> None:
    matter, _ = went(LAWFUL["RU1"][0], *_wishes("RU1"))
    matter = replace(
        matter, above=replace(matter.above, report=replace(matter.above.report, drafted_by="clerk@450199"))
    )
    owned, event = went(matter, *_wishes("RU2", "RU4", "RU6"))
    assert (owned.report_up, owned.above.report.owner, event.drove) == (R.OWNED, "韦主任", ("33.0",))
    assert owned.closing_check is ClosingCheckState.AWAITING_REPORT, "who is instructed must report"
    closed, _ = went(owned, *_wishes("RU7", "RU8", "RU6", "RU7", "RU9"))
    assert closed.report_up is R.CLOSED
    again, _ = went(closed, *_wishes("RU1"))
    assert again.report_up is R.DRAFTED


def test_without_an_instruction_nobody_owes_a_report() -> None:
    matter = reported(R.DRAFTED)
    assert matter.assignments[0].mode is TransferMode.FORWARD
    refused = move(matter, replace(LAWFUL["33.0"][1], unit=None))
    assert isinstance(refused, Refused)
    assert refused.code == "REPORT_NOT_OWED"


def test_a_finding_is_heard_before_anything_is_proposed_and_proposed_by_no_machine() -> None:
    matter, _ = went(LAWFUL["AC1"][0], *_wishes("AC1", "AC2"))
    early = move(matter, LAWFUL["AC4"][1])
    assert isinstance(early, Refused)
    done, event = went(matter, *_wishes("AC3", "AC4", "AC6"))
    assert event.unit == matter.above.found_at
    again, _ = went(done, *_wishes("AC1"))
    assert again.accountability == "FOUND"


def test_a_refused_package_is_sent_again_until_its_number_comes_back() -> None:
    matter, _ = went(LAWFUL["EX1"][0], *_wishes("EX1"))
    early = move(matter, LAWFUL["EX2"][1])
    assert isinstance(early, Refused)
    assert early.code == "NO_RESULT_YET"
    done = replace(matter, state=LAWFUL["EX2"][0].state)
    numbered, event = went(done, *_wishes("EX2", "EX4", "EX5", "EX3"))
    assert (numbered.above.exchange.returned, numbered.above.exchange.packages) == ("GXHF20261001", 2)
    assert event.exchange_no == "GX20260728001"
    reopened, _ = went(numbered, *_wishes("EX2"))
    assert reopened.above.exchange.packages == 3


@pytest.mark.parametrize("machine", AT_REST)
def test_only_what_is_at_rest_begins_anew(machine: str) -> None:
    first = {"report_up": "RU1", "accountability": "AC1", "exchange": "EX2"}[machine]
    matter, wish = LAWFUL[first]
    states = {"report_up": "SENT", "accountability": "FACTS", "exchange": "SENT"}
    busy = permits(replace(matter, **{machine: states[machine]}), wish)
    assert isinstance(busy, Refused)
    assert busy.code == "WRONG_STATE"
