"""The owners' HTTP APIs, called on behalf of the person in front of the window; the owners decide, this only asks."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

from chassis.telemetry import current_traceparent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from services.workbench.people import User
    from services.workbench.settings import WorkbenchSettings

PATIENCE = httpx.Timeout(5.0, connect=1.0)
SOON = httpx.Timeout(2.0, connect=0.5)  # for what a page can be shown without


class AwayError(Exception):
    """An owner cannot be reached or cannot answer now; nothing is known to have happened, and a repeat is harmless."""

    def __init__(self, service: str) -> None:
        super().__init__(service)
        self.service = service


@dataclass(frozen=True, slots=True)
class Reply:
    """An owner's answer: done (with the stream and number at which it will be seen), or refused with the ground."""

    status: int
    body: Mapping[str, Any] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        return self.status < 300

    @property
    def because(self) -> str:
        return str(self.body.get("because") or "")

    @property
    def code(self) -> str:
        return str(self.body.get("code") or "")

    @property
    def fields(self) -> Mapping[str, str]:
        """Sentences per field of the owner's own form."""
        return self.body.get("fields") or {}

    @property
    def subject(self) -> str:
        return str(self.body.get("subject") or "")

    @property
    def seq(self) -> int:
        return int(self.body.get("seq") or 0)


class Owners:
    """One client for all owners. Every command carries the form's own key, so that sending twice is doing once."""

    def __init__(
        self, settings: WorkbenchSettings, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._settings = settings
        self._client = httpx.AsyncClient(timeout=PATIENCE, transport=transport, trust_env=False)

    async def register(self, user: User, key: str, form: Mapping[str, Any]) -> Reply:
        return await self._post("intake", f"{self._intake(user.county)}/items", user, form, key)

    async def intake(
        self, county: str, method: str, path: str, user: User | None, form: Mapping[str, Any] | None = None, key: str = "",
        **rest: Any,  # noqa: ANN401 - httpx's own arguments
    ) -> Reply:  # fmt: skip
        """Ask the front door of one county; nobody (`user` None) is a citizen. `path` begins with a slash."""
        url = f"{self._intake(county)}{path}"
        return await self._send("intake", method, url, user, key, json=form, **rest)

    async def routing(
        self, method: str, path: str, user: User, form: Mapping[str, Any] | None = None, key: str = "",
        **rest: Any,  # noqa: ANN401 - httpx's own arguments
    ) -> Reply:  # fmt: skip
        """Ask routing something that is not about one matter. `path` begins with a slash."""
        return await self._send(
            "routing", method, f"{self._settings.routing_url}{path}", user, key, json=form, **rest
        )

    async def deadlines(
        self, method: str, path: str, user: User, form: Mapping[str, Any] | None = None, key: str = "",
        **rest: Any,  # noqa: ANN401 - httpx's own arguments
    ) -> Reply:  # fmt: skip
        """Ask deadlines. `path` begins with a slash."""
        return await self._send(
            "deadlines", method, f"{self._settings.deadlines_url}{path}", user, key, json=form, **rest
        )

    async def notifications(
        self, method: str, path: str, user: User, form: Mapping[str, Any] | None = None, key: str = "",
        **rest: Any,  # noqa: ANN401 - httpx's own arguments
    ) -> Reply:  # fmt: skip
        """Ask notifications. `path` begins with a slash."""
        return await self._send(
            "notifications", method, f"{self._settings.notifications_url}{path}", user, key, json=form, **rest
        )

    async def dossier_copy(self, user: User, matter_id: str, seq: int) -> tuple[int, bytes]:
        """The bound copy of a text, byte by byte, and how the owner answered; the owner writes down who asked."""
        url = f"{self._settings.notifications_url}/dossiers/{matter_id}/pieces/{seq}"
        response = await self._request("notifications", "GET", url, user)
        return response.status_code, response.content

    async def feed(self, address: str) -> httpx.Response:
        """A calendar under its secret address, as deadlines answers; nobody is signed in."""
        url = f"{self._settings.deadlines_url}/feeds/{quote(address, safe='')}.ics"
        return await self._request("deadlines", "GET", url, None)

    async def rules(self, user: User, profile: str) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """What each owner says of a rule profile beside the national one, by service; raises AwayError."""
        asked = {
            "intake": self._intake(user.county), "routing": self._settings.routing_url, "deadlines": self._settings.deadlines_url,
        }  # fmt: skip
        told = await asyncio.gather(*(
            self._send(service, "GET", f"{url}/rules/{profile}", user) for service, url in asked.items()
        ))  # fmt: skip
        return {service: reply.body.get("rows", ()) for service, reply in zip(asked, told, strict=True)}

    async def check_identity(self, user: User, id_no: str) -> Reply:
        return await self._post(
            "intake", f"{self._intake(user.county)}/identity/check", user, {"id_no": id_no}
        )

    async def citizen(
        self, county: str, path: str, form: Mapping[str, Any], address: str, key: str = ""
    ) -> Reply:
        """Ask for a citizen, who has no account; `address` is where the browser is, for what is taken from one address."""
        headers = {"X-Forwarded-For": address}
        return await self.intake(county, "POST", path, None, form, key, headers=headers)

    async def act(self, user: User, key: str, matter_id: str, path: str, form: Mapping[str, Any]) -> Reply:
        return await self._post(
            "routing", f"{self._settings.routing_url}/matters/{matter_id}/{path}", user, form, key
        )

    async def acts(self, user: User, matter_id: str) -> Sequence[Mapping[str, Any]]:
        """What this person may do with the matter now, and why not the rest; nothing where routing does not know it yet."""
        url = f"{self._settings.routing_url}/matters/{matter_id}/acts"
        reply = await self._send("routing", "GET", url, user, timeout=SOON)
        return reply.body.get("rows", ()) if reply.done else ()

    async def acts_of(
        self, user: User, matter_ids: Sequence[str]
    ) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """The same of several matters, by their ids."""
        url = f"{self._settings.routing_url}/acts"
        reply = await self._send("routing", "GET", url, user, params={"matter": list(matter_ids)})
        return reply.body if reply.done else {}

    async def contact(self, user: User, item_id: str) -> Reply:
        """The petitioner's contact data; the owner writes down who asked."""
        return await self._send("intake", "GET", f"{self._intake(user.county)}/items/{item_id}/contact", user)

    async def letter(self, user: User, delivery_id: str) -> str | None:
        """The document as its owner keeps it; the owner writes down who asked. None: not for this person."""
        url = f"{self._settings.notifications_url}/deliveries/{delivery_id}/letter"
        response = await self._request("notifications", "GET", url, user)
        return response.text if response.status_code == 200 else None

    async def letter_on_paper(self, user: User, delivery_id: str) -> bytes | None:
        """The same as a PDF."""
        url = f"{self._settings.notifications_url}/deliveries/{delivery_id}/letter.pdf"
        response = await self._request("notifications", "GET", url, user)
        return response.content if response.status_code == 200 else None

    async def photo(self, user: User, report_id: str, attachment_id: str) -> tuple[str, bytes] | None:
        """A picture of a quick report: its kind and bytes, at most 4096 pixels long. None: not for this person."""
        url = f"{self._intake(user.county)}/quick-reports/{report_id}/photos/{attachment_id}"
        response = await self._request("intake", "GET", url, user)
        kind = response.headers.get("content-type", "").partition(";")[0]
        return (kind, response.content) if response.status_code == 200 else None

    async def attachment(self, user: User, attachment_id: str, *, original: bool = False) -> httpx.Response:
        """A file, still on its way: who asked reads it and closes it. The owner writes down who opened it."""
        url = f"{self._intake(user.county)}/attachments/{attachment_id}{'?original=true' if original else ''}"
        headers = {"accept-encoding": "identity", "authorization": f"Bearer {user.token}", "traceparent": current_traceparent() or ""}  # fmt: skip
        try:
            response = await self._client.send(
                self._client.build_request("GET", url, headers=headers), stream=True
            )
        except httpx.HTTPError:
            raise AwayError("intake") from None
        if response.status_code >= 500:
            await response.aclose()
            raise AwayError("intake")
        return response

    async def hand_over(self, user: User, key: str, delivery_id: str, form: Mapping[str, Any]) -> Reply:
        url = f"{self._settings.notifications_url}/deliveries/{delivery_id}/hand-over"
        return await self._post("notifications", url, user, form, key)

    async def serve(
        self, user: User, key: str, delivery_id: str, step: str, form: Mapping[str, Any]
    ) -> Reply:
        """A step about a document that does not reach its addressee, by the last part of the owner's door."""
        url = f"{self._settings.notifications_url}/deliveries/{delivery_id}/{step}"
        return await self._post("notifications", url, user, form, key)

    async def figures(self, user: User, month: str) -> Reply:
        url = f"{self._settings.analytics_url}/figures"
        return await self._send("analytics", "GET", url, user, params={"month": month})

    async def close(self) -> None:
        await self._client.aclose()

    def knows(self, county: str) -> bool:
        return county in self._settings.intake_urls

    def _intake(self, county: str) -> str:
        if not self.knows(county):
            raise AwayError("intake")
        return self._settings.intake_urls[county]

    async def _post(
        self, service: str, url: str, user: User | None, form: Mapping[str, Any], key: str = ""
    ) -> Reply:
        return await self._send(service, "POST", url, user, key, json=form)

    async def _send(
        self,
        service: str,
        method: str,
        url: str,
        user: User | None,
        key: str = "",
        **rest: Any,  # noqa: ANN401 - httpx's own arguments
    ) -> Reply:
        response = await self._request(service, method, url, user, key, **rest)
        try:
            body = response.json() if response.content else {}
        except ValueError:
            raise AwayError(service) from None
        return Reply(response.status_code, body if isinstance(body, dict) else {"rows": body})

    async def _request(
        self,
        service: str,
        method: str,
        url: str,
        user: User | None,
        key: str = "",
        **rest: Any,  # noqa: ANN401 - httpx's own arguments
    ) -> httpx.Response:
        headers = {"traceparent": current_traceparent() or "", **rest.pop("headers", {})}
        if user:
            headers["Authorization"] = f"Bearer {user.token}"
        if key:
            headers["Idempotency-Key"] = key
        try:
            response = await self._client.request(method, url, headers=headers, **rest)
        except httpx.HTTPError:
            raise AwayError(service) from None
        if response.status_code >= 500:
            raise AwayError(service)
        return response
