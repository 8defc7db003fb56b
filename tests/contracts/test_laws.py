"""The library of legal bases: what a citation means on a day, and why another is refused."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from lianjie_contracts.citations import OUTSIDE, article
from lianjie_contracts.laws import Law, Library, library

TODAY = date(2026, 11, 23)
ROOT = Path(__file__).resolve().parents[2]
OURS = (
    "services/routing", "services/notifications", "services/intake/tables", "services/workbench/locale/zh",
    "deploy/demo", "deploy/generate", "deploy/chaos", "deploy/bench", "examples/unit_system",
)  # fmt: skip


@pytest.mark.parametrize(
    "cited",
    [
        "《信访工作条例》第三十五条",
        "《信访工作条例》第三十一条第六项",
        "《信访工作条例》第三十五条、第三十六条",
        "《中华人民共和国民法典》第二百八十八条",
        "《民法典》第 288 条",
        "《行政处罚法》（2021年修订）第三十条",
        "《劳动争议调解仲裁法》第五条；《信访工作条例》第三十一条第二项",
        f"{OUTSIDE}云政办〔2021〕12号第三条",
        "未收录:云政办〔2021〕12号第三条",
    ],
)
def test_what_is_in_force_or_marked_is_a_basis(cited: str) -> None:
    assert library().wrong(cited, TODAY) == ""


@pytest.mark.parametrize(
    ("cited", "because"),
    [
        (
            "《信访条例》第三十四条",
            "《信访条例》（2005年）有效到2022年4月30日，现行的是《信访工作条例》。请改引现行有效的条文。",
        ),
        (f"{OUTSIDE}《信访条例》第三十四条", "有效到2022年4月30日"),
        ("《行政处罚法》（2017年修正）第三十条", "有效的是2021年修订，不是2017年的"),
        ("《信访工作条例》第五十一条", "共 50 条，没有第 51 条"),
        ("《民法典》第二百八十八条；《信访条例》第三十四条", "有效到2022年4月30日"),
        ("《无此法》第三条", "法规库没有《无此法》"),
        ("第三十一条第六项", "没有写明是哪部法规"),
        ("信访条例第三十四条", "没有写明是哪部法规"),
    ],
)
def test_what_is_not_in_force_or_not_found_is_refused_with_the_way_out(cited: str, because: str) -> None:
    told = library().wrong(cited, TODAY)
    assert because in told
    assert told.endswith("。")


def test_the_day_of_the_act_counts_and_not_today() -> None:
    assert library().wrong("《信访条例》第三十四条", date(2022, 4, 30)) == ""
    assert "2022年5月1日才施行" in library().wrong("《信访工作条例》第三十四条", date(2022, 4, 30))
    assert library().wrong("《信访工作条例》第三十四条", date(2022, 5, 1)) == ""


def test_of_a_competence_only_the_laws_are_asked() -> None:
    assert library().expired("三定方案第三条", TODAY) == ""
    assert "有效到" in library().expired("《信访条例》第四条", TODAY)


def test_a_document_prints_the_citation_in_full() -> None:
    whole = library().whole
    assert whole("《民法典》第九百四十四条", TODAY) == "《中华人民共和国民法典》第九百四十四条"
    assert whole("《行政复议法》第二十条", TODAY) == "《中华人民共和国行政复议法》（2023年修订）第二十条"
    assert (
        whole("《行政复议法》第二十条", date(2023, 6, 1))
        == "《中华人民共和国行政复议法》（2017年修正）第二十条"
    )
    assert whole(f"{OUTSIDE}云政办〔2021〕12号", TODAY) == "云政办〔2021〕12号"


def test_an_article_is_found_by_what_it_says() -> None:
    found = [entry.citation for entry in library().find("复查 三十日", TODAY)]
    assert found == ["《信访工作条例》第三十五条"]
    assert "《信访条例》第三十四条" in [entry.citation for entry in library().find("复查")]
    assert "《信访条例》第三十四条" not in [entry.citation for entry in library().find("复查", TODAY)]


@pytest.mark.parametrize(
    ("number", "said"), [(10, "第十条"), (31, "第三十一条"), (110, "第一百一十条"), (1001, "第一千零一条")]
)
def test_the_number_of_an_article_is_written_as_laws_do(number: int, said: str) -> None:
    assert article(number) == said
    assert library().wrong(f"《民法典》{said}", TODAY) == ""


def test_an_edition_that_ends_before_it_begins_is_no_law() -> None:
    with pytest.raises(ValidationError, match="ends on"):
        Law(name="某办法", edition="2023年", valid_from=date(2023, 9, 1), valid_to=date(2023, 8, 31))


def test_two_editions_of_one_law_are_never_in_force_together() -> None:
    for law in library().laws:
        later = [each for each in library().editions(law.name) if each.valid_from > law.valid_from]
        assert all(law.valid_to is not None and law.valid_to < each.valid_from for each in later)


def test_all_that_our_own_data_cites_stands_in_the_library() -> None:
    texts = (
        path.read_text(encoding="utf-8")
        for top in OURS
        for path in (ROOT / top).rglob("*.*")
        if path.suffix in (".py", ".toml")
    )
    cited = {
        found for text in texts for found in re.findall(r"《[^《》]+》第[一二三四五六七八九十百]+条", text)
    }
    assert len(cited) > 40
    assert {each: because for each in sorted(cited) if (because := library().wrong(each, TODAY))} == {}


def test_a_county_that_knows_more_laws_reads_by_them() -> None:
    own = Law(name="云岭县物业管理办法", edition="2024年", valid_from=date(2024, 1, 1), articles=30)
    more = Library((*library().laws, own))
    assert library().wrong("《云岭县物业管理办法》第三条", TODAY)
    assert more.wrong("《云岭县物业管理办法》第三条", TODAY) == ""
