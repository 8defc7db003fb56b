"""Item numbers and query codes."""

from __future__ import annotations

from datetime import UTC, datetime

from lianjie_contracts.vocabulary import Channel
from services.intake.domain.numbers import item_no, query_code, same_code, series

SECRET = b"k" * 32


def test_a_number_tells_office_day_channel_and_serial() -> None:
    evening = datetime(2026, 9, 28, 17, 0, tzinfo=UTC)  # already the 29th in Shanghai
    assert item_no(series("450199", Channel.VISIT, evening), 12) == "45019920260929V00012"


def test_every_channel_has_its_letter() -> None:
    at = datetime(2026, 9, 28, tzinfo=UTC)
    letters = {series("450199", c, at)[-1] for c in Channel if c is not Channel.UNKNOWN}
    assert letters == set("VLWPFQ")


def test_a_query_code_is_the_same_for_ever_and_differs_for_every_item_and_issue() -> None:
    codes = {query_code(SECRET, item, issue) for item in ("a", "b", "c") for issue in (1, 2)}
    assert len(codes) == 6
    assert query_code(SECRET, "a") in codes
    assert all(len(code) == 9 and not set(code) & set("0O1ILU") for code in codes)


def test_a_code_is_read_aloud_with_spaces_and_small_letters() -> None:
    code = query_code(SECRET, "a")
    assert same_code(f"{code[:3].lower()} {code[3:]}", code)
    assert not same_code("", code)
    assert not same_code(query_code(SECRET, "b"), code)
