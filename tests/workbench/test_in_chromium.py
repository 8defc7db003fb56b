"""The window in a real browser: by keyboard alone, live, on a phone, and without a word of complaint in the console."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.workbench.chromium import Visitor
from tests.workbench.town import COUNTY, Story, Town, at

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
PHONES = [(375, 812), (320, 700)]


def test_one_press_signs_in_and_the_list_shows_ten_rows_at_once(browser: Browser, address: str) -> None:
    with Visitor(browser, address) as router:
        page = router.sign_in("router")
        rows = page.locator("table.list tr[data-row]")
        assert rows.nth(9).bounding_box()["y"] < 900
        assert page.locator("h1").inner_text() == "待分办 14 件"


def test_the_list_is_read_and_opened_by_keyboard(browser: Browser, address: str) -> None:
    with Visitor(browser, address) as router:
        page = router.sign_in("router")
        for key in "jjjk":
            page.keyboard.press(key)
        assert page.locator("tr.at .t").inner_text() == "建筑工地拖欠 14 名工人七、八月工资"
        page.keyboard.press("/")
        assert router.caret() == "q"
        page.keyboard.type("安置小区")
        page.keyboard.press("Enter")
        page.wait_for_url("**q=**")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_selector(".acts")


def test_a_new_matter_appears_by_itself_and_the_cursor_stays(
    browser: Browser, address: str, town: Town
) -> None:
    with Visitor(browser, address) as router:
        page = router.sign_in("router")
        page.keyboard.press("j")
        Story(town, "路灯三个月不亮", at(9, 28)).registered().opened()
        page.wait_for_selector("text=路灯三个月不亮")
        assert page.locator("tr.at").count() == 1
        assert page.locator('.side a[aria-current="page"] .c').inner_text() == "15"


def test_acts_have_keys_and_an_explanation_stays_open_while_the_page_lives(
    browser: Browser, address: str, town: Town
) -> None:
    with Visitor(browser, address) as router:
        page = router.sign_in("router")
        page.click("text=鞋厂停产后未补缴养老保险")
        page.click("#traces > summary")
        matter = next(
            m for m in town.store.documents.values() if m.state and "鞋厂" in getattr(m.state, "title", "")
        ).state
        story = Story(town, matter.title, at(9, 11), unit="rsj")
        story.matter_id, story.number = matter.id, matter.number
        story.dispatched(at(9, 28, 9, 41))
        page.wait_for_selector(".line >> text=转送县人社局")
        assert page.locator("#traces table").is_visible()
        page.go_back()
        page.click("text=失业保险金申领被退回三次")
        page.wait_for_selector("h1 >> text=失业保险金申领被退回三次")
        page.wait_for_load_state("load")
        page.keyboard.press("d")
        page.wait_for_url("**/dispatch")
        assert page.locator("#unit").input_value() == f"{COUNTY}-rsj"


def test_fields_of_an_assignment_appear_with_their_choice(browser: Browser, address: str) -> None:
    with Visitor(browser, address) as router:
        page = router.sign_in("router")
        page.click("text=失业保险金申领被退回三次")
        page.click(".acts .go")
        assert not page.locator("#report_due_on").is_visible()
        page.check("[name=mode][value=ASSIGN]")
        assert page.locator("#report_due_on").is_visible()


@pytest.mark.parametrize(("width", "height"), PHONES)
def test_no_page_must_be_pushed_sideways_on_a_phone(
    browser: Browser, address: str, town: Town, width: int, height: int
) -> None:
    roof = next(
        m.state.id for m in town.store.documents.values() if "安置小区" in getattr(m.state, "title", "")
    )
    pages = {
        "registrar": ["/register", "/matters?list=all_open"],
        "router": ["/matters?list=to_dispatch", f"/matters/{roof}?show=all"],
        "zjj.head": [f"/matters/{roof}", f"/matters/{roof}/opinion", "/figures"],
    }
    for username, paths in pages.items():
        with Visitor(browser, address, width, height) as person:
            page = person.sign_in(username)
            for path in paths:
                person.open(path)
                for summary in page.locator("summary").all():
                    if not summary.evaluate("each => each.parentElement.open"):
                        summary.click()
                assert person.sideways() <= 0, path


@pytest.mark.parametrize(("width", "height"), PHONES)
@pytest.mark.parametrize("language", ["", "?lang=en", "?lang=en&size=large"])
def test_a_citizen_reads_it_with_a_thumb(
    browser: Browser, address: str, width: int, height: int, language: str
) -> None:
    with Visitor(browser, address, width, height) as citizen:
        page = citizen.open(f"/query{language}")
        page.fill("#number", "450199 20260730 V00001")
        page.fill("#code", "GOOD CODE 9")
        assert page.locator("button.go").bounding_box()["height"] >= 48
        page.click("button.go")
        page.wait_for_selector(".now-is")
        assert citizen.sideways() <= 0
        if "large" in language:
            return
        telephone = page.locator(".now-is a").bounding_box()
        assert telephone["y"] + telephone["height"] < height, (
            "the telephone number is within the first screen"
        )


def test_everything_works_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/sign-in")
    page.click(f'form:has(input[value="zjj.liaison@{COUNTY}"]) button')
    page.click("text=物业费收支两年未公示")
    page.click(".acts .go")
    page.click("button.go")
    assert "done=sign_for" in page.url
    context.close()


def test_the_focus_is_seen_and_the_first_tab_skips_to_the_content(browser: Browser, address: str) -> None:
    with Visitor(browser, address) as router:
        page = router.sign_in("router")
        page.keyboard.press("Tab")
        assert router.caret() == "跳到正文"
        outline = page.evaluate("getComputedStyle(document.activeElement).backgroundColor")
        assert outline == "rgb(255, 199, 46)"


def test_every_field_has_a_label_and_every_page_one_heading(browser: Browser, address: str) -> None:
    with Visitor(browser, address) as registrar:
        page = registrar.sign_in("registrar")
        for path in ("/register", "/matters?list=all_open", "/figures"):
            registrar.open(path)
            unlabelled = "[...document.querySelectorAll('input:not([type=hidden]),select,textarea')].filter(f => !f.labels.length && !f.ariaLabel).length"
            assert page.evaluate(unlabelled) == 0, path
            assert page.locator("h1").count() == 1, path
