"""Where the machines stand by which a matter concerns somebody above it: reports to leaders, accountability, the superior system.

Each has many instances in the life of a matter, one at a time: when one is at rest, the next may begin.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from lianjie_contracts.vocabulary import ReportGround, Source


class ReportState(StrEnum):
    """States of machine `report_up`: one per report."""

    NONE = "NONE"
    DRAFTED = "DRAFTED"
    SENT = "SENT"
    CLOSED = "CLOSED"
    INSTRUCTED = "INSTRUCTED"
    OWNED = "OWNED"
    ANSWERED = "ANSWERED"


class FindingState(StrEnum):
    """States of machine `accountability`: one per finding."""

    NONE = "NONE"
    FOUND = "FOUND"
    FACTS = "FACTS"
    HEARD = "HEARD"
    PROPOSED = "PROPOSED"
    DROPPED = "DROPPED"
    ANSWERED = "ANSWERED"


class ExchangeState(StrEnum):
    """States of machine `exchange`: one per package."""

    NONE = "NONE"
    IMPORTED = "IMPORTED"
    SENT = "SENT"
    RECONCILED = "RECONCILED"
    REJECTED = "REJECTED"
    CLOSED = "CLOSED"


# Where an instance is at rest, and an act that begins from nothing begins the next one.
AT_REST: Mapping[str, frozenset[str]] = {
    "report_up": frozenset({ReportState.CLOSED}),
    "accountability": frozenset({FindingState.ANSWERED, FindingState.DROPPED}),
    "exchange": frozenset({ExchangeState.RECONCILED, ExchangeState.CLOSED}),
}
INSTRUCTED = (ReportState.INSTRUCTED, ReportState.OWNED)


@dataclass(frozen=True, slots=True)
class Reported:
    """The report in hand: who drafted it, on what ground, and whether the fact is confirmed as major or urgent."""

    drafted_by: str = ""
    ground: ReportGround | None = None
    confirmed_major: bool = False
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Exchanged:
    """`number`: the superior's, under which it transferred the matter; `due_on`: its date; `package`: how many were sent, `returned`:
    the superior's number for the last; `because`: why it refused the last."""

    number: str = ""
    due_on: date | None = None
    packages: int = 0
    returned: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Above:
    """The files of these machines. `found_at`: the unit that a finding is about."""

    report: Reported = Reported()
    found_at: str = ""
    exchange: Exchanged = Exchanged()


def transferred(source: Source, number: str | None, due_on: date | None) -> dict[str, Any]:
    """The fields of a matter that the superior has handed down (row EX1 with its registration); nothing of any other."""
    if source != Source.UPPER_TRANSFER or not number:
        return {}
    return {"exchange": ExchangeState.IMPORTED, "above": Above(exchange=Exchanged(number, due_on))}
