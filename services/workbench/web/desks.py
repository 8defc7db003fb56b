"""A desk: records of deadlines that the office and units act on (督办, 建议书), listed, begun and acted on in the same way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response

from services.workbench.destinations import OPENING, SUPERVISION
from services.workbench.language import language
from services.workbench.owners import AwayError, Reply
from services.workbench.people import may_see
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError, NotFoundError
from services.workbench.web.window import page, window

if TYPE_CHECKING:
    from fastapi import Request

    from services.workbench.people import User


@dataclass(frozen=True, slots=True)
class Tried:
    """An act that was refused: its form comes back with the reason and everything that was typed."""

    act: str = ""
    form: Form = field(default_factory=empty)
    because: str = ""
    status: int = 200


@dataclass(frozen=True, slots=True)
class Desk:
    """`here`: its place in the side column; `list_page`: the template; `shown`: how a row is shown; `speaks_of`: at which
    field a refusal is said that names none, `otherwise` if it is not among them; `acts`: the group of the words of its acts."""

    path: str
    here: str
    list_page: str
    shown: Callable[..., Any]
    acts: str
    otherwise: str
    speaks_of: Mapping[str, str] = field(default_factory=dict)

    async def listed(self, request: Request, user: User) -> Response:
        """Open ones, or with `?ended=1` those at rest; oldest first."""
        if not user.is_any(SUPERVISION):
            raise NotForYouError
        ended = request.query_params.get("ended") == "1"
        reply = await self._ask(request, user, "GET", self.path, params={"ended": ended})
        rows = [self._row(request, row) for row in reply.body.get("rows", ())]
        titles = {row.matter_id: await title_of(request, row.matter_id, user) for row in rows}
        return await page(
            request, self.list_page, user=user, here=self.here, rows=rows, titles=titles, ended=ended
        )

    async def begin(self, request: Request, user: User) -> RedirectResponse | Tried:
        """A new record, from the form that was sent."""
        form = await sent(request)
        if not user.is_any(OPENING):
            raise NotForYouError
        reply = await self._told(request, user, self.path, form)
        if reply.done:
            return RedirectResponse(f"{self.path}/{quote(reply.subject.partition(':')[2])}", 303)
        errors = reply.fields or {self.speaks_of.get(reply.code, self.otherwise): reply.because}
        return Tried("", form.after(reply.code).with_errors(errors), reply.because, reply.status)

    async def act(self, request: Request, user: User, id_: str, act: str) -> RedirectResponse | Tried:
        """One act under the form's key."""
        form = await sent(request)
        reply = await self._told(request, user, f"{self.path}/{quote(id_)}/{quote(act)}", form)
        if reply.done:
            return RedirectResponse(f"{self.path}/{quote(id_)}?done={quote(act)}", 303)
        spoken = {self.speaks_of[reply.code]: reply.because} if reply.code in self.speaks_of else {}
        tried = form.after(reply.code).with_errors(reply.fields or spoken)
        return Tried(act, tried, reply.because, reply.status)

    async def record(self, request: Request, user: User, id_: str) -> Any:  # noqa: ANN401 - as it is shown
        """Raises NotForYouError and NotFoundError."""
        if not user.is_any(SUPERVISION):
            raise NotForYouError
        reply = await self._ask(request, user, "GET", f"{self.path}/{quote(id_)}")
        if not reply.done:
            raise NotFoundError
        return self._row(request, reply.body)

    def done(self, request: Request) -> str:
        """What was just done, in words."""
        words, name = language("zh"), f"{self.acts}.{request.query_params.get('done', '')}"
        return words.say(name) if words.has(name) else ""

    def _row(self, request: Request, told: Mapping[str, Any]) -> Any:  # noqa: ANN401
        its = window(request)
        return self.shown(told, its.now(), its.directory, language("zh"))

    async def _told(self, request: Request, user: User, path: str, form: Form) -> Reply:
        """Away is an answer here: what was typed stays on the page."""
        body = {name: value for name, value in form.values.items() if value}
        try:
            return await self._ask(request, user, "POST", path, body, form.key)
        except AwayError:
            return Reply(503, {"because": language("zh").say("supervision.away")})

    async def _ask(
        self, request: Request, user: User, method: str, path: str, form: dict[str, Any] | None = None, key: str = "",
        **rest: Any,  # noqa: ANN401
    ) -> Reply:  # fmt: skip
        return await window(request).owners.deadlines(method, path, user, form, key, **rest)


async def title_of(request: Request, matter_id: str, user: User) -> str:
    """What the matter is about, for whoever may see it; empty otherwise."""
    found = await window(request).matters.get(matter_id) if matter_id else None
    return found.title if found and may_see(user, found) else ""
