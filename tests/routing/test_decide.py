"""A decision carries out all intents or none, and tells everybody concerned what they may know."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from chassis.decisions import Changed, Refused
from chassis.identity import Principal
from lianjie_contracts.base import Sealed
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from lianjie_contracts.events.matter_opinion_drafted import MatterOpinionDrafted
from lianjie_contracts.events.matter_opinion_issued import MatterOpinionIssued
from lianjie_contracts.events.matter_routed import MatterRouted
from lianjie_contracts.vocabulary import AssignmentRole, ClaimResult, MatterState
from services.routing.decide import accept, decide, opine, sign
from services.routing.domain.acts import Act
from services.routing.domain.matter import Matter
from services.routing.domain.roads.accepting import Acceptance
from services.routing.view import may_see, shown_to
from tests.routing.builders import (
    AT,
    EVERY_ROLE,
    PERSON,
    RSJ,
    ZJJ,
    a_claim,
    a_dispatch,
    a_draft,
    a_matter,
    a_share,
    a_wish,
)

NAME = Sealed(key="450199:k", nonce="AAAA", text="AAAA")


def _done(decision: object) -> Changed[Matter]:
    assert isinstance(decision, Changed), decision
    return decision


def test_a_dispatch_tells_the_lead_of_every_claim_and_a_co_unit_of_its_own() -> None:
    shares = (a_share(), a_share(RSJ, AssignmentRole.CO, claim_ids=("c2",)))
    matter = a_matter(claims=(a_claim(1), a_claim(2)), petitioner_name=NAME)
    done = _done(decide(matter, [a_wish(Act.FORWARD, a_dispatch(shares=shares), unit=None)]))
    told, *feeds = done.announce
    assert isinstance(told, MatterDispatched)
    assert told.row == "6"
    assert told.followed_suggestion
    assert [(f.unit, f.topic_name(), [c.claim_id for c in f.claims]) for f in feeds if isinstance(f, MatterRouted)] == [
        (ZJJ, "routed.450199-zjj.v1", ["c1", "c2"]), (RSJ, "routed.450199-rsj.v1", ["c2"]),
    ]  # fmt: skip
    assert [claim.unit for claim in done.state.claims] == [ZJJ, RSJ]


def test_a_restricted_matter_is_a_ticket_without_content_or_author() -> None:
    secret = a_matter(MatterState.DISPATCHED, restricted=True, petitioner_name=NAME, main_content="检举内容")
    done = _done(decide(secret, [a_wish(Act.SIGN_FOR)]))
    feed = next(m for m in done.announce if isinstance(m, MatterRouted))
    assert feed.ticket_only
    assert (feed.petitioner_name, feed.title, feed.main_content, feed.claims) == (None, "", "", ())
    assert "检举内容".encode() not in feed.body()


def test_a_secret_matter_is_a_ticket_on_the_topic_and_whole_for_its_unit_over_http() -> None:
    done = _done(decide(a_matter(MatterState.DISPATCHED, secret=True), [a_wish(Act.SIGN_FOR)]))
    feed = next(m for m in done.announce if isinstance(m, MatterRouted))
    assert feed.ticket_only
    liaison = Principal("liangwei", "梁伟", frozenset({"unit_liaison"}), "450199", ZJJ)
    assert shown_to(done.state, liaison)["title"] == done.state.title


def test_a_co_unit_sees_its_own_claim_and_nobody_sees_who_is_accused() -> None:
    shares = (a_share(), a_share(RSJ, AssignmentRole.CO, claim_ids=("c2",)))
    matter = a_matter(
        MatterState.HANDLING, claims=(a_claim(1), a_claim(2)), assignments=shares, accused_unit="450199-jtj"
    )
    co = Principal("luyan", "陆燕", frozenset({"unit_liaison"}), "450199", RSJ)
    seen = shown_to(matter, co)
    assert [claim["claim_id"] for claim in seen["claims"]] == ["c2"]
    assert [share["unit"] for share in seen["assignments"]] == [RSJ]
    assert "accused_unit" not in seen
    assert not may_see(matter, Principal("x", "x", frozenset({"unit_liaison"}), "450198", "450198-zjj"))


def test_an_opinion_is_drafted_and_issued_in_one_act_by_two_people() -> None:
    matter = a_matter(MatterState.HANDLING)
    done = _done(decide(matter, opine(matter, PERSON, EVERY_ROLE, ZJJ, AT, a_draft())))
    drafted, issued = done.announce[:2]
    assert isinstance(drafted, MatterOpinionDrafted)
    assert isinstance(issued, MatterOpinionIssued)
    assert (drafted.by.name, issued.by.id) == ("梁伟", PERSON.id)
    assert done.state.state == MatterState.OPINION_READY
    assert done.state.claims[0].result == ClaimResult.SUPPORT


def test_who_signs_is_who_is_signed_in_whatever_name_was_typed() -> None:
    matter = a_matter(MatterState.HANDLING)
    done = _done(decide(matter, opine(matter, PERSON, EVERY_ROLE, ZJJ, AT, a_draft(signed_by="梁伟"))))
    issued = next(m for m in done.announce if isinstance(m, MatterOpinionIssued))
    assert issued.opinion.signed_by == PERSON.name


def test_one_refusal_refuses_all_and_nothing_has_happened() -> None:
    matter = a_matter(MatterState.RECEIVED)
    refused = decide(matter, accept(matter, PERSON, EVERY_ROLE, ZJJ, AT, Acceptance(), ("一人",)))
    assert isinstance(refused, Refused)
    assert refused.code == "ONE_INVESTIGATOR"


def test_time_never_runs_backwards_on_a_matter() -> None:
    matter = a_matter(MatterState.DISPATCHED, last_at=AT + timedelta(days=1))
    done = _done(decide(matter, [replace(a_wish(Act.SIGN_FOR), at=AT)]))
    assert done.state.last_at == matter.last_at
    assert done.announce[0].occurred_at == matter.last_at


def test_a_co_unit_s_moves_leave_the_matter_s_state_alone() -> None:
    matter = a_matter(
        MatterState.HANDLING, assignments=(a_share(), a_share(RSJ, AssignmentRole.CO, claim_ids=("c1",)))
    )
    done = _done(decide(matter, sign(matter, PERSON, EVERY_ROLE, RSJ, AT)))
    assert done.state.state == MatterState.HANDLING
    assert done.announce[0].assignment_id == "a-450199-rsj"  # type: ignore[attr-defined]
    assert done.announce[0].row == "AS2"  # type: ignore[attr-defined]
