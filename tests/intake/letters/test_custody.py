"""Valuables are found by two, kept, returned against a signature, and never anything else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chassis.decisions import Refused
from lianjie_contracts.events.valuables_returned import ReturnReceipt
from lianjie_contracts.events.valuables_taken import Valuable
from lianjie_contracts.vocabulary import LetterState as S, ValuableKind
from services.intake.letters.acts import Act as Step
from services.intake.letters.custody import MOST, ROWS, Act, Intent, returned, taken
from services.intake.letters.letter import Custody, Letter, after
from tests.intake.letters.builders import (
    ALL_ROLES,
    CLERK,
    LETTER,
    NOW,
    SEALED,
    intent,
    letter,
    taken as stepped,
)

THING = Valuable(
    valuable_id="v1", kind=ValuableKind.MONEY, what="现金", amount="人民币 200 元", found_by=("韦晓梅", "黄素芬"),
    kept_at="财务室保险柜 2 号", taken_at=NOW,
)  # fmt: skip
RECEIPT = ReturnReceipt(
    receipt_no="退〔2026〕1号",
    recipient=SEALED,
    how="在窗口当面退还",
    proof="回执上本人签名",
    returned_by="韦晓梅",
    returned_at=NOW,
)


def wish(act: Act, **changed: object) -> Intent:
    full = Intent(act, ALL_ROLES, CLERK, NOW, THING, RECEIPT)
    return replace(full, **changed)  # type: ignore[arg-type]


def kept(before: Letter) -> Letter:
    told = taken(LETTER, letter(S.OPENED), wish(Act.TAKE))
    assert not isinstance(told, Refused)
    return after(before, told)


def test_what_was_found_is_kept_until_there_is_a_receipt() -> None:
    held = kept(letter(S.OPENED))
    assert [each.valuable.what for each in held.open_custody] == ["现金"]
    told = returned(LETTER, held, "v1", wish(Act.RETURN))
    assert not isinstance(told, Refused)
    free = after(held, told)
    assert (free.open_custody, free.custody[0].receipt) == ((), RECEIPT)


def test_binding_over_waits_for_the_return() -> None:
    held = kept(letter(S.COUNTED))
    assert stepped(held, intent(Step.HAND_OVER)) == Refused(
        "CUSTODY_OPEN", "随信的现金还在保管，没有退还。请先退还并登记回执，再立卷移交或销毁。"
    )
    told = returned(LETTER, held, "v1", wish(Act.RETURN))
    assert not isinstance(told, Refused)
    over = stepped(after(held, told), intent(Step.HAND_OVER))
    assert isinstance(over, Letter)
    assert over.state == S.BOUND_OVER


@pytest.mark.parametrize(
    ("thing", "code"),
    [
        (THING.model_copy(update={"found_by": ("韦晓梅", "韦晓梅 ")}), "ONE_FINDER"),
        (THING.model_copy(update={"found_by": ("韦晓梅", "")}), "ONE_FINDER"),
        (THING.model_copy(update={"kept_at": " "}), "NO_PLACE"),
        (THING.model_copy(update={"what": ""}), "NO_PLACE"),
    ],
)
def test_a_record_names_two_finders_the_thing_and_its_place(thing: Valuable, code: str) -> None:
    told = taken(LETTER, letter(S.OPENED), wish(Act.TAKE, valuable=thing))
    assert isinstance(told, Refused)
    assert told.code == code


def test_nothing_is_added_to_a_letter_that_was_handed_over_nor_without_end() -> None:
    over = taken(LETTER, letter(S.BOUND_OVER), wish(Act.TAKE))
    full = taken(LETTER, letter(S.OPENED, custody=(Custody(THING),) * MOST), wish(Act.TAKE))
    assert [told.code for told in (over, full) if isinstance(told, Refused)] == ["BOUND_OVER", "TOO_MANY"]


def test_a_return_needs_a_signature_and_happens_once() -> None:
    held = kept(letter(S.OPENED))
    unsigned = returned(
        LETTER, held, "v1", wish(Act.RETURN, receipt=RECEIPT.model_copy(update={"proof": " "}))
    )
    assert isinstance(unsigned, Refused)
    assert unsigned.code == "NO_RECEIPT"
    free = after(held, returned(LETTER, held, "v1", wish(Act.RETURN)))  # type: ignore[arg-type]
    again = returned(LETTER, free, "v1", wish(Act.RETURN))
    assert again == Refused("WRONG_STATE", "这一项现在是“已退还”，退还须在“保管中”时办理。")
    assert isinstance(returned(LETTER, held, "v2", wish(Act.RETURN)), Refused)


def test_only_the_letter_room_keeps_and_returns() -> None:
    for told in (
        taken(LETTER, letter(S.OPENED), wish(Act.TAKE, roles=frozenset({"router"}))),
        returned(LETTER, kept(letter(S.OPENED)), "v1", wish(Act.RETURN, roles=frozenset({"router"}))),
    ):
        assert isinstance(told, Refused)
        assert told.code == "ROLE_NOT_ALLOWED"


def test_there_is_no_third_way_out_of_custody() -> None:
    assert {row.act for row in ROWS} == {Act.TAKE, Act.RETURN}
