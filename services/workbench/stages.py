"""What follows the registration: the talk, the screening and corrections, from the form as typed to what intake is asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from services.workbench.people import REGISTERING, Role
from services.workbench.registration import representatives

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from services.workbench.web.forms import Form


class Stage(StrEnum):
    """The stages of a registration (correction 16), as their pages are called."""

    INTERVIEW = "interview"
    SCREEN = "screen"
    CORRECTIONS = "corrections"


TALKING = REGISTERING
SCREENING = REGISTERING | {Role.ROUTER}
READING = SCREENING | {Role.OFFICE_DEPUTY_HEAD, Role.OFFICE_HEAD}
MAY = {Stage.INTERVIEW: TALKING, Stage.SCREEN: SCREENING, Stage.CORRECTIONS: READING}
SIGNED = "signed_"  # and the holder: who has signed the record
CLAIM, PATH, BASIS = "claim_", "path_", "basis_"  # and the number of the claim
CHANGE = "to_"  # and the field: what is right
LINES = frozenset({"claims", "prior_history", "special_needs"})
YES_NO = {"yes": True, "no": False}


def interview(form: Form) -> dict[str, Any]:
    """接谈 with its read-back. Representatives only where the talk has first chosen them."""
    litigation = form.value("litigation")
    return {
        "claims": form.lines("claims"),
        "facts_reasons": form.value("facts_reasons"),
        "prior_history": form.lines("prior_history"),
        "skip_or_repeat_reason": form.value("skip_or_repeat_reason"),
        "consulted_units": form.lines("consulted_units"),
        "conduct": form.lines("conduct"),
        "representatives": representatives(form),
        **({"litigation_status": litigation} if litigation else {}),
        "read_back": {"signed_by": signed(form), "refused_because": form.value("refused_because")},
    }


def signed(form: Form) -> list[str]:
    """Who has signed, by holder: petitioner, representatives.0, agents.0."""
    return [
        name.removeprefix(SIGNED) for name, value in form.values.items() if name.startswith(SIGNED) and value
    ]


def screen(form: Form, claims: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """甄别: class, purpose, category, and a path with its basis for each claim. The second level names the first."""
    category = form.value("category_l2")
    accused = {
        name: form.value(f"accused_{name}") for name in ("name", "position") if form.value(f"accused_{name}")
    }
    return {
        "matter_class": form.value("matter_class"),
        "purpose": form.value("purpose"),
        "category": category[:2],
        "category_l2": category if len(category) == 4 else "",
        "litigation_status": form.value("litigation") or None,
        "accused_unit": form.value("accused_unit") or None,
        "accused": accused or None,
        "claims": [
            {
                "claim_id": claim["claim_id"], "text": form.value(f"{CLAIM}{n}"),
                "path": form.value(f"{PATH}{n}"), "path_basis": form.value(f"{BASIS}{n}"),
            }
            for n, claim in enumerate(claims, 1)
        ],
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Correctable:
    """One line of the correction: a field, what stands in it, and the words it may be given (empty: anything)."""

    field: str
    label: str
    now: str
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """The input's name; a field of somebody has a dot, which a form keeps."""
        return f"{CHANGE}{self.field}"


def correction(form: Form, found_by: str) -> dict[str, Any]:
    """更正: the kind of fault, who found it, why, and each field with what is right."""
    return {
        "kind": form.value("kind"),
        "found_by": form.value("found_by") or found_by,
        "reason": form.value("reason"),
        "changes": [{"field": field, "to": value} for field, value in changes(form)],
    }


def changes(form: Form) -> Iterator[tuple[str, str | bool | list[str]]]:
    """The fields for which something was typed."""
    for name, value in form.values.items():
        if name.startswith(CHANGE) and value:
            field = name.removeprefix(CHANGE)
            yield field, YES_NO.get(value, value) if field not in LINES else list(form.lines(name))


def errors(fields: Mapping[str, str], form: Form) -> dict[str, str]:
    """intake's sentences at the fields of these forms: claims.0.path at path_1, changes.0.to at the field that was changed."""
    changed = [field for field, _ in changes(form)]
    return {_at(name, changed): sentence for name, sentence in fields.items()}


def _at(name: str, changed: Sequence[str]) -> str:
    group, _, rest = name.partition(".")
    index, _, field = rest.partition(".")
    if group == "claims" and index.isdecimal():
        return {"text": CLAIM, "path_basis": BASIS}.get(field, PATH) + str(int(index) + 1)
    if group == "changes" and index.isdecimal() and int(index) < len(changed):
        return f"{CHANGE}{changed[int(index)]}"
    if name in changed:
        return f"{CHANGE}{name}"
    if group == "representatives" and index.isdecimal():
        return f"rep_{int(index) + 1}_{field or 'name'}"
    if group == "read_back":
        return "refused_because"
    if name in ("category", "category_l2"):
        return "category_l2"
    return {"litigation_status": "litigation"}.get(name, name)
