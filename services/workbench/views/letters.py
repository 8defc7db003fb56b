"""The letter room's pages in words: rows of a list, the sheet with its twelve steps, shelf, lists and the custody book."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from services.workbench.words import day, grouped, local, moment

if TYPE_CHECKING:
    from services.workbench.language import Language

Told = Mapping[str, Any]
When = Callable[[str], str]
STATES = (
    "SIGNED_IN", "OPENED", "BOUND", "ENTERED", "ENDORSED", "TOLD", "MODE_SET", "FOLLOWED", "CHECKED", "REPLIED", "COUNTED",
    "BOUND_OVER",
)  # fmt: skip
MODES = ("REPORT_UP", "ASSIGN", "FORWARD", "HOLD", "CIRCULATE", "DIRECT_REPLY")
KINDS = ("ORDINARY", "REGISTERED", "EXPRESS", "TELEGRAM")
VALUABLES = ("MONEY", "SECURITY", "PICTURE", "BOOK", "OTHER")
REASONS = ("RECHECKED", "REPEAT_NO_ACTION", "NO_VALUE_OR_UNCLEAR", "OTHER")
WITH_MODE = frozenset({"endorse_letter", "set_letter_mode"})


@dataclass(frozen=True, slots=True)
class Row:
    """A letter in a list."""

    id: str
    number: tuple[str, ...]
    no: str
    sender: str
    title: str
    state: str
    kind: str
    received: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One of the twelve: done, next or ahead. `done` and `skipped` are told apart in words, not in colour."""

    n: int
    act: str
    name: str
    css: str
    state: str
    who: str = ""
    when: str = ""
    note: str = ""
    mode: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """来信办理单. `next_act` is the step this person may take now; `waits_for` names who must take it otherwise."""

    id: str
    no: str
    number: tuple[str, ...]
    title: str
    state: str
    facts: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    next_act: str = ""
    skip_act: str = ""
    next_name: str = ""
    waits_for: str = ""
    custody: tuple[Mapping[str, str], ...] = ()
    scans: tuple[str, ...] = ()
    shelf: str = ""
    shelf_acts: tuple[str, ...] = ()
    item_no: tuple[str, ...] = ()
    matter_id: str = ""
    lead_no: str = ""
    followers: int = 0
    raw: Told = field(default_factory=dict)


def row(told: Told, now: datetime, words: Language) -> Row:
    marks = [words.say("letters.mark_custody", n=told["in_custody"])] if told["in_custody"] else []
    marks += [words.say("letters.mark_scanned", n=told["pages"])] if told["pages"] else []
    marks += [words.say("letters.mark_shelf")] if told["on_shelf"] else []
    marks += [words.say("letters.mark_group", no=told["lead_no"])] if told["lead_no"] else []
    return Row(
        told["letter_id"], grouped(told["letter_no"]), told["letter_no"], told["sender"] or words.say("letters.sender_unclear"),
        told["title"], words.word("letter_state", told["state"]),
        words.word("letter_kind", told["kind"]) if told["kind"] != "ORDINARY" else "",
        _at(told["received_at"], now, words), tuple(marks),
    )  # fmt: skip


def sheet(told: Told, now: datetime, words: Language, when: When | None = None) -> Sheet:
    """The whole sheet; what may be done next comes from intake. `when` writes an instant: a document never says "today"."""
    when = when or (lambda at: _at(at, now, words))
    ahead = next((step for step in told["steps"] if not step["taken"]), None)
    acts: Sequence[str] = told["acts"]
    may = ahead is not None and ahead["act"] in acts
    entry = told["entry"] or {}
    return Sheet(
        told["letter_id"], told["letter_no"], grouped(told["letter_no"]), told["title"] or words.say("letters.untitled"),
        words.word("letter_state", told["state"]), _facts(told, now, words, when),
        tuple(_step(step, ahead, words, when) for step in told["steps"]),
        next_act=ahead["act"] if ahead and may else "",
        skip_act=ahead["skip"] if ahead and ahead["skip"] in acts else "",
        next_name=words.say(f"letter_step.{ahead['act']}") if ahead else "",
        waits_for="" if may or ahead is None else words.say(f"letter_waits.{ahead['act']}"),
        custody=tuple(custody_line(each, now, words, when) for each in told["custody"]),
        scans=tuple(words.say("letters.scan_line", n=len(scan["pages"]), at=_at(scan["scanned_at"], now, words), who=scan["scanned_by"]) for scan in told["scans"]),
        shelf=_shelf(told["shelf"], now, words) if told["shelf"] else "", shelf_acts=tuple(told["shelf_acts"]),
        item_no=grouped(entry["item_no"]) if entry else (), matter_id=entry.get("matter_id", ""), lead_no=told["lead_no"],
        followers=told["followers"], raw=told,
    )  # fmt: skip


def custody_line(told: Told, now: datetime, words: Language, when: When | None = None) -> dict[str, str]:
    """A line of the custody book."""
    when = when or (lambda at: _at(at, now, words))
    back = told["returned"]
    return {
        "id": told["valuable_id"], "kind": words.word("valuable_kind", told["kind"]), "what": told["what"], "amount": told["amount"],
        "found": words.say("punctuation.list").join(told["found_by"]), "kept_at": told["kept_at"],
        "taken": when(told["taken_at"]), "letter_id": told.get("letter_id", ""), "letter_no": told.get("letter_no", ""),
        "returned": words.say("letters.returned", at=when(back["returned_at"]), how=back["how"], no=back["receipt_no"], proof=back["proof"]) if back else "",
    }  # fmt: skip


def shelf_row(told: Told, now: datetime, words: Language) -> dict[str, Any]:
    return {
        "id": told["letter_id"], "no": told["letter_no"], "number": grouped(told["letter_no"]), "place": told["place"]["name"],
        "box": told["box"], "reason": words.word("hold_reason", told["reason"]), "note": told["note"],
        "since": _day(told["since"], now, words), "ripe": told["ripe"], "because": told["because"],
    }  # fmt: skip


def destruction(told: Told, now: datetime, words: Language) -> dict[str, Any]:
    """A list with who proposed, decided and carried it out."""
    decided, done = told.get("decided_by"), told.get("executed_by")
    lines = [
        {**one, "number": grouped(one["letter_no"]), "since": _day(one["since"], now, words), "reason": words.word("hold_reason", one["reason"])}
        for one in told["letters"]
    ]  # fmt: skip
    key = "letters.list_rejected_by" if told["state"] == "REJECTED" else "letters.list_approved_by"
    return {
        "id": told["list_id"], "no": grouped(told["list_no"]), "state": told["state"],
        "state_word": words.word("destruction_state", told["state"]), "letters": lines,
        "proposed": words.say("letters.list_proposed_by", who=told["proposed_by"]["name"], at=_at(told["proposed_at"], now, words)),
        "decided": words.say(key, who=decided["name"], at=_at(told["decided_at"], now, words)) if decided else "",
        "because": told.get("because", ""),
        "executed": words.say("letters.list_executed_by", who=done["name"], at=_at(told["executed_at"], now, words), witnesses=words.say("punctuation.list").join(told["witnesses"])) if done else "",
    }  # fmt: skip


def _step(told: Told, ahead: Told | None, words: Language, when: When) -> Step:
    name = words.say(f"letter_step.{told['act']}")
    if not told["taken"]:
        is_next = ahead is not None and told["n"] == ahead["n"]
        return Step(
            told["n"],
            told["act"],
            name,
            "next" if is_next else "ahead",
            words.say("letters.step_next") if is_next else "",
        )
    state = words.say("letters.step_skipped" if told["skipped"] else "letters.step_done")
    mode = words.word("letter_mode", told["mode"]) if told.get("mode") else ""
    return Step(
        told["n"], told["act"], name, "skipped" if told["skipped"] else "done", state, told["operator"],
        when(told["done_at"]), told["note"], mode,
    )  # fmt: skip


def _facts(told: Told, now: datetime, words: Language, when: When) -> tuple[tuple[str, str], ...]:
    """What the envelope tells, and what was in it; empty ones are left out."""
    contents = told["contents"] or {}
    said = {
        "sender": told["sender"] or words.say("letters.sender_unclear"), "address": told["address"], "phone": told["phone"],
        "kind": words.word("letter_kind", told["kind"]), "received": when(told["received_at"]),
        "postmark": words.say("punctuation.space").join(filter(None, [_date(told["postmark_on"], now, words), told["postmark_place"], told["postcode"]])),
        "stamps": told["stamps"],
        "contents": words.say("letters.contents", sheets=contents["sheets"], enclosures=contents["enclosures"]) if any(contents.get(name) for name in ("sheets", "enclosures")) else "",
    }  # fmt: skip
    return tuple((words.say(f"letter_fact.{name}"), text) for name, text in said.items() if text)


def _shelf(told: Told, now: datetime, words: Language) -> str:
    key = "letters.shelf_line" if told["state"] == "ON_SHELF" else "letters.shelf_left"
    return words.say(
        key, state=words.word("shelf_state", told["state"]), place=told["place"]["name"], box=told["box"],
        since=_day(told["since"], now, words), reason=words.word("hold_reason", told["reason"]), because=told.get("left_because", ""),
    )  # fmt: skip


def _at(told: str, now: datetime, words: Language) -> str:
    return moment(datetime.fromisoformat(told), now, words)


def _day(told: str, now: datetime, words: Language) -> str:
    return day(local(datetime.fromisoformat(told)).date(), local(now).date(), words)


def _date(told: str | None, now: datetime, words: Language) -> str:
    return day(date.fromisoformat(told), local(now).date(), words) if told else ""
