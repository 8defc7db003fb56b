"""What a table allows happens; everything else is refused with the words a person can act on."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from chassis.decisions import Refused
from chassis.machines import Machine, row


@dataclass(frozen=True)
class Wish:
    act: str
    roles: frozenset[str] = frozenset({"clerk"})
    reason: str = "写明了"


def reason_given(_: object, wish: Wish) -> Refused | None:
    return None if wish.reason else Refused("NO_REASON", "请写明理由。")


DOOR: Machine[str, object, Wish] = Machine(
    rows=(
        row("D1", [None], "build", "SHUT", "clerk", "-"),
        row("D2", ["SHUT"], "open", "OPEN", "clerk porter", "-"),
        row("D3", ["OPEN"], "shut", "SHUT", "porter", "-", reason_given),
    ),
    acts={"build": "装门", "open": "开门", "shut": "关门"},
    states={"OPEN": "开着", "SHUT": "关着"},
)


def test_what_the_table_allows_is_answered_with_its_row() -> None:
    assert DOOR.permits("SHUT", object(), Wish("open")) is DOOR.rows[1]


@pytest.mark.parametrize(
    ("state", "wish", "code", "because"),
    [
        ("OPEN", Wish("open"), "WRONG_STATE", "现在是“开着”，开门须在“关着”时办理。"),
        (None, Wish("shut"), "WRONG_STATE", "现在是“尚未开始”，关门须在“开着”时办理。"),
        ("OPEN", Wish("shut"), "ROLE_NOT_ALLOWED", "关门不由您的岗位办理。"),
        ("OPEN", Wish("shut", frozenset({"porter"}), ""), "NO_REASON", "请写明理由。"),
    ],
)
def test_everything_else_is_refused_in_words(state: str | None, wish: Wish, code: str, because: str) -> None:
    assert DOOR.permits(state, object(), wish) == Refused(code, because)


def test_a_page_can_ask_what_a_post_may_try() -> None:
    assert DOOR.allowed("OPEN", frozenset({"porter"})) == ("shut",)
    assert DOOR.allowed("OPEN", frozenset({"clerk"})) == ()


def test_two_rows_cannot_claim_one_move() -> None:
    twice = Machine((*DOOR.rows, row("D4", ["OPEN"], "shut", "SHUT", "clerk", "-")), DOOR.acts, DOOR.states)
    with pytest.raises(ValueError, match="D3 and D4"):
        twice.permits("OPEN", object(), Wish("shut"))
