"""From the letter room's forms to what intake is asked, and intake's sentences back at their fields; intake decides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from services.workbench.owners import Reply
    from services.workbench.web.forms import Form

ROWS = 10
CELLS = ("kind", "sender", "address", "postmark_on", "postmark_place", "enclosures")
Body = dict[str, Any]
# intake's names of fields, where they differ from the form's
_FIELDS = {
    "registration.petitioner.name": "name", "petitioner.name": "name", "registration.petitioner.phone": "phone",
    "petitioner.phone": "phone", "registration.petitioner.address": "address", "petitioner.address": "address",
    "registration.place_code": "place", "place_code": "place", "registration.title": "title", "title": "title",
    "registration.claims": "claims", "claims": "claims", "registration.main_content": "content", "main_content": "content",
    "repeat_of": "repeat_of", "registration.accused_unit": "accused_unit",
}  # fmt: skip
_ROW = re.compile(r"letters\.(\d+)\.(\w+)")


def bundle(form: Form) -> tuple[Body, list[int]]:
    """The letters of a bundle, and the row of the form that each came from (0: of those that cannot be read)."""
    rows = [n for n in range(1, ROWS + 1) if _filled(form, n)]
    letters = [_cover(form, n) for n in rows]
    blank = form.value("unreadable")
    unreadable = int(blank) if blank.isdecimal() else 0
    body: Body = {"letters": [*letters, *({} for _ in range(unreadable))]}
    if received := instant(form.value("received_at")):
        body["received_at"] = received
    return body, rows + [0] * unreadable


def bundle_errors(reply: Reply, rows: list[int]) -> dict[str, str]:
    """intake's sentences, at the cells of the form."""
    errors = {}
    for name, sentence in reply.fields.items():
        found = _ROW.match(name)
        row = rows[int(found[1])] if found and int(found[1]) < len(rows) else 0
        errors[f"{found[2]}_{row}" if found and row else name] = sentence
    return errors


def errors_of(reply: Reply) -> dict[str, str]:
    return {_FIELDS.get(name, name): sentence for name, sentence in reply.fields.items()}


def instant(typed: str) -> str:
    """A day and time as typed at the county's own clock, with its zone; empty for now."""
    return f"{typed}:00+08:00" if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", typed) else ""


def entry(form: Form) -> Body:
    """LT4: the proposal and the item."""
    anonymous = bool(form.value("anonymous"))
    petitioner = {name: "" if anonymous else form.value(name) for name in ("name", "phone", "address")}
    registration: Body = {
        "channel": "LETTER", "petitioner": {**petitioner, "is_anonymous": anonymous}, "place_code": form.value("place"),
        "title": form.value("title"), "main_content": form.value("content"), "claims": form.lines("claims"),
        "matter_class": form.value("matter_class") or "APPEAL", "urgency": form.value("urgency") or "ORDINARY",
        "secrecy_requested": bool(form.value("secrecy")), "repeat_of": form.value("repeat_of") or None,
    }  # fmt: skip
    return {
        "opinion": form.value("opinion"), "mode": form.value("mode") or None, "conflict": bool(form.value("conflict")),
        "registration": registration,
    }  # fmt: skip


def _step(form: Form) -> Body:
    body: Body = {"act": form.value("act"), "note": form.value("note"), "mode": form.value("mode") or None}
    if "operator" in form.values:
        body["operator"] = form.value("operator")
    if done_at := instant(form.value("done_at")):
        body["done_at"] = done_at
    if form.value("act") == "open_letter":
        body["contents"] = {name: _count(form.value(name)) for name in ("sheets", "enclosures")}
    return body


def _valuable(form: Form) -> Body:
    said = {name: form.value(name) for name in ("kind", "what", "amount", "kept_at")}
    return {**said, "found_by": [form.value("found_by"), form.value("counted_by")]}


def _return(form: Form) -> Body:
    return {name: form.value(name) for name in ("receipt_no", "recipient", "how", "proof")}


def _shelf(form: Form) -> Body:
    said = {name: form.value(name) for name in ("because", "box")}
    return {**said, "reason": form.value("reason") or "OTHER"}


def _group(form: Form) -> Body:
    return {"lead_no": form.value("lead_no"), "letters": [form.value("letter_id")]}


# What stands on the sheet as a form of its own: the path below the letter, and the body.
ASKED: Mapping[str, tuple[str, Callable[[Form], Body]]] = {
    "steps": ("/{id}/steps", _step),
    "skips": ("/{id}/steps", _step),
    "valuables": ("/{id}/valuables", _valuable),
    "return": ("/{id}/valuables/{valuable_id}/return", _return),
    "shelve": ("/{id}/shelf", _shelf),
    "take_down": ("/{id}/shelf/leave", _shelf),
    "group": ("/groups", _group),
}


def _filled(form: Form, n: int) -> bool:
    typed = any(form.value(f"{cell}_{n}") for cell in CELLS if cell != "kind")
    return typed or form.value(f"kind_{n}") not in {"", "ORDINARY"}


def _cover(form: Form, n: int) -> Body:
    said = {cell: form.value(f"{cell}_{n}") for cell in CELLS}
    said["kind"] = said["kind"] or "ORDINARY"
    return {**said, "postmark_on": said["postmark_on"] or None, "enclosures": _count(said["enclosures"])}


def _count(typed: str) -> int | str:
    """A number, or what was typed: intake says what is wrong with it."""
    return int(typed) if typed.isdecimal() else typed or 0
