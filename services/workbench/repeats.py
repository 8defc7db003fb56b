"""Has this been brought before: what intake is asked while the clerk types, and the clerk's answer beside each candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from services.workbench.web.forms import Form

DECIDED = "decided_"  # and the number of the item: what the clerk has decided of it
SAME, NEW, OTHER = "same", "new", "other"
COMPARED = "compared_"  # and the number of the item: the grounds that were shown beside it
RESULTS = {SAME: "REPEAT", NEW: "NEW_FACTS", OTHER: "NEW"}
EXITS = (SAME, NEW, OTHER)  # the same thing; the same person with a new thing; neither


def question(form: Form) -> dict[str, Any] | None:
    """What is asked; None while there is too little to compare by."""
    known = bool(form.value("id_no")) or (form.value("name") and form.value("phone"))
    if not known and len(form.value("title")) < SHORTEST:
        return None
    without = bool(form.value("id_missing"))
    return {
        "petitioner": {
            "name": form.value("name"),
            "id_no": "" if without else form.value("id_no"),
            "id_type": form.value("id_type") or "RESIDENT",
            "phone": form.value("phone"),
        },
        "title": form.value("title"),
        "main_content": form.value("content"),
        "claims": form.lines("claims"),
        "place_code": form.value("place"),
        "category": form.value("category"),
    }


SHORTEST = 6  # signs of the one line on the matter below which likeness says nothing


def decisions(form: Form) -> Mapping[str, str]:
    """What the clerk has decided, by item number."""
    return {
        name.removeprefix(DECIDED): value
        for name, value in form.values.items()
        if name.startswith(DECIDED) and value in EXITS
    }


def joined(form: Form) -> tuple[str, ...]:
    """The items that this one repeats, as decided; more than one is asked again, for an item joins one matter."""
    return tuple(number for number, exit_ in decisions(form).items() if exit_ == SAME)


def compared(grounds: Iterable[Mapping[str, Any]]) -> str:
    """The grounds shown, in short: which, and whether they are the same."""
    return ",".join(f"{each['ground']}:{int(bool(each['same']))}" for each in grounds)


def answers(form: Form) -> list[dict[str, Any]]:
    """What the clerk has decided of each item on record, with the grounds that were shown."""
    told = []
    for number, exit_ in decisions(form).items():
        shown = [each.partition(":") for each in form.value(f"{COMPARED}{number}").split(",") if each]
        grounds = [{"ground": ground, "same": same == "1"} for ground, _, same in shown]
        told.append({"item_no": number, "result": RESULTS[exit_], "grounds": grounds})
    return told
