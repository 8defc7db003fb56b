"""A real Chromium in front of the window; a page that complains in its console fails the test."""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import pytest
from playwright.sync_api import sync_playwright

from tests.workbench.town import COUNTY, DIRECTORY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        # Where everything lands, nothing that could not be tried may pass.
        (pytest.fail if os.environ.get("CI") else pytest.skip)(
            "Chromium is not installed (apt install chromium)"
        )
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def _harmless(line: str) -> bool:
    """A refusal has its own page; and a page that is left while it asks for news says that nobody waits any more."""
    return "status of 4" in line or line.startswith(("htmx:sendAbort", "htmx:afterRequest"))


@dataclass
class Visitor:
    """One person at one screen; `said` is what the page complained about."""

    browser: Browser
    address: str
    width: int = 1440
    height: int = 900
    said: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.context = self.browser.new_context(
            viewport={"width": self.width, "height": self.height}, locale="zh-CN"
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on(
            "console",
            lambda message: self.said.append(message.text) if message.type in {"error", "warning"} else None,
        )
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self.context.close()
        if kind is None:
            complaints = [line for line in self.said if not _harmless(line)]
            assert not complaints, complaints

    def open(self, path: str) -> Page:
        """As a person sees it: a page that begins in a field is there when its caret is, a moment after it has loaded."""
        self.page.goto(self.address + path)
        if self.page.locator("[autofocus]:visible").count():
            self.page.wait_for_selector("body:has(:focus)")
        return self.page

    def sign_in(self, username: str, county: str = COUNTY) -> Page:
        """By the one press on the account to try."""
        page = self.open("/sign-in")
        account = next(a for a in DIRECTORY.accounts if a.username == f"{username}@{county}")
        page.locator(f'form:has(input[value="{account.username}"]) button').click()
        page.wait_for_url("**/matters?**")
        return page

    def sideways(self) -> int:
        """By how many pixels the page must be pushed sideways to be read."""
        return int(
            self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        )

    def caret(self) -> str:
        return str(
            self.page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()")
        )
