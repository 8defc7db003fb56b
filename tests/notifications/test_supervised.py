"""What supervision and recommendations put in writing (D17): which text by which level and kind, whole, and to whom."""

from __future__ import annotations

from typing import Any

import pytest

from lianjie_contracts.events.matter_held_accountable import MatterHeldAccountable
from lianjie_contracts.vocabulary import (
    RecommendationKind as Kind,
    SupervisionGround,
    SupervisionLevel as Level,
    SupervisionState as S,
)
from services.deadlines.supervision.supervision import Act, Sending
from services.notifications.contacts import MatterSheet
from services.notifications.domain import wording
from services.notifications.rendering import PAPER_NOTE, render
from services.notifications.sheets import remembered
from tests.deadlines.recommendations import test_lifecycle as recommended
from tests.deadlines.supervision.builders import LATER, PAPERS, so_far, went, wish
from tests.journeys.test_every_text import SHEET, letters, told as told_by_routing
from tests.routing.roads.accounting import LAWFUL as FOUND


def made(event: Any, sheet: MatterSheet = SHEET) -> dict[str, list[str]]:
    """The texts an event makes, by code, as they read; every required content is there and nobody is named."""
    found: dict[str, list[str]] = {}
    for text, _, letter in letters(event, sheet):
        assert letter.missing() == (), text.code
        assert (letter.person, letter.sealed) == ("", {})
        found.setdefault(text.code, []).append(render(text.code, letter.contents, PAPER_NOTE).text)
    return found


def sent(level: Level, **form: Any) -> Any:
    held = so_far(S.OPEN, level)
    if level in (Level.KEY, Level.LISTED):
        held = went(held, wish(Act.APPROVE))  # type: ignore[assignment,arg-type]
    done = went(held, wish(Act.SEND, Sending(text="请于期限内办结", answer_by=LATER, **form)))  # type: ignore[arg-type]
    return done.told  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("level", "code"), [(Level.REMINDER, "D17.1"), (Level.SUPERVISION, "D17.2"), (Level.KEY, "D17.2"), (Level.LISTED, "D17.2")]
)  # fmt: skip
def test_a_level_has_its_text_with_what_to_do_and_by_when(level: Level, code: str) -> None:
    texts = made(sent(level))
    assert list(texts) == [code]
    [said] = texts[code]
    assert "请于期限内办结" in said
    assert "2026年10月16日" in said
    assert "县住建局" in said
    assert ("无正当理由未按期办结" in said) == (code == "D17.2")


def test_what_was_told_by_telephone_leaves_no_paper() -> None:
    assert made(sent(Level.REMINDER, form="PHONE")) == {}


def test_the_top_level_in_vain_proposes_accountability_with_what_the_unit_answered() -> None:
    referred = so_far(S.REFERRED)
    assert referred is not None
    [said] = made(referred.told)["D17.5"]
    assert "屋面已经修好" in said
    assert "多次督办无效" in said


@pytest.mark.parametrize(
    ("kind", "code", "copies"), [(Kind.IMPROVE, "D17.3", 1), (Kind.POLICY, "D17.4", 2), (Kind.ACCOUNTABILITY, "D17.5", 1)]
)  # fmt: skip
def test_a_recommendation_has_its_text(kind: Kind, code: str, copies: int) -> None:
    draft = recommended.DRAFT.model_copy(update=recommended.WHOLE | {"kind": kind})
    done = recommended.went(recommended.wish(recommended.Act.SEND, draft))
    texts = made(done.told)  # type: ignore[union-attr]
    assert {name: len(each) for name, each in texts.items()} == {code: copies}
    for said in texts[code]:
        assert "2026年11月9日" in said
        assert "当日报告故障" in said


def test_a_draft_makes_no_text() -> None:
    drafted = recommended.went(recommended.wish(recommended.Act.DRAFT))
    assert made(drafted.told) == {}  # type: ignore[union-attr]


def test_a_measure_rests_on_what_was_found_established_and_said_by_the_unit() -> None:
    sheet = SHEET
    for row in ("AC1", "AC2", "AC3"):
        event = told_by_routing(*FOUND[row])
        assert isinstance(event, MatterHeldAccountable)
        sheet = remembered(sheet, event)
    assert {"finding", "found_facts", "unit_statement"} <= set(sheet.facts)
    proposed = told_by_routing(*FOUND["AC4"])
    [said] = made(proposed, sheet)["D17.5"]
    assert sheet.facts["unit_statement"] in said


def test_every_ground_has_its_wording() -> None:
    assert set(wording.GROUNDS) == set(SupervisionGround) - {SupervisionGround.UNKNOWN}
    assert PAPERS[Act.OPEN].ground in wording.GROUNDS
