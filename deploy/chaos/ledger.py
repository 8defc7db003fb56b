"""What was promised to the clerks, written down on their own disk the moment it was answered."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Self, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

REGISTER = "register"


@dataclass(frozen=True, slots=True)
class Accepted:
    """One answer 200 or 201. `at`: seconds of the wall clock; `took`: seconds from the first try to the answer."""

    at: float
    act: str
    matter_id: str
    subject: str
    seq: int
    took: float
    item_id: str = ""
    item_no: str = ""


class Ledger:
    """Appended line by line; a line is on the file before the clerk goes on."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: TextIO = path.open("w", encoding="utf-8")
        self.rows: list[Accepted] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, row: Accepted) -> None:
        self._file.write(json.dumps(asdict(row), ensure_ascii=False) + "\n")
        self._file.flush()
        self.rows.append(row)

    @property
    def registered(self) -> list[Accepted]:
        return [row for row in self.rows if row.act == REGISTER]

    @property
    def roads(self) -> set[str]:
        """The matters that were answered to their end."""
        return {row.matter_id for row in self.rows if row.act == "opinion"}


def stalls(times: Iterable[float], begun: float, ended: float) -> list[tuple[float, float]]:
    """The times without any answer, as (since when, seconds), longest first."""
    marks = [begun, *sorted(at for at in times if begun <= at <= ended), ended]
    gaps = [(before, after - before) for before, after in pairwise(marks)]
    return sorted(gaps, key=lambda gap: -gap[1])
