"""Same person: by document, or by name with telephone; never by a telephone alone."""

from __future__ import annotations

from datetime import date

from services.intake.people import keys, keys_of_all
from services.intake.repeats.question import Someone

SECRET = b"k" * 32
TODAY = date(2026, 11, 23)
AT_THE_WINDOW = Someone(name="覃桂兰", id_no="360426 19910101 0071", phone="138 7751 4267")


def known(someone: Someone) -> set[str]:
    return set(keys(SECRET, someone, TODAY))


def test_who_showed_a_document_is_known_when_they_ring_up_without_it() -> None:
    assert known(AT_THE_WINDOW) & known(Someone(name="覃 桂兰", phone="13877514267"))


def test_a_document_alone_is_enough() -> None:
    assert known(AT_THE_WINDOW) & known(Someone(name="覃桂蘭", id_no="360426199101010071"))


def test_a_family_shares_a_telephone_and_is_not_one_person() -> None:
    assert not known(AT_THE_WINDOW) & known(Someone(name="覃建国", phone="13877514267"))


def test_a_wrong_number_a_bare_name_and_nobody_are_nobody() -> None:
    assert not known(Someone(name="覃桂兰"))
    assert not known(Someone(id_no="360426199101010072"))
    assert not known(Someone(phone="13877514267"))


def test_the_keys_say_nothing_without_the_secret() -> None:
    assert not known(AT_THE_WINDOW) & set(keys(b"x" * 32, AT_THE_WINDOW, TODAY))


def test_one_person_in_common_is_the_same_people() -> None:
    others = [Someone(name="韦晓梅", phone="0775-2830016"), AT_THE_WINDOW]
    assert set(keys_of_all(SECRET, others, TODAY)) & known(AT_THE_WINDOW)
