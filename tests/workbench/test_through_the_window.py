"""The whole road through the window alone, on the real broker and database: from the registration to the citizen's page."""

from __future__ import annotations

import contextlib
import os
import time
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import TimeoutError as Waited

from tests.workbench.chromium import Visitor, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conformance.town import Town

pytestmark = pytest.mark.connected
COUNTY = "450197"  # the third county: other tests of the session leave their matters in the first


@pytest.fixture(scope="module")
def window(running_town: Town) -> str:
    """The address of the workbench."""
    return running_town.url("workbench")


def test_a_petition_from_the_window_to_the_answer(window: str) -> None:
    with chromium() as browser:
        here = [browser, window]
        with Visitor(*here) as registrar:
            number, code = _registered(registrar.sign_in("registrar", COUNTY), registrar)
        with Visitor(*here) as router:
            page = router.sign_in("router", COUNTY)
            page.wait_for_selector("text=小区三期屋面渗漏")
            page.keyboard.press("j")
            page.keyboard.press("Enter")
            _acted(page, "d", "已转交")
            matter = page.url.partition("?")[0].removeprefix(window)
        with Visitor(*here) as liaison:
            page = liaison.sign_in("zjj.liaison", COUNTY)
            page.click("text=小区三期屋面渗漏")
            _acted(page, "s", "已签收")
            _acted(page, "a", "已受理")
        with Visitor(*here) as head:
            head.sign_in("zjj.head", COUNTY)
            page = head.open(matter)
            _pressed(page, "n")
            page.wait_for_selector("#handlers")
            page.fill("#handlers", "黄建业、梁雨桐")
            page.keyboard.press("Control+Enter")
            page.wait_for_selector("text=承办人已定")
            _opinion(page)
            page.wait_for_selector('.tag.strong:text-is("办结")', timeout=30_000)
            with page.expect_popup() as opened:
                page.click('a[aria-label="打开《信访处理意见书》"]')
            assert "住建信处〔2026〕57号" in opened.value.inner_text("body")
            page.click("#traces > summary")
            traced = page.locator("#traces").inner_text()
            assert f"intake.items.{COUNTY}.v1" in traced
            for acted in ("转办 立为信访事项", "期限 开始计算办结期限", "告知 《信访处理意见书》送达"):
                assert acted in traced
        with Visitor(*here, 375, 812) as citizen:
            page = citizen.open("/query")
            page.fill("#number", number)
            page.fill("#code", code)
            page.click("button.go")
            assert "已经书面答复您" in page.wait_for_selector(".now-is").inner_text()
        with Visitor(*here) as analyst:
            analyst.sign_in("analyst", COUNTY)
            assert "来访" in analyst.open("/figures").locator("main").inner_text()


def test_what_was_typed_survives_kill_9_of_the_window_and_the_closing_of_the_browser(
    running_town: Town, window: str
) -> None:
    with chromium() as browser, Visitor(browser, window) as registrar:
        registrar.sign_in("registrar", COUNTY)
        page = registrar.open("/register")
        page.keyboard.type("360426199101010071")
        page.fill("#title", "围墙倒了没人管")
        page.wait_for_selector("#kept >> text=已存")
    workbench = running_town.processes["workbench-1"]
    workbench.kill()
    workbench.launch()
    workbench.wait_ready()
    with chromium() as browser, Visitor(browser, window) as registrar:
        registrar.sign_in("registrar", COUNTY)
        page = registrar.open("/register/drafts")
        page.click("text=围墙倒了没人管")
        assert page.locator("#id_no").input_value() == "360426199101010071"
        page.fill("#name", "覃桂兰")
        page.select_option("#place", f"{COUNTY}003")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(".slip")
        assert "没有未完成的登记" in registrar.open("/register/drafts").locator("main").inner_text()


def test_a_visit_by_keyboard_goes_through_its_three_stages_and_is_corrected(window: str) -> None:
    with chromium() as browser, Visitor(browser, window) as registrar:
        registrar.sign_in("registrar", COUNTY)
        page = registrar.open("/register")
        _typed_by_hand(page)
        page.keyboard.press("Alt+j")
        page.wait_for_selector("#facts_reasons")
        page.fill("#claims", "修好屋面渗漏\n公开维修资金")
        page.fill("#facts_reasons", "入住两年，三处开裂，下雨就漏。")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("text=以上笔录已向我宣读")
        page.check("[name=signed_petitioner]")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("text=笔录已记入")
        page.keyboard.press("2")
        page.wait_for_selector("#category_l2")
        for name, value in (
            ("purpose", "SEEK_DECISION"), ("category_l2", "0303"), ("path_1", "PETITION"), ("path_2", "PETITION"),
        ):  # fmt: skip
            page.select_option(f"#{name}", value)
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("text=甄别已记入")
        page.keyboard.press("3")
        page.wait_for_selector("[name=to_title]")
        page.check("[name=kind][value=WRONG]")
        page.fill("[name=to_title]", "小区三期屋面漏水三年没修好")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector("text=已更正，原登记保留")
        after = page.locator("main").inner_text()
        assert "小区三期屋面漏水两年没修好 → 小区三期屋面漏水三年没修好" in after
        assert "已宣读，信访人 签字" in after


def _typed_by_hand(page: Page) -> None:
    """At the pace of a hand, if PACE says how many milliseconds a key takes: a Chinese sign takes four keys."""
    pace = int(os.environ.get("PACE", "0"))
    began = time.monotonic()
    typed = (
        "110101199003071006",
        "覃桂兰",
        "08",
        "13877514267",
        "河西街道安置小区三期 6 栋",
        "3",
        "1",
        "小区三期屋面漏水两年没修好",
    )
    for n, value in enumerate(typed):
        if n:
            page.keyboard.press("Enter")
        for sign in value:
            page.keyboard.type(sign)
            page.wait_for_timeout(pace * (1 if sign.isascii() else 4))
    _until_the_slip(page)
    if pace:
        print(f"REGISTER by keyboard at {pace} ms a key: {time.monotonic() - began:.1f} s")


def _until_the_slip(page: Page) -> None:
    """A registrar who is told that the registration is not to be reached presses again: the form keeps all, and its key."""
    for _ in range(3):
        page.keyboard.press("Control+Enter")
        with contextlib.suppress(Waited):
            page.wait_for_selector(".slip", timeout=15_000)
            return
    raise AssertionError(page.locator("main").inner_text())


def _registered(page: Page, registrar: Visitor) -> tuple[str, str]:
    registrar.open("/register")
    for opens in ("Alt+g", "Alt+x"):
        page.keyboard.press(opens)
    typed = {
        "id_no": "360426199101010071", "name": "覃桂兰", "phone": "13877514267", "address": "河西街道安置小区三期",
        "email": "qin@example.com", "title": "小区三期屋面渗漏两年没修好", "claims": "修好屋面渗漏", "headcount": "3",
    }  # fmt: skip
    for name, value in typed.items():
        page.fill(f'[id="{name}"]', value)
    page.check("[name=consent]")
    page.select_option("#place", f"{COUNTY}003")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".slip")
    return page.locator(".slip .no").inner_text(), page.locator(".slip .code").inner_text()


def _acted(page: Page, key: str, saved: str) -> None:
    """Open an act by its key, send its form as it stands, and see the owner's answer."""
    _pressed(page, key)
    page.wait_for_selector(".foot .go")
    page.wait_for_load_state()
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(f'.note.saved b:text-is("{saved}")')


def _pressed(page: Page, key: str) -> None:
    """A key of the act bar, once the page and its script are there."""
    page.wait_for_selector(".acts .go")
    page.wait_for_load_state()
    page.keyboard.press(key)


def _opinion(page: Page) -> None:
    _pressed(page, "o")
    page.wait_for_selector("#number")
    page.check("[name=result_1][value=SUPPORT]")
    typed = {
        "number": "住建信处〔2026〕57号", "answer_1": "予以支持，30 日内修好。", "facts": "查明三处开裂。", "evidence": "照片 6 张",
        "legal_basis~0": "《建设工程质量管理条例》第四十条", "review_organ": "龙江县人民政府",
    }  # fmt: skip
    for name, value in typed.items():
        page.fill(f'[id="{name}"]', value)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector('.note.saved b:text-is("已签发")')
