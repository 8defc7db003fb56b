"""MongoDB's queries and updates as far as the chassis uses them, over dicts; another operator is a KeyError."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

Row = dict[str, Any]


def at(row: Any, path: str) -> Any:
    for name in path.split("."):
        if isinstance(row, Mapping):
            row = row.get(name)
        elif isinstance(row, (list, tuple)) and name.isdecimal():
            row = row[int(name)] if int(name) < len(row) else None
        else:
            return getattr(row, name, None)
    return row


_ASKED = {
    "$in": lambda value, given: value in given,
    "$exists": lambda value, given: (value is not None) is given,
    "$gt": lambda value, given: value is not None and value > given,
    "$lt": lambda value, given: value is not None and value < given,
    "$lte": lambda value, given: value is not None and value <= given,
}


def matches(row: Mapping[str, Any], where: Mapping[str, Any]) -> bool:
    """Whether a row is meant; an operator the chassis does not use is a KeyError."""
    for path, wanted in where.items():
        value = at(row, path)
        if isinstance(wanted, Mapping):
            if not all(_ASKED[name](value, given) for name, given in wanted.items()):
                return False
        elif value != wanted:
            return False
    return True


def changed(old: Row | None, given: Row, change: Mapping[str, Any], now: datetime) -> Row:
    """The row after an update; every list in it is a new one."""
    row = dict(given if old is None else old)
    for operator, fields in change.items():
        for name, value in fields.items():
            _apply(operator, row, name, value, now, new=old is None)
    return row


def _apply(operator: str, row: Row, name: str, value: Any, now: datetime, *, new: bool) -> None:
    if operator == "$set" or (operator == "$setOnInsert" and new):
        row[name] = value
    elif operator == "$push":
        row[name] = [*row.get(name, ()), *value["$each"]][value.get("$slice", 0) :]
    elif operator == "$pull":
        row[name] = [each for each in row.get(name, ()) if not matches(each, value)]
    elif operator == "$currentDate":
        row[name] = now
    elif operator != "$setOnInsert":
        raise KeyError(operator)
