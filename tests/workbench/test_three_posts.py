"""Router, unit head and supervisor do their work in Chromium on the real stack; and of two who decide at once, one is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.conformance.town import OPINION, VISIT, eventually
from tests.intake.attachments.builders import pdf
from tests.workbench.chromium import Visitor, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conformance.town import Town

pytestmark = pytest.mark.connected
COUNTY = "450197"  # other tests of the session leave their matters in the first
WALL, GATE, ROOF = "小区西侧护栏倒塌两月没修", "小区西侧护栏锈坏没修", "屋面渗漏答复了没有修"


def registered(town: Town, title: str) -> str:
    body = VISIT | {"title": title, "place_code": f"{COUNTY}003", "claims": ["依法处理"]}
    answer = town.post(f"intake-{COUNTY}", "/items", f"registrar@{COUNTY}", body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["matter_id"])


def does(town: Town, matter_id: str, who: str, act: str, **body: Any) -> None:
    answer = town.post("routing", f"/matters/{matter_id}/{act}", f"{who}@{COUNTY}", body)
    assert answer.status_code == 200, answer.text


def filled_in(page: Page, saved: str, **fields: str) -> None:
    """The form of an act that has no page of its own, sent; the owner's answer is shown."""
    for name, value in fields.items():
        page.fill(f"#{name}", value)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(f".note.saved b:has-text('{saved}')")


def answered(town: Town, matter_id: str) -> None:
    """Everything up to the served opinion, by people who are not looked at here."""

    def there() -> dict[str, Any] | None:
        answer = town.get("routing", f"/matters/{matter_id}", f"router@{COUNTY}")
        return answer.json() if answer.status_code == 200 else None

    matter = eventually(there, "the matter is opened")
    does(town, matter_id, "router", "dispatch", unit=f"{COUNTY}-zjj", reason="按职责分办")
    does(town, matter_id, "zjj.liaison", "sign")
    does(town, matter_id, "zjj.liaison", "accept")
    does(town, matter_id, "zjj.head", "handlers", handlers=["黄建业", "梁雨桐"])
    answers = [{"claim_id": c["claim_id"], "result": "EXPLAIN", "text": "已解释"} for c in matter["claims"]]
    opinion = OPINION | {"answers": answers, "number": "住建信处〔2026〕77号"}
    does(town, matter_id, "zjj.head", "opinion", drafted_by="黄建业", opinion=opinion)
    eventually(lambda: (there() or {}).get("state") == "COMPLETED", "the opinion is served")


def test_a_router_sends_two_with_one_form_and_a_unit_head_asks_for_time(running_town: Town) -> None:
    wall, gate = registered(running_town, WALL), registered(running_town, GATE)
    with chromium() as browser:
        here: list[Any] = [browser, running_town.url("workbench")]
        with Visitor(*here) as router:
            router.sign_in("router", COUNTY)
            page = router.open("/matters?list=to_dispatch&q=西侧护栏")
            page.wait_for_selector("tr[data-row] >> nth=1")
            for key in "jxjx":
                page.keyboard.press(key)
            page.wait_for_selector(".bulk b:has-text('已选 2 件')")
            page.keyboard.press("Control+Enter")
            page.wait_for_selector("#unit")
            page.select_option("#unit", f"{COUNTY}-zjj")
            page.fill("#reason", "护栏属住建")
            page.keyboard.press("Control+Enter")
            page.wait_for_selector(".note.saved b:has-text('已办成 2 件')")
        for matter_id in (wall, gate):
            does(running_town, matter_id, "zjj.liaison", "sign")
        does(running_town, gate, "zjj.liaison", "accept")
        with Visitor(*here) as head:
            head.sign_in("zjj.head", COUNTY)
            page = head.open(f"/matters/{gate}")
            page.keyboard.press("n")
            page.wait_for_selector("#handlers")
            page.fill("#handlers", "黄建业、梁雨桐")
            page.keyboard.press("Control+Enter")
            page.wait_for_selector("text=承办人已定")
            page = head.open(f"/matters/{gate}/acts/extend")
            report = {"name": "鉴定委托书.pdf", "mimeType": "application/pdf", "buffer": pdf()}
            page.set_input_files("#files_EVIDENCE", [report])
            filled_in(page, "办理期限已延长", days="20", reason="需要鉴定")
            page.wait_for_selector("section:has(#fh) >> text=单位调查材料")
        _of_two_one_wins(running_town, here, wall)


def _of_two_one_wins(town: Town, here: list[Any], wall: str) -> None:
    """The deputy rejects an objection while the router still writes why it is right."""
    objection = {"reasons": "护栏属街道管理", "basis": "三定规定", "competent_unit": "河西街道办"}
    does(town, wall, "zjj.liaison", "acts/object", **objection)
    with Visitor(*here) as slower, Visitor(*here) as faster:
        slower.sign_in("router", COUNTY)
        page = slower.open(f"/matters/{wall}/acts/uphold_objection")
        page.fill("#reason", "同意改由街道办理。")
        faster.sign_in("deputy", COUNTY)
        rejecting = faster.open(f"/matters/{wall}/acts/reject_objection")
        filled_in(rejecting, "异议未予采纳", reason="小区护栏由住建部门管理。")
        page.keyboard.press("Control+Enter")
        assert "您填的内容还在" in page.locator(".note.bad").inner_text()
        assert "异议未予采纳" in page.locator("section:has(#nw)").inner_text()
        assert page.locator("#reason").input_value() == "同意改由街道办理。"


def test_a_supervisor_looks_into_what_a_petitioner_was_not_satisfied_with(running_town: Town) -> None:
    roof = registered(running_town, ROOF)
    answered(running_town, roof)
    with chromium() as browser, Visitor(browser, running_town.url("workbench")) as supervisor:
        supervisor.sign_in("supervisor", COUNTY)
        page = supervisor.open("/matters?list=callbacks&q=屋面渗漏答复")
        page.click(f"text={ROOF}")
        page.wait_for_url(f"**/matters/{roof}")
        filled_in(supervisor.open(f"/matters/{roof}/acts/record_dissatisfied"), "", reason="只答复，没有修")
        page = supervisor.open("/matters?list=dissatisfied")
        page.wait_for_selector(f"text={ROOF}")
        filled_in(supervisor.open(f"/matters/{roof}/acts/find_founded"), "", finding="现场仍在渗漏")
        assert (
            "不满意成立" in page.locator("main").inner_text()
            or "核查成立" in page.locator("main").inner_text()
        )
