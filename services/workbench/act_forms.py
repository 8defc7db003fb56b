"""The form of an act in words: what its owner asks for, and what each field is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from services.workbench.acts import Asked
    from services.workbench.language import Language

Options = tuple[tuple[str, str], ...]  # what may be chosen: the value and its name
Choices = Mapping[str, Options]  # by the name of a field, else by its kind: unit, units
FEW = 4  # so many choices stand beside each other; more of them fold into one field
ROWS = 5  # empty lines of a table that goes by nothing else
PART = "~"  # parts a field from what is picked or typed inside it: units~450199-zjj, parts~0~title
LONG = frozenset({
    "reason", "reasons", "facts", "remedy", "text", "summary", "outline", "result", "minutes", "gaps", "explanation", "note", "requirement", "finding", "conclusion", "key_facts", "fact", "minority", "handling", "opinion", "statement", "proposal",
})  # fmt: skip
LONG_IN_LINES = frozenset({"text", "answer"})


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form, in words. `required`: nothing is sent without it; `optional` says when it may be left out, for
    an owner may miss what its paper does not require. `options` where there is something to choose from, `rows` of fields
    in a table."""

    name: str
    kind: str
    label: str
    required: bool = False
    optional: str = ""
    help: str = ""
    placeholder: str = ""
    options: Options = ()
    rows: tuple[tuple[Field, ...], ...] = ()

    @property
    def key(self) -> str:
        """What its owner calls it, inside the table it stands in."""
        return self.name.rpartition(PART)[2]

    @property
    def cites(self) -> bool:
        """Whether laws are chosen in it, or in one of its lines."""
        return self.kind in ("law", "laws") or any(cell.cites for row in self.rows for cell in row)

    @property
    def shape(self) -> str:
        """How it is drawn."""
        if self.kind == "fixed":
            return self.kind
        if self.options:
            few = len(self.options) <= FEW and self.required
            return "ticks" if self.kind in SEVERAL else "radios" if few else "select"
        if self.kind == "text" and (self.key in LONG if self.key == self.name else self.key in LONG_IN_LINES):
            return "area"
        return _SHAPES.get(self.kind, "text")


_LISTS = {
    "item": "choice.item",
    "failed_items": "choice.item",
    "finding_code": "choice.finding",
    "category": "category",
}
SEVERAL = frozenset({"list", "units", "choices"})
_SHAPES = {
    "bool": "tick",
    "list": "area",
    "date": "date",
    "datetime": "instant",
    "table": "table",
    "group": "table",
    "law": "law",
    "laws": "laws",
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
                self._said(each.name, "optional"), self._said(each.name, "help"), self._said(each.name, "placeholder"), self._options(each),
                tuple(self._rows(each, inside + each.name + PART)),
            )
            for each in asks
        )  # fmt: skip

    def _said(self, name: str, part: str) -> str:
        keys = (f"asked.{self.act}.{name}.{part}", f"asked.{name}.{part}")
        return next((self.language.say(key) for key in keys if self.language.has(key)), "")

    def _options(self, asked: Asked) -> Options:
        told = tuple((value, self._named(asked.name, value)) for value in asked.choices)
        return (
            told
            or self.choices.get(asked.name)
            or self._listed(asked.name)
            or self.choices.get(asked.kind, ())
        )

    def _listed(self, name: str) -> Options:
        """A closed list that only the words know, because its owner takes any text there."""
        return self.language.list_of(_LISTS[name]) if name in _LISTS else ()

    def _named(self, name: str, value: str) -> str:
        keys = (f"choice.{self.act}.{name}.{value}", f"choice.{name}.{value}", f"{name}.{value}")
        return next((self.language.say(key) for key in keys if self.language.has(key)), value)

    def _rows(self, asked: Asked, inside: str) -> Iterator[tuple[Field, ...]]:
        """A table has a line for each claim or item that its first field names, else some empty ones."""
        if asked.kind == "group":
            yield self.fields(asked.fields, inside)
        if asked.kind != "table" or not asked.fields:
            return
        first = self._options(asked.fields[0]) if asked.fields[0].kind == "text" else ()
        for row in range(len(first) or ROWS):
            head, *cells = self.fields(asked.fields, f"{inside}{row}{PART}")
            yield (replace(head, kind="fixed", options=first[row : row + 1]) if first else head, *cells)
