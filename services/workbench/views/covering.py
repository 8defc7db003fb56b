"""值班替岗 and 工作移交 as they are read: who stands in for whom, what would move to whom, and how far a handover is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from lianjie_contracts.cover import Cover
from services.workbench.words import day_and_weekday, grouped, local, moment

if TYPE_CHECKING:
    from services.workbench.language import Language
    from services.workbench.people import User

SHOWN = 200  # matters of a preview; what is left out is said


@dataclass(frozen=True, slots=True)
class CoverRow:
    """One cover; `ends` says whether the reader may end it."""

    no: int
    absent: str
    delegate: str
    days: str
    reason: str
    runs: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class CoverPage:
    """`leads`: the reader may set one for a colleague. `known`: colleagues are chosen from a list, not written; `posts` by
    name, for a field that takes any word."""

    rows: tuple[CoverRow, ...]
    covering: tuple[str, ...]
    fit: tuple[tuple[str, str], ...]
    everybody: tuple[tuple[str, str], ...]
    posts: tuple[tuple[str, str], ...]
    leads: bool
    known: bool


def cover_page(told: Mapping[str, Any], user: User, now: datetime, words: Language) -> CoverPage:
    """From what routing says of the reader's unit or office."""
    covers = [Cover.model_validate(each) for each in told.get("covers", ())]
    colleagues: Sequence[Mapping[str, Any]] = told.get("colleagues", ())
    leads, today = bool(told.get("leads")), local(now).date()
    covers.sort(key=lambda cover: (cover.from_on, cover.no))
    return CoverPage(
        rows=tuple(_cover(each, user, today, words, leads=leads) for each in covers),
        covering=tuple(each.name for each in user.covered),
        fit=tuple(_choice(c, words) for c in colleagues if c["fit"] or (leads and c["id"] != user.username)),
        everybody=tuple(_choice(c, words) for c in colleagues if c["id"] != user.username),
        posts=tuple((c["name"], c["post"]) for c in colleagues if c["id"] != user.username),
        leads=leads,
        known=bool(colleagues),
    )


def _choice(colleague: Mapping[str, Any], words: Language) -> tuple[str, str]:
    return colleague["id"], words.say("cover.colleague", name=colleague["name"], post=colleague["post"])


def _cover(cover: Cover, user: User, today: date, words: Language, *, leads: bool) -> CoverRow:
    first, last = (day_and_weekday(on, today, words) for on in (cover.from_on, cover.to_on))
    return CoverRow(
        cover.no, cover.absent.name or cover.absent.id, cover.delegate.name or cover.delegate.id,
        words.say("cover.days", first=first, last=last), cover.reason, cover.runs_on(today),
        leads or cover.absent.id == user.username,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moving:
    """One matter of a preview; `because` says why it would stay."""

    matter_id: str
    groups: tuple[str, ...]
    title: str
    state: str
    because: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What is in the giver's name. Before a taker is chosen nothing is said of what could not go."""

    giver: str
    giver_id: str
    taker: str
    taker_id: str
    rows: tuple[Moving, ...]
    total: int

    @property
    def going(self) -> int:
        return sum(not row.because for row in self.rows)


def preview_of(told: Mapping[str, Any], words: Language) -> Preview:
    giver, taker, rows = told["giver"], told["taker"] or {}, told["rows"]
    shown = tuple(
        Moving(
            row["matter_id"], grouped(row["number"]), row["title"] or words.say("handover.restricted"),
            words.word("state", row["state"]), row["because"],
        )
        for row in rows[:SHOWN]
    )  # fmt: skip
    return Preview(
        giver["name"] or giver["id"],
        giver["id"],
        taker.get("name", ""),
        taker.get("id", ""),
        shown,
        len(rows),
    )


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One handover, and what the reader may do with it."""

    id: str
    what: str
    asked: str
    reason: str
    state: str
    progress: str
    stuck: tuple[tuple[str, str], ...]
    left: str
    waits: bool
    decides: bool
    own: bool


def handover_rows(
    told: Sequence[Mapping[str, Any]], user: User, now: datetime, words: Language, *, leads: bool
) -> tuple[HandoverRow, ...]:
    """The latest first; those that wait stand on top."""
    kept = sorted(told, key=lambda each: each["state"] != "WAITING")
    return tuple(_handover(each, user, now, words, leads=leads) for each in kept)


def _handover(
    its: Mapping[str, Any], user: User, now: datetime, words: Language, *, leads: bool
) -> HandoverRow:
    giver, taker, by = its["giver"], its["taker"], its["by"]
    chosen = words.say("handover.chosen", n=its["chosen"]) if its["chosen"] else words.say("handover.all")
    waits, involved = its["state"] == "WAITING", user.username in (giver["id"], taker["id"], by["id"])
    at = moment(datetime.fromisoformat(its["at"]), now, words)
    return HandoverRow(
        id=its["handover_id"],
        what=words.say("handover.what", giver=giver["name"], taker=taker["name"], what=chosen),
        asked=words.say("handover.asked", who=by["name"] or by["id"], at=at),
        reason=its["reason"],
        state=_state(its, now, words),
        progress=words.say("handover.moved", n=its["moved"]) if its["state"] in ("MOVING", "DONE") else "",
        stuck=tuple(its["stuck"].items()),
        left=words.say("handover.left", n=its["left"], giver=giver["name"]) if its["left"] else "",
        waits=waits,
        decides=waits and leads and not involved,
        own=waits and by["id"] == user.username,
    )


def _state(its: Mapping[str, Any], now: datetime, words: Language) -> str:
    """Where it stands; of what was decided, by whom and when, and of what was given back, why."""
    who = its["decided_by"]
    if not who:
        return words.say("handover.state_WAITING")
    at = moment(datetime.fromisoformat(its["decided_at"]), now, words)
    return words.say(f"handover.state_{its['state']}", who=who["name"], at=at, because=its["because"])
