"""Names, telephones, numbers and dates as they stand on a page."""

from __future__ import annotations

from datetime import date

import pytest

from services.workbench.language import language
from services.workbench.words import (
    counted,
    day,
    day_and_weekday,
    grouped,
    masked_name,
    masked_phone,
    moment,
    on_paper,
)
from tests.workbench.town import NOW, at

ZH, EN = language("zh"), language("en")


@pytest.mark.parametrize(
    ("name", "shown"), [("覃桂兰", "覃*兰"), ("覃兰", "覃*"), ("欧阳小明", "欧**明"), ("覃", "覃"), ("", "")]
)
def test_a_name_shows_its_ends_only(name: str, shown: str) -> None:
    assert masked_name(name) == shown


@pytest.mark.parametrize(
    ("phone", "shown"), [("13877514267", "138****4267"), ("0775-2830016", "0775-****016"), ("12345", "*****")]
)
def test_a_telephone_can_be_recognised_and_not_called(phone: str, shown: str) -> None:
    assert masked_phone(phone) == shown


def test_a_number_is_shown_in_place_day_and_serial() -> None:
    assert grouped("45019920260730V00008") == ("450199", "20260730", "V00008")
    assert grouped("what is this") == ("what is this",)


def test_the_year_is_said_only_when_it_is_another() -> None:
    assert day(date(2026, 10, 8), NOW.date(), ZH) == "10月8日"
    assert day(date(2027, 1, 4), NOW.date(), ZH) == "2027年1月4日"
    assert day_and_weekday(date(2026, 10, 8), NOW.date(), ZH) == "10月8日（周四）"
    assert day_and_weekday(date(2026, 10, 8), NOW.date(), EN) == "Thursday, 8 October"


def test_today_stands_in_the_history_and_never_on_paper() -> None:
    assert moment(at(9, 28, 9, 13), NOW, ZH) == "今天 09:13"
    assert moment(at(9, 22, 15, 20), NOW, ZH) == "9月22日 15:20"
    assert on_paper(at(9, 28, 9, 13), ZH, time=True) == "2026年9月28日 09:13"


@pytest.mark.parametrize(
    ("n", "more", "said"), [(0, False, "0"), (999, False, "999"), (1000, False, "999+"), (12, True, "12+")]
)
def test_a_long_list_is_not_counted_out(n: int, more: bool, said: str) -> None:
    assert counted(n, more=more) == said
