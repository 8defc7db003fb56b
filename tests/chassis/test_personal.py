"""A person's fields open with that person's key alone, and with none once it is destroyed."""

from __future__ import annotations

import base64

import pytest

from chassis.errors import SettingsError
from chassis.personal import Safe, blind_index, secret
from lianjie_contracts.base import Sealed

MASTER, ANOTHER = b"m" * 32, b"a" * 32
SAFE = Safe(MASTER)
PERSON = "450199:person-1"


@pytest.fixture(scope="module")
def wrapped() -> str:
    return SAFE.new_key()


def test_a_sealed_field_opens_to_what_was_written(wrapped: str) -> None:
    sealed = SAFE.seal(PERSON, wrapped, "name", "覃桂兰")
    assert SAFE.open(sealed, wrapped, "name") == "覃桂兰"
    assert sealed.key == PERSON
    assert "覃桂兰" not in sealed.model_dump_json()


def test_the_same_text_never_looks_the_same_twice(wrapped: str) -> None:
    texts = {SAFE.seal(PERSON, wrapped, "phone", "13800000000").text for _ in range(20)}
    assert len(texts) == 20


def test_with_the_key_destroyed_nothing_opens_and_nothing_breaks(wrapped: str) -> None:
    sealed = SAFE.seal(PERSON, wrapped, "name", "覃桂兰")
    assert SAFE.open(sealed, None, "name") is None


def test_a_ciphertext_moved_to_another_field_does_not_open(wrapped: str) -> None:
    sealed = SAFE.seal(PERSON, wrapped, "phone", "13800000000")
    with pytest.raises(ValueError, match="does not open with its own key"):
        SAFE.open(sealed, wrapped, "name")


def test_a_ciphertext_moved_to_another_person_does_not_open(wrapped: str) -> None:
    sealed = SAFE.seal(PERSON, wrapped, "name", "覃桂兰")
    moved = Sealed(key="450199:person-2", nonce=sealed.nonce, text=sealed.text)
    with pytest.raises(ValueError, match="does not open"):
        SAFE.open(moved, wrapped, "name")
    with pytest.raises(ValueError, match="does not open"):
        SAFE.open(sealed, SAFE.new_key(), "name")


def test_a_ciphertext_changed_by_one_bit_does_not_open(wrapped: str) -> None:
    sealed = SAFE.seal(PERSON, wrapped, "name", "覃桂兰")
    raw = bytearray(base64.b64decode(sealed.text))
    raw[0] ^= 1
    with pytest.raises(ValueError, match="does not open"):
        SAFE.open(
            Sealed(key=PERSON, nonce=sealed.nonce, text=base64.b64encode(raw).decode()), wrapped, "name"
        )


def test_another_master_key_says_that_it_is_not_the_one(wrapped: str) -> None:
    sealed = SAFE.seal(PERSON, wrapped, "name", "覃桂兰")
    with pytest.raises(SettingsError, match="not the one that wrapped"):
        Safe(ANOTHER).open(sealed, wrapped, "name")


@pytest.mark.parametrize("text", ["", "short", "not base64 at all!", base64.b64encode(b"x" * 31).decode()])
def test_a_secret_that_is_none_is_refused_in_one_sentence_that_does_not_show_it(text: str) -> None:
    with pytest.raises(
        SettingsError, match=r"^LIANJIE_MASTER_KEY must be 32 random bytes in base64"
    ) as refused:
        secret("LIANJIE_MASTER_KEY", text)
    assert not text or text not in str(refused.value)


def test_a_secret_of_thirty_two_bytes_is_taken() -> None:
    assert secret("LIANJIE_MASTER_KEY", base64.b64encode(MASTER).decode()) == MASTER


def test_equal_values_are_found_again_and_parts_do_not_run_together() -> None:
    assert blind_index(MASTER, "RESIDENT", "x") == blind_index(MASTER, "RESIDENT", "x")
    assert blind_index(MASTER, "ab", "c") != blind_index(MASTER, "a", "bc")
    assert blind_index(MASTER, "x") != blind_index(ANOTHER, "x")
