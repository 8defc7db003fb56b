"""The registration of an item: what was typed, as intake wants it, and intake's sentences back at their fields."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from services.workbench.counter import MOST_REPRESENTATIVES, name_of
from services.workbench.id_card import read
from services.workbench.repeats import answers, joined
from services.workbench.words import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.workbench.counter import Counter
    from services.workbench.language import Language
    from services.workbench.owners import Reply
    from services.workbench.people import User
    from services.workbench.web.forms import Form

LONGEST_LINE = 100
MOBILE_DIGITS = 11
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}")
PERSON = ("name", "id_no", "phone")  # asked of each representative
FROM_CARD = ("id_no", "name", "ethnicity", "address")  # the number tells the rest


def from_card(form: Form) -> Form:
    """The same form with what a reader of identity cards put into the identity field spread over the fields it tells."""
    card = read(form.value("id_no"))
    if card is None:
        return form
    return form.filled({name: value for name, value in card.told.items() if name in FROM_CARD})


def missing(form: Form, counter: Counter, language: Language) -> dict[str, str]:
    """A sentence for every field that is plainly not filled or not right, all at once; intake says again."""

    def say(name: str, **facts: object) -> str:
        return language.say(f"error_field.{name}", **facts)

    asked = ("place", "title") if form.value("anonymous") else ("name", "place", "title")
    errors = {name: say(name) for name in asked if counter.must(name) and not form.value(name)}
    if wrong := _phone(form.value("phone")):
        errors["phone"] = say(wrong[0], n=wrong[1])
    if form.value("id_missing"):
        errors |= {} if form.value("id_reason") else {"id_reason": say("id_reason")}
    elif counter.must("id_no") and not form.value("id_no"):
        errors["id_no"] = language.say("identity.empty")
    if len(form.value("title")) > LONGEST_LINE:
        errors["title"] = say("title_long", n=len(form.value("title")))
    if counter.asks("headcount") and not re.fullmatch(r"[1-9]\d{0,4}", form.value("headcount") or "1"):
        errors["headcount"] = say("headcount")
    if form.value("consent") and not form.value("email"):
        errors["email"] = say("consent")
    elif form.value("email") and not EMAIL.fullmatch(form.value("email")):
        errors["email"] = say("email")
    if counter.dated and form.value("received_on") and _day(form.value("received_on")) is None:
        errors["received_on"] = say("received_on")
    return errors


def _phone(given: str) -> tuple[str, int] | None:
    """The sentence for a mobile number of the wrong length, and by how many digits; other numbers intake knows better."""
    number = re.sub(r"[\s-]", "", given)
    gap = MOBILE_DIGITS - len(number)
    if not re.fullmatch(r"1[3-9]\d*", number) or not gap:
        return None
    return ("phone_short" if gap > 0 else "phone_long"), abs(gap)


def body(form: Form, counter: Counter, user: User) -> dict[str, Any]:
    """What intake is asked to register."""
    received = _day(form.value("received_on")) if counter.dated else None
    return {
        "channel": counter.channel.value,
        "petitioner": _petitioner(form),
        "headcount": int(form.value("headcount") or 1),
        "representatives": representatives(form),
        "agents": _agents(form),
        "place_code": form.value("place"),
        "title": form.value("title"),
        "main_content": form.value("content"),
        "claims": form.lines("claims"),
        "urgency": form.value("urgency") or "ORDINARY",
        "litigation_status": form.value("litigation") or "NOT_ASKED",
        "secrecy_requested": bool(form.value("secrecy")),
        "special_needs": ["care"] if form.value("care") else [],
        "desk": user.desk or None,
        "repeat_of": next(iter(joined(form)), None),
        "repeats": answers(form),
        **({"received_at": datetime.combine(received, time(), SHANGHAI).isoformat()} if received else {}),
        **({"postmark_on": form.value("postmark_on")} if form.value("postmark_on") else {}),
    }


def _petitioner(form: Form) -> dict[str, Any]:
    without = bool(form.value("id_missing"))
    return {
        "name": form.value("name"),
        "is_anonymous": bool(form.value("anonymous")),
        "id_type": form.value("id_type") or "RESIDENT",
        "id_no": "" if without else form.value("id_no"),
        "id_unavailable_reason": form.value("id_reason") if without else "",
        "ethnicity": form.value("ethnicity"),
        "occupation": form.value("occupation"),
        "phone": form.value("phone"),
        "address": form.value("address"),
        "email": form.value("email"),
        "consents_electronic": bool(form.value("consent")),
    }


def _rows(form: Form) -> list[int]:
    """The numbers of the rows in which a representative stands."""
    numbers = range(1, MOST_REPRESENTATIVES + 1)
    return [n for n in numbers if any(form.value(f"rep_{n}_{name}") for name in PERSON)]


def representatives(form: Form) -> list[dict[str, str]]:
    """Each filled row."""
    return [{name: form.value(f"rep_{n}_{name}") for name in PERSON} for n in _rows(form)]


def _agents(form: Form) -> list[dict[str, Any]]:
    person = {name: form.value(f"agent_{name}") for name in PERSON}
    mandate = form.value("agent_mandate")
    return [{"person": person, "mandate": mandate}] if mandate or any(person.values()) else []


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def errors_of(reply: Reply, form: Form) -> Mapping[str, str]:
    """intake's sentences, at the fields of this form."""
    rows = _rows(form)
    return {_field(name, rows): sentence for name, sentence in reply.fields.items()}


def _field(name: str, rows: list[int]) -> str:
    """The field of this form that intake means, e.g. `representatives.1.id_no` in the second row that was filled."""
    group, _, rest = name.partition(".")
    index, _, field = rest.partition(".")
    if group == "representatives":
        row = rows[int(index)] if index.isdecimal() and int(index) < len(rows) else 1
        return f"rep_{row}_{field or 'name'}"
    if group == "agents":
        return f"agent_{field.removeprefix('person.') or 'name'}"
    return {"petitioner": "email", "": "name"}.get(name) or name_of(name)
