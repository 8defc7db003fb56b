"""From a form to what the owner is asked: only what is plainly missing is said here, everything else the owner decides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from services.workbench.acts import Act

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from lianjie_contracts.base import Claim
    from services.workbench.language import Language
    from services.workbench.people import User
    from services.workbench.readmodel import MatterView
    from services.workbench.web.forms import Form

Body = dict[str, Any]
Errors = dict[str, str]
ADDRESSES = {
    Act.DISPATCH: "dispatch",
    Act.GUIDE: "guide",
    Act.TO_DISCIPLINE: "hand-to-discipline",
    Act.SIGN_FOR: "sign",
    Act.ACCEPT: "accept",
    Act.NAME_HANDLERS: "handlers",
    Act.OPINION: "opinion",
}


def asked(
    act: Act, form: Form, matter: MatterView, user: User, language: Language, today: date
) -> tuple[Body, Errors]:
    """The owner's body for one act, and the sentences for what is missing."""
    body, errors = _ASKED[act](form, matter, user, language)
    due = str(body.get("report_due_on") or "")
    if due and due <= today.isoformat():
        errors["report_due_on"] = language.say("dispatch.error_report_past")
    return body, errors


def claims_of(matter: MatterView, user: User) -> tuple[tuple[int, Claim], ...]:
    """The claims this person answers for, with their numbers: a unit its own share, the office all."""
    share = matter.share_of(user.unit)
    own = share.assignment.claim_ids if share else ()
    return tuple((n, claim) for n, claim in enumerate(matter.claims, 1) if not own or claim.claim_id in own)


def people(text: str) -> tuple[str, ...]:
    """Names as they were typed, however they were parted."""
    return tuple(part for part in re.split(r"[、，,;；\s]+", text) if part)


def _dispatch(form: Form, matter: MatterView, _: User, language: Language) -> tuple[Body, Errors]:
    errors: Errors = {}
    unit, suggestion = form.value("unit"), matter.suggestion
    if not unit:
        errors["unit"] = language.say("dispatch.error_unit")
    elif suggestion and suggestion.sure and suggestion.unit != unit and not form.value("reason"):
        errors["reason"] = language.say("dispatch.error_reason")
    assigned = form.value("mode") == "ASSIGN"
    if assigned and not form.value("report_due_on"):
        errors["report_due_on"] = language.say("dispatch.error_report_due_on")
    body: Body = {
        "mode": form.value("mode") or "FORWARD",
        "unit": unit,
        "co_units": _co_units(form, matter),
        "reason": form.value("reason"),
        "simple": bool(form.value("simple")),
    }
    if assigned:
        body |= {
            "report_due_on": form.value("report_due_on") or None,
            "approved_by": form.value("approved_by") or None,
        }
    return body, errors


def _co_units(form: Form, matter: MatterView) -> list[Body]:
    """Each unit but the lead with its claims; a claim without a unit of its own stays with the lead."""
    given: dict[str, list[str]] = {}
    for n, claim in enumerate(matter.claims, 1):
        unit = form.value(f"claim_{n}")
        if unit and unit != form.value("unit"):
            given.setdefault(unit, []).append(claim.claim_id)
    return [{"unit": unit, "claim_ids": claims} for unit, claims in given.items()]


def _guide(form: Form, _: MatterView, __: User, language: Language) -> tuple[Body, Errors]:
    errors = {
        name: language.say(f"guide.error_{name}")
        for name in ("path", "reason", "basis", "remedy")
        if not form.value(name)
    }
    return {name: form.value(name) for name in ("path", "reason", "basis", "remedy")}, errors


def _to_discipline(form: Form, _: MatterView, __: User, language: Language) -> tuple[Body, Errors]:
    errors = {} if form.value("reason") else {"reason": language.say("to_discipline.error_reason")}
    return {"reason": form.value("reason"), "approved_by": form.value("approved_by") or None}, errors


def _sign_for(*_: object) -> tuple[Body, Errors]:
    return {}, {}


def _accept(form: Form, matter: MatterView, user: User, language: Language) -> tuple[Body, Errors]:
    errors: Errors = {}
    if not form.value("contact"):
        errors["contact"] = language.say("accept.error_contact")
    handlers = people(form.value("handlers"))
    if handlers and len(handlers) < 2:
        errors["handlers"] = language.say("accept.error_handlers")
    paths = []
    for n, claim in claims_of(matter, user):
        if not form.value(f"basis_{n}"):
            errors[f"basis_{n}"] = language.say(
                "accept.error_basis", n=n, basis=language.say("accept.basis_default")
            )
        paths.append(
            {
                "claim_id": claim.claim_id,
                "path": form.value(f"path_{n}") or "PETITION",
                "basis": form.value(f"basis_{n}"),
            }
        )
    return {"paths": paths, "handlers": handlers, "contact": form.value("contact")}, errors


def _handlers(form: Form, _: MatterView, __: User, language: Language) -> tuple[Body, Errors]:
    handlers = people(form.value("handlers"))
    return {"handlers": handlers}, {} if len(handlers) >= 2 else {
        "handlers": language.say("accept.error_handlers")
    }


def _opinion(form: Form, matter: MatterView, user: User, language: Language) -> tuple[Body, Errors]:
    on_paper = ("original_dated_on", "sealed_with") if form.value("original_scan") else ("facts", "evidence")
    required = ("number", *on_paper, "review_organ", "drafted_by")
    errors = {name: language.say(f"opinion.error_{name}") for name in required if not form.value(name)}
    if not form.several("legal_basis"):
        errors["legal_basis"] = language.say("opinion.error_basis")
    answers = []
    for n, claim in claims_of(matter, user):
        if not form.value(f"result_{n}"):
            errors[f"result_{n}"] = language.say("opinion.error_result")
        if not form.value(f"answer_{n}"):
            errors[f"answer_{n}"] = language.say("opinion.error_answer", n=n)
        answers.append(
            {
                "claim_id": claim.claim_id,
                "result": form.value(f"result_{n}"),
                "text": form.value(f"answer_{n}"),
            }
        )
    opinion: Body = {name: form.value(name) for name in ("number", "facts", "evidence", "review_organ")}
    opinion["signed_by"] = user.name  # routing writes the signed-in head down, whatever is said here
    opinion |= {"answers": answers + _others(matter, user), "legal_basis": form.several("legal_basis")}
    opinion["hearing_right_told"] = bool(form.value("hearing_right_told"))
    beside = {"drafted_by": form.value("drafted_by"), "sealed_with": form.value("sealed_with") or "UNIT"}
    return {"opinion": opinion, **beside, **_original(form)}, errors


def _original(form: Form) -> Body:
    """The unit's own sealed paper, if it answers on one (correction 14)."""
    if not form.value("original_scan"):
        return {}
    names = {"scan": "original_scan", "dated_on": "original_dated_on", "proof_of_service": "original_proof"}
    return {"external_original": {name: form.value(field) for name, field in names.items()}}


def _others(matter: MatterView, user: User) -> list[Body]:
    """The answers of the co-units, which the lead's opinion takes over, each with the unit that gave it."""
    return [
        {
            "claim_id": answer.claim_id,
            "result": answer.result,
            "text": answer.text,
            "answered_by": share.assignment.unit,
        }
        for share in matter.assignments
        if share.assignment.unit != user.unit
        for answer in share.answers
    ]


_ASKED: Mapping[Act, Callable[[Form, MatterView, User, Language], tuple[Body, Errors]]] = {
    Act.DISPATCH: _dispatch,
    Act.GUIDE: _guide,
    Act.TO_DISCIPLINE: _to_discipline,
    Act.SIGN_FOR: _sign_for,
    Act.ACCEPT: _accept,
    Act.NAME_HANDLERS: _handlers,
    Act.OPINION: _opinion,
}
