"""What a text must contain is the specification's, and what is missing is found; days, organs and numbers read as they should."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from lianjie_contracts.vocabulary import ClaimResult, Path as LegalPath
from services.notifications.domain import wording
from services.notifications.domain.documents import (
    REQUIRED,
    SERIES,
    SIGNERS,
    TITLES,
    Document,
    missing_contents,
)

SPECIFIED: dict[str, dict[str, Any]] = {
    row["code"]: row
    for row in yaml.safe_load(
        Path(__file__).with_name("specification").joinpath("documents.yaml").read_text(encoding="utf-8")
    )["documents"]
}


def whole(document: Document) -> dict[str, object]:
    return dict.fromkeys(REQUIRED[document], "写明")


@pytest.mark.parametrize("document", Document)
def test_required_contents_are_the_specification_s(document: Document) -> None:
    written = SPECIFIED[document]
    assert list(dict.fromkeys(written["required_contents"])) == list(REQUIRED[document])
    assert written["signer_role"] in SIGNERS[document]
    assert TITLES[document] == written["name_zh"].removesuffix("(责任单位)").replace("(", "（").replace(
        ")", "）"
    )


@pytest.mark.parametrize("document", Document)
@pytest.mark.parametrize("blank", [None, "", "　", (), ("有", "")], ids=repr)
def test_each_required_content_is_missed_when_absent_or_blank(document: Document, blank: object) -> None:
    assert missing_contents(document, whole(document)) == ()
    for name in REQUIRED[document]:
        assert missing_contents(document, whole(document) | {name: blank}) == (name,)


def test_all_that_is_missing_is_named_in_the_order_of_the_specification() -> None:
    assert missing_contents(Document.RECEIPT, {}) == REQUIRED[Document.RECEIPT]


def test_number_series_have_the_specification_s_words() -> None:
    for document, pattern in SERIES.items():
        written = (
            SPECIFIED[document]["number_series"]
            .replace("{office_short}单位", "{short}")
            .replace("{seq}", "{n}")
        )
        assert pattern == written


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
