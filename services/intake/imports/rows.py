"""A row of the table against the registration form: ready to be registered, or every fault of it by its column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from chassis.ids import derived
from lianjie_contracts.directory import Directory
from services.intake.checking import checked
from services.intake.errors import FieldError
from services.intake.imports.batch import Fault
from services.intake.imports.columns import BY_HEADING, MUST, NO_NAME, OLD_NUMBER, heading_of
from services.intake.imports.reading import Line
from services.intake.registrar import item_id_of
from services.intake.registration import RegistrationForm

_WORDS = {
    "missing": "没有填写。请补填。",
    "string_too_short": "没有填写。请补填。",
    "string_too_long": "太长，最多 {max_length} 字。请缩短。",
    "greater_than_equal": "太小，至少 {ge}。",
    "less_than_equal": "太大，最多 {le}。请核对。",
    "string_pattern_mismatch": "格式不对。事发地请填 9 位行政区划代码，如 450199003。",
    "too_long": "项目太多，最多 {max_length} 项。请合并。",
}


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that can be registered. Its command follows from the old number: the same one is registered once, ever."""

    number: int
    command: str
    item_id: str
    form: RegistrationForm


@dataclass(slots=True)
class Judge:
    """Looks at the rows of one table in their order. `now`: what lies after it is in the future."""

    county: str
    profile: str
    directory: Directory
    now: datetime
    _seen: dict[str, int] = field(default_factory=dict)

    def of(self, line: Line) -> Ready | tuple[Fault, ...]:
        """All faults at once; they name places and rules, never what stands in the cell."""
        values, wrong = _read(line)
        old = "".join(line.cells.get(OLD_NUMBER, "").split())
        if old and (first := self._seen.setdefault(old, line.number)) != line.number:
            wrong[OLD_NUMBER] = f"与第 {first} 行的原编号相同。请核对，删去重复的一行。"
        form = self._form(values, wrong)
        if wrong or form is None:
            return tuple(Fault(line.number, heading, because) for heading, because in wrong.items())
        command = derived("import", self.county, old)
        return Ready(line.number, command, item_id_of(self.county, command), form)

    def _form(self, values: Mapping[str, Any], wrong: dict[str, str]) -> RegistrationForm | None:
        try:
            form = RegistrationForm.model_validate(values)
            checked(form, self.profile, self.county, self.directory, self.now)
        except ValidationError as errors:
            for each in errors.errors():
                wrong.setdefault(heading_of(".".join(str(part) for part in each["loc"])), _sentence(each))
        except FieldError as error:
            for name, because in error.fields.items():
                wrong.setdefault(heading_of(name), because)
        else:
            return form
        return None


def _read(line: Line) -> tuple[dict[str, Any], dict[str, str]]:
    """The cells as fields of the form, and what is wrong with single ones, by heading."""
    wrong = {heading: "没有填写。请补填。" for heading in MUST if heading not in line.cells}
    wrong |= line.wrong
    values: dict[str, Any] = {"petitioner": {}}
    for heading, text in line.cells.items():
        column = BY_HEADING[heading]
        try:
            value = column.read(text)
        except ValueError as because:
            wrong[heading] = str(because)
            continue
        _, _, personal = column.field.partition("petitioner.")
        if personal:
            values["petitioner"][personal] = value
        elif column.field:
            values[column.field] = value
    if values["petitioner"].get("name") == NO_NAME:
        values["petitioner"] |= {"name": "", "is_anonymous": True}
    return values, wrong


def _sentence(error: Any) -> str:  # noqa: ANN401 - pydantic's error details
    if error["type"] == "value_error":
        return str(error["msg"]).removeprefix("Value error, ")
    return _WORDS.get(error["type"], "填写不对。请照模板的例子填。").format(**error.get("ctx", {}))
