"""The roster of the resident units, appointments, and the set-up of screen and tablets."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench.destinations import HALL, HEADS, PLANNERS, TICKETS
from services.workbench.language import language
from services.workbench.views.hall import bookings, stays
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.hall import allowed, asked, ticket_slip, told
from services.workbench.web.session import Person
from services.workbench.web.window import page, window
from services.workbench.words import day_and_weekday, local

if TYPE_CHECKING:
    from services.workbench.owners import Reply
    from services.workbench.people import User

router = APIRouter(prefix="/hall")
WEEKDAYS = range(7)
HALVES = ("am", "pm")


@router.get("/roster")
async def roster(request: Request, user: Person) -> Response:
    today = local(window(request).now()).date()
    fresh = {f"weekday_{n}": "1" for n in range(5)} | {f"half_{half}": "1" for half in HALVES}
    form = empty(from_day=today.isoformat(), to_day=(today + timedelta(days=90)).isoformat(), **fresh)
    return await _roster(request, allowed(user, HALL), form)


@router.post("/roster")
async def plan(request: Request, user: Person) -> Response:
    form = await sent(request)
    body = {
        **{name: form.value(name) for name in ("unit", "desk", "person", "from_day", "to_day")},
        "weekdays": [n for n in WEEKDAYS if form.value(f"weekday_{n}")],
        "halves": [half for half in HALVES if form.value(f"half_{half}")],
    }
    reply = await told(request, user, form, "/roster", body)
    if reply.done:
        return RedirectResponse("/hall/roster", 303)
    return await _roster(request, user, form.after(reply.code).with_errors(_errors(reply)), reply)


@router.post("/roster/{stay_id}/end")
async def end_stay(request: Request, user: Person, stay_id: str) -> Response:
    form = await sent(request)
    yesterday = local(window(request).now()).date() - timedelta(days=1)
    reply = await told(request, user, form, f"/roster/{stay_id}/end", {"last_day": yesterday.isoformat()})
    if reply.done:
        return RedirectResponse("/hall/roster", 303)
    return await _roster(request, user, form.after(reply.code), reply)


@router.get("/appointments")
async def appointments(request: Request, user: Person) -> Response:
    """`item_no` comes from an item whose talk did not finish: the next one is arranged while the visitor sits there."""
    about = request.query_params.get("item_no", "")[:40]
    form = empty(via="WINDOW", with_="office", item_no=about)
    return await _appointments(request, allowed(user, HALL), form)


@router.post("/appointments")
async def book(request: Request, user: Person) -> Response:
    form = await sent(request)
    body = {name: form.value(name) for name in ("day", "at", "with_", "via", "item_no")}
    reply = await told(request, user, form, "/appointments", body)
    if not reply.done:
        return await _appointments(request, user, form.after(reply.code).with_errors(_errors(reply)), reply)
    return await _appointments(
        request, user, empty(via=form.value("via"), with_="office", day=form.value("day")), reply
    )


@router.post("/appointments/{act}")
async def change(request: Request, user: Person, act: str) -> Response:
    """`arrive` prints a ticket, `cancel` and `move` come back to the day."""
    form = await sent(request)
    body: dict[str, Any] = {name: form.value(name) for name in ("day", "at", "with_", "number")}
    if act == "arrive":
        body |= {"queue": form.value("queue"), "green": bool(form.value("green"))}
    elif act == "move":
        body |= {"to_day": form.value("to_day"), "to_at": form.value("to_at")}
    reply = await told(request, user, form, f"/appointments/{act}", body)
    if reply.done and act == "arrive":
        return await ticket_slip(request, user, reply, f"/hall/appointments?day={form.value('day')}")
    return await _appointments(request, user, form.after(reply.code), reply)


@router.get("/setup")
async def setup(request: Request, user: Person) -> Response:
    its, words = window(request), language("zh")
    allowed(user, HEADS)
    today = local(its.now()).date()
    month = f"{today:%Y-%m}"
    addresses = await asked(request, user, "/addresses")
    base = (its.public_url or str(request.base_url)).rstrip("/")
    return await page(
        request, "hall_setup.html", user=user, here="hall_setup", form=empty(),
        screen=f"{base}/screen/{user.county}/{addresses['screen']}",
        tablets=[(no, f"{base}/tablet/{user.county}/{no}/{token}") for no, token in addresses["tablets"].items()],
        sums=(await asked(request, user, "/cards/sums", month=month))["sums"], month=words.say("figures.month_name", year=today.year, month=today.month),
    )  # fmt: skip


@router.post("/setup/renew")
async def renew(request: Request, user: Person) -> Response:
    form = await sent(request)
    await told(request, user, form, "/addresses/renew")
    return RedirectResponse("/hall/setup", 303)


async def _roster(request: Request, user: User, form: Form, refused: Reply | None = None) -> Response:
    its, words = window(request), language("zh")
    hall, rows = await asked(request, user, "/desks"), await asked(request, user, "/roster")
    return await page(
        request, "hall_roster.html", user=user, here="hall_roster", form=form, focus=form.focus("unit"),
        status=refused.status if refused else 200, refused=refused.because if refused else "",
        rows=stays(rows, its.directory, words), units=[(unit.code, unit.name) for unit in its.directory.units_of(user.county)],
        desks=[(str(desk["no"]), words.say("hall.desk_no", n=desk["no"])) for desk in hall["desks"]],
        may_plan=user.is_any(PLANNERS),
    )  # fmt: skip


async def _appointments(request: Request, user: User, form: Form, reply: Reply | None = None) -> Response:
    its, words = window(request), language("zh")
    today = local(its.now()).date()
    on = _day(form.value("day") or request.query_params.get("day", ""), today)
    told_ = await asked(request, user, "/appointments", day=on.isoformat())
    hall = await asked(request, user, "/desks")
    made = str(reply.body["number"]) if reply and reply.done else ""
    units = [
        ("office", words.say("unit.office")),
        *((u.code, u.name) for u in its.directory.units_of(user.county)),
    ]
    return await page(
        request, "hall_appointments.html", user=user, here="hall_appointments", form=form, focus=form.focus("at"), day=on.isoformat(),
        status=reply.status if reply and not reply.done else 200, refused=reply.because if reply and not reply.done else "",
        made=made, heading=day_and_weekday(on, today, words), rows=bookings(told_, its.directory, words), starts=[(at, at) for at in told_["starts"]],
        units=units, vias=[(via, words.say(f"hall_via.{via}")) for via in ("WINDOW", "PHONE")], queues=hall["queues"],
        is_today=on == today, may_book=user.is_any(TICKETS), before=(on - timedelta(days=1)).isoformat(), after=(on + timedelta(days=1)).isoformat(),
    )  # fmt: skip


def _day(typed: str, today: date) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return today


def _errors(reply: Reply) -> dict[str, str]:
    return dict(reply.fields)
