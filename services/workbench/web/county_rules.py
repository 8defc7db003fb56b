"""A county decides on its own rules: the declared rules in order, the profile and its first day; one puts up, another approves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from lianjie_contracts.directory import CountyEntry, DeclaredRule
from lianjie_contracts.profiles import profiles
from services.workbench.destinations import HEADS
from services.workbench.language import language
from services.workbench.people import Role
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError, NotFoundError
from services.workbench.web.session import Person
from services.workbench.web.window import page, window

if TYPE_CHECKING:
    from services.workbench.owners import Reply
    from services.workbench.people import User

router = APIRouter()
PROPOSERS = HEADS | {Role.ROUTER}
DECISIONS = frozenset({"approve", "decline"})
SPARE = 2  # empty lines for more rules
MOST_LINES = 120
FIELDS = ("title", "words", "unit", "category", "place")


@router.get("/rules/suggestions")
async def suggestions(request: Request, user: Person) -> Response:
    """The rules as they are, each in a line of its own, and room for more."""
    told = await asked(request, user, "GET", "/county-rules")
    entry = told.body.get("entry") or {}
    form = empty(**_typed(map(DeclaredRule.model_validate, entry.get("rules", ()))))
    return await _suggestions(request, user, form)


@router.post("/rules/suggestions")
async def put_up_suggestions(request: Request, user: Person) -> Response:
    form = await sent(request)
    numbers, rules = _read(form)
    reply = await asked(request, user, "POST", "/county-rules/rules", {"rules": rules}, form.key)
    if reply.done:
        return RedirectResponse("/rules?done=proposed", 303)
    wrong = form.after(reply.code).with_errors(_at_lines(reply, numbers))
    return await _suggestions(request, user, wrong, because=reply.because, status=reply.status)


@router.get("/rules/profile")
async def profile(request: Request, user: Person) -> Response:
    await asked(request, user, "GET", "/county-rules")
    return await _profile(request, user, empty())


@router.post("/rules/profile")
async def put_up_profile(request: Request, user: Person) -> Response:
    form, words = await sent(request), language("zh")
    missing = {
        name: words.say(f"county_rules.no_{name}") for name in ("profile", "since") if not form.value(name)
    }
    if missing:
        return await _profile(request, user, form.with_errors(missing), status=422)
    body = {name: form.value(name) for name in ("profile", "since")}
    reply = await asked(request, user, "POST", "/county-rules/profile", body, form.key)
    if reply.done:
        return RedirectResponse("/rules?done=proposed", 303)
    wrong = form.after(reply.code).with_errors(reply.fields)
    return await _profile(
        request, user, wrong, because="" if reply.fields else reply.because, status=reply.status
    )


@router.post("/rules/{decision}")
async def decide(request: Request, decision: str, user: Person) -> Response:
    """By the same door as a table of units, for it is the same version that comes of it."""
    form = await sent(request)
    if decision not in DECISIONS or not form.value("no").isdecimal():
        raise NotFoundError
    reply = await asked(
        request, user, "POST", f"/directory/{decision}", {"no": int(form.value("no"))}, form.key
    )
    return RedirectResponse(f"/rules?done={decision if reply.done else 'late'}", 303)


async def asked(
    request: Request, user: User, method: str, path: str, body: Mapping[str, Any] | None = None, key: str = ""
) -> Reply:
    """What routing answers; raises NotForYouError for a post that changes nothing here."""
    if not user.is_any(PROPOSERS):
        raise NotForYouError
    reply = await window(request).owners.routing(method, path, user, body, key)
    if reply.status == 403:
        raise NotForYouError
    return reply


def entry_of(told: Mapping[str, Any], kept: CountyEntry) -> CountyEntry:
    """The county as its owner has it now; the window's own copy is a moment older."""
    return CountyEntry.model_validate(kept.model_dump() | told["entry"]) if told.get("entry") else kept


def _typed(rules: Iterable[DeclaredRule]) -> dict[str, str]:
    typed: dict[str, str] = {}
    for n, rule in enumerate(rules, 1):
        typed |= {f"order_{n}": str(n), f"title_{n}": rule.title, f"words_{n}": "、".join(rule.words)}
        typed |= {f"unit_{n}": rule.unit, f"category_{n}": rule.category, f"place_{n}": rule.place}
    return typed


def _read(form: Form) -> tuple[list[int], list[dict[str, Any]]]:
    """The rules in the order that was typed, and in which line each stands; an emptied line is a rule taken away."""
    filled = [n for n in range(1, MOST_LINES) if any(form.value(f"{name}_{n}") for name in FIELDS)]
    ordered = sorted(filled, key=lambda n: (_number(form.value(f"order_{n}"), n), n))
    return ordered, [
        {name: form.value(f"{name}_{n}") for name in FIELDS}
        | {"words": [word for word in re.split(r"[、，,；;\s]+", form.value(f"words_{n}")) if word]}
        for n in ordered
    ]


def _at_lines(reply: Reply, numbers: Sequence[int]) -> dict[str, str]:
    """What is wrong with a rule, at its line: as routing says it of the rule, and of a field that it cannot read."""
    said = {
        f"title_{numbers[row['line'] - 1]}": row["because"] for row in reversed(reply.body.get("rows", ()))
    }
    for place, because in reply.fields.items():
        _, _, at = place.partition("rules.")
        number, _, name = at.partition(".")
        if number.isdecimal():
            said[f"{name.partition('.')[0]}_{numbers[int(number)]}"] = because
    return said


def _number(typed: str, otherwise: int) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 6 else otherwise


async def _suggestions(
    request: Request, user: User, form: Form, *, because: str = "", status: int = 200
) -> Response:
    its, words = window(request), language("zh")
    filled = [n for n in range(1, MOST_LINES) if any(form.value(f"{name}_{n}") for name in FIELDS)]
    last = max(filled, default=0)
    units = [(u.code, u.name) for u in its.directory.units_of(user.county) if u.kind != "discipline"]
    return await page(
        request, "rules_suggestions.html", user=user, here="rules", status=status, form=form, because=because,
        focus=form.focus("title_1"), lines=range(1, min(last + SPARE, MOST_LINES - 1) + 1), units=units,
        categories=words.list_of("category"), places=[(p.code, p.name) for p in its.directory.places_of(user.county)],
    )  # fmt: skip


async def _profile(
    request: Request, user: User, form: Form, *, because: str = "", status: int = 200
) -> Response:
    named = [(each.id, each.name) for each in profiles().values()]
    return await page(
        request, "rules_profile.html", user=user, here="rules", status=status, form=form, because=because,
        focus=form.focus("profile"), profiles=named,
    )  # fmt: skip
