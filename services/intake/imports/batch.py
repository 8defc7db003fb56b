"""One table as it was looked at and taken: its totals and the faults of its rows, by place and never by what they say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lianjie_contracts.base import Actor
from services.intake.imports.columns import ListKind

KEPT_ROWS = 100  # faulty rows of which the faults are kept and shown; all of them are counted


class BatchState(StrEnum):
    """CHECKED: nothing is written yet. TAKING: the job goes on with it, after any stop. TAKEN: every row was gone through.

    UNDOING: what nobody has touched since is being taken back, also after any stop. UNDONE: every item of it was answered for.
    """

    CHECKED = "CHECKED"
    TAKING = "TAKING"
    TAKEN = "TAKEN"
    UNDOING = "UNDOING"
    UNDONE = "UNDONE"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one cell, and the way out. `row` is counted as the table program shows it: the heading is 1."""

    row: int
    column: str
    because: str


@dataclass(frozen=True, slots=True)
class Totals:
    """How many rows there are, and what becomes of them. The four always reconcile: rows = ready + refused + there."""

    rows: int = 0
    ready: int = 0
    refused: int = 0
    there: int = 0


@dataclass(frozen=True, slots=True)
class Undoing:
    """Who takes it back, since when; how many items were asked about, are undone, and are left to who has worked on them."""

    by: Actor
    since: datetime
    undone: int = 0
    left: int = 0
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """`holder`: who uploaded the file. `totals` are of the dry run; `done` (of the taking) counts as `ready` what was
    registered, and its rows are as many as were gone through."""

    county: str
    sha256: str
    attachment_id: str
    holder: str
    state: BatchState
    totals: Totals
    faults: tuple[Fault, ...]
    checked_at: datetime
    checked_by: str
    done: Totals = Totals()
    failed: tuple[Fault, ...] = ()  # faults that only the taking met
    kind: ListKind = ListKind.OPEN
    by: Actor | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    undo: Undoing | None = None
