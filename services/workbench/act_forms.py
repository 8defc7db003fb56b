"""From the fields that an owner asks for to a form in words, and from what was typed to the paper the owner is sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from services.workbench.words import SHANGHAI

if TYPE_CHECKING:
    from services.workbench.acts import Asked
    from services.workbench.language import Language
    from services.workbench.web.forms import Form

Options = tuple[tuple[str, str], ...]  # what may be chosen: the value and its name
Choices = Mapping[str, Options]  # by the name of a field, else by its kind: unit, units
FEW = 4  # so many choices stand beside each other; more of them fold into one field
ROWS = 4  # empty lines of a table that goes by nothing else
PART = "~"  # parts a field from what is picked or typed inside it: units~450199-zjj, parts~0~title
LONG = frozenset({
    "reason", "reasons", "facts", "remedy", "text", "summary", "outline", "result", "minutes", "gaps", "explanation", "note",
})  # fmt: skip
# The field that a refusal speaks of, so that it stands beside what mends it; the first of these that the form has.
SPEAKS_OF: Mapping[str, tuple[str, ...]] = {
    "NO_REASON_CODE": ("reason_code", "reason"), "NO_REMEDY": ("remedy",), "NO_ROUTE_BASIS": ("basis", "path"),
    "NO_DEPUTY_APPROVAL": ("approved_by",), "SELF_APPROVAL": ("approved_by",), "NO_REPORT_DUE": ("report_due_on",),
    "TARGET_NOT_COMPETENT": ("unit", "units"), "ACCUSED_IS_TARGET": ("unit", "units"), "ONE_INVESTIGATOR": ("handlers",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form, in words. `options` where there is something to choose from, `rows` of fields in a table."""

    name: str
    kind: str
    label: str
    required: bool = False
    help: str = ""
    placeholder: str = ""
    options: Options = ()
    rows: tuple[tuple[Field, ...], ...] = ()

    @property
    def key(self) -> str:
        """What its owner calls it, inside the table it stands in."""
        return self.name.rpartition(PART)[2]

    @property
    def shape(self) -> str:
        """How it is drawn."""
        if self.options:
            few = len(self.options) <= FEW and self.required
            return "ticks" if self.kind in SEVERAL else "radios" if few else "select"
        if self.kind == "text" and self.key in LONG:
            return "area"
        return _SHAPES.get(self.kind, "text")


SEVERAL = frozenset({"list", "units", "choices"})
_SHAPES = {
    "bool": "tick",
    "list": "area",
    "date": "date",
    "datetime": "instant",
    "table": "table",
    "group": "table",
}


@dataclass(frozen=True, slots=True)
class Words:
    """What the fields of one act are called; a field that only a newer owner knows goes by its own name."""

    act: str
    choices: Choices
    language: Language

    def fields(self, asks: Iterable[Asked], inside: str = "") -> tuple[Field, ...]:
        return tuple(
            Field(
                inside + each.name, each.kind, self._said(each.name, "label") or each.name, each.required,
                self._said(each.name, "help"), self._said(each.name, "placeholder"), self._options(each),
                tuple(self._rows(each, inside + each.name + PART)),
            )
            for each in asks
        )  # fmt: skip

    def _said(self, name: str, part: str) -> str:
        keys = (f"asked.{self.act}.{name}.{part}", f"asked.{name}.{part}")
        return next((self.language.say(key) for key in keys if self.language.has(key)), "")

    def _options(self, asked: Asked) -> Options:
        told = tuple((value, self._named(asked.name, value)) for value in asked.choices)
        return told or self.choices.get(asked.name) or self.choices.get(asked.kind, ())

    def _named(self, name: str, value: str) -> str:
        keys = (f"choice.{self.act}.{name}.{value}", f"choice.{name}.{value}", f"{name}.{value}")
        return next((self.language.say(key) for key in keys if self.language.has(key)), value)

    def _rows(self, asked: Asked, inside: str) -> Iterator[tuple[Field, ...]]:
        if asked.kind == "group":
            yield self.fields(asked.fields, inside)
        elif asked.kind == "table":
            by_claim = any(each.name == "claim_id" for each in asked.fields)
            n = len(self.choices.get("claim_id", ())) if by_claim else ROWS
            yield from (self.fields(asked.fields, f"{inside}{row}{PART}") for row in range(n))


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
    speaks_of = next((name for name in SPEAKS_OF.get(code, ()) if name in names), None)
    return {speaks_of: because, **at} if speaks_of else at


def _table(field: Field, form: Form, language: Language) -> tuple[Any, dict[str, str]]:
    """The lines in which something stands; a line that goes by a claim counts with its claim."""
    lines: list[dict[str, Any]] = []
    errors: dict[str, str] = {}
    for row in field.rows:
        if any(form.value(name) for name in form.values if name.startswith(_within(row))):
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
    return tuple(part for each in re.split(r"[、；;\r\n]+", form.value(field.name)) if (part := each.strip()))


def _on(typed: str) -> str:
    return date.fromisoformat(typed).isoformat()


def _at(typed: str) -> str:
    return datetime.fromisoformat(typed).replace(tzinfo=SHANGHAI).isoformat()


_AS: Mapping[str, Callable[[str], Any]] = {"date": _on, "datetime": _at, "number": int}
