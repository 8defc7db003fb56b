"""Single fields: what somebody types becomes one form of one number, or a sentence that says how to mend it."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, strategies as st

from services.intake.typed import checked_ethnicity, checked_phone, checked_uscc

MOBILE = st.from_regex(r"1[3-9]\d{9}", fullmatch=True).filter(str.isascii)
USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
RIGHT_CODES = ["91110000600037341L", "91 110000 600037341L", "９１１１００００６０００３７３４１Ｌ"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("138 7751 4267", "13877514267"),
        ("１３８７７５１４２６７", "13877514267"),
        ("+86 138-7751-4267", "13877514267"),
        ("07752830016", "0775-2830016"),
        ("(0775)2830016", "0775-2830016"),
        ("010-62345678", "010-62345678"),
        ("0775-2830016转805", "0775-2830016转805"),
        ("+86 775 283 0016", "0775-2830016"),
        ("400-820-8820", "4008208820"),
        ("00852 2345 6789", "+85223456789"),
        ("+1 650 253 0000", "+16502530000"),
        ("", ""),
    ],
)
def test_one_number_has_one_form(typed: str, kept: str) -> None:
    assert checked_phone(typed) == kept
    assert checked_phone(kept) == kept


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("2830016", "座机请写区号"),
        ("1387751426", "少 1 位"),
        ("138775142678", "多 1 位"),
        ("+852 123", "位数或国家代码不对"),
        ("+", "国家代码"),
        ("没有", "看不出是手机还是座机"),
    ],
)
def test_a_wrong_number_says_the_way_out(typed: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        checked_phone(typed)


@given(MOBILE, st.lists(st.sampled_from([" ", "-"]), max_size=3), st.integers(1, 10))
def test_every_mobile_is_taken_however_it_is_parted(number: str, signs: list[str], at: int) -> None:
    assert checked_phone(number[:at] + "".join(signs) + number[at:]) == number


@given(st.text(max_size=40))
def test_no_text_breaks_the_check_of_phones(typed: str) -> None:
    kept = _taken(typed)
    assert kept is None or checked_phone(kept) == kept


def _taken(typed: str) -> str | None:
    try:
        return checked_phone(typed)
    except ValueError:
        return None


@pytest.mark.parametrize("typed", RIGHT_CODES)
def test_a_credit_code_is_compacted(typed: str) -> None:
    assert checked_uscc(typed) == "91110000600037341L"


def _with_check(body: str) -> str:
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    total = sum(USCC_SIGNS.index(sign) * weight for sign, weight in zip(body, weights, strict=True))
    return body + USCC_SIGNS[-total % 31]


ORGANISATIONS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["11", "51", "91", "92", "N2", "A1", "Y1"]),
        st.text("0123456789", min_size=6, max_size=6),
        st.text(USCC_SIGNS, min_size=9, max_size=9),
    ),
).map(_with_check)


@given(ORGANISATIONS)
def test_every_kind_of_organisation_is_taken_village_collectives_among_them(code: str) -> None:
    assert checked_uscc(code.lower()) == code


@given(ORGANISATIONS, st.integers(0, 17), st.sampled_from(USCC_SIGNS))
def test_one_sign_copied_wrongly_is_always_found(code: str, at: int, sign: str) -> None:
    wrong = code[:at] + sign + code[at + 1 :]
    if wrong != code:
        with pytest.raises(ValueError, match=r"校验不符|应为数字"):
            checked_uscc(wrong)


def test_a_short_code_says_how_much_is_missing() -> None:
    with pytest.raises(ValueError, match="少 2 位"):
        checked_uscc("9111000060003734")


@pytest.mark.parametrize(
    ("typed", "code"), [("壮", "08"), ("壮族", "08"), ("08", "08"), ("", ""), ("其他", "97")]
)
def test_an_ethnic_group_is_taken_as_the_card_says_it(typed: str, code: str) -> None:
    assert checked_ethnicity(typed) == code


def test_an_unknown_group_is_asked_again() -> None:
    with pytest.raises(ValueError, match="照身份证"):
        checked_ethnicity(string.ascii_letters)
