"""The pieces by which an item is found again: keyed, few, and the telling ones."""

from __future__ import annotations

from services.intake.repeats.shingles import KEPT, shingles

SECRET = b"k" * 32
LINE = "金桂花园3栋屋顶漏水"


def pieces(line: str, rest: str = "", *, secret: bytes = SECRET, apart: bool = False) -> set[int]:
    return set(shingles(secret, line, rest, apart=apart))


def test_two_tellings_of_one_leak_share_pieces() -> None:
    assert len(pieces(LINE) & pieces("再问金桂花园屋顶何时修")) >= 4


def test_a_place_named_only_in_the_letter_is_among_them() -> None:
    assert pieces("屋顶漏水", "我住在金桂花园，每逢下雨就漏。") & pieces("金桂花园停电")


def test_without_the_secret_they_tell_nothing() -> None:
    assert not pieces(LINE) & pieces(LINE, secret=b"x" * 32)


def test_accusations_meet_accusations_only() -> None:
    assert not pieces(LINE) & pieces(LINE, apart=True)


def test_they_are_few_and_fit_the_database() -> None:
    many = shingles(SECRET, "甲乙丙丁" * 20, "天地玄黄村" * 500, apart=False)
    assert len(many) == len(set(many)) <= KEPT
    assert all(-(2**63) <= piece < 2**63 for piece in many)


def test_nothing_typed_has_none() -> None:
    assert pieces("") == pieces("漏") == set()
