"""What an act asks of whoever does it, in a form that a page can be made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, TypeAdapter, ValidationError

from lianjie_contracts.vocabulary import Word
from services.routing.domain.acts import Paper
from services.routing.domain.rows import Row

# Acts that nobody at a desk does: the system by itself, services, and petitioners through intake.
NOT_BY_HAND = frozenset({"system", "notifier", "petitioner", "representative", "petition_agent"})
BASES = frozenset({"basis", "legal_basis"})  # under these names every paper cites laws
UNIT_PATTERN = r"^\d{6}-[a-z0-9]+$"


def by_hand(row: Row) -> bool:
    """Whether somebody at a desk may do it, filling in no more than its paper."""
    asks_paper = row.brings is None or issubclass(row.brings, Paper)
    return row.tells is not None and asks_paper and bool(row.roles - NOT_BY_HAND)


def asked(row: Row) -> dict[str, dict[str, Any]] | None:
    """The fields of its paper: {name: {type, required, choices?}}; None if the act has a door of its own.

    Types: text, date, datetime, bool, number, choice, unit, law, and for several: list, units, choices, laws, table (with `fields`).
    """
    if not by_hand(row):
        return None
    if row.brings is None:
        return {}
    return _fields_of(row.brings)


@cache
def _fields_of(paper: Any) -> dict[str, dict[str, Any]]:  # noqa: ANN401 - a class
    """A paper never changes while we run, and describing it costs more than deciding all acts of a page."""
    schema = _adapter(paper).json_schema()
    return _fields(schema, schema.get("$defs", {}))


@cache
def _adapter(form: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - a class
    return TypeAdapter(form)


def filled_in(row: Row, paper: Mapping[str, Any]) -> Any:  # noqa: ANN401 - the paper of whatever act it is
    """The paper as it was filled in; raises RequestValidationError, field by field, as every door does."""
    return None if row.brings is None else read(row.brings, paper)


def read(form: Any, paper: Mapping[str, Any]) -> Any:  # noqa: ANN401 - the form of whatever act it is
    """What was filled in. A word that nobody knows is told at its field: written on, it would be lost."""
    try:
        whole = _adapter(form).validate_python(paper)
    except ValidationError as wrong:
        told = [error | {"loc": ("body", *error["loc"])} for error in wrong.errors(include_url=False)]
        raise RequestValidationError(told, body=paper) from wrong
    if unknown := [{"loc": ("body", *place), "type": "enum"} for place in _unknown(whole)]:
        raise RequestValidationError(unknown, body=paper)
    return whole


def _unknown(value: Any, *place: str | int) -> Iterator[tuple[str | int, ...]]:  # noqa: ANN401 - any part of a paper
    """Where a word stands that no list has."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _unknown(getattr(value, name), *place, name)
    elif isinstance(value, tuple):
        for n, each in enumerate(value):
            yield from _unknown(each, *place, n)
    elif isinstance(value, Word) and value.value == "UNKNOWN":
        yield place


def _fields(schema: dict[str, Any], known: dict[str, Any]) -> dict[str, dict[str, Any]]:
    required = schema.get("required", ())
    return {
        name: {**_named(name, _kind(field, known)), "required": name in required}
        for name, field in schema["properties"].items()
    }


def _named(name: str, kind: dict[str, Any]) -> dict[str, Any]:
    """A text that cites laws is chosen from the library of legal bases."""
    cites = {"text": "law", "list": "laws"} if name in BASES else {}
    return kind | {"type": cites.get(kind["type"], kind["type"])}


def _kind(field: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    field = _resolved(field, known)
    if field.get("type") == "array":
        each = _kind(field["items"], known)
        several = {"text": "list", "unit": "units", "choice": "choices", "group": "table"}
        return each | {"type": several[each["type"]]}
    if "enum" in field:
        return {"type": "choice", "choices": [word for word in field["enum"] if word != "UNKNOWN"]}
    if field.get("type") == "object":
        return {"type": "group", "fields": _fields(field, known)}
    if field.get("type") == "string":
        dated = {"date": "date", "date-time": "datetime"}.get(field.get("format", ""), "text")
        return {"type": "unit" if field.get("pattern") == UNIT_PATTERN else dated}
    return {"type": {"boolean": "bool", "integer": "number", "number": "number"}[field["type"]]}


def _resolved(field: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """Without references, and without the null of what may be left out."""
    if "anyOf" in field:
        field = next(each for each in field["anyOf"] if each.get("type") != "null")
    if "allOf" in field:
        field = field["allOf"][0]
    return known[field["$ref"].rpartition("/")[2]] if "$ref" in field else field
