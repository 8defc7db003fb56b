"""The check of identity numbers (spec/domain 3.1): what is impossible is refused kindly, what is odd is told and taken."""

from __future__ import annotations

from datetime import date

import pytest

from lianjie_contracts.vocabulary import IdType
from services.intake.identity_numbers import check

TODAY = date(2026, 9, 28)


@pytest.mark.parametrize("number", ["360426199101010071", "120103198806018241", "110101199003071006"])
def test_a_right_number_tells_sex_and_age(number: str) -> None:
    checked = check(IdType.RESIDENT, number, TODAY)
    assert checked.ok
    assert checked.because is None
    assert checked.gender == ("男" if int(number[16]) % 2 else "女")
    assert checked.birth_on == date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("360426199101010072", "末位校验不符"),
        ("11010119900307100", "少 1 位"),
        ("1101011990030710066", "多 1 位"),
        ("11010119900307A006", "前 17 位应为数字"),
        ("110101199013071006", "不是有效的出生日期"),
        ("110101203003071006", "出生日期不可能"),
    ],
)
def test_what_is_impossible_is_refused_with_what_to_mend(number: str, said: str) -> None:
    checked = check(IdType.RESIDENT, number, TODAY)
    assert not checked.ok
    assert said in (checked.because or "")


@pytest.mark.parametrize("number", ["450199195103145088", "990101199003071006"])
def test_a_place_no_longer_in_the_table_is_told_and_taken(number: str) -> None:
    from stdnum.cn import ric

    whole = number[:-1] + ric.calc_check_digit(number)
    checked = check(IdType.RESIDENT, whole, TODAY)
    assert checked.ok
    assert "老区划" in checked.warnings[0]


def test_a_wrong_check_digit_is_found_also_when_the_place_is_unknown() -> None:
    body = "45019919510314508"
    right = [last for last in "0123456789X" if check(IdType.RESIDENT, body + last, TODAY).ok]
    assert len(right) == 1


def test_an_old_number_meets_the_new_one_of_the_same_person() -> None:
    new = check(IdType.RESIDENT, "360426199101010071", TODAY)
    old = check(IdType.OLD_RESIDENT, "360426910101007", TODAY)
    assert old.ok
    assert old.number == new.number
    assert any("没有校验位" in warning for warning in old.warnings)


def test_a_passport_is_taken_as_it_is() -> None:
    assert check(IdType.PASSPORT, "c8102457", TODAY).number == "C8102457"
    assert not check(IdType.PASSPORT, "c81 汉", TODAY).ok
