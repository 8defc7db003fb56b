"""A matter that nobody wants: objected to, sent out anew, objected to again; then it is a dispute, and no third guess."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chassis.decisions import Changed, Refused
from lianjie_contracts.events.matter_routed import MatterRouted
from lianjie_contracts.vocabulary import AssignmentRole, MatterState as S
from services.routing.decide import decide, object_to, sign
from services.routing.domain.acts import Intent
from services.routing.domain.lifecycle import permits
from services.routing.domain.matter import AssignmentState as A, Matter
from services.routing.domain.moving import move
from services.routing.sending import share_id
from tests.routing.builders import (
    EVERY_ROLE,
    PERSON,
    RSJ,
    ZJJ,
    a_claim,
    a_dispatch,
    a_matter,
    a_share,
    a_wish,
)
from tests.routing.roads.objecting import AT, FINDING, OBJECTED, OBJECTION, RECALL, of_office, with_co


def done(matter: Matter, *wishes: Intent) -> Matter:
    for wish in wishes:
        moved = move(matter, wish)
        assert not isinstance(moved, Refused), moved
        matter = moved[0]
    return matter


def refused(matter: Matter, wish: Intent) -> str:
    answer = permits(matter, wish)
    assert isinstance(answer, Refused)
    return answer.code


def sent_to(matter: Matter, unit: str) -> Matter:
    """Dispatched to this unit, and signed for by it."""
    share = a_share(unit, assignment_id=share_id(matter, unit))
    return done(matter, of_office("forward", a_dispatch(shares=(share,))), a_wish("sign_for", unit=unit))


def test_the_second_upheld_objection_makes_a_dispute() -> None:
    once = done(sent_to(a_matter(), ZJJ), a_wish("object", OBJECTION), of_office("uphold_objection", FINDING))
    assert (once.state, once.return_count) == (S.SCREENING, 1)
    again = done(sent_to(once, RSJ), a_wish("object", OBJECTION, unit=RSJ))
    assert refused(again, of_office("uphold_objection", FINDING)) == "RETURN_LIMIT"
    assert done(again, of_office("uphold_objection_again", FINDING)).state == S.DISPUTED


def test_a_unit_whose_objection_was_not_upheld_does_not_object_again() -> None:
    kept = done(OBJECTED, of_office("reject_objection", FINDING))
    assert (kept.state, kept.lead and kept.lead.state) == (S.RECEIVED, A.CONFIRMED)
    assert refused(kept, a_wish("object", OBJECTION)) == "OBJECTED_BEFORE"


def test_what_was_recalled_goes_out_under_another_share_of_the_same_unit() -> None:
    """Its limits begin anew, and the old ones end with the old share."""
    first = sent_to(a_matter(), ZJJ)
    recalled = done(first, of_office("recall", RECALL))
    assert recalled.lead is not None
    assert recalled.lead.state == A.RECALLED
    second = sent_to(recalled, ZJJ)
    assert second.lead
    assert first.lead
    assert (second.lead.assignment_id != first.lead.assignment_id, second.lead.state) == (True, A.SIGNED)


def test_a_co_unit_that_is_asked_again_goes_on_with_what_it_has_in_hand() -> None:
    claims = (a_claim(1), a_claim(2))
    before = replace(with_co(A.ACK), state=S.SCREENING, claims=claims)
    co = a_share(RSJ, AssignmentRole.CO, claim_ids=("c2",))
    after = done(before, of_office("forward", a_dispatch(shares=(a_share(state=A.SENT), co))))
    assert [share.state for share in after.assignments] == [A.SENT, A.ACK]


def test_a_co_unit_s_objection_leaves_the_matter_where_it_is() -> None:
    objecting = object_to(with_co(A.SIGNED), PERSON, EVERY_ROLE, RSJ, AT, OBJECTION)
    moved = done(with_co(A.SIGNED), *objecting)
    assert (moved.state, moved.assignments[1].state, moved.return_count) == (S.HANDLING, A.OBJECTED, 0)


def test_the_units_are_told_of_it() -> None:
    decision = decide(OBJECTED, [of_office("reject_objection", FINDING)])
    assert isinstance(decision, Changed)
    assert [told.state for told in decision.announce if isinstance(told, MatterRouted)] == [S.RECEIVED]


@pytest.mark.parametrize("act", ["sign", "object_assignment", "recall_assignment"])
def test_the_lead_s_share_moves_with_the_matter_alone(act: str) -> None:
    assert refused(with_co(A.SENT), a_wish(act, unit=ZJJ)) == "LEAD_MOVES_WITH_MATTER"


def test_a_co_unit_does_nothing_that_is_the_office_s_or_the_lead_s() -> None:
    matter = with_co(A.SIGNED)
    assert refused(matter, a_wish("recall", RECALL, unit=RSJ)) == "NOT_THE_LEAD"
    assert [intent.act for intent in sign(matter, PERSON, EVERY_ROLE, RSJ, AT)] == ["sign"]
