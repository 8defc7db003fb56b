"""联合接访 as it is read: a row of the list, and one session with its units, decisions, minutes and steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from services.workbench.words import day_and_weekday, local, moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.workbench.language import Language


ASIDE = frozenset(
    {"answer_invitation", "extend_decision", "start_return", "cancel_session"}
)  # not the likeliest next step


@dataclass(frozen=True, slots=True)
class Called:
    """One that is called; `stands` says in words what was answered, confirmed, and whether they came."""

    name: str
    kind: str
    person: str
    stands: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision; `late`: its day has passed and nothing is reported."""

    text: str
    unit: str
    claims: tuple[str, ...]
    due: str
    result: str
    reported: str
    extended: str
    late: bool


@dataclass(frozen=True, slots=True)
class Matter:
    id: str
    number: str
    title: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    when: str
    what: str
    who: str
    said: str


@dataclass(frozen=True, slots=True)
class Session:
    """One session in words. `acts`: what this person may try now, with the likeliest first."""

    id: str
    title: str
    state: str
    reason: str
    triggers: tuple[str, ...]
    when: str
    place: str
    mode: str
    resource: str
    matters: tuple[Matter, ...]
    called: tuple[Called, ...]
    line: str
    came: str
    record: Mapping[str, str]
    decisions: tuple[Decision, ...]
    open_decisions: int
    late: bool
    acts: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]


def session(told: Mapping[str, Any], now: datetime, words: Language) -> Session:
    """From what routing says of a session."""
    held_at, mode = told.get("held_at"), told.get("mode")
    decisions = tuple(_decision(each, told, now, words) for each in told["decisions"])
    titles = [each["title"] or each["item_no"] for each in told["matters"]]
    more = words.say("session.and_more", title=titles[0], n=len(titles)) if len(titles) > 1 else titles[0]
    return Session(
        id=told["session_id"], title=more, state=words.word("session_state", told["state"]), reason=told["reason"],
        triggers=tuple(words.word("session_trigger", each) for each in told["triggers"]),
        when=moment(_at(held_at), now, words) if held_at else "", place=told["place"],
        mode=words.word("session_mode", mode) if mode else "", resource=told["resource"],
        matters=tuple(_matter(each) for each in told["matters"]), called=tuple(_called(each, words) for each in told["participants"]),
        line=told["line"], came=_came(told, words), record=told.get("record") or {}, decisions=decisions,
        open_decisions=sum(not each.reported for each in decisions), late=any(each.late for each in decisions),
        acts=tuple((act, words.word("session_act", act)) for act in sorted((each["act"] for each in told["acts"]), key=ASIDE.__contains__)),
        steps=tuple(_step(each, now, words) for each in told["steps"]),
    )  # fmt: skip


def _matter(told: Mapping[str, Any]) -> Matter:
    return Matter(
        told["matter_id"], told["item_no"], told["title"], tuple(claim["text"] for claim in told["claims"])
    )


def _called(told: Mapping[str, Any], words: Language) -> Called:
    stands = []
    if told.get("attended") is not None:
        stands.append(words.say("session.came" if told["attended"] else "session.absent"))
    else:
        answer = {True: "is_coming", False: "not_coming", None: "no_answer"}[told.get("coming")]
        stands.append(words.say(f"session.{answer}"))
    if told["confirmed"]:
        stands.append(words.say("session.confirmed"))
    person = words.say("punctuation.space").join(filter(None, (told["person"], told["profession"])))
    kind = words.word("participant_kind", told["kind"])
    return Called(told["name"], kind, person, tuple(stands), told["words"])


def _came(told: Mapping[str, Any], words: Language) -> str:
    if not told["headcount"]:
        return ""
    said = words.say("session.came_n", n=told["headcount"], k=told["representatives"])
    unchecked = words.say("session.unchecked", why=told["identity"]) if told["identity"] else ""
    return f"{said}{unchecked}"


def _decision(
    told: Mapping[str, Any], session_: Mapping[str, Any], now: datetime, words: Language
) -> Decision:
    claims = {claim["claim_id"]: claim["text"] for each in session_["matters"] if each["matter_id"] == told["matter_id"] for claim in each["claims"]}  # fmt: skip
    due, reported = date.fromisoformat(told["due_on"]), told.get("reported_at")
    today = local(now).date()
    return Decision(
        told["text"], told["unit_name"], tuple(claims[id_] for id_ in told["claim_ids"] if id_ in claims),
        day_and_weekday(due, today, words), told["result"], moment(_at(reported), now, words) if reported else "",
        told["extended"], reported is None and due < today,
    )  # fmt: skip


def _step(told: Mapping[str, Any], now: datetime, words: Language) -> Step:
    by = told.get("by") or {}
    return Step(
        moment(_at(told["at"]), now, words),
        words.word("session_did", told["row"]),
        str(by.get("name") or ""),
        told["text"],
    )


def _at(written: object) -> datetime:
    return written if isinstance(written, datetime) else datetime.fromisoformat(str(written))
