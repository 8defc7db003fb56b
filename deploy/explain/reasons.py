"""What an event says in one line: the act, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from deploy.words import say

Body = Mapping[str, Any]


def what(type_: str) -> str:
    """The event's name in words; one of a newer release keeps its own."""
    try:
        return say(f"event_{type_}")
    except KeyError:
        return type_


def why(type_: str, body: Body) -> str:
    """The reason or the papers that the event carries; who did it stands beside it already."""
    return _WHY[type_](body) if type_ in _WHY else str(body.get("reason") or "")


def _word(list_: str, word: str) -> str:
    return say(f"{list_}_{word}")


def _opened(body: Body) -> str:
    proposal = body["suggestion"]
    reasons = "；".join(proposal.get("reasons", ()))
    return (
        say("explain_proposed", unit=proposal["unit_name"], reasons=reasons)
        if proposal.get("unit")
        else reasons
    )


def _dispatched(body: Body) -> str:
    units = "、".join(
        f"{share['unit_name']}（{_word('role', share['role'])}）" for share in body["assignments"]
    )
    approved = say("explain_approved", by=body["approved_by"]) if body.get("approved_by") else ""
    return "；".join(
        filter(None, (f"{_word('mode', body['mode'])} {units}", body.get("reason", ""), approved))
    )


def _issued(body: Body) -> str:
    opinion = body["opinion"]
    results = "、".join(f"{n} {_word('result', a['result'])}" for n, a in enumerate(opinion["answers"], 1))
    return f"{opinion['number']}  {results}  {'、'.join(opinion['legal_basis'])}"


_WHY: dict[str, Callable[[Body], str]] = {
    "matter_opened": _opened,
    "matter_dispatched": _dispatched,
    "matter_opinion_issued": _issued,
    "matter_item_joined": lambda body: f"{body['item_no']}《{body['title']}》",
    "matter_closed_at_intake": lambda body: f"{body['reason']}；{body['remedy']}",
    "matter_handler_assigned": lambda body: "、".join(body["handlers"]),
    "matter_accepted": lambda body: "、".join(_word("path", claim["path"]) for claim in body["claims"]),
    "matter_completed": lambda _: say("explain_served"),
    "item_registered": lambda body: f"{body['item_no']}《{body['title']}》",
}
