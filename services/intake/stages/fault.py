"""What a correction says: every field from what to what, a personal value only sealed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lianjie_contracts.base import Sealed
from lianjie_contracts.events.item_corrected import Correction, FieldCorrected
from lianjie_contracts.events.item_registered import ItemRegistered
from services.intake.errors import FieldError
from services.intake.registration import RegistrationForm
from services.intake.stages.clerk import Said
from services.intake.stages.forms import CorrectionForm
from services.intake.stages.standing import value_at

SAME_AS_NOW = "和现在登记的一样，没有要更正的。"


def correction(
    form: CorrectionForm, said: Said, was: Mapping[str, Any], mended: RegistrationForm,
    items: tuple[ItemRegistered, ItemRegistered],
) -> Correction:  # fmt: skip
    now = mended.model_dump()
    fields = tuple(_field(change.field, was, now, items) for change in form.changes)
    for n, field in enumerate(fields):
        if (field.was, field.was_sealed) == (field.now, field.now_sealed):
            raise FieldError({f"changes.{n}.to": SAME_AS_NOW})
    return Correction(
        at=said.now, by=said.by, kind=form.kind, found_by=form.found_by, found_at=form.found_at or said.now,
        reason=form.reason, fields=fields,
    )  # fmt: skip


def _field(
    name: str, was: Mapping[str, Any], now: Mapping[str, Any], items: tuple[ItemRegistered, ItemRegistered]
) -> FieldCorrected:
    """From what to what; a personal value only sealed."""
    before, after = (_sealed_at(item, name) for item in items)
    if before is not None or after is not None:
        return FieldCorrected(field=name, was_sealed=before, now_sealed=after)
    return FieldCorrected(field=name, was=_words(value_at(was, name)), now=_words(value_at(now, name)))


def _sealed_at(item: ItemRegistered, name: str) -> Sealed | None:
    found = value_at(item.model_dump(), name)
    return (
        Sealed.model_validate(found)
        if isinstance(found, Mapping) and {"key", "nonce"} <= set(found)
        else None
    )


def _words(value: Any) -> str:  # noqa: ANN401 - plain data of a form
    """A value as it is read in a list of corrections; people are only counted."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (list, tuple)):
        people = sum(isinstance(each, Mapping) for each in value)
        return f"{people}人" if people else "；".join(str(each) for each in value)
    return "" if value is None or isinstance(value, Mapping) else str(value)
