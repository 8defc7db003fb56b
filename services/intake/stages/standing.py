"""An item as the form that would register it so today: what a correction is made on, checked by the very same rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from chassis.ids import derived
from lianjie_contracts.base import Claim, Petitioner
from lianjie_contracts.events.item_registered import ItemRegistered
from services.intake.errors import FieldError
from services.intake.persons import OPEN
from services.intake.registrar import SAME
from services.intake.registration import RegistrationForm
from services.intake.stages.forms import FieldChange
from services.intake.tables import tables

Opens = Callable[[Any], Mapping[str, str]]
FIXED_FOREVER = frozenset({"repeat_of", "repeats"})
NOT_HERE = "这一项不在更正里改：编号和期限由登记时定下，分类请重新甄别。有疑问请报分管领导。"


def as_form(now: ItemRegistered, opens: Opens) -> dict[str, Any]:
    """The item as plain data of a RegistrationForm, personal fields opened in memory."""

    def person(someone: Petitioner) -> dict[str, Any]:
        said = {name: value for name in OPEN if (value := getattr(someone, name)) is not None}
        return said | dict(opens(someone)) | ({"id_type": someone.id_type} if someone.id_type else {})

    return {
        **now.model_dump(include=set(SAME)),
        "received_at": now.received_at,
        "secrecy_requested": now.secrecy_requested,
        "petitioner": person(now.petitioner),
        "representatives": [person(each) for each in now.representatives],
        "agents": [{"person": person(each.person), "mandate": each.mandate} for each in now.agents],
        "accused": dict(opens(now.accused)) if now.accused else None,
        "leader_instruction": now.leader_instruction.model_dump() if now.leader_instruction else None,
        "place_code": now.place.code,
        "claims": [claim.text for claim in now.claims],
    }


def changed(form: Mapping[str, Any], changes: Sequence[FieldChange], profile: str) -> RegistrationForm:
    """The form with what is right. Raises FieldError or RequestValidationError, each sentence at its field."""
    fixed = FIXED_FOREVER | {rule.id for rule in tables().profile(profile).fields if rule.fixed}
    data: Any = dict(form)
    for n, change in enumerate(changes):
        if change.field in fixed or change.field.partition(".")[0] not in RegistrationForm.model_fields:
            raise FieldError({f"changes.{n}.field": NOT_HERE})
        try:
            data = _put(data, change.field.split("."), change.to)
        except (ValueError, TypeError, IndexError):
            raise FieldError({f"changes.{n}.field": "登记表里没有这一项。请从表中选择。"}) from None
    try:
        return RegistrationForm.model_validate(data)
    except ValidationError as wrong:
        errors = [{**error, "loc": ("body", *error["loc"])} for error in wrong.errors()]
        raise RequestValidationError(errors) from None


def claims_again(
    standing: Sequence[Claim], texts: Sequence[str], item_id: str, command: str
) -> tuple[Claim, ...]:
    """Claims by their words: who stays the same keeps its id, its path and whatever else is known of it."""
    known = {claim.text: claim for claim in reversed(standing)}
    return tuple(
        known.get(text) or Claim(claim_id=derived(item_id, command, str(n)), text=text)
        for n, text in enumerate(dict.fromkeys(texts), 1)
    )


def dropped(before: Sequence[Claim], after: Sequence[Claim]) -> tuple[str, ...]:
    left = {claim.claim_id for claim in after}
    return tuple(claim.claim_id for claim in before if claim.claim_id not in left)


def value_at(form: Mapping[str, Any], field: str) -> Any:  # noqa: ANN401 - plain data
    """What stands in a field; None where nothing does."""
    found: Any = form
    for step in field.split("."):
        if isinstance(found, (list, tuple)):
            found = found[int(step)] if int(step) < len(found) else None
        else:
            found = found.get(step) if isinstance(found, Mapping) else None
    return found


def _put(data: Any, path: Sequence[str], value: Any) -> Any:  # noqa: ANN401 - plain data
    """A copy with one value put in; a list takes one member more at its end."""
    step, *rest = path
    if isinstance(data, (list, tuple)):
        members, at = list(data), int(step)
        if at == len(members):
            members.append({})
        members[at] = _put(members[at], rest, value) if rest else value
        return members
    held = data or {}
    if not isinstance(held, Mapping):
        raise TypeError(step)
    return {**held, step: _put(held.get(step), rest, value) if rest else value}
