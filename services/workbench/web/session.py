"""Signing in and out: the session is the signed token itself, in a cookie no script can read."""

from __future__ import annotations

import hmac
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from chassis.identity import IdentityError
from services.workbench.language import language
from services.workbench.people import User
from services.workbench.web.forms import sent
from services.workbench.web.window import SESSION, page, window
from services.workbench.worklists import home_of

if TYPE_CHECKING:
    from lianjie_contracts.directory import Account, Directory

HOURS = 10
router = APIRouter()


class SignInNeededError(Exception):
    """Nobody is signed in, or the session has ended."""


def signed_in(request: Request) -> User:
    """The person in front of the window; raises SignInNeededError."""
    token = request.cookies.get(SESSION, "")
    try:
        return window(request).user(window(request).verifier.verify(token), token)
    except (IdentityError, KeyError):
        raise SignInNeededError from None


async def standing_in(request: Request) -> User:
    """The person, and for whom he or she stands in today; raises SignInNeededError."""
    return await window(request).standing_in(signed_in(request))


Person = Annotated[User, Depends(standing_in)]


@router.get("/")
async def home(user: Person) -> Response:
    return RedirectResponse("/quick" if user.on_street else f"/matters?list={home_of(user).key}", 303)


@router.get("/sign-in")
async def sign_in_page(request: Request) -> Response:
    return await _page(request)


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    form, its = await sent(request), window(request)
    account = next((a for a in its.directory.accounts if a.username == form.value("username")), None)
    right = hmac.compare_digest(form.values.get("password", "").encode(), its.directory.password.encode())
    if its.issuer is None or account is None or not right:
        example = its.directory.accounts[0].username if its.directory.accounts else ""
        return await _page(
            request, form.value("username"), language("zh").say("sign_in.wrong", example=example), 401
        )
    answer = RedirectResponse("/", 303)
    token = its.issuer.issue(account, HOURS)
    answer.set_cookie(
        SESSION,
        token,
        max_age=HOURS * 3600,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return answer


@router.post("/sign-out")
async def sign_out(request: Request) -> Response:
    await sent(request)
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(SESSION)
    return answer


def _try(account: Account, directory: Directory) -> dict[str, str]:
    unit = directory.unit(account.unit).name if account.unit else ""
    return {"username": account.username, "name": account.name, "post": f"{unit}{account.post}"}


async def _page(request: Request, username: str = "", note: str = "", status: int = 200) -> Response:
    its = window(request)
    shown = its.directory if its.issuer else its.directory.model_copy(update={"accounts": (), "password": ""})
    of_county: dict[str, tuple[Account, ...]] = {
        c: tuple(a) for c, a in groupby(shown.accounts, key=lambda a: a.county)
    }
    counties = [
        {"centre": c.centre, "accounts": [_try(a, shown) for a in of_county.get(c.code, ())]}
        for c in shown.counties
    ]
    return await page(
        request,
        "sign_in.html",
        status=status,
        counties=counties,
        password=shown.password,
        username=username,
        note=note,
    )
