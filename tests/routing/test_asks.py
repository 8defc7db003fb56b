"""What an act asks is told so that a page can make a form of it, and what was filled in wrongly is told field by field."""

from __future__ import annotations

from datetime import date

import pytest
from fastapi.exceptions import RequestValidationError

from chassis.identity import Principal
from lianjie_contracts.base import Place, UnitCode
from lianjie_contracts.events.matter_signed import MatterSigned
from lianjie_contracts.vocabulary import AssignmentRole, MatterState, Urgency
from services.routing.allowed import allowed_acts
from services.routing.asks import asked, by_hand, filled_in
from services.routing.domain.acts import Paper
from services.routing.domain.rows import row
from tests.routing.builders import AT, ZJJ, a_matter, a_share


class Kept(Paper):
    reason: str
    until: date | None = None
    urgency: Urgency = Urgency.ORDINARY
    units: tuple[UnitCode, ...] = ()
    places: tuple[Place, ...] = ()


KEEP = row("X1", ["HANDLING"], "keep", None, "unit_head", "[D]", brings=Kept, tells=MatterSigned)
HEAD = Principal("huang", "黄志强", frozenset({"unit_head", "unit_liaison"}), "450199", ZJJ)


def test_every_field_of_a_paper_has_its_kind() -> None:
    told = asked(KEEP)
    assert told is not None
    assert {name: (field["type"], field["required"]) for name, field in told.items()} == {
        "reason": ("text", True), "until": ("date", False), "urgency": ("choice", False),
        "units": ("units", False), "places": ("table", False),
    }  # fmt: skip
    assert "ORDINARY" in told["urgency"]["choices"]
    assert list(told["places"]["fields"]) == ["code", "name"]


def test_a_paper_is_read_as_it_was_filled_in() -> None:
    kept = filled_in(KEEP, {"reason": " 资料待补 ", "until": "2026-12-01"})
    assert (kept.reason, kept.until) == ("资料待补", date(2026, 12, 1))


@pytest.mark.parametrize("paper", [{}, {"reason": "x", "until": "someday"}, {"reason": "x", "more": "1"}])
def test_what_is_wrong_with_a_paper_is_told_at_its_field(paper: dict[str, str]) -> None:
    with pytest.raises(RequestValidationError) as wrong:
        filled_in(KEEP, paper)
    assert [error["loc"][0] for error in wrong.value.errors()] == ["body"]


def test_what_the_system_does_by_itself_nobody_does_by_hand() -> None:
    assert by_hand(KEEP)
    assert not by_hand(row("X2", ["HANDLING"], "keep", None, "system", "[D]", tells=MatterSigned))
    assert not by_hand(row("X3", ["HANDLING"], "keep", None, "unit_head", "[D]"))


def test_the_act_bar_says_what_may_be_done_and_why_not_the_rest() -> None:
    told = {act["act"]: act for act in allowed_acts(a_matter(MatterState.DISPATCHED), HEAD, AT)}
    assert told["sign_for"]["allowed"]
    assert told["sign_for"]["asks"] == {}
    assert not told["accept"]["allowed"]
    assert told["accept"]["because"] == "该事项现在是“已转交待签收”，受理须在“已签收”时办理。"
    assert "forward" not in told


def test_a_co_unit_has_the_acts_of_its_share() -> None:
    co = a_matter(MatterState.HANDLING, assignments=(a_share(role=AssignmentRole.CO),))
    acts = {act["act"] for act in allowed_acts(co, HEAD, AT)}
    assert {"sign", "acknowledge", "answer_claims"} <= acts
    assert "sign_for" not in acts
