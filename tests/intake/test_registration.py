"""What a clerk types: incomplete letters are registered, impossible fields are refused in words that help."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from lianjie_contracts import directory
from lianjie_contracts.vocabulary import Channel
from services.intake.checking import checked
from services.intake.errors import FieldError
from services.intake.registration import RegistrationForm

COUNTY, NOW = "450199", datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DIRECTORY = directory.load(Path(__file__).resolve().parents[2] / "deploy" / "directory.toml")

PERSON = {"name": "覃桂兰", "id_no": "360426199101010071", "phone": "13877514267", "address": "河西街道"}
VISIT = {
    "channel": "VISIT", "petitioner": PERSON, "place_code": "450199003", "title": "屋面渗漏", "claims": ["修好屋面"],
}  # fmt: skip


def _taken(profile: str = "national_2022", **changed: object) -> RegistrationForm:
    """The form as the registrar takes it."""
    form = RegistrationForm.model_validate(VISIT | changed)
    checked(form, profile, COUNTY, DIRECTORY, NOW)
    return form


def _refused(profile: str = "national_2022", **changed: object) -> str:
    with pytest.raises((ValidationError, FieldError)) as refused:
        _taken(profile, **changed)
    wrong = refused.value
    return str(wrong.fields if isinstance(wrong, FieldError) else wrong)


def test_a_simple_visit_is_enough() -> None:
    form = RegistrationForm.model_validate(VISIT)
    assert form.claims == ("修好屋面",)
    assert not form.incomplete


@pytest.mark.parametrize(
    ("phone", "says"),
    [
        ("1387751426", "手机号少 1 位。请补足 11 位"),
        ("138775142678", "手机号多 1 位"),
        ("2830016", "座机请写区号"),
    ],
)
def test_a_phone_number_says_what_is_missing(phone: str, says: str) -> None:
    assert says in _refused(petitioner=PERSON | {"phone": phone})


@pytest.mark.parametrize("phone", ["13877514267", "138 7751 4267", "0775-2830016", "07752830016", ""])
def test_mobiles_and_landlines_are_both_taken(phone: str) -> None:
    RegistrationForm.model_validate(VISIT | {"petitioner": PERSON | {"phone": phone}})


def test_a_missing_document_is_no_wall_but_needs_its_reason() -> None:
    without = {name: value for name, value in PERSON.items() if name != "id_no"}
    assert "未能核对的原因" in _refused(petitioner=without)
    _taken(petitioner=without | {"id_unavailable_reason": "证件在补办"})


@pytest.mark.parametrize("channel", ["LETTER", "PHONE", "FAX"])
def test_an_unclear_letter_or_call_is_registered_all_the_same(channel: str) -> None:
    form = RegistrationForm.model_validate(VISIT | {"channel": channel, "petitioner": {"name": "某群众"}})
    assert form.incomplete


def test_only_letters_calls_and_accusations_may_be_anonymous() -> None:
    assert "匿名" in _refused(petitioner={"is_anonymous": True})
    RegistrationForm.model_validate(VISIT | {"channel": "LETTER", "petitioner": {"is_anonymous": True}})
    RegistrationForm.model_validate(
        VISIT | {"matter_class": "ACCUSATION", "petitioner": {"is_anonymous": True}}
    )


def test_a_group_sends_at_most_five() -> None:
    assert "不得超过5人" in _refused(representatives=[PERSON] * 6)


def test_the_one_line_on_the_matter_stands_for_claims_that_nobody_has_typed_yet() -> None:
    assert _taken(claims=[" ", ""]).asked == ("屋面渗漏",)
    assert _taken(claims=["修好屋面"]).asked == ("修好屋面",)


def test_electronic_service_needs_an_address() -> None:
    assert "须填电子邮箱" in _refused(petitioner=PERSON | {"consents_electronic": True})
    assert "邮箱不完整" in _refused(petitioner=PERSON | {"email": "name@"})


def test_a_word_nobody_knows_is_not_taken_for_unknown() -> None:
    assert "不是可选的值" in _refused(channel="HOLOGRAM")
    assert RegistrationForm.model_validate(VISIT).channel is Channel.VISIT
