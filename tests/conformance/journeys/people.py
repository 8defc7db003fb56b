"""Who takes part in a journey: a citizen with nothing but a slip and an address, and a clerk before the window's pages."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from email import message_from_bytes, policy
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, Any, Self

import httpx

from deploy.demo.people import Person
from deploy.local.home import DIRECTORY
from lianjie_contracts.directory import load
from tests.conformance.town import COUNTY, eventually

if TYPE_CHECKING:
    from tests.conformance.town import Town

REGISTRAR = "registrar"
SHOWN = "居民身份证"  # what lay on the desk when a code was handed over


def somebody(name: str, n: int, **more: Any) -> dict[str, Any]:
    """Somebody whose document and telephone are their own; `n` keeps people of one journey apart."""
    born = date(1951, 3, 14) + timedelta(days=211 * n % 20_000)
    id_no = Person(name, n % 2 == 0, born, COUNTY).identity_number
    return {"name": name, "id_no": id_no, "phone": f"138776{n:05}"} | more


def registered(town: Town, county: str = COUNTY, **form: Any) -> dict[str, Any]:
    """The answer to a registration that is taken at the desk."""
    answer = town.post(f"intake-{county}", "/items", f"{REGISTRAR}@{county}", form)
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


@dataclass
class Citizen:
    """What stands on somebody's slip, and where their browser is. No account."""

    town: Town
    number: str
    code: str
    address: str
    email: str = ""

    @property
    def intake(self) -> str:
        return f"intake-{self.number[:6]}"

    def asks(self, path: str, **body: Any) -> httpx.Response:
        headers = {"Idempotency-Key": str(uuid.uuid4()), "X-Forwarded-For": self.address}
        return httpx.post(self.town.url(self.intake) + path, json=body, headers=headers, timeout=30)

    def looks(self, code: str = "") -> httpx.Response:
        return self.asks("/status", item_no=self.number, query_code=code or self.code)

    @cached_property
    def ticket(self) -> str:
        answer = self.looks()
        assert answer.status_code == 200, answer.text
        return str(answer.json()["ticket"])

    def acts(self, what: str, one_time_code: str = "", **body: Any) -> httpx.Response:
        return self.asks(f"/citizen/{what}", ticket=self.ticket, one_time_code=one_time_code, **body)

    def code_by_mail(self, purpose: str) -> str:
        """The code that really went to the registered mailbox."""
        asked = self.asks("/citizen/codes", ticket=self.ticket, purpose=purpose)
        assert asked.status_code == 202, asked.text
        return str(
            eventually(lambda: (codes_for(self.town, self.email) or [""])[-1], "the code has come by mail")
        )

    def code_at_window(self, purpose: str, person: int) -> str:
        """The code from the clerk's hand, for who stands there with a document."""
        wish = {
            "item_no": self.number,
            "code": "ONE_TIME",
            "person": person,
            "purpose": purpose,
            "identity": SHOWN,
        }
        answer = self.town.post(self.intake, "/citizen/window/codes", f"{REGISTRAR}@{self.number[:6]}", wish)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["one_time_code"])


def codes_for(town: Town, email: str) -> list[str]:
    """The one-time codes that a mailbox has received."""
    mails = [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in sorted(town.home.mail.glob("*.eml"))
    ]
    texts = [mail.get_content() for mail in mails if mail["To"] == email and mail["Subject"] == "验证码"]
    return [found[1] for text in texts if (found := re.search(r"验证码 (\d{6})", text))]


class Browser:
    """A browser without script before the window; nobody is signed in."""

    def __init__(self, town: Town) -> None:
        self._client = httpx.Client(base_url=town.url("workbench"), timeout=30)

    def reads(self, path: str) -> str:
        """What stands on a page, without the marks."""
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", self._client.get(path).text)).split())

    def gets(self, path: str) -> bytes:
        """What a link gives to take along."""
        answer = self._client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.content

    def fills(self, path: str, **values: str) -> httpx.Response:
        """Open the page of a form and send it, filled in."""
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', self._client.get(path).text)
        return self._client.post(path, data={name: unescape(value) for name, value in hidden} | values)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()


class Desk(Browser):
    """The same, with somebody of the office or of a unit signed in."""

    def __init__(self, town: Town, account: str) -> None:
        super().__init__(town)
        answer = self.fills("/sign-in", username=account, password=load(DIRECTORY).password)
        assert answer.status_code == 303, answer.text
