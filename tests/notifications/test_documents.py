"""What a text must contain is the specification's, and what is missing is found; days, organs and numbers read as they should."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from lianjie_contracts.vocabulary import ClaimResult, Path as LegalPath
from services.notifications.domain import wording
from services.notifications.domain.documents import TEXTS, Document, counted_as, missing_contents
from services.notifications.texts.table import COMPOSED

BESIDE = ("delivery", "letter", "progress_query")  # machines of other streams
SPECIFIED: dict[str, dict[str, Any]] = {
    row["code"]: row
    for row in yaml.safe_load(
        Path(__file__).with_name("specification").joinpath("documents.yaml").read_text(encoding="utf-8")
    )["documents"]
}


# Made elsewhere: the slip by its own event, the proof and the announcement beside their delivery, the answer to a question by its own event.
BY_THEMSELVES = {"D01.1", "D19.1", "D19.3", "D25.2"}


def whole(document: str) -> dict[str, object]:
    return dict.fromkeys(TEXTS[document].required, "写明")


@pytest.mark.parametrize("document", TEXTS)
def test_contents_signer_name_and_rows_are_the_specification_s(document: str) -> None:
    text, written = TEXTS[document], SPECIFIED[document]
    assert list(dict.fromkeys(written["required_contents"])) == list(text.required)
    assert written["signer_role"] in text.signers
    name = re.sub(r"\((责任单位|本机关|审批单)\)$", "", written["name_zh"])
    assert text.title == name.replace("(", "（").replace(")", "）")
    assert text.courtesy == (written["delivery"] == "courtesy")
    named = {row.partition(":")[2] for row in written["trigger_rows"] if row.partition(":")[0] not in BESIDE}
    assert set(text.rows) == named


@pytest.mark.parametrize("document", TEXTS)
@pytest.mark.parametrize("blank", [None, "", "　", (), ("有", "")], ids=repr)
def test_each_required_content_is_missed_when_absent_or_blank(document: str, blank: object) -> None:
    assert missing_contents(document, whole(document)) == ()
    for name in TEXTS[document].required:
        assert missing_contents(document, whole(document) | {name: blank}) == (name,)


def test_all_that_is_missing_is_named_in_the_order_of_the_specification() -> None:
    assert missing_contents(Document.RECEIPT, {}) == TEXTS[Document.RECEIPT].required


def test_every_text_is_composed_by_somebody() -> None:
    assert set(COMPOSED) | BY_THEMSELVES == set(TEXTS)


def test_number_series_have_the_specification_s_words() -> None:
    for text in TEXTS.values():
        written = SPECIFIED[text.code]["number_series"]
        assert text.series in (
            "",
            written.replace("{office_short}单位", "{short}")
            .replace("{office_short}", "{short}")
            .replace("{seq}", "{n}"),
        )


def test_texts_that_read_alike_are_counted_together_so_no_number_is_given_twice() -> None:
    assert {counted_as(code) for code in ("D06.1", "D06.2", "D06.3")} == {"D06.1"}
    assert (counted_as("D02.2"), counted_as("D02.1"), counted_as("D11.1")) == ("D02.2", "D02.2", "D11.1")


def test_a_day_is_the_day_in_china() -> None:
    assert wording.day(datetime(2026, 11, 21, 16, 0, tzinfo=UTC)) == "2026年11月22日"
    assert wording.year(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == 2027


@pytest.mark.parametrize(
    ("name", "full", "short"),
    [
        ("县住建局", "云岭县住建局", "住建"),
        ("县交警大队", "云岭县交警大队", "交警"),
        ("县委政法委", "云岭县委政法委", "政法委"),
        ("城关镇政府", "云岭县城关镇政府", "城关"),
        ("河西街道办", "云岭县河西街道办", "河西"),
        ("龙口乡政府", "云岭县龙口乡政府", "龙口"),
    ],
)
def test_a_unit_signs_with_its_full_name_and_numbers_with_its_short_one(
    name: str, full: str, short: str
) -> None:
    assert wording.full_name("云岭县", name) == full
    assert wording.short_name(name) == short


@pytest.mark.parametrize(
    ("n", "said"), [(1, "（一）"), (10, "（十）"), (12, "（十二）"), (20, "（二十）"), (21, "（二十一）")]
)
def test_paragraphs_are_counted_in_chinese(n: int, said: str) -> None:
    assert wording.ordinal(n) == said


def test_every_word_of_the_vocabulary_has_its_wording() -> None:
    assert set(wording.RESULTS) == set(ClaimResult) - {ClaimResult.UNKNOWN}
    assert set(wording.PATHS) == set(LegalPath) - {LegalPath.UNKNOWN}
