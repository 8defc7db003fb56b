"""A row of the table against the registration form and the past of its matter: ready to be registered, or every fault of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from chassis.ids import derived
from lianjie_contracts.carried_over import CarriedOver
from lianjie_contracts.directory import Directory
from services.intake.checking import checked
from services.intake.errors import FieldError
from services.intake.imports.batch import Fault
from services.intake.imports.columns import BY_HEADING, NO_NAME, OLD_NUMBER, ListKind, columns_of, heading_of
from services.intake.imports.past import EMPTY, Past, heading_of_past
from services.intake.imports.reading import Line
from services.intake.registrar import item_id_of
from services.intake.registration import RegistrationForm

_WORDS = {
    "missing": EMPTY,
    "string_too_short": EMPTY,
    "string_too_long": "太长，最多 {max_length} 字。请缩短。",
    "greater_than_equal": "太小，至少 {ge}。",
    "less_than_equal": "太大，最多 {le}。请核对。",
    "string_pattern_mismatch": "格式不对。事发地请填 9 位行政区划代码，如 450199003。",
    "too_long": "项目太多，最多 {max_length} 项。请合并。",
}
CARRIED = "carried."
PERSONAL = "petitioner."


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that can be registered. Its command follows from the old number: the same one is registered once, and once
    more for every time that its import was undone (`times`)."""

    number: int
    county: str
    old_number: str
    form: RegistrationForm
    past: CarriedOver
    times: int = 0

    @property
    def command(self) -> str:
        again = (str(self.times),) if self.times else ()
        return derived("import", self.county, self.old_number, *again)

    @property
    def item_id(self) -> str:
        return item_id_of(self.county, self.command)

    def again(self) -> Ready:
        """The same row after its import was undone."""
        return replace(self, times=self.times + 1)


@dataclass(slots=True)
class Judge:
    """Looks at the rows of one table in their order. `now`: what lies after it is in the future."""

    county: str
    profile: str
    directory: Directory
    now: datetime
    batch: str
    _seen: dict[str, int] = field(default_factory=dict)

    def of(self, line: Line) -> Ready | tuple[Fault, ...]:
        """All faults at once; they name places and rules, never what stands in the cell."""
        values, wrong = _read(line)
        old = "".join(line.cells.get(OLD_NUMBER, "").split())
        if old and (first := self._seen.setdefault(old, line.number)) != line.number:
            wrong[OLD_NUMBER] = f"与第 {first} 行的原编号相同。请核对，删去重复的一行。"
        past = self._past(line.kind, values, wrong)
        form = self._form(values, wrong)
        if wrong or form is None:
            return tuple(Fault(line.number, heading, because) for heading, because in wrong.items())
        return Ready(line.number, self.county, old, form, past.carried(self.batch))

    def _past(self, kind: ListKind, values: dict[str, Any], wrong: dict[str, str]) -> Past:
        """Takes what belongs to it out of the values. Without knowing where it stood, nothing more can be said of it."""
        told = {
            name.removeprefix(CARRIED): values.pop(name) for name in tuple(values) if name.startswith(CARRIED)
        }
        beside: dict[str, Any] = {
            name: values[name] for name in ("received_at", "matter_class", "claims") if name in values
        }
        if "dispatch.unit" in told and (unit := self._unit(told["dispatch.unit"])):
            told["dispatch.unit"] = unit
        elif "dispatch.unit" in told:
            wrong[heading_of_past("dispatch.unit")] = "本县名录里没有这个单位。请填单位全称或名录代码。"
        past = Past({**told, **beside}, self.now)
        if kind is ListKind.OPEN or "state" in told or "ending" in told:
            for name, because in past.faults().items():
                wrong.setdefault(heading_of_past(name), because)
        return past

    def _unit(self, text: str) -> str | None:
        units = self.directory.units_of(self.county)
        return next((unit.code for unit in units if text in (unit.code, unit.name, unit.short)), None)

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
    """The cells as fields, and what is wrong with single ones, by heading."""
    must = (column.heading for column in columns_of(line.kind) if line.kind in column.must)
    wrong = {heading: EMPTY for heading in must if heading not in line.cells}
    wrong |= line.wrong
    values: dict[str, Any] = {"petitioner": {}}
    for heading, text in line.cells.items():
        column = BY_HEADING[heading]
        try:
            value = column.read(text)
        except ValueError as because:
            wrong[heading] = str(because)
            continue
        if column.field.startswith(PERSONAL):
            values["petitioner"][column.field.removeprefix(PERSONAL)] = value
        elif column.field:
            values[column.field] = value
    if values["petitioner"].get("name") == NO_NAME:
        values["petitioner"] |= {"name": "", "is_anonymous": True}
    return values, wrong


def _sentence(error: Any) -> str:  # noqa: ANN401 - pydantic's error details
    if error["type"] == "value_error":
        return str(error["msg"]).removeprefix("Value error, ")
    return _WORDS.get(error["type"], "填写不对。请照模板的例子填。").format(**error.get("ctx", {}))
