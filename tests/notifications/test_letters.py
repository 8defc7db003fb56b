"""What the petitioner reads: the form of an official text, the law's contents, and nothing that a browser would run."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError

from lianjie_contracts.vocabulary import Path
from services.notifications.domain.documents import REQUIRED, Document
from services.notifications.opening import open_letter
from services.notifications.rendering import MAIL_NOTE, PAPER_NOTE, Rendered, render
from tests.notifications.town import CODE, NAME, SAFE, Town, accepted, issued, opened

pytestmark = pytest.mark.asyncio
HEADINGS = {"seal", "addressee", "unit", "accepting_unit", "review_organ", "issue_date"}


async def letters() -> dict[str, Rendered]:
    town = Town()
    await town.hear(town.key(), town.item(), opened(), accepted(), accepted(Path.SUGGESTION), issued())
    rendered = {}
    for document in town.deliveries():
        letter = await open_letter(town.store, SAFE, town.id_of(document))
        assert letter is not None
        words = letter.words()
        rendered[document] = render(letter.letter.document, words, MAIL_NOTE.format(contact=words["contact"]))
    return rendered


async def test_a_receipt_tells_number_code_and_how_to_ask() -> None:
    text = (await letters())["D01.1"].text
    assert f"{NAME}：" in text
    assert "登记编号：45019920261121L00001" in text
    assert f"查询码：{CODE}" in text
    assert "云岭县群众信访联合接访中心窗口或拨打0775-2830016" in text


async def test_an_acceptance_tells_who_how_until_when_and_what_may_be_said_against_it() -> None:
    text = (await letters())["D02.2"].text
    for said in (
        "接收（受理）告知书", "住建信受〔2026〕1号", "您于2026年11月21日向云岭县群众信访联合接访中心提出的“屋面渗漏”信访事项",
        "2026年11月22日决定受理", "云岭县住建局", "（一）修好屋面：信访程序，依据：《信访工作条例》第三十一条", "60日内办结",
        "0775-2831011", "对受理有异议的",
    ):  # fmt: skip
        assert said in text


async def test_an_opinion_tells_answers_facts_grounds_and_remedy() -> None:
    text = (await letters())["D11.1"].text
    for said in (
        "信访处理意见书", "住建信处〔2026〕57号", "三个月内修好", "现场照片 & 检测报告", "《住宅专项维修资金管理办法》第十八条",
        "第1项请求予以支持；", "第2项请求予以解释说明。", "自收到本意见书之日起30日内，向云岭县人民政府书面申请复查", "听证", "签发人：陆正平",
    ):  # fmt: skip
        assert said in text
    assert text.index("云岭县住建局\n") < text.index("2026年11月22日\n")


async def test_a_suggestion_is_promised_no_review() -> None:
    text = (await letters())["D02.4"].text
    assert "建议意见不适用复查、复核" in text
    assert "60日内研究论证" in text


async def test_text_and_page_hold_the_same_paragraphs_and_the_page_runs_nothing() -> None:
    for letter in (await letters()).values():
        assert "<三处>" not in letter.html
        assert (
            letter.html.count("<p>")
            == sum(
                line.startswith("    ") and not line.startswith(" " * 8) for line in letter.text.splitlines()
            )
            + 3
        )
    opinion = (await letters())["D11.1"]
    assert "<三处>" in opinion.text
    assert "&lt;三处&gt;" in opinion.html


@pytest.mark.parametrize("document", [d for d in Document if d != Document.PROOF_OF_SERVICE])
async def test_every_required_content_is_really_printed(document: Document) -> None:
    """A marker in each content is found in the text; those of the frame and of standard sentences aside."""
    lists = {"path", "claims_answers", "legal_basis", "result", "suggestion"}
    words = {
        name: (f"〈{name}〉",) if name in lists else f"〈{name}〉"
        for name in (*REQUIRED[document], "matter", "sender", "received_at", "contact", "signed_by")
    }
    text = render(document, words, PAPER_NOTE).text
    for name in set(REQUIRED[document]) - {"seal", "issue_date", "review_organ"}:
        assert f"〈{name}〉" in text


async def test_a_hole_stops_the_letter() -> None:
    with pytest.raises(UndefinedError):
        render(Document.RECEIPT, {"number": "1"}, PAPER_NOTE)
