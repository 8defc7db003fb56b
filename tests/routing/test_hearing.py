"""A hearing is asked for, held before people who did not investigate, and once in each stage; where the right was missed, a
local rule has the opinion revoked (S1 一(三); correction 26)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chassis.decisions import Refused
from lianjie_contracts.vocabulary import MatterState as S, ReviewDecision as D, RevocationGround
from services.routing.domain.acts import Intent
from services.routing.domain.beside import HearingFile, HearingState as H, ReviewState as R
from services.routing.domain.lifecycle import permits
from services.routing.domain.matter import Matter
from services.routing.domain.moving import move
from tests.routing.builders import a_draft, a_matter, a_wish
from tests.routing.roads import LAWFUL
from tests.routing.roads.hearing import FOUND, IN_HAND, NOTICE, WHY
from tests.routing.roads.review import BINZHOU, in_review, paper
from tests.routing.test_after_the_opinion import went


def does(*rows: str) -> list[Intent]:
    return [LAWFUL[row][1] for row in rows]


def code_of(matter: Matter, wish: Intent) -> str:
    refused = move(matter, wish)
    assert isinstance(refused, Refused)
    return refused.code


def test_told_asked_for_heard_and_back_in_hand() -> None:
    after, event = went(IN_HAND, *does("H1", "H2", "H4", "H6", "20", "H7", "H10", "20.2", "H11"))
    assert (after.state, after.hearing) == (S.HANDLING, H.ENTERED)
    assert (event.key_facts, event.state) == ("三处开裂，责任在施工单位", S.HANDLING)


def test_a_hearing_put_off_is_notified_again_and_not_put_off_twice() -> None:
    again, _ = went(IN_HAND, *does("H2", "H4", "H6", "20", "H8", "H6"))
    assert (again.state, again.hearing) == (S.HEARING, H.NOTIFIED)
    assert code_of(again, LAWFUL["H8"][1]) == "POSTPONED_BEFORE"


def test_who_withdraws_ends_the_hearing_and_the_matter_goes_on() -> None:
    after, _ = went(IN_HAND, *does("H2", "H4", "H6", "20", "H9", "20.2"))
    assert (after.state, after.hearing) == (S.HANDLING, H.WITHDRAWN)


def test_each_stage_has_a_hearing_of_its_own_and_no_second_one() -> None:
    heard = replace(IN_HAND, hearing=H.ENTERED, hearing_file=HearingFile(opened=True))
    assert code_of(heard, LAWFUL["H2"][1]) == "WRONG_STATE"
    assert code_of(replace(heard, hearing=H.NOTIFIED), LAWFUL["20"][1]) == "HEARING_ALREADY_HELD"
    applied, _ = went(replace(in_review(R.NONE), hearing=H.ENTERED), LAWFUL["27"][1])
    assert applied.hearing == H.NONE
    assert went(applied, *does("27.4", "27.6", "H2"))[0].hearing == H.REQUESTED


def test_what_a_stage_that_is_over_left_unentered_is_entered_once() -> None:
    """A review applied for before the entry begins a stage with a hearing of its own; the duty of the first one stays (C44)."""
    answered = replace(in_review(R.NONE), hearing=H.CONCLUDED)
    assert code_of(answered, LAWFUL["H11s"][1]) == "NO_FORMER_HEARING"
    applied, _ = went(answered, LAWFUL["27"][1])
    assert (applied.hearing, applied.hearings_unentered) == (H.NONE, 1)
    entered, event = went(applied, LAWFUL["H11s"][1])
    assert (entered.hearing, entered.hearings_unentered, event.key_facts) == (
        H.NONE,
        0,
        "三处开裂，责任在施工单位",
    )
    assert code_of(entered, LAWFUL["H11s"][1]) == "NO_FORMER_HEARING"


def test_a_rehearing_s_officers_count_and_not_those_of_the_first_notice() -> None:
    others = NOTICE.model_copy(update={"officers": ("甲", "乙", "丙")})
    steps = [*does("H2", "H4", "H6", "20", "H8"), a_wish("notify_hearing", others), *does("H7")]
    held, _ = went(IN_HAND, *steps)
    assert code_of(held, LAWFUL["H10"][1]) == "NO_MAJORITY"
    theirs = FOUND.model_copy(update={"agreeing": ("甲", "乙")})
    assert went(held, a_wish("conclude_hearing", theirs))[0].hearing == H.CONCLUDED


def test_a_hearing_of_the_review_does_not_open_the_matter_s_own() -> None:
    """The matter is complete while the organ above hears: row 20 is the unit's, from HANDLING."""
    assert code_of(in_review(R.EXAMINING, hearing=H.NOTIFIED), LAWFUL["20"][1]) == "WRONG_STATE"


ISSUED = replace(IN_HAND, state=S.OPINION_READY)


@pytest.mark.parametrize(
    ("stood", "carried", "missed"),
    [
        (H.NONE, False, True),
        (H.NONE, True, False),
        (H.RIGHT_TOLD, False, False),
        (H.WAIVED, False, False),
        (H.REQUESTED, True, True),
        (H.NOTIFIED, True, True),
        (H.POSTPONED, True, True),
        (H.DECLINED, True, False),
        (H.ENTERED, True, False),
    ],
)
def test_an_opinion_misses_a_hearing_not_told_of_or_asked_for_in_vain(
    stood: H, carried: bool, missed: bool
) -> None:
    issued, _ = went(
        replace(ISSUED, hearing=stood), a_wish("issue_opinion", a_draft(hearing_right_told=carried))
    )
    assert issued.hearing_missed is missed


@pytest.mark.parametrize(
    ("stood", "carried", "allowed"),
    [(H.NONE, False, False), (H.NONE, True, True), (H.RIGHT_TOLD, False, True), (H.REQUESTED, False, True)],
)
def test_a_local_rule_wants_the_right_told_before_the_opinion(stood: H, carried: bool, allowed: bool) -> None:
    wish = a_wish("issue_opinion", a_draft(hearing_right_told=carried))
    here = permits(replace(ISSUED, profile=BINZHOU, hearing=stood), wish)
    assert isinstance(here, Refused) is not allowed
    assert not isinstance(permits(replace(ISSUED, hearing=stood), wish), Refused)


def test_what_missed_its_hearing_is_revoked_where_a_local_rule_says_so_and_nowhere_else() -> None:
    missed = in_review(R.DELIBERATED, profile=BINZHOU, hearing_missed=True)
    told = {"redo_due_on": LAWFUL["28"][1].on.replace(month=12), "ground": RevocationGround.HEARING_RIGHT}
    assert code_of(missed, LAWFUL["28"][1]) == "HEARING_RIGHT_MISSED"
    revoke = a_wish("sign_review", paper(D.REVOKE_REDO, **told))
    assert went(missed, revoke)[0].review == R.SIGNED

    elsewhere = replace(missed, profile="national_2022")
    assert code_of(elsewhere, revoke) == "HEARING_GROUND_LOCAL"
    assert went(elsewhere, LAWFUL["28"][1])[0].review == R.SIGNED
    procedure = a_wish("sign_review", paper(D.REVOKE_REDO, **{**told, "ground": RevocationGround.PROCEDURE}))
    assert went(elsewhere, procedure)[0].review == R.SIGNED


def test_the_organ_itself_needs_neither_code_nor_window() -> None:
    shut = replace(a_matter(S.HANDLING), hearing=H.RIGHT_TOLD)
    assert went(shut, a_wish("request_hearing", WHY))[0].hearing == H.REQUESTED
