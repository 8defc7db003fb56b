"""Who has an interest keeps out from the application on, and a successor goes on (R22 28; SD 17)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chassis.decisions import Refused
from lianjie_contracts.base import SYSTEM, Actor
from services.routing.domain.acts import Intent
from services.routing.domain.beside import Recusal, RecusalState as C, ReviewState as R
from services.routing.domain.lifecycle import barred, permits
from services.routing.domain.matter import Matter
from services.routing.domain.moving import move
from services.routing.domain.roads.recusing import Request, Ruling
from tests.routing.builders import a_draft, a_wish
from tests.routing.roads import LAWFUL
from tests.routing.roads.handling import OTHERS
from tests.routing.roads.recusing import ASKED, BOSS, BOSS_ASKED, HEAD, IN_HAND
from tests.routing.roads.review import MEMBERS, in_review, votes
from tests.routing.test_after_the_opinion import went

HANDLER = Actor(id="zjj.handler@450199", role="unit_handler", name="梁伟")


def code_of(matter: Matter, wish: Intent) -> str:
    refused = permits(matter, wish)
    assert isinstance(refused, Refused)
    return refused.code


def test_from_the_application_on_that_person_does_nothing_and_everybody_else_goes_on() -> None:
    his = a_wish("draft_opinion", a_draft(), by=HANDLER)
    assert not isinstance(permits(IN_HAND, his), Refused)
    assert code_of(ASKED, his) == "RECUSAL_PENDING"
    other = HANDLER.model_copy(update={"id": "zjj.handler2@450199", "name": "黄一"})
    assert not isinstance(permits(ASKED, replace(his, by=other)), Refused)


@pytest.mark.parametrize("named", ["梁伟", "zjj.handler@450199"])
@pytest.mark.parametrize(("state", "blocked"), [(C.APPLIED, True), (C.GRANTED, True), (C.DENIED, False)])
def test_a_person_is_known_by_name_and_by_account(named: str, state: C, blocked: bool) -> None:
    matter = replace(IN_HAND, recusals=(Recusal(named, state),))
    answer = permits(matter, a_wish("tell_hearing_right", by=HANDLER))
    assert isinstance(answer, Refused) is blocked


@pytest.mark.parametrize("by", [SYSTEM, Actor(id="petitioner", role="petitioner")])
def test_no_application_stops_the_system_or_a_petitioner(by: Actor) -> None:
    matter = replace(IN_HAND, recusals=(Recusal(by.id),))
    assert not isinstance(permits(matter, replace(LAWFUL["H2"][1], by=by)), Refused)


def test_granted_a_successor_takes_the_place_and_goes_on() -> None:
    after, event = went(ASKED, LAWFUL["RC2"][1])
    assert (event.granted, after.handlers) == (True, ("农立新", "黄一"))
    successor = HANDLER.model_copy(update={"id": "zjj.handler3@450199", "name": "农立新"})
    assert not isinstance(permits(after, a_wish("draft_opinion", a_draft("农立新"), by=successor)), Refused)
    assert code_of(after, a_wish("replace_handler", OTHERS.model_copy(update={"handlers": ("梁伟", "黄一")}))) == (
        "RECUSAL_PENDING"
    )  # fmt: skip


def test_denied_he_goes_on_and_is_not_asked_to_keep_out_again() -> None:
    after, _ = went(ASKED, LAWFUL["RC3"][1])
    assert not isinstance(permits(after, a_wish("draft_opinion", a_draft(), by=HANDLER)), Refused)
    assert code_of(after, LAWFUL["RC1"][1]) == "WRONG_STATE"


def test_a_head_s_own_recusal_goes_up() -> None:
    ruling = Ruling(person="陆正平")
    assert code_of(BOSS_ASKED, a_wish("grant_recusal", ruling, roles=HEAD, by=BOSS)) == "WRONG_DECIDER"
    assert (
        went(BOSS_ASKED, a_wish("grant_recusal", ruling, roles=frozenset({"office_head"}), unit=None))[0]
        .recusals[0]
        .state
        == C.GRANTED
    )


def test_a_panel_stays_whole_and_its_votes_are_the_successor_s() -> None:
    asked, _ = went(
        in_review(R.EXAMINING), a_wish("apply_recusal", Request(person=MEMBERS[0], reason="亲属"))
    )
    ruled, _ = went(asked, a_wish("grant_recusal", Ruling(person=MEMBERS[0], successor="韦一")))
    assert ruled.review_file.panel == ("韦一", *MEMBERS[1:])
    refused = move(ruled, a_wish("deliberate_review", votes()))
    assert isinstance(refused, Refused)
    assert went(ruled, a_wish("deliberate_review", votes(("韦一", *MEMBERS[1:]))))[0].review == R.DELIBERATED


def test_the_act_bar_offers_a_decision_only_where_one_waits() -> None:
    def offered(matter: Matter, act: str) -> bool:
        return barred(matter, a_wish(act)) is None

    assert (offered(IN_HAND, "apply_recusal"), offered(IN_HAND, "grant_recusal")) == (True, False)
    assert (offered(ASKED, "apply_recusal"), offered(ASKED, "grant_recusal")) == (True, True)
