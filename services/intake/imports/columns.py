"""The three tables that are imported, as data: their columns, the field each fills, and what is said of it (columns.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from typing import Any

from services.intake.imports.cells import READERS


class ListKind(StrEnum):
    """OPEN: items nobody has worked on. IN_HAND: matters with their past, still to be ended. CLOSED: history."""

    OPEN = "OPEN"
    IN_HAND = "IN_HAND"
    CLOSED = "CLOSED"


@dataclass(frozen=True, slots=True)
class Column:
    """`field` is the path in the registration form, or in the past of its matter behind "carried."."""

    heading: str
    field: str
    kinds: frozenset[ListKind]
    must: frozenset[ListKind]
    example: str
    about: str
    read: Callable[[str], Any]


OLD_NUMBER = "原编号"
NO_NAME = "匿名"
REASONS = "错误原因"  # of a table given back: passed over when it comes again
WHOLE = "整行"


def _loaded() -> tuple[Mapping[ListKind, str], tuple[Column, ...]]:
    data = tomllib.loads(files(__package__).joinpath("columns.toml").read_text(encoding="utf-8"))
    columns = (
        Column(
            row["heading"], row["field"], frozenset(map(ListKind, row["kinds"])), frozenset(map(ListKind, row.get("must", ()))),
            row["example"], row["about"], READERS[row.get("read", "text")],
        )
        for row in data["column"]
    )  # fmt: skip
    return {ListKind(kind): sheet for kind, sheet in data["sheets"].items()}, tuple(columns)


SHEETS, COLUMNS = _loaded()
BY_HEADING: Mapping[str, Column] = {column.heading: column for column in COLUMNS}
_HEADING_OF = {column.field: column.heading for column in COLUMNS if column.field}


def columns_of(kind: ListKind) -> tuple[Column, ...]:
    return tuple(column for column in COLUMNS if kind in column.kinds)


def kind_of(headings: Collection[str]) -> ListKind:
    """Which of the tables it is: each but the first has a column that must be there and that no other has."""
    if "办结方式" in headings:
        return ListKind.CLOSED
    return ListKind.IN_HAND if "所处环节" in headings else ListKind.OPEN


def heading_of(field: str) -> str:
    """The column that fills a field, named as an error names it; of what no column fills, the whole row."""
    found = (_HEADING_OF[known] for known in _HEADING_OF if field == known or field.startswith(f"{known}."))
    return next(found, WHOLE)
