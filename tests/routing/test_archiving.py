"""A matter goes to the archive: whole, served, with nothing owed any more; as routing hears it of the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from chassis.decisions import Refused
from lianjie_contracts.events.clock_started import ClockStarted
from lianjie_contracts.events.clock_stopped import ClockStopped
from lianjie_contracts.events.dossier_bound import DossierBound
from lianjie_contracts.events.matter_archived import MatterArchived
from lianjie_contracts.vocabulary import ClockKind, DossierKind
from services.routing.domain.matter import Matter
from services.routing.domain.moving import move
from services.routing.handlers.on_clock_started import timed
from services.routing.handlers.on_dossier_bound import with_dossier
from tests.routing.builders import AT, a_wish
from tests.routing.roads.review import FILED

OPEN = replace(FILED, dossier=None)
BOUND = DossierBound(
    occurred_at=AT, matter_id=OPEN.matter_id, county=OPEN.county, dossier_no="2026-ZJ-1", kind=DossierKind.FULL, volume=1, pieces=3,
    chain="0" * 64,
)  # fmt: skip
CLOCK = {
    "occurred_at": AT, "matter_id": OPEN.matter_id, "county": OPEN.county, "clock": "C25", "clock_id": "m:C25", "name": "不满意核查",
    "kind": ClockKind.DUTY, "due_at": AT + timedelta(days=5),
}  # fmt: skip
STARTED = ClockStarted(
    **CLOCK, started_at=AT, started_by="e", nominal_on=AT.date(), length=5, length_unit="wd"
)
STOPPED = ClockStopped(**CLOCK, stopped_at=AT, met=True)


def archived(matter: Matter) -> str:
    """The number it is archived under, or the code of what stands against it."""
    moved = move(matter, a_wish("archive"))
    if isinstance(moved, Refused):
        return moved.code
    assert isinstance(moved[1], MatterArchived)
    return moved[1].dossier_no


def test_no_matter_is_archived_before_its_dossier_is_bound() -> None:
    assert archived(OPEN) == "DOSSIER_INCOMPLETE"
    assert archived(with_dossier(OPEN, BOUND)) == "2026-ZJ-1"


def test_what_happens_after_the_binding_must_be_bound_too() -> None:
    later = replace(with_dossier(OPEN, BOUND), last_at=AT + timedelta(minutes=1))
    assert archived(later) == "DOSSIER_INCOMPLETE"
    again = BOUND.model_copy(update={"occurred_at": AT + timedelta(minutes=2), "volume": 2})
    assert archived(with_dossier(later, again)) == "2026-ZJ-1"


def test_a_duty_that_runs_keeps_it_out_until_it_is_done() -> None:
    owed = timed(with_dossier(OPEN, BOUND), STARTED)
    assert archived(owed) == "DUTY_OPEN"
    assert archived(timed(timed(owed, STARTED), STOPPED)) == "2026-ZJ-1"


def test_a_limit_that_nothing_asks_for_leaves_no_trace() -> None:
    assert timed(OPEN, STARTED.model_copy(update={"clock": "C04"})) == OPEN
