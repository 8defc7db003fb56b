"""A card is read in whatever way its reader writes; a number somebody typed is not a card."""

from __future__ import annotations

import pytest

from services.workbench.id_card import read

NUMBER = "450199195806142248"
LABELLED = f"姓名 覃桂兰 性别 女 民族 壮 出生 1958年6月14日 住址 广西云岭县河西街道 安置小区三期 6 栋 公民身份号码 {NUMBER}"
IN_ORDER = f"覃桂兰,女,壮,19580614,广西云岭县河西街道 安置小区三期 6 栋,{NUMBER},云岭县公安局,20120304,长期"


@pytest.mark.parametrize(
    "text",
    [
        LABELLED,
        LABELLED.replace(" ", "：", 1).replace(" 性别", "\n性别").replace(" 住址", "\n住址"),
        f"{LABELLED} 签发机关 云岭县公安局 有效期限 2012.03.04-长期",
        IN_ORDER,
        IN_ORDER.replace(",", "\t"),
        IN_ORDER.replace(",", "|"),
        IN_ORDER.replace(",", "\r\n"),
        f"{NUMBER}，覃桂兰，女，壮，1958-06-14，广西云岭县河西街道 安置小区三期 6 栋",
    ],
)
def test_every_way_of_writing_tells_the_same_card(text: str) -> None:
    card = read(text)
    assert card is not None
    assert (card.id_no, card.name, card.gender, card.ethnicity) == (NUMBER, "覃桂兰", "女", "壮族")
    assert card.address == "广西云岭县河西街道 安置小区三期 6 栋"
    assert "".join(filter(str.isdigit, card.birth_on)) in {"19580614", "1958614"}


@pytest.mark.parametrize("text", ["", NUMBER, "450199 19580614 2248", f"  {NUMBER}\n", "覃桂兰,女", "姓名 覃桂兰"])  # fmt: skip
def test_what_is_typed_by_hand_stays_as_it_is(text: str) -> None:
    assert read(text) is None


def test_a_number_that_ends_in_x_and_an_old_one_are_found() -> None:
    assert read("陆正平,男,汉,11010519491231002x").id_no == "11010519491231002X"
    assert read("陆正平,男,汉,110105491231002").id_no == "110105491231002"
