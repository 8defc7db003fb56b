"""From what was typed into the form of an act to the paper its owner is sent, and from the owner's answer back to the fields."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from services.workbench.act_forms import PART, SEVERAL, Field
from services.workbench.words import SHANGHAI

if TYPE_CHECKING:
    from services.workbench.language import Language
    from services.workbench.web.forms import Form

NAMES = frozenset(
    {"handlers", "panel", "officers", "agreeing"}
)  # several people, parted as people write them


@cache
def speaks_of() -> Mapping[str, tuple[str, ...]]:
    """By the code of a refusal: the fields it speaks of."""
    told = tomllib.loads(Path(__file__).with_name("speaks_of.toml").read_text(encoding="utf-8"))
    return {code: tuple(names.split()) for code, names in told.items()}


def paper_of(
    fields: Iterable[Field], form: Form, language: Language
) -> tuple[dict[str, Any], dict[str, str]]:
    """What the owner is sent, and a sentence for each field that must be mended first. What is left empty is not sent."""
    paper: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for field in fields:
        value, wrong = _table(field, form, language) if field.rows else _read(field, form)
        if isinstance(wrong, str):
            wrong = {field.name: language.say(f"act_form.wrong_{wrong}", label=field.label)} if wrong else {}
        errors |= wrong
        if value is not None:
            paper[field.key] = value
    return paper, errors


def beside(fields: Iterable[Field], told: Mapping[str, str], code: str, because: str) -> dict[str, str]:
    """What the owner says of its fields (a.0.b), and a refusal, each at the field of this form that it speaks of."""
    names = {each.name for field in fields for each in (field, *(cell for row in field.rows for cell in row))}
    at: dict[str, str] = {}
    for place, sentence in told.items():
        parts = place.split(".")
        whole = [PART.join(parts[:n]) for n in range(len(parts), 0, -1)]
        if found := next((name for name in whole if name in names), None):
            at[found] = sentence
    field = next((name for name in speaks_of().get(code, ()) if name in names), None)
    return {field: because, **at} if field else at


def _table(field: Field, form: Form, language: Language) -> tuple[Any, dict[str, str]]:
    """The lines in which something stands; a line that goes by a claim counts with its claim."""
    lines: list[dict[str, Any]] = []
    errors: dict[str, str] = {}
    for row in field.rows:
        own = {cell.name for cell in row if cell.kind == "fixed"}
        if any(form.value(name) for name in form.values.keys() - own if name.startswith(_within(row))):
            line, wrong = paper_of(row, form, language)
            lines.append(line)
            errors |= wrong
    if not lines and field.required:
        errors[field.name] = language.say("act_form.wrong_missing", label=field.label)
    return (lines[0] if field.kind == "group" and lines else lines or None), errors


def _within(row: tuple[Field, ...]) -> str:
    return row[0].name.rpartition(PART)[0] + PART


def _read(field: Field, form: Form) -> tuple[Any, str]:
    """The value as its owner reads it, or what is wrong with it; None is nothing given."""
    if field.kind == "bool":
        return bool(form.value(field.name)), ""
    empty = ("choice" if field.options else "missing") if field.required else ""
    if field.kind == "laws":
        return (cited, "") if (cited := form.several(field.name)) else (None, empty)
    if field.kind in SEVERAL:
        several = _several(field, form)
        return (several, "") if several else (None, empty)
    typed = form.value(field.name)
    if not typed:
        return None, empty
    try:
        return _AS.get(field.kind, str)(typed), ""
    except ValueError:
        return None, field.kind


def _several(field: Field, form: Form) -> tuple[str, ...]:
    if field.options:
        return tuple(value for value, _ in field.options if form.value(f"{field.name}{PART}{value}"))
    parted = r"[、，,；;\s]+" if field.key in NAMES else r"[；;\r\n]+"
    return tuple(part for each in re.split(parted, form.value(field.name)) if (part := each.strip()))


def _on(typed: str) -> str:
    return date.fromisoformat(typed).isoformat()


def _at(typed: str) -> str:
    return datetime.fromisoformat(typed).replace(tzinfo=SHANGHAI).isoformat()


_AS: Mapping[str, Callable[[str], Any]] = {"date": _on, "datetime": _at, "number": int}
