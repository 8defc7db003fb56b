"""What the petitioner reads: the form of an official text, the law's contents, and nothing that a browser would run."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from jinja2 import UndefinedError

from lianjie_contracts.base import Actor
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer, ExternalOriginal
from lianjie_contracts.events.matter_review_signed import MatterReviewSigned, ReviewOpinion
from lianjie_contracts.events.matter_suggestion_answered import MatterSuggestionAnswered
from lianjie_contracts.vocabulary import ClaimResult, Path, ReviewDecision, ReviewStage, SuggestionResult
from services.notifications.domain.documents import TEXTS, Document
from services.notifications.opening import open_letter
from services.notifications.rendering import MAIL_NOTE, PAPER_NOTE, Rendered, render
from tests.notifications.town import CODE, NAME, SAFE, UNIT, Town, accepted, issued, opened, told

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


LAWS = (
    "《信访工作条例》第三十五条",
    "《民法典》第二百八十八条",
    "《行政复议法》第二十条",
    "未收录：云政办〔2021〕12号",
)


async def decided(stage: ReviewStage, decision: ReviewDecision, **more: Any) -> str:
    """The text that a signed review makes, as its petitioner reads it."""
    opinion = ReviewOpinion(
        number="云政信查〔2026〕3号", decision=decision, facts="渗漏属实", legal_basis=LAWS,
        issued_as="云岭县人民政府", **more,
    )  # fmt: skip
    event = told(
        MatterReviewSigned, row="28" if stage == ReviewStage.REVIEW else "31.1", stage=stage, opinion=opinion, respondent=UNIT, request="请求变更",
        by=Actor(id="h", role="office_head"),
    )  # fmt: skip
    town = Town()
    await town.hear(town.key(), town.item(), opened(), event)
    document = next(each for each in town.deliveries() if each.startswith(("D12", "D13")))
    letter = await open_letter(town.store, SAFE, town.id_of(document))
    assert letter is not None
    return render(letter.letter.document, letter.words(), PAPER_NOTE).text


async def test_a_review_tells_who_asked_what_was_decided_and_where_to_go_on() -> None:
    text = await decided(ReviewStage.REVIEW, ReviewDecision.UPHOLD, recheck_organ="市人民政府")
    for said in (
        "复查意见书（维持）", "云政信查〔2026〕3号", f"申请人：{NAME}", "被申请人：云岭县住建局", "请求变更", "渗漏属实",
        "30日内，向市人民政府书面申请复核", "云岭县人民政府",
    ):  # fmt: skip
        assert said in text


async def test_what_it_rests_on_is_cited_in_full_and_no_mark_of_ours_is_printed() -> None:
    text = await decided(ReviewStage.REVIEW, ReviewDecision.UPHOLD, recheck_organ="市人民政府")
    assert "《中华人民共和国民法典》第二百八十八条" in text
    assert "《中华人民共和国行政复议法》（2023年修订）第二十条" in text
    assert "云政办〔2021〕12号" in text
    assert "未收录" not in text


async def test_a_changed_decision_says_what_holds_instead_and_a_recheck_that_it_is_the_last() -> None:
    answer = ClaimAnswer(claim_id="c1", result=ClaimResult.SUPPORT, text="三个月内修好")
    text = await decided(
        ReviewStage.RECHECK, ReviewDecision.CHANGE, answers=(answer,), execute_by="2027-01-31"
    )
    for said in (
        "复核意见书（变更）",
        "予以支持。三个月内修好",
        "执行期限：2027年1月31日",
        "信访程序终结意见",
    ):
        assert said in text


async def test_a_revocation_says_by_when_the_unit_answers_anew() -> None:
    text = await decided(ReviewStage.REVIEW, ReviewDecision.REVOKE_REDO, redo_due_on="2027-01-31")
    assert "责令被申请人于2027年1月31日前重新作出处理意见" in text
    assert "可以再次申请复查" in text


async def test_a_unit_s_own_paper_goes_with_a_slip_that_repeats_what_it_must_say() -> None:
    town = Town()
    original = ExternalOriginal(
        scan="c" * 64, dated_on=date(2026, 11, 20), proof_of_service="直接送达，回证随卷"
    )
    await town.hear(town.key(), town.item(), opened(), issued(external_original=original))
    assert {"D11.1", "D11.3"}.isdisjoint(town.deliveries())
    letter = await open_letter(town.store, SAFE, town.id_of("D11.2"))
    assert letter is not None
    text = render(letter.letter.document, letter.words(), PAPER_NOTE).text
    for said in (
        "信访处理意见书（单位原件）", "文号住建信处〔2026〕57号，日期2026年11月20日", "SHA-256：cccccccccccccccc…", "三个月内修好",
        "第1项请求予以支持；", "向云岭县人民政府书面申请复查", "直接送达，回证随卷",
    ):  # fmt: skip
        assert said in text


async def test_a_suggestion_is_answered_with_what_became_of_it() -> None:
    town = Town()
    answer = told(
        MatterSuggestionAnswered, row="44", unit=UNIT, result=SuggestionResult.PARTLY, reasons="已列入明年计划",
        by=Actor(id="h", role="unit_head"),
    )  # fmt: skip
    await town.hear(town.key(), town.item(), opened(), answer)
    letter = await open_letter(town.store, SAFE, town.id_of("D22.1"))
    assert letter is not None
    text = render(letter.letter.document, letter.words(), PAPER_NOTE).text
    for said in ("建议答复", "住建信建复〔2026〕1号", "部分采纳", "已列入明年计划", "不适用复查、复核"):
        assert said in text


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


PRINTED = [code for code in TEXTS if code not in ("D19.1", "D25.2")]
LISTS = {
    "path", "claims_answers", "legal_basis", "result", "suggestion", "decision_basis", "ground_of_revocation", "changed_result",
    "claims", "materials_list", "materials_returned", "materials_return", "gaps", "failed_items", "missing_items",
    "claims_per_matter", "items", "questions",
}  # fmt: skip
BESIDE = (
    "matter", "sender", "received_at", "contact", "signed_by", "time", "requirements", "reason", "summary",
)  # fmt: skip


@pytest.mark.parametrize("document", PRINTED)
async def test_every_required_content_is_really_printed(document: str) -> None:
    """A marker in each content is found in the text; those of the frame and of standard sentences aside."""
    required = TEXTS[document].required
    listed = (
        LISTS
        if document in ("D11.1", "D11.2", "D11.3", "D12.1", "D12.2", "D12.3", "D13.1", "D13.2", "D13.3")
        else LISTS - {"legal_basis", "result"}
    )
    number = (
        {}
        if TEXTS[document].required[:1] == ("number",)
        else {"number": "", "addressee": "存档", "office": "中心", "date": "今日"}
    )
    words = number | {
        name: (f"〈{name}〉",) if name in listed else f"〈{name}〉" for name in (*required, *BESIDE)
    }
    text = render(document, words, PAPER_NOTE).text
    for name in set(required) - {"seal", "issue_date", "review_organ"}:
        assert f"〈{name}〉" in text


async def test_a_hole_stops_the_letter() -> None:
    with pytest.raises(UndefinedError):
        render(Document.RECEIPT, {"number": "1"}, PAPER_NOTE)
