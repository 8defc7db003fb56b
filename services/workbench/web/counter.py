"""The page at the counter, as every answer to its form shows it: the form, repeats beside it, what is printed, what is kept."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from lianjie_contracts.vocabulary import Channel, IdType, LitigationStatus, Urgency
from services.workbench.conditions import Filters, Tally, conditions
from services.workbench.counter import MOST_REPRESENTATIVES, Counter, channel_of, counter
from services.workbench.destinations import SIGNING
from services.workbench.drafts import over, sealed
from services.workbench.language import language
from services.workbench.owners import AwayError
from services.workbench.people import REGISTERING
from services.workbench.registration import representatives
from services.workbench.repeats import decisions, question
from services.workbench.sheets import GENERAL, sheets
from services.workbench.views.listing import listing
from services.workbench.views.repeats import Repeats, repeats
from services.workbench.web.forms import Form
from services.workbench.web.matters import NotForYouError
from services.workbench.web.window import kept_since, page, window
from services.workbench.words import local
from services.workbench.worklists import MINE, Order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import Request
    from starlette.responses import Response

    from services.workbench.people import User
    from services.workbench.web.window import Window

ASKED = (
    LitigationStatus.NONE,
    LitigationStatus.PENDING,
    LitigationStatus.DECIDED,
    LitigationStatus.NOT_ASKED,
)
URGENCIES = (Urgency.ORDINARY, Urgency.MAJOR, Urgency.URGENT)
MORE = ("consent", "email", "secrecy", "agent_name", "agent_id_no", "agent_phone", "agent_mandate")
ORDER = (
    "id_no",
    "id_reason",
    "name",
    "phone",
    "address",
    *MORE,
    "received_on",
    "postmark_on",
    "place",
    "headcount",
    "title",
    "content",
    "claims",
)
FRESH = {"headcount": "1", "urgency": Urgency.ORDINARY, "litigation": LitigationStatus.NOT_ASKED, "sheet": GENERAL}  # fmt: skip
FOUND_BY = ("name", "id_no", "phone")  # of a representative, when repeats are looked for
SHEET_LASTS = 60.0  # seconds for which a channel's form sheet is not asked for again
NOT_KEPT = frozenset({"seen", "next"})  # of the page, not of the form


def registering(user: User) -> User:
    """Raises NotForYouError for everybody who does not register."""
    if not user.is_any(REGISTERING):
        raise NotForYouError
    return user


async def counter_of(request: Request, user: User, channel: Channel) -> Counter:
    """The form of a channel; without intake everything may be typed, and intake judges when it is back."""
    sheets_: dict[tuple[str, str], tuple[float, Counter]]
    sheets_ = request.app.state.__dict__.setdefault("form_sheets", {})
    at, held = sheets_.get((user.county, channel), (float("-inf"), Counter(channel)))
    if time.monotonic() - at < SHEET_LASTS:
        return held
    address = f"/fields?{urlencode({'channel': channel.value})}"
    try:
        reply = await window(request).owners.intake(user.county, "GET", address, user)
    except AwayError:
        return held
    made = counter(channel, reply.body) if reply.done else held
    sheets_[user.county, channel] = time.monotonic(), made
    return made


async def found(request: Request, user: User, form: Form) -> Repeats:
    """What may be the same; nothing while too little is typed or intake is away: nobody waits for a proposal."""
    asked, words = question(form), language("zh")
    if asked is None:
        return Repeats()
    others = [{name: each.get(name, "") for name in FOUND_BY} for each in representatives(form)]
    its = window(request)
    try:
        reply = await its.owners.intake(
            user.county, "POST", "/repeats", user, {**asked, "representatives": others}
        )
    except AwayError:
        return Repeats()
    told = reply.body if reply.done else {}
    told = {**told, "candidates": [await _with_state(its, each) for each in told.get("candidates", ())]}
    return repeats(told, decisions(form), local(its.now()).date(), words)


async def _with_state(its: Window, candidate: Mapping[str, Any]) -> dict[str, Any]:
    """Where its matter stands is routing's to say, and the window has heard it."""
    view = await its.matters.get(candidate["matter_id"]) if "matter_id" in candidate else None
    return {**candidate, "state": view.state if view and view.state else candidate.get("state", "")}


async def keep(request: Request, user: User, form: Form) -> bool:
    """Keep what was typed; False if it is registered already."""
    its = window(request)
    typed = {name: value for name, value in form.values.items() if name not in NOT_KEPT}
    draft = sealed(form.key, user.username, form.value("channel"), typed, its.now(), its.safe)
    return await its.drafts.save(form.key, draft)


async def end(request: Request, user: User, id_: str) -> None:
    """The draft is registered, or thrown away."""
    its = window(request)
    await its.drafts.save(id_, over(user.username, "", its.now()))


async def follow(request: Request, user: User, before: Form, after: Form) -> None:
    """What was refused goes on under a new key, and its draft with it."""
    if before.key != after.key:
        await end(request, user, before.key)
        await keep(request, user, after)


async def shown(
    request: Request, user: User, form: Form, *, refused: str = "", away: str = "", kept: str = "", status: int = 200
) -> Response:  # fmt: skip
    """The page with this form in it, whatever has happened to it."""
    its, words, now = window(request), language("zh"), window(request).now()
    here = await counter_of(request, user, channel_of(form.value("channel")))
    mine = conditions(MINE[0], Filters(), user, now)
    today = await its.matters.find(mine, 1, Order.RECENT)
    return await page(
        request, "register.html", user=user, here=f"register_{here.channel}", status=status, form=form, counter=here,
        focus=form.focus(*(ORDER if here.first == "id_no" else ("name", *ORDER))), refused=refused, kept=kept,
        away=words.say("problem.heading_503", service=words.word("service", away)) if away else "", identity=None,
        places=places_of(request, user), reps=range(1, MOST_REPRESENTATIVES + 1), reps_open=_any(form, "rep_") or form.value("headcount") not in ("", "0", "1"), more_open=_any(form, *MORE), desk=user.desk, may_sign=user.is_any(SIGNING),
        repeats=await found(request, user, form), drafts=await its.drafts.count(user.username, kept_since(request)),
        registered_today=await its.matters.count(mine), sheets=[(each.code, each.name) for each in sheets()],
        id_types=[(each.value, words.word("id_type", each)) for each in IdType if each is not IdType.UNKNOWN],
        urgencies=[(u.value, words.word("urgency", u)) for u in URGENCIES],
        litigations=[(each.value, words.say(f"register.litigation_{each}")) for each in ASKED],
        today=listing(MINE[0], Filters(), today, Tally(), user, now, its.directory, words).rows[:8],
    )  # fmt: skip


def places_of(request: Request, user: User) -> list[tuple[str, str]]:
    """The county's places with a figure in front, by which a list is chosen from the keyboard; the county itself last."""
    directory = window(request).directory
    county = directory.county(user.county)
    named = [(place.code, place.name) for place in directory.places_of(user.county)]
    return [(code, f"{n} {name}") for n, (code, name) in enumerate([*named, (county.code, county.name)], 1)]


def _any(form: Form, *beginnings: str) -> bool:
    """Whether one of these fields holds something or must be mended, so that it is not hidden."""
    filled = {name for name, value in form.values.items() if value} | set(form.errors)
    return any(name.startswith(beginnings) for name in filled)
