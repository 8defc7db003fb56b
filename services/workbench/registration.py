"""The registration of a visit: what was typed, as intake wants it, and intake's sentences back at their fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.workbench.language import Language
    from services.workbench.owners import Reply
    from services.workbench.people import User
    from services.workbench.web.forms import Form

LONGEST_LINE = 100
MOBILE_DIGITS = 11
PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}")
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}")
# intake's names of fields, where they differ from the form's
FIELDS = {
    "petitioner.name": "name",
    "petitioner.id_no": "id_no",
    "petitioner.id_unavailable_reason": "id_reason",
    "petitioner.phone": "phone",
    "petitioner.address": "address",
    "petitioner.email": "email",
    "petitioner": "email",
    "place_code": "place",
    "main_content": "content",
    "litigation_status": "litigation",
    "": "name",
}


def missing(form: Form, language: Language) -> dict[str, str]:
    """A sentence for every field that is plainly not filled or not right, all at once; intake says again."""

    def say(name: str, **facts: object) -> str:
        return language.say(f"error_field.{name}", **facts)

    errors = {
        name: say(name) for name in ("name", "address", "place", "title", "claims") if not form.value(name)
    }
    if wrong := _phone(form.value("phone")):
        errors["phone"] = say(wrong[0], n=wrong[1])
    if form.value("id_missing"):
        errors |= {} if form.value("id_reason") else {"id_reason": say("id_reason")}
    elif not form.value("id_no"):
        errors["id_no"] = language.say("identity.empty")
    if len(form.value("title")) > LONGEST_LINE:
        errors["title"] = say("title_long", n=len(form.value("title")))
    if not re.fullmatch(r"[1-9]\d{0,4}", form.value("headcount")):
        errors["headcount"] = say("headcount")
    if form.value("consent") and not form.value("email"):
        errors["email"] = say("consent")
    elif form.value("email") and not EMAIL.fullmatch(form.value("email")):
        errors["email"] = say("email")
    return errors


def _phone(given: str) -> tuple[str, int] | None:
    """The sentence for what is wrong with a number, and by how many digits."""
    number = re.sub(r"[\s-]", "", given) if given.startswith("1") else given
    if not number:
        return "phone_empty", 0
    if PHONE.fullmatch(number):
        return None
    gap = MOBILE_DIGITS - len(number)
    if number.startswith("1") and number.isdecimal() and gap:
        return ("phone_short" if gap > 0 else "phone_long"), abs(gap)
    return "phone_form", 0


def body(form: Form, user: User) -> dict[str, Any]:
    """What intake is asked to register."""
    without = bool(form.value("id_missing"))
    petitioner = {
        "name": form.value("name"),
        "id_no": "" if without else form.value("id_no"),
        "id_unavailable_reason": form.value("id_reason") if without else "",
        "phone": form.value("phone"),
        "address": form.value("address"),
        "email": form.value("email"),
        "consents_electronic": bool(form.value("consent")),
    }
    return {
        "channel": "VISIT",
        "petitioner": petitioner,
        "headcount": int(form.value("headcount")),
        "place_code": form.value("place"),
        "title": form.value("title"),
        "main_content": form.value("content"),
        "claims": form.lines("claims"),
        "urgency": form.value("urgency") or "ORDINARY",
        "litigation_status": form.value("litigation") or "NOT_ASKED",
        "secrecy_requested": bool(form.value("secrecy")),
        "special_needs": ["care"] if form.value("care") else [],
        "desk": user.desk or None,
    }


def errors_of(reply: Reply) -> Mapping[str, str]:
    """intake's sentences, at the fields of this form."""
    return {FIELDS.get(name, name): sentence for name, sentence in reply.fields.items()}
