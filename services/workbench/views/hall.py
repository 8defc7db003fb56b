"""The pages of the hall from what intake has told: who waits, what is at a desk, when somebody comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from services.workbench.views.parts import unit_name
from services.workbench.words import local

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lianjie_contracts.directory import Directory
    from services.workbench.language import Language

TICKET_KEYS, GREEN_KEYS = "12345678", "qwertyui"


@dataclass(frozen=True, slots=True)
class QueueKey:
    """One queue at the ticket desk, with the key for a number and the key for one that goes first."""

    letter: str
    name: str
    waiting: int
    key: str
    green_key: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody in the line: only a number."""

    id: str
    number: str
    since: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QueueWaits:
    """How long one queue waits; spans in words."""

    letter: str
    name: str
    waiting: int
    called: int
    longest_now: str
    half: str
    nine_tenths: str
    longest: str


@dataclass(frozen=True, slots=True)
class Here:
    """A unit's people at a desk, now."""

    desk: int
    unit: str


@dataclass(frozen=True, slots=True)
class StayRow:
    id: str
    desk: int
    unit: str
    person: str
    days: str
    when: str


@dataclass(frozen=True, slots=True)
class BookingRow:
    """One line of the day's list; `waits`: it can still be kept, moved or cancelled."""

    at: str
    number: str
    with_: str
    with_name: str
    item_no: str
    via: str
    state: str
    waits: bool


def queue_keys(told: Mapping[str, Any]) -> tuple[QueueKey, ...]:
    return tuple(
        QueueKey(queue["queue"], queue["name"], queue["waiting"], TICKET_KEYS[n], GREEN_KEYS[n])
        for n, queue in enumerate(told["queues"][: len(TICKET_KEYS)])
    )


def span(seconds: int | None, language: Language) -> str:
    """A wait in whole minutes; nothing known is a dash, never a nought."""
    if seconds is None:
        return language.say("hall.no_span")
    return language.say("hall.minutes", n=max(round(seconds / 60), 1 if seconds else 0))


def queue_waits(told: Mapping[str, Any], language: Language) -> tuple[QueueWaits, ...]:
    def row(queue: Mapping[str, Any]) -> QueueWaits:
        spans = {
            each: span(queue[each], language) for each in ("longest_now", "half", "nine_tenths", "longest")
        }
        return QueueWaits(queue["queue"], queue["name"], queue["waiting"], queue["called"], **spans)

    return tuple(row(queue) for queue in told["queues"])


def standing(told: Sequence[Mapping[str, Any]], language: Language) -> tuple[Standing, ...]:
    return tuple(
        Standing(t["ticket_id"], t["number"], f"{local(datetime.fromisoformat(t['since'])):%H:%M}", _tags(t, language))
        for t in told
    )  # fmt: skip


def here_now(told: Mapping[str, Any], directory: Directory, language: Language) -> tuple[Here, ...]:
    return tuple(
        Here(each["desk"], unit_name(each["unit"], directory, language)) for each in told["here_now"]
    )


def stays(told: Mapping[str, Any], directory: Directory, language: Language) -> tuple[StayRow, ...]:
    return tuple(
        StayRow(
            stay["id"], stay["desk"], unit_name(stay["unit"], directory, language), stay["person"],
            language.say("hall.from_to", start=short_day(stay["from_day"]), end=short_day(stay["to_day"])),
            _when(stay, language),
        )
        for stay in told["stays"]
    )  # fmt: skip


def bookings(told: Mapping[str, Any], directory: Directory, language: Language) -> tuple[BookingRow, ...]:
    rows = [(slot, booking) for slot in told["slots"] for booking in slot["bookings"]]
    return tuple(
        BookingRow(
            slot["at"], b["number"], slot["with_"], with_name(slot["with_"], directory, language), b.get("item_no") or "",
            language.say(f"hall_via.{b['via']}"), language.say(f"hall_booking.{b['state']}"), b["state"] == "BOOKED",
        )
        for slot, b in rows
    )  # fmt: skip


def with_name(with_: str, directory: Directory, language: Language) -> str:
    return unit_name("" if with_ == "office" else with_, directory, language)


def short_day(day: str) -> str:
    on = date.fromisoformat(day)
    return f"{on.year}-{on.month:02}-{on.day:02}"


def _when(stay: Mapping[str, Any], language: Language) -> str:
    days = language.say("punctuation.list").join(
        language.say(f"hall.weekday_{n}") for n in sorted(stay["weekdays"])
    )
    halves = language.say("punctuation.list").join(
        language.say(f"hall.half_{half}") for half in ("am", "pm") if half in stay["halves"]
    )
    return language.say("punctuation.space").join((days, halves))


def _tags(ticket: Mapping[str, Any], language: Language) -> tuple[str, ...]:
    """Why it may be called before others; of the person nothing is known."""
    handed = ticket.get("handed_over") or ticket.get("at_desk")
    said = {"green": ticket["green"], "appointment": ticket["appointment"], "handed_over": handed}
    return tuple(language.say(f"hall.tag_{name}") for name, is_so in said.items() if is_so)
