"""The form as data: what blocks, what is only asked for, and what a rule profile changes."""

from __future__ import annotations

import pytest

from lianjie_contracts.vocabulary import Channel, MatterClass, Path, Purpose
from services.intake.domain.rules import CHANNELS, Need, Stage, lacking
from services.intake.formsheet import formsheet
from services.intake.registration import PetitionerForm, RegistrationForm
from services.intake.tables import tables

ITS = tables()
NATIONAL = ITS.profile("national_2022")
BARE = {"place_code": "450199003", "title": "屋面渗漏"}


def _lacks(needs: list[Need], channel: str, **changed: object) -> set[str]:
    form = RegistrationForm.model_validate(BARE | {"channel": channel} | changed)
    return {name for name, _ in lacking(NATIONAL.fields, form.model_dump(), form.channel, needs)}


@pytest.mark.parametrize(
    ("channel", "blocks"),
    [
        ("VISIT", {"petitioner.name", "petitioner.id_no"}),
        ("LETTER", set()),
        ("ONLINE", set()),
        ("PHONE", set()),
        ("FAX", set()),
        ("QR", {"petitioner.phone"}),
    ],
)
def test_only_a_visitor_and_the_phone_page_are_held_up_by_a_missing_field(
    channel: str, blocks: set[str]
) -> None:
    assert _lacks([Need.BLOCKS], channel) == blocks


def test_a_reason_stands_in_for_the_document() -> None:
    person = {"name": "覃桂兰", "id_unavailable_reason": "证件在补办"}
    assert _lacks([Need.BLOCKS], "VISIT", petitioner=person) == set()


def test_every_representative_is_asked_for_by_name() -> None:
    people = [{"name": "甲", "id_unavailable_reason": "未带"}, {"name": "乙"}, {}]
    lacks = _lacks([Need.MUST], "VISIT", headcount=80, representatives=people)
    assert {"representatives.1.id_no", "representatives.2.id_no", "representatives.2.name"} <= lacks
    assert not {"representatives.0.id_no", "representatives.1.name"} & lacks


def test_a_condition_asks_only_where_it_holds() -> None:
    assert "exchange_no" not in _lacks([Need.IF], "LETTER")
    assert "exchange_no" in _lacks([Need.IF], "LETTER", source="UPPER_TRANSFER")
    assert "leader_instruction" in _lacks([Need.IF], "LETTER", source="LEADER_INSTRUCTION")
    assert "accused_unit" in _lacks([Need.IF], "PHONE", matter_class="ACCUSATION")
    assert "accused_unit" not in _lacks(
        [Need.IF], "PHONE", matter_class="ACCUSATION", accused={"name": "某人"}
    )
    assert "representatives" in _lacks([Need.IF], "VISIT", headcount=2)


def test_an_organisation_has_neither_gender_nor_birthday() -> None:
    asked = _lacks([Need.MUST], "VISIT", petitioner={"type": "LEGAL_PERSON", "name": "某公司"})
    assert not {"petitioner.gender", "petitioner.birth_on", "petitioner.ethnicity"} & asked


@pytest.mark.parametrize(
    ("profile", "heads", "most"),
    [("national_2022", 4, 5), ("national_2022", 80, 5), ("zhejiang_2016", 10, 3), ("zhejiang_2016", 11, 5), ("unknown", 80, 5)],
)  # fmt: skip
def test_how_many_speak_for_a_group_is_the_profiles(profile: str, heads: int, most: int) -> None:
    assert ITS.profile(profile).most_representatives(heads) == most


def test_every_field_of_a_person_and_of_the_form_has_a_row_and_every_row_a_field() -> None:
    ids = {rule.id for rule in NATIONAL.fields}
    own = {f"petitioner.{name}" for name in PetitionerForm.model_fields}
    assert own <= ids
    known = set(RegistrationForm.model_fields) | {"purpose", "category_l2"}
    assert {id_.split(".")[0] for id_ in ids} <= known
    # Entered by the repeats' own page, or a part of a row that stands for both.
    assert known - {id_.split(".")[0] for id_ in ids} == {"petitioner", "repeat_of", "repeats", "accused"} - {
        "petitioner"
    }


def test_the_tables_know_every_word_of_their_lists() -> None:
    assert set(ITS.purposes) == set(Purpose) - {Purpose.UNKNOWN}
    assert set(ITS.paths) == set(Path) - {Path.UNKNOWN}
    assert set(CHANNELS) == set(Channel) - {Channel.UNKNOWN}
    assert len([code for code in ITS.ethnic_groups if code < "57"]) == 56
    assert sorted(ITS.categories) == [f"{n:02d}" for n in range(1, 17)]
    assert {code[:2] for code in ITS.subcategories} == set(ITS.categories)


def test_an_accusation_alone_goes_to_discipline() -> None:
    only = {path for path, row in ITS.paths.items() if MatterClass.ACCUSATION in row.classes}
    assert only == {Path.ACCUSATION}
    assert MatterClass.APPEAL not in ITS.paths[Path.ACCUSATION].classes


def test_the_sheet_of_a_channel_tells_needs_words_and_limits() -> None:
    sheet = formsheet(Channel.LETTER, "zhejiang_2016")
    rows = {row["id"]: row for row in sheet["fields"]}
    assert rows["petitioner.name"]["need"] == "C"
    assert rows["claims"]["stage"] == Stage.INTERVIEW
    assert rows["received_at"]["correctable"] is False
    assert sheet["limits"]["representatives"][0] == {"heads": 10, "most": 3}
    assert sheet["words"]["ethnicity"]["08"] == "壮族"
    assert sheet["anonymous"]["channel"] is True
