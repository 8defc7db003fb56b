"""A form as it was typed: nothing is lost when something is wrong, and sending it twice is sending it once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from chassis.ids import new_id
from services.workbench.web.safety import check

if TYPE_CHECKING:
    from fastapi import Request


MOST_LINES = 20  # of one field that is several lines
REUSED = "COMMAND_REUSED"  # what the owners say of a key that has done something else


@dataclass(frozen=True, slots=True)
class Form:
    """`key` is the command's id, made with the empty form; `errors` are sentences by field."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        return self.values.get(name, "")

    def focus(self, *order: str) -> str:
        """Where the caret belongs: the first field that must be mended, in the order of the page, else the first;
        nowhere in a form that asks nothing."""
        wrong = [name for name in order if name in self.errors]
        return next(iter((*wrong, *self.errors, *order)), "")

    def lines(self, name: str) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.value(name).splitlines() if line.strip())

    def several(self, name: str) -> tuple[str, ...]:
        """What stands in a field of several lines, each an input of its own: name~0, name~1 and so on."""
        return tuple(value for n in range(MOST_LINES) if (value := self.value(f"{name}~{n}")))

    def filled(self, values: Mapping[str, str]) -> Form:
        """The same form with these fields filled in."""
        return replace(self, values={**self.values, **values})

    def with_errors(self, errors: Mapping[str, str]) -> Form:
        return replace(self, errors={**self.errors, **errors})

    def after(self, refusal: str) -> Form:
        """The same content under a new key, for what was refused may be mended and asked again; unless the key has
        already done something else: a new one would do it a second time."""
        return self if refusal == REUSED else replace(self, key=new_id())


def empty(**values: str) -> Form:
    return Form(new_id(), values)


async def sent(request: Request) -> Form:
    """The form of this request; raises ForeignFormError if another page made it."""
    data = await request.form()
    values = {name: value.strip() for name, value in data.items() if isinstance(value, str)}
    check(request, values.pop("csrf", ""))
    return Form(values.pop("key", "") or new_id(), values)
