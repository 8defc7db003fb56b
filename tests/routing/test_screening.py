"""From the first screening: asked for more, refused, taken by the office itself, simple, or sent to another path and back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lianjie_contracts.events.matter_accepted import MatterAccepted
from lianjie_contracts.events.matter_closed_at_intake import MatterClosedAtIntake
from lianjie_contracts.events.matter_simple_left import MatterSimpleLeft
from lianjie_contracts.vocabulary import MatterState as S, Outcome, Path
from services.routing.domain.matter import AssignmentState as A
from services.routing.domain.moving import move
from services.routing.domain.profiles import profile
from services.routing.domain.roads.accepting import Handlers
from services.routing.domain.roads.declining import RefusalReason
from services.routing.domain.roads.informing import Gaps
from services.routing.sending import prepared
from tests.routing.builders import AT, PERSON, a_matter, a_wish
from tests.routing.roads.declining import FINAL, HOLD, LETTER, REFUSAL, REPLY
from tests.routing.roads.informing import GAPS, TALK, WAITING
from tests.routing.roads.objecting import of_office
from tests.routing.roads.other_paths import REFUSED, SIGNED, TO_COURT
from tests.routing.roads.taking import OWN, PAPER, SIMPLE, SIMPLY
from tests.routing.test_disputing import DIRECTORY
from tests.routing.test_objecting import done, refused


def test_each_gap_is_asked_for_once_and_what_comes_is_screened() -> None:
    again = done(a_matter(), of_office("request_info", GAPS), of_office("supply_info"))
    assert again.state == S.SCREENING
    assert refused(again, of_office("request_info", GAPS)) == "GAP_ASKED_TWICE"
    assert done(again, of_office("request_info", Gaps(gaps=("施工合同",)))).state == S.AWAITING_INFO


def test_after_two_talks_the_office_decides_on_what_it_knows() -> None:
    matter = a_matter()
    for _ in range(2):
        matter = done(matter, of_office("appoint_talk", TALK), of_office("supply_info"))
    assert refused(matter, of_office("appoint_talk", TALK)) == "TALKS_USED"


def test_nothing_is_refused_while_it_waits_for_what_is_missing() -> None:
    assert refused(WAITING, of_office("refuse", REFUSAL)) == "WRONG_STATE"


@pytest.mark.parametrize(
    ("matter", "act", "paper", "outcome"),
    [
        (a_matter(), "refuse", REFUSAL, Outcome.NOT_ACCEPTED),
        (a_matter(), "refuse_as_final", FINAL, Outcome.NO_LONGER),
        (a_matter(), "reply_directly", REPLY, Outcome.DIRECT_REPLY),
        (LETTER, "hold_letter", HOLD, Outcome.HOLD),
    ],
)
def test_whatever_ends_at_the_counter_says_on_what_and_where_to_go(matter, act, paper, outcome) -> None:
    moved = move(matter, of_office(act, paper))
    assert isinstance(moved, tuple)
    after, event = moved
    assert isinstance(event, MatterClosedAtIntake)
    assert (after.state, event.outcome) == (S.CLOSED_AT_INTAKE, outcome)
    assert all((event.reason_code, event.reason, event.basis, event.remedy, event.approved_by))


def test_skipping_a_level_is_a_ground_only_where_the_profile_has_it() -> None:
    skipped = of_office("refuse", REFUSAL.model_copy(update={"reason_code": RefusalReason.SKIP_LEVEL}))
    assert refused(a_matter(), skipped) == "REFUSAL_NOT_ALLOWED"
    assert done(a_matter(profile="legacy_2005"), skipped).state == S.CLOSED_AT_INTAKE
    assert not profile("zhejiang_2023").skip_level


def test_what_the_office_takes_itself_is_led_by_its_own_organ_at_once() -> None:
    own = prepared(PAPER, a_matter(), DIRECTORY)
    moved = move(a_matter(), of_office("accept_own", own))
    assert isinstance(moved, tuple)
    after, event = moved
    assert isinstance(event, MatterAccepted)
    assert after.lead
    assert (after.state, after.lead.state, after.lead.assignment_id) == (
        S.ACCEPTED,
        A.ACK,
        event.assignment_id,
    )
    assert [claim.unit for claim in after.claims] == [PAPER.unit]
    named = done(after, a_wish("assign_handler", Handlers(("梁伟", "黄一"))))
    assert named.state == S.HANDLING


def test_who_leaves_the_simple_road_is_counted_from_the_same_acceptance() -> None:
    simple = done(SIGNED, a_wish("accept_simple", SIMPLY))
    assert simple.simple
    assert simple.accepted_at == AT + timedelta(hours=1)
    moved = move(SIMPLE, a_wish("leave_simple"))
    assert isinstance(moved, tuple)
    after, event = moved
    assert isinstance(event, MatterSimpleLeft)
    assert (after.simple, event.accepted_at) == (False, AT)
    assert refused(after, a_wish("leave_simple")) == "NOT_ON_SIMPLE"


def test_own_and_simple_at_once_carry_the_flag() -> None:
    assert done(a_matter(), of_office("accept_own_simple", OWN)).simple
    assert not done(a_matter(), of_office("accept_own", OWN)).simple


def test_who_was_turned_away_elsewhere_is_not_sent_there_again() -> None:
    there = done(SIGNED, a_wish("route_path", TO_COURT))
    assert (there.state, there.claims[0].path) == (S.ON_LEGAL_PATH, Path.LITIGATION)
    back = done(there, a_wish("path_refused", REFUSED, by=PERSON))
    assert (back.state, back.claims[0].path) == (S.HANDLING, Path.PETITION)
    assert refused(back, a_wish("route_path_later", TO_COURT)) == "ROUTING_USED"
