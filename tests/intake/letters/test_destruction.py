"""A list of destruction: proposed by one, approved by another, executed before two witnesses, and kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chassis.decisions import Refused
from lianjie_contracts.events.destruction_list_moved import ListedLetter
from lianjie_contracts.vocabulary import DestructionState as S
from services.intake.letters.destruction import MOST, ROWS, Act, DestructionList, Intent, moved
from tests.intake.letters.builders import ALL_ROLES, CLERK, COUNTY, DEPUTY, LETTER, NO, NOW

LIST, LIST_NO = f"{COUNTY}:list-1", "45019920261123D00001"
LINE = ListedLetter(letter_id=LETTER, letter_no=NO, township="河西街道", reason="REPEAT_NO_ACTION", since=NOW)
OTHER = LINE.model_copy(update={"letter_id": "x", "letter_no": "X2"})


def wish(act: Act, **changed: object) -> Intent:
    by = DEPUTY if act in {Act.APPROVE, Act.REJECT} else CLERK
    full = Intent(act, ALL_ROLES, by, NOW, "有一封还在办", (LINE, OTHER), ("黄素芬", "谭思远"))
    return replace(full, **changed)  # type: ignore[arg-type]


def went(before: DestructionList | None, *wishes: Intent) -> DestructionList | Refused:
    for each in wishes:
        told = moved(LIST, LIST_NO, COUNTY, before, each)
        if isinstance(told, Refused):
            return told
        before = DestructionList(told)
    assert before is not None
    return before


WAYS = {
    None: (),
    S.PROPOSED: (Act.PROPOSE,),
    S.APPROVED: (Act.PROPOSE, Act.APPROVE),
    S.REJECTED: (Act.PROPOSE, Act.REJECT),
    S.EXECUTED: (Act.PROPOSE, Act.APPROVE, Act.EXECUTE),
}


def so_far(state: S | None) -> DestructionList | None:
    done = went(None, *(wish(act) for act in WAYS[state])) if state else None
    assert not isinstance(done, Refused)
    return done


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", WAYS, ids=str)
def test_every_pair_of_state_and_act_is_allowed_by_one_row_or_refused_with_a_sentence(
    state: S | None, act: Act
) -> None:
    row = {(source, row.act): row for row in ROWS for source in row.sources}.get((state, act))
    done = went(so_far(state), wish(act))
    if row is None:
        assert isinstance(done, Refused)
        assert done.code == "WRONG_STATE"
    else:
        assert isinstance(done, DestructionList)
        assert done.state == row.target


@pytest.mark.parametrize(
    ("state", "intent", "code"),
    [
        (None, wish(Act.PROPOSE, letters=()), "NOTHING_LISTED"),
        (None, wish(Act.PROPOSE, letters=(LINE,) * (MOST + 1)), "TOO_MANY"),
        (S.PROPOSED, wish(Act.APPROVE, by=CLERK), "SAME_PERSON"),
        (S.PROPOSED, wish(Act.REJECT, by=CLERK), "SAME_PERSON"),
        (S.PROPOSED, wish(Act.REJECT, because=" "), "NO_REASON"),
        (S.PROPOSED, wish(Act.APPROVE, roles=frozenset({"letter_clerk"})), "ROLE_NOT_ALLOWED"),
        (S.APPROVED, wish(Act.EXECUTE, witnesses=("黄素芬",)), "TWO_WITNESSES"),
        (S.APPROVED, wish(Act.EXECUTE, witnesses=("黄素芬", "黄素芬 ")), "TWO_WITNESSES"),
        (S.APPROVED, wish(Act.EXECUTE, witnesses=("黄素芬", CLERK.name)), "TWO_WITNESSES"),
        (S.APPROVED, wish(Act.EXECUTE, roles=frozenset({"office_deputy_head"})), "ROLE_NOT_ALLOWED"),
    ],
)
def test_each_refusal(state: S | None, intent: Intent, code: str) -> None:
    refused = went(so_far(state), intent)
    assert isinstance(refused, Refused)
    assert refused.code == code
    assert refused.because.endswith("。")


def test_the_executed_list_tells_everything_and_names_what_was_left_out() -> None:
    done = went(so_far(S.APPROVED), wish(Act.EXECUTE, left_out={"x": "已取回"}))
    assert isinstance(done, DestructionList)
    told = done.told
    assert [one.left_out for one in told.letters] == ["", "已取回"]
    assert (told.proposed_by.id, told.decided_by and told.decided_by.id) == (CLERK.id, DEPUTY.id)
    assert told.witnesses == ("黄素芬", "谭思远")
