"""What a person says of a repeat stays with the item: the last word about each earlier one, and never its matter."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chassis.documents import Command
from lianjie_contracts.base import Actor
from lianjie_contracts.events.repeat_decided import RepeatDecided
from lianjie_contracts.vocabulary import RepeatResult
from services.intake.domain.item import Item
from services.intake.errors import FieldError
from services.intake.linking import answer, answers_of
from services.intake.registration import RegistrationForm, RepeatAnswerForm
from services.intake.repeats.deciding import decided
from services.intake.stages.clerk import Said
from tests.intake.repeats.test_grounds import earlier

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ROUTER = Actor(id="router@450199", role="router", name="莫志远")
ITEM = Item("45019920261123L00002", "450199:own", "-", earlier(item_id="450199:2"))
OLD = Item("45019920260928V00001", "450199:old", "-", earlier())
SAID = Said("450199:2", Command("press-1"), ROUTER, AT)


def after(held: Item, result: RepeatResult) -> Item:
    form = RepeatAnswerForm(item_no=OLD.item_no, result=result)
    changed = decided(held, SAID, answer(form, "450199:1", OLD, ROUTER, AT))
    (event,) = changed.announce
    assert isinstance(event, RepeatDecided)
    assert event.item == changed.state.now
    return changed.state


def test_the_answer_is_kept_with_who_gave_it_and_the_matter_stays_its_own() -> None:
    state = after(ITEM, RepeatResult.REPEAT)
    (kept,) = state.now.repeats
    assert (kept.item_no, kept.by, kept.at) == (OLD.item_no, ROUTER, AT)
    assert (state.now.is_repeat, state.matter_id) == (True, "450199:own")


def test_the_last_word_about_an_item_counts() -> None:
    state = after(after(ITEM, RepeatResult.REPEAT), RepeatResult.NEW_FACTS)
    assert [kept.result for kept in state.now.repeats] == [RepeatResult.NEW_FACTS]
    assert not state.now.is_repeat


def form(*repeats: tuple[str, RepeatResult], repeat_of: str | None = None) -> RegistrationForm:
    given = [{"item_no": number, "result": result} for number, result in repeats]
    return RegistrationForm(
        channel="VISIT", place_code="450199003", title="漏水", repeats=given, repeat_of=repeat_of
    )


def test_the_short_form_is_an_answer_like_any_other() -> None:
    (given,) = answers_of(form(repeat_of="450199 20260928 v00001"))
    assert (given.item_no, given.result) == (OLD.item_no, RepeatResult.REPEAT)
    assert len(answers_of(form((OLD.item_no, RepeatResult.REPEAT), repeat_of=OLD.item_no))) == 1


def test_an_item_joins_one_matter() -> None:
    with pytest.raises(FieldError) as wrong:
        answers_of(form(("A", RepeatResult.REPEAT), ("B", RepeatResult.REPEAT)))
    assert "只能并入一件事" in wrong.value.fields["repeats"]
