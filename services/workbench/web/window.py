"""What every page stands on: the window's parts, who is in front of it, and how a page is made."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from lianjie_contracts.cover import covered_by, organ_id
from services.workbench.conditions import Filters, conditions
from services.workbench.drafts import DRAFTS
from services.workbench.language import Language, language
from services.workbench.people import REGISTERING, User
from services.workbench.views.frame import Frame, frame
from services.workbench.views.matter import Opened
from services.workbench.web import safety
from services.workbench.words import local
from services.workbench.worklists import lists_for

if TYPE_CHECKING:
    from datetime import datetime

    from chassis.clock import Clock
    from chassis.identity import DevelopmentIssuer, Principal, Verifier
    from chassis.personal import Safe
    from lianjie_contracts.directory import Directory
    from services.workbench.drafts import Drafts
    from services.workbench.owners import Owners
    from services.workbench.readmodel import MatterView
    from services.workbench.saved import SavedLists
    from services.workbench.store import Matters

HERE = Path(__file__).parent.parent
STATIC = HERE / "static"
SESSION = "lianjie"


@dataclass(frozen=True, slots=True)
class Window:
    """Everything a page may use. `issuer` is there in development only: it knows the accounts to try."""

    matters: Matters
    drafts: Drafts
    saved: SavedLists
    owners: Owners
    directory: Directory
    clock: Clock
    verifier: Verifier
    issuer: DevelopmentIssuer | None
    safe: Safe
    secret: bytes
    public_url: str = ""
    draft_hours: int = 24

    def now(self) -> datetime:
        return self.clock.now()

    def user(self, principal: Principal, token: str) -> User:
        if principal.unit and self.directory.has_unit(principal.unit):
            org = self.directory.unit(principal.unit).name
        else:
            org = self.directory.county(principal.county).centre
        return User(
            principal.id, principal.name, principal.roles, principal.county, principal.unit, org, principal.post,
            principal.desk or "", token,
        )  # fmt: skip

    async def standing_in(self, user: User) -> User:
        """The person with those for whom he or she stands in today."""
        covers = await self.matters.covers(organ_id(user.county, user.unit))
        return replace(user, covered=covered_by(covers, user.me, local(self.now()).date()))

    async def opened(self, matter: MatterView) -> Opened:
        """The petitioner's name and telephone for one page; nothing of it is kept or logged."""
        petitioner = matter.first_item.petitioner if matter.first_item else None
        if petitioner is None or not (petitioner.name or petitioner.phone):
            return Opened()
        wrapped = await self.matters.wrapped_key(petitioner.petitioner_id)
        name = self.safe.open(petitioner.name, wrapped, "name") if petitioner.name else None
        phone = self.safe.open(petitioner.phone, wrapped, "phone") if petitioner.phone else None
        return Opened(name, phone)


def window(request: Request) -> Window:
    found: Window = request.app.state.window
    return found


def kept_since(request: Request) -> datetime:
    """Drafts saved before this moment are gone."""
    return window(request).now() - timedelta(hours=window(request).draft_hours)


async def frame_of(request: Request, user: User, here: str) -> Frame:
    """The bar and the side column, with every count asked at once."""
    its = window(request)
    saved = await its.saved.of(user.username)
    asked = {each.key: conditions(each, Filters(), user, its.now()) for each in lists_for(user)}
    for kept in saved:
        if (worklist := kept.opened_by(user)) and not kept.asks().q:
            asked[kept.id] = conditions(worklist, kept.asks(), user, its.now())
    found = await asyncio.gather(*(its.matters.count(each) for each in asked.values()))
    counts = dict(zip(asked, found, strict=True))
    if user.is_any(REGISTERING):
        counts[DRAFTS.name] = await its.drafts.count(user.username, kept_since(request))
    return frame(user, counts, here, its.directory, language("zh"), saved)


async def page(
    request: Request, template: str, *, user: User | None = None, here: str = "", status: int = 200, **shown: Any  # noqa: ANN401 - what the template shows
) -> HTMLResponse:  # fmt: skip
    """A staff page in its frame."""
    shown["frame"] = await frame_of(request, user, here) if user else None
    return render(request, template, language("zh"), status, **shown)


def render(request: Request, template: str, words: Language, http: int = 200, **shown: Any) -> HTMLResponse:  # noqa: ANN401
    """A page in one language, with the token its forms must carry."""
    shown = {"oob": False, **shown, "t": words.say, "has": words.has, "csrf": safety.token(request)}
    return HTMLResponse(templates().get_template(template).render(shown), http)


@cache
def templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.globals["static"] = static
    return made


@cache
def static(name: str) -> str:
    """The address of an asset; it changes with the content, so that it may be kept for ever."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"
