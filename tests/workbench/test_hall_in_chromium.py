"""The hall in a real browser: a talk by keyboard alone, the screen at its size, and no page pushed sideways on a phone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.intake.hall.builders import COUNTY
from tests.served import served
from tests.workbench.chromium import Visitor
from tests.workbench.front import app_of
from tests.workbench.test_hall_pages import Hall

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
PAGES = ("/hall/tickets", "/hall/desk", "/hall/waiting", "/hall/appointments", "/hall/roster", "/display")


def test_a_talk_is_held_by_keyboard_and_the_screen_follows(browser: Browser) -> None:
    hall = Hall()
    with served(app_of(hall.town, hall.intake.transport)) as address:
        with Visitor(browser, address) as clerk:
            page = clerk.sign_in("registrar")
            clerk.open("/hall/tickets")
            page.keyboard.press("q")
            page.wait_for_selector(".ticket svg")
            clerk.open("/hall/desk")
            page.keyboard.press("Control+Enter")
            for key, said in (("n", "已叫号"), ("b", "接谈中"), ("e", "窗口空着")):
                page.wait_for_selector(f'[data-key="{key}"]')
                page.keyboard.press(key)
                page.wait_for_selector(f"text={said}")
            assert hall.numbers() == {"A001": "DONE"}
            for path in PAGES:
                page.set_viewport_size({"width": 320, "height": 700})
                clerk.open(path)
                assert clerk.sideways() == 0, path
        with Visitor(browser, address) as deputy:
            deputy.sign_in("deputy")
            setup = deputy.open("/hall/setup").content()
        with Visitor(browser, address) as wall:
            wall.page.set_viewport_size({"width": 1920, "height": 1080})
            wall.open(re.findall(rf"/screen/{COUNTY}/[0-9A-Z]+", setup)[0])
            tall = wall.page.evaluate("document.documentElement.scrollHeight")
            number = wall.page.locator(".calls .n").first.bounding_box()
            assert tall <= 1080
            assert number
            assert number["height"] >= 90, "8 m away"
