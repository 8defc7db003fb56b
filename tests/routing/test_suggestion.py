"""The rules propose with reasons, and say so when they cannot tell."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lianjie_contracts import directory
from lianjie_contracts.vocabulary import LitigationStatus, MatterClass, Purpose, Urgency
from services.routing.domain.suggestion import Facts, category_of, suggest, with_road

DIRECTORY = directory.load(Path(__file__).resolve().parents[2] / "deploy" / "directory.toml")
UNITS = DIRECTORY.units_of("450199")
HEXI = "450199003"
PLAIN = Facts("", "", HEXI, MatterClass.APPEAL, LitigationStatus.NONE)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("安置小区屋面渗漏两年没人修", "zjj"),
        ("包工头拖欠工资三个月", "rsj"),
        ("宅基地界址与邻居有争议", "zrzyj"),
    ],
)
def test_a_duty_names_its_unit_and_quotes_the_words(text: str, unit: str) -> None:
    proposal = suggest(replace(PLAIN, text=text), UNITS)
    assert (proposal.unit, proposal.sure) == (f"450199-{unit}", True)
    assert "提到“" in proposal.reasons[0]


def test_a_town_answers_for_its_own_place_only() -> None:
    text = "社区物业费收支不公开"
    assert suggest(replace(PLAIN, text=text), UNITS).unit in {"450199-hexi", "450199-zjj", None}
    elsewhere = suggest(replace(PLAIN, text="排水沟堵塞", place="450199002"), UNITS)
    assert elsewhere.unit != "450199-hexi"


def test_two_units_with_equal_claim_leave_it_to_a_person() -> None:
    proposal = suggest(replace(PLAIN, text="外墙裂缝，拖欠工资"), UNITS)
    assert (proposal.unit, proposal.sure) == (None, False)
    assert "需您判断" in proposal.reasons[0]
    assert set(proposal.alternatives) >= {"450199-zjj", "450199-rsj"}


def test_nothing_fits_so_the_place_is_offered_without_certainty() -> None:
    proposal = suggest(replace(PLAIN, text="无题"), UNITS)
    assert (proposal.unit, proposal.sure) == ("450199-hexi", False)


def test_an_accusation_goes_to_the_discipline_organ_and_never_to_the_accused() -> None:
    accused = replace(
        PLAIN, text="屋面渗漏验收时收受好处", matter_class=MatterClass.ACCUSATION, accused_unit="450199-zjj"
    )
    proposal = suggest(accused, UNITS)
    assert proposal.unit == "450199-jwjw"
    itself = suggest(replace(accused, accused_unit="450199-jwjw"), UNITS)
    assert itself.unit is None


def test_the_unit_complained_of_is_not_proposed() -> None:
    proposal = suggest(replace(PLAIN, text="屋面渗漏", accused_unit="450199-zjj"), UNITS)
    assert proposal.unit != "450199-zjj"


@pytest.mark.parametrize("status", ["PENDING", "DECIDED", "SHOULD_GO"])
def test_what_is_before_a_court_is_guided(status: str) -> None:
    proposal = suggest(replace(PLAIN, text="屋面渗漏", litigation_status=LitigationStatus(status)), UNITS)
    assert proposal.unit is None
    assert "涉诉" in proposal.reasons[0]


def test_the_category_follows_the_duty_and_falls_back_to_other() -> None:
    assert category_of(replace(PLAIN, text="屋面渗漏"), UNITS) == "03"
    assert category_of(replace(PLAIN, text="无题"), UNITS) == "16"
    assert category_of(replace(PLAIN, text="屋面渗漏", category="09"), UNITS) == "09"


@pytest.mark.parametrize(
    ("purpose", "claims", "urgency", "simple"),
    [
        (Purpose.CONSULT, 1, Urgency.ORDINARY, True),
        (Purpose.THANKS, 1, Urgency.ORDINARY, True),
        (Purpose.APPEAL, 1, Urgency.ORDINARY, False),
        (None, 1, Urgency.ORDINARY, False),
        (Purpose.CONSULT, 2, Urgency.ORDINARY, False),
        (Purpose.CONSULT, 1, Urgency.URGENT, False),
    ],
)
def test_who_only_asks_or_thanks_is_proposed_for_the_simple_road(
    purpose: Purpose | None, claims: int, urgency: Urgency, simple: bool
) -> None:
    before = suggest(replace(PLAIN, text="安置小区屋面渗漏"), UNITS)
    told = with_road(before, purpose, claims, urgency)
    assert bool(told.simple) is simple
    assert told.unit == before.unit
    assert ("简易办理" in told.reasons[-1]) is simple
