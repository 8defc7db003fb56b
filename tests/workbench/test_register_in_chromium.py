"""The counter in a real browser: a visit by keyboard alone, a card, a repeat decided, drafts, and what comes out of the printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workbench.chromium import Visitor
from tests.workbench.town import COUNTY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
PHONES = [(375, 812), (320, 700)]
NUMBER = "450199195806142248"
CARD = f"覃桂兰,女,壮,19580614,河西街道安置小区三期 6 栋,{NUMBER},云岭县公安局,20120304,长期"


def at_the_counter(registrar: Visitor, channel: str = "VISIT") -> Page:
    registrar.sign_in("registrar")
    return registrar.open(f"/register?channel={channel}")


def test_a_visit_is_registered_by_keyboard_alone(browser: Browser, address: str) -> None:
    with Visitor(browser, address) as registrar:
        page = at_the_counter(registrar)
        key = page.keyboard
        assert registrar.caret() == "id_no"
        key.type(NUMBER)
        page.wait_for_selector("text=✓ 校验通过")
        typed = {"name": "覃桂兰", "ethnicity": "", "phone": "1387751426", "address": "安置小区三期 6 栋"}
        for name, value in typed.items():
            key.press("Enter")
            assert registrar.caret() == name
            key.type(value)
        key.press("Enter")
        key.type("3")
        assert page.locator("#place").input_value() == f"{COUNTY}003"
        key.press("Enter")
        assert registrar.caret() == "headcount"
        key.press("Enter")
        key.type("安置房三期屋顶漏水两年没修好")
        key.press("Control+Enter")
        page.wait_for_selector("text=手机号少 1 位。请补足 11 位")
        assert registrar.caret() == "phone"
        key.press("Control+a")
        key.type("13877514267")
        key.press("Control+Enter")
        slip = page.wait_for_selector(".slip").inner_text()
        assert "7KQ 2MW X9D" in slip
        assert "安置房三期屋顶漏水" in slip
        assert registrar.caret() == "打印回执"


def test_a_card_fills_the_form_and_the_caret_goes_on_to_what_it_does_not_tell(
    browser: Browser, address: str
) -> None:
    with Visitor(browser, address) as registrar:
        page = at_the_counter(registrar)
        page.evaluate(f"document.dispatchEvent(new CustomEvent('lianjie:card', {{detail: '{CARD}'}}))")
        page.wait_for_selector("text=✓ 校验通过")
        filled = {name: page.locator(f"#{name}").input_value() for name in ("id_no", "name", "ethnicity")}
        assert filled == {"id_no": NUMBER, "name": "覃桂兰", "ethnicity": "壮族"}
        assert registrar.caret() == "phone"


def test_a_repeat_shows_itself_while_typing_and_is_decided_by_a_key(browser: Browser, address: str) -> None:
    with Visitor(browser, address) as registrar:
        page = at_the_counter(registrar)
        page.keyboard.type(NUMBER)
        page.wait_for_selector("text=河西安置小区三期屋面渗漏要求维修")
        assert page.locator("[name^=decided_]:checked").count() == 0, "no default"
        page.keyboard.press("Alt+1")
        assert page.locator("[name^=decided_]:checked").input_value() == "same"
        page.keyboard.press("F2")
        page.keyboard.press("Enter")
        page.keyboard.type("覃桂兰")
        page.wait_for_timeout(900)
        assert page.locator("[name^=decided_]:checked").input_value() == "same", "what was decided stays"


def test_what_was_typed_is_there_again_in_another_browser(browser: Browser, address: str) -> None:
    with Visitor(browser, address) as registrar:
        page = at_the_counter(registrar)
        page.keyboard.type(NUMBER)
        page.fill("#title", "安置房三期屋顶漏水")
        page.wait_for_selector("#kept >> text=已存")
    with Visitor(browser, address) as registrar:
        registrar.sign_in("registrar")
        page = registrar.open("/register/drafts")
        page.click("text=接着登记")
        assert page.locator("#id_no").input_value() == NUMBER
        assert page.locator("#title").input_value() == "安置房三期屋顶漏水"


def test_a_missing_document_and_a_group_are_one_key_away(browser: Browser, address: str) -> None:
    with Visitor(browser, address) as registrar:
        page = at_the_counter(registrar)
        assert not page.locator("#id_reason").is_visible()
        page.keyboard.press("Alt+q")
        assert page.locator("#id_reason").is_visible()
        assert not page.locator("#rep_1_name").is_visible()
        page.fill("#headcount", "23")
        assert page.locator("#rep_5_name").is_visible()


def test_the_printed_slip_has_nothing_around_it(browser: Browser, address: str) -> None:
    with Visitor(browser, address) as registrar:
        page = at_the_counter(registrar)
        filled = {"id_no": NUMBER, "name": "覃桂兰", "phone": "13877514267", "title": "漏水"}
        for name, value in filled.items():
            page.fill(f"#{name}", value)
        page.select_option("#place", f"{COUNTY}003")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(".slip")
        assert page.locator(".square svg path").count() == 1
        page.emulate_media(media="print")
        assert page.locator(".slip").first.is_visible()
        assert not any(page.locator(part).first.is_visible() for part in (".bar", ".side", ".note", ".head"))


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_the_counter_needs_no_pushing_sideways_on_a_phone(
    browser: Browser, address: str, width: int, height: int
) -> None:
    with Visitor(browser, address, width, height) as registrar:
        page = at_the_counter(registrar)
        page.fill("#id_no", NUMBER)
        page.wait_for_selector("text=河西安置小区三期屋面渗漏要求维修")
        for path in ("", "/register?channel=LETTER", "/register/drafts", "/sheets/03"):
            if path:
                registrar.open(path)
            for summary in page.locator("summary").all():
                if not summary.evaluate("each => each.parentElement.open"):
                    summary.click()
            assert registrar.sideways() <= 0, path


def test_without_script_a_draft_and_the_look_for_repeats_are_buttons(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/sign-in")
    page.click(f'form:has(input[value="registrar@{COUNTY}"]) button')
    page.goto(address + "/register")
    page.fill("#id_no", CARD)
    page.click("button[formaction='/register/repeats']")
    assert page.locator("#name").input_value() == "覃桂兰"
    assert page.locator("details.cmp b").first.inner_text() == "河西安置小区三期屋面渗漏要求维修"
    page.click("text=先存着")
    page.wait_for_selector("text=已经存好，没有登记")
    page.click("text=未完成的登记 >> nth=0")
    page.click("text=接着登记")
    assert page.locator("#id_no").input_value() == NUMBER
    context.close()
