"""GB 11643: what is impossible is refused with the way to mend it; what is merely unusual is taken with a warning."""

from __future__ import annotations

from datetime import date

import pytest

from lianjie_contracts.vocabulary import IdType
from services.intake.identity_numbers import check

TODAY = date(2026, 9, 28)


@pytest.mark.parametrize(
    "number",
    [
        "360426199101010071",
        "120103198806018241",
        "110101199003071006",
        "36042619910101 0071",
        "３６０４２６１９９１０１０１００７１",
    ],
)
def test_valid_numbers_of_the_specification(number: str) -> None:
    assert check(IdType.RESIDENT, number, TODAY).ok


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("360426199101010072", "末位校验不符"),
        ("110105194912310021", "末位校验不符"),
        ("3604261991010100", "少 2 位"),
        ("3604261991010100711", "多 1 位"),
        ("36042619911301007X", "第 7 到 14 位"),
        ("360426209101010071", "不可能"),
        ("②" * 15, "出生日期"),
        ("36042618010101007X", "不可能"),
        ("36042A199101010071", "前 17 位应为数字"),
        ("360426991332007", "15 位老身份证"),
    ],
)
def test_a_wrong_number_says_what_is_wrong_and_how_to_mend_it(number: str, says: str) -> None:
    checked = check(IdType.RESIDENT, number, TODAY)
    assert not checked.ok
    assert says in (checked.because or "")


def test_the_number_tells_gender_birth_and_age() -> None:
    checked = check(IdType.RESIDENT, "120103198806018241", TODAY)
    assert (checked.gender, checked.birth_on, checked.age) == ("女", date(1988, 6, 1), 38)


def test_an_old_number_is_converted_so_that_the_person_is_found_again() -> None:
    old = check(IdType.OLD_RESIDENT, "360426910101007", TODAY)
    assert old.ok
    assert old.number == check(IdType.RESIDENT, "360426199101010071", TODAY).number
    assert "没有校验位" in old.warnings[0]


@pytest.mark.parametrize("number", ["99010119900307100X", "45019919510314508"])
def test_an_unknown_place_is_only_a_warning_and_the_check_digit_counts_all_the_same(number: str) -> None:
    right = [c for last in "0123456789X" if (c := check(IdType.RESIDENT, number[:17] + last, TODAY)).ok]
    assert len(right) == 1
    assert "行政区划" in right[0].warnings[0]


def test_other_documents_are_taken_as_written() -> None:
    assert check(IdType.PASSPORT, "e12345678", TODAY).number == "E12345678"
    assert not check(IdType.PASSPORT, "?", TODAY).ok
