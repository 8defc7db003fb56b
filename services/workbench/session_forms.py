"""The forms of a joint session: which fields each act asks, what stands in them at first, and the paper they become."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from services.workbench.language import Language

Told = Mapping[str, Any]  # a session as routing tells it
Values = Mapping[str, str]
Options = tuple[tuple[str, str], ...]
UNITS, LOCALS, HELPERS = 5, 2, 2  # lines for units, for places, for helpers from society
KINDS = (("UNIT", UNITS), ("LOCAL", LOCALS))


@dataclass(frozen=True, slots=True)
class Field:
    """`kind` is a macro of the templates, or "heading" for a line between fields."""

    kind: str
    name: str
    label: str
    options: Options = ()
    optional: bool = False
    hint: str = ""


def fields(act: str, told: Told, units: Options, words: Language) -> tuple[Field, ...]:
    """The fields of an act; none for one that asks nothing."""
    makes = _FIELDS.get(act)
    return tuple(makes(told, units, words)) if makes else ()


def begins(act: str, told: Told) -> dict[str, str]:
    """What stands in the form at first: what is known already."""
    called: Mapping[str, Mapping[str, str]] = {
        "convene_session": {"mode": "ONSITE"},
        "set_session_mode": {"mode": told.get("mode") or "", "resource": told.get("place") or ""},
        "write_line": {"line": told.get("line") or ""},
        "receive_in_session": {f"attended~{each['who']}": "1" for each in told["participants"] if each.get("coming")},
    }  # fmt: skip
    return dict(called.get(act, {}))


def paper(act: str, told: Told, values: Values) -> dict[str, Any]:
    """The paper of an act from what was typed; what was left empty is left out."""
    makes = _PAPERS.get(act)
    return makes(told, values) if makes else {name: value for name, value in values.items() if value}


def ticked(values: Values, name: str) -> list[str]:
    """What was ticked of a field of several."""
    return [key.partition("~")[2] for key, value in values.items() if key.startswith(f"{name}~") and value]


def _plain(kind: str, *names: str, optional: bool = False) -> Callable[..., Iterator[Field]]:
    def makes(_: Told, __: Options, words: Language) -> Iterator[Field]:
        for name in names:
            yield Field(kind, name, words.say(f"session.{name}"), optional=optional)

    return makes


def _convening(_: Told, units: Options, words: Language) -> Iterator[Field]:
    yield Field("datetime", "held_at", words.say("session.held_at"))
    yield Field("text", "place", words.say("session.place"))
    yield Field("select", "mode", words.say("session.mode"), words.list_of("session_mode"))
    for kind, lines in KINDS:
        yield Field(
            "heading", kind, words.word("participant_kind", kind), hint=words.say(f"session.who_{kind}")
        )
        for n in range(1, lines + 1):
            yield Field("select", f"{kind}-{n}", words.say("session.unit_n", n=n), units, optional=n > 1 or kind == "LOCAL")  # fmt: skip
    yield Field("heading", "SOCIAL", words.word("participant_kind", "SOCIAL"), hint=words.say("session.who_SOCIAL"))  # fmt: skip
    for n in range(1, HELPERS + 1):
        for name in ("name", "person", "profession"):
            yield Field("text", f"{name}-{n}", words.say(f"session.helper_{name}"), optional=True)


def _answering(_: Told, __: Options, words: Language) -> Iterator[Field]:
    answers = (("true", words.say("session.comes")), ("false", words.say("session.not_coming")))
    yield Field("radios", "coming", words.say("session.coming"), answers)
    yield Field("text", "person", words.say("session.person"), hint=words.say("session.person_hint"))
    yield Field("area", "words", words.say("session.words"), hint=words.say("session.words_hint"))


def _mode(_: Told, __: Options, words: Language) -> Iterator[Field]:
    yield Field("select", "mode", words.say("session.mode"), words.list_of("session_mode"))
    yield Field("text", "resource", words.say("session.resource"), hint=words.say("session.resource_hint"))


def _aligning(told: Told, _: Options, words: Language) -> Iterator[Field]:
    open_ = tuple(
        (each["who"], each["name"])
        for each in told["participants"]
        if not each["confirmed"] and each.get("coming") is not False
    )
    if open_:
        yield Field("ticks", "signed_on_paper", words.say("session.signed_on_paper"), open_)


def _receiving(told: Told, _: Options, words: Language) -> Iterator[Field]:
    yield Field("number", "headcount", words.say("session.headcount"))
    yield Field("number", "representatives", words.say("session.representatives"), hint=words.say("session.representatives_hint", n=told["most_representatives"]))  # fmt: skip
    yield Field("tick", "identity_checked", words.say("session.identity_checked"))
    yield Field("text", "identity_reason", words.say("session.identity_reason"), optional=True)
    yield Field("ticks", "attended", words.say("session.attended"), tuple((each["who"], each["name"]) for each in told["participants"]))  # fmt: skip


def _claims(told: Told) -> Iterator[tuple[int, str, Mapping[str, str]]]:
    """Every claim of every matter, numbered through."""
    each = ((matter["matter_id"], claim) for matter in told["matters"] for claim in matter["claims"])
    return ((n, matter_id, claim) for n, (matter_id, claim) in enumerate(each, 1))


def _concluding(told: Told, _: Options, words: Language) -> Iterator[Field]:
    yield Field("heading", "record", words.say("session.record"))
    for name in ("answers", "policy", "procedure"):
        yield Field("area", name, words.say(f"session.{name}"))
    called = tuple((each["who"], each["name"]) for each in told["participants"] if each["kind"] != "SOCIAL")
    for n, _matter, claim in _claims(told):
        yield Field("heading", f"claim-{n}", words.say("session.claim_n", n=n), hint=claim["text"])
        yield Field("select", f"unit-{n}", words.say("session.decided_unit"), called)
        yield Field("area", f"text-{n}", words.say("session.decided_text"))
        yield Field("date", f"due_on-{n}", words.say("session.due_on"), optional=True, hint=words.say("session.due_hint", days=told["decision_days"]))  # fmt: skip


def _of_decision(*more: tuple[str, str]) -> Callable[..., Iterator[Field]]:
    def makes(told: Told, _: Options, words: Language) -> Iterator[Field]:
        open_ = tuple(
            (each["decision_id"], each["text"]) for each in told["decisions"] if not each.get("reported_at")
        )
        yield Field("select", "decision_id", words.say("session.decision"), open_)
        for kind, name in more:
            yield Field(kind, name, words.say(f"session.{name}"))

    return makes


def _staying(_: Told, __: Options, words: Language) -> Iterator[Field]:
    yield Field("number", "staying", words.say("session.staying"), hint=words.say("session.staying_hint"))
    yield Field("area", "text", words.say("session.text"), optional=True)


_FIELDS: Mapping[str, Callable[..., Iterator[Field]]] = {
    "convene_session": _convening, "answer_invitation": _answering, "set_session_mode": _mode, "write_line": _plain("area", "line"),
    "align_session": _aligning, "receive_in_session": _receiving, "conclude_session": _concluding,
    "report_decision": _of_decision(("area", "result")), "extend_decision": _of_decision(("date", "due_on"), ("area", "reason")),
    "start_return": _staying, "track_session": _staying, "end_return": _plain("area", "text", optional=True),
    "close_session": _plain("area", "text", optional=True), "cancel_session": _plain("area", "text"),
}  # fmt: skip


def _convened(_: Told, values: Values) -> dict[str, Any]:
    units = [
        {"unit": unit, "kind": kind}
        for kind, lines in KINDS
        for n in range(1, lines + 1)
        if (unit := values.get(f"{kind}-{n}"))
    ]
    helpers = [
        {
            "kind": "SOCIAL",
            **{name: values.get(f"{name}-{n}", "") for name in ("name", "person", "profession")},
        }
        for n in range(1, HELPERS + 1)
        if values.get(f"name-{n}") or values.get(f"person-{n}")
    ]
    said = {name: values[name] for name in ("place", "mode") if values.get(name)}
    held_at = {"held_at": f"{values['held_at']}+08:00"} if values.get("held_at") else {}
    return {**said, **held_at, "participants": [*units, *helpers]}


def _concluded(told: Told, values: Values) -> dict[str, Any]:
    decisions = [
        {"matter_id": matter_id, "claim_ids": [claim["claim_id"]]}
        | {name: value for name in ("unit", "text", "due_on") if (value := values.get(f"{name}-{n}"))}
        for n, matter_id, claim in _claims(told)
    ]
    minutes = {name: values.get(name, "") for name in ("answers", "policy", "procedure")}
    return {**minutes, "decisions": decisions}


def _received(_: Told, values: Values) -> dict[str, Any]:
    said = {
        name: values[name] for name in ("headcount", "representatives", "identity_reason") if values.get(name)
    }
    checked = bool(values.get("identity_checked"))
    return {**said, "identity_checked": checked, "attended": ticked(values, "attended")}


_PAPERS: Mapping[str, Callable[[Told, Values], dict[str, Any]]] = {
    "convene_session": _convened,
    "conclude_session": _concluded,
    "receive_in_session": _received,
    "align_session": lambda _, values: {"signed_on_paper": ticked(values, "signed_on_paper")},
}
