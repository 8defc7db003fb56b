"""A thumb on a small telephone: every target is large enough, nothing is pushed sideways, and the keyboard gets there too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.workbench.chromium import Visitor
from tests.workbench.town import COUNTY

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

# What a thumb presses, apart from links within a sentence; a radio's target is its label.
TARGETS = "a.btn, button, .cbar a, a.to, summary, .where a, input.in, textarea, .seg label, .will"
SMALL = f"""[...document.querySelectorAll("{TARGETS}")].filter(e => e.offsetParent && e.getBoundingClientRect().height < 47.5)
    .map(e => e.textContent.trim() + " " + e.getBoundingClientRect().height)"""


def test_a_citizen_s_pages_fit_a_thumb_and_a_screen_of_320_pixels(browser: Browser, address: str) -> None:
    with Visitor(browser, address, 320, 640) as visitor:
        page = visitor.open(f"/c/{COUNTY}/SIGN77")
        for path in ("", f"/c/{COUNTY}", f"/c/{COUNTY}?lang=en", "/lost-code", "/query"):
            page = visitor.open(path) if path else page
            assert page.evaluate(SMALL) == [], path
            assert visitor.sideways() == 0, path
        page.fill("#number", "45019920260730V00001")
        page.fill("#code", "GOODCODE9")
        page.keyboard.press("Enter")
        page.wait_for_selector(".now-is")
        for path in ("/query", "/query/withdraw", "/query/evaluate?lang=en", "/query/review"):
            page = visitor.open(path)
            assert page.evaluate(SMALL) == [], path
            assert visitor.sideways() == 0, path
            assert page.evaluate("getComputedStyle(document.body).fontSize") == "18px"


def test_handing_in_at_the_size_of_a_telephone_by_keyboard_alone(browser: Browser, address: str) -> None:
    with Visitor(browser, address, 375, 812) as visitor:
        page = visitor.open(f"/c/{COUNTY}/SIGN77")
        page.focus("#text")
        page.keyboard.type("村口下水沟堵了半个月，一下雨就漫到路上。")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.type("13877514267")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=登记好了")
        assert "GOO DCO DE9" in page.inner_text("main")
        assert visitor.sideways() == 0, "the receipt is photographed as it stands"
        page.set_viewport_size({"width": 320, "height": 640})
        assert visitor.sideways() == 0


def test_the_machine_forgets_when_nobody_touches_it(browser: Browser, address: str) -> None:
    with Visitor(browser, address, 1080, 900) as visitor:
        visitor.page.clock.install()
        page = visitor.open(f"/query?terminal={COUNTY}")
        page.fill("#number", "45019920260730V00001")
        page.clock.run_for(60_000)
        page.fill("#code", "GOODCODE9")
        page.clock.run_for(60_000)
        assert page.url.endswith(f"/query?terminal={COUNTY}"), "somebody is still typing"
        page.clock.run_for(31_000)
        page.wait_for_url(f"**/c/{COUNTY}?terminal={COUNTY}")


def test_an_empty_or_enormous_file_is_named_before_it_is_sent(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    (tmp_path / "空.jpg").touch()
    with (tmp_path / "录像.jpg").open("wb") as film:
        film.truncate(2**30)
    with Visitor(browser, address, 375, 812) as visitor:
        page = visitor.open(f"/c/{COUNTY}/SIGN77")
        for name, says in (
            ("空.jpg", "“空.jpg”是空的"),
            ("录像.jpg", "“录像.jpg”有 1024 MB，一次合起来最多传 40 MB"),
        ):
            page.set_input_files("#photos", tmp_path / name)
            assert says in page.evaluate("document.querySelector('#photos').validationMessage")
            page.click("button.go")
            assert page.url.endswith("/SIGN77"), "nothing was sent"
