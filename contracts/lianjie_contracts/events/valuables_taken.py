"""Money, securities, pictures or books lay in an envelope and were taken into custody."""

from __future__ import annotations

from typing import ClassVar

from pydantic import AwareDatetime, Field

from lianjie_contracts.base import Value
from lianjie_contracts.letter_event import LetterEvent
from lianjie_contracts.vocabulary import ValuableKind


class Valuable(Value):
    """What was found, by whom, and where it is kept; it is never disposed of [S4 五(一)]."""

    valuable_id: str
    kind: ValuableKind
    what: str
    amount: str = Field(default="", description="as counted, e.g. 人民币 200 元；1 幅")
    found_by: tuple[str, str] = Field(description="two people: one finds, one counts again")
    kept_at: str
    taken_at: AwareDatetime


class ValuablesTaken(LetterEvent):
    """A custody record is open until the thing is returned."""

    type: ClassVar[str] = "valuables_taken"

    valuable: Valuable
