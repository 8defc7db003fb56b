"""Every refusal is provoked at least once, with the code and the sentence of the specification."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path as File
from types import SimpleNamespace

import pytest
import yaml

from lianjie_contracts.base import Actor
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer
from lianjie_contracts.events.reply_accept import ClaimPath
from lianjie_contracts.vocabulary import AssignmentRole, ClaimResult, MatterClass, MatterState, Path, Urgency
from services.routing.domain.acts import Act
from services.routing.domain.beside import WithdrawalState
from services.routing.domain.lifecycle import OF_ACT, ROWS
from services.routing.domain.matter import AssignmentState
from services.routing.domain.roads.accepting import Acceptance, Handlers
from services.routing.domain.roads.screening import ToDiscipline
from services.routing.domain.roads.withdrawing import OwnWill, RegretOver
from services.routing.domain.rows import Guard
from tests.routing import roads
from tests.routing.builders import (
    AT,
    PERSON,
    RSJ,
    ZJJ,
    a_claim,
    a_dispatch,
    a_draft,
    a_matter,
    a_share,
    a_wish,
    guidance,
)

SPECIFICATION = yaml.safe_load(
    (File(__file__).parent / "specification" / "transitions.yaml").read_text(encoding="utf-8")
)
S = MatterState
# Every condition of the tables by its name, wherever its road keeps it.
g = SimpleNamespace(**{guard.__name__: guard for row in reversed(ROWS.values()) for guard in row.guards})
TWO_CLAIMS = (a_claim(1), a_claim(2))
ACCUSED = a_matter(matter_class=MatterClass.ACCUSATION, restricted=True, accused_unit=ZJJ)
WITH_CO = a_matter(
    S.HANDLING, claims=TWO_CLAIMS, assignments=(a_share(), a_share(RSJ, AssignmentRole.CO, claim_ids=("c2",)))
)
BOTH = tuple(ClaimAnswer(claim_id=c, result=ClaimResult.EXPLAIN, text="说明") for c in ("c1", "c2"))

PROVOKED = [
    (g.driven_only, a_matter(), a_wish("confirm")),
    (g.reason_code_given, a_matter(), a_wish(Act.GUIDE_TO_PATH, guidance(reason=" "))),
    (g.route_and_basis_stated, a_matter(), a_wish(Act.GUIDE_TO_PATH, guidance(basis=""))),
    (g.route_and_basis_stated, a_matter(), a_wish(Act.GUIDE_TO_PATH, guidance(path=Path.PETITION))),
    (g.remedy_named, a_matter(), a_wish(Act.GUIDE_TO_PATH, guidance(remedy=""))),
    (g.class_is_accusation, a_matter(), a_wish(Act.HAND_TO_DISCIPLINE)),
    (g.class_is_suggestion, a_matter(), a_wish(Act.ACCEPT_SUGGESTION)),
    (g.accused_not_target, ACCUSED, a_wish(Act.FORWARD, a_dispatch())),
    (g.accused_not_target, ACCUSED, a_wish(Act.HAND_TO_DISCIPLINE, ToDiscipline(ZJJ, "r", "deputy"))),
    (g.restricted_set, replace(ACCUSED, restricted=False), a_wish(Act.HAND_TO_DISCIPLINE)),
    (g.deputy_head_approved, a_matter(), a_wish(Act.ASSIGN, a_dispatch())),
    (g.deputy_head_approved, a_matter(), a_wish(Act.ASSIGN, a_dispatch(approved_by=PERSON.id))),
    (g.approver_not_proposer, a_matter(), a_wish(Act.FORWARD, a_dispatch(approved_by=PERSON.id))),
    (g.target_competent, a_matter(), a_wish(Act.FORWARD, a_dispatch(competent=False))),
    (g.target_competent, a_matter(), a_wish(Act.FORWARD, a_dispatch(shares=()))),
    (g.one_lead, a_matter(), a_wish(Act.FORWARD, a_dispatch(shares=(a_share(), a_share(RSJ))))),
    (g.one_lead, a_matter(), a_wish(Act.FORWARD, a_dispatch(shares=(a_share(), a_share(role=AssignmentRole.CO))))),
    (g.class_and_path_set, a_matter(category=""), a_wish(Act.FORWARD, a_dispatch())),
    (g.class_and_path_set, a_matter(claims=(a_claim(path=None),)), a_wish(Act.FORWARD, a_dispatch())),
    (g.report_due_set, a_matter(), a_wish(Act.ASSIGN, a_dispatch())),
    (g.report_due_set, a_matter(), a_wish(Act.ASSIGN, a_dispatch(report_due_at=AT - timedelta(days=1)))),
    (g.path_is_petition, a_matter(S.RECEIVED, claims=(a_claim(path=Path.LITIGATION),)), a_wish(Act.ACCEPT, Acceptance())),
    (g.each_claim_has_path, a_matter(S.RECEIVED, claims=(a_claim(path=None),)), a_wish(Act.ACCEPT, Acceptance())),
    (g.two_investigators, a_matter(S.ACCEPTED), a_wish(Act.ASSIGN_HANDLER, Handlers(("梁伟", " 梁伟 ")))),
    (g.each_claim_answered, WITH_CO, a_wish(Act.DRAFT_OPINION, a_draft())),
    (g.each_claim_answered, WITH_CO, a_wish(Act.DRAFT_OPINION, None)),
    (g.legal_basis_current, a_matter(S.HANDLING), a_wish(Act.DRAFT_OPINION, a_draft(legal_basis=(" ",)))),
    (g.three_way_result, a_matter(S.HANDLING), a_wish(
        Act.DRAFT_OPINION, a_draft(answers=(ClaimAnswer(claim_id="c1", result=ClaimResult.UNKNOWN, text="x"),)))),
    (g.co_answers_in, WITH_CO, a_wish(Act.DRAFT_OPINION, a_draft(answers=BOTH))),
    (g.each_claim_answered, a_matter(S.HANDLING), a_wish(
        Act.DRAFT_OPINION, a_draft(answers=(ClaimAnswer(claim_id="c1", result=ClaimResult.SUPPORT, text=" "),)))),
    (g.each_claim_has_path, a_matter(S.RECEIVED, claims=(a_claim(path=Path.UNKNOWN),)), a_wish(Act.ACCEPT, Acceptance())),
    (g.opinion_schema_ok, a_matter(S.OPINION_READY), a_wish(Act.ISSUE_OPINION, a_draft(facts=""))),
    (g.opinion_schema_ok, a_matter(S.OPINION_READY), a_wish(Act.ISSUE_OPINION)),
    (g.hearing_right_told_if_profile, a_matter(S.OPINION_READY, profile="shandong_binzhou_2023"),
        a_wish(Act.ISSUE_OPINION, a_draft(hearing_right_told=False))),
    (g.signer_allowed, a_matter(S.OPINION_READY), a_wish(Act.ISSUE_OPINION, a_draft(), roles=frozenset({"unit_handler"}))),
    (g.opinion_not_issued, a_matter(S.OPINION_READY, issued_at=AT), a_wish(Act.ISSUE_OPINION, a_draft())),
    (g.opinion_issued, a_matter(S.OPINION_READY), a_wish(Act.RECORD_SERVICE)),
    (g.second_factor, a_matter(), a_wish(Act.WITHDRAW)),
    (g.not_coerced, a_matter(), a_wish(Act.WITHDRAW)),
    (g.all_representatives, a_matter(), a_wish(Act.WITHDRAW, OwnWill(0))),
    (g.not_accusation, ACCUSED, a_wish(Act.WITHDRAW, OwnWill(1))),
    (g.withdraw_round_left, a_matter(withdrawals_revoked=2), a_wish(Act.WITHDRAW, OwnWill(1))),
    (g.regret_run_out, a_matter(withdrawal=WithdrawalState.PENDING, withdrawal_at=AT),
     a_wish(Act.WITHDRAWAL_TAKES_EFFECT, RegretOver(AT - timedelta(days=1)))),
]  # fmt: skip

# Guards of our own have their own codes and sentences.
OURS = [
    (g.claims_shared_out, a_matter(), a_wish(Act.FORWARD, a_dispatch(shares=(a_share(claim_ids=()),))), "CLAIM_NOT_SHARED_OUT"),
    (g.claims_shared_out, a_matter(), a_wish(Act.FORWARD, a_dispatch(shares=(a_share(claim_ids=("c1", "x")),))), "CLAIM_NOT_SHARED_OUT"),
    (g.claims_shared_out, a_matter(), a_wish(
        Act.FORWARD, a_dispatch(shares=(a_share(), a_share(RSJ, AssignmentRole.CO)))), "CLAIM_NOT_SHARED_OUT"),
    (g.accusation_not_dispatched, ACCUSED, a_wish(Act.FORWARD, a_dispatch()), "NOT_FOR_ACCUSATION"),
    (g.simple_if_small, a_matter(urgency=Urgency.MAJOR), a_wish(Act.FORWARD, a_dispatch(simple=True)), "NOT_SIMPLE"),
    (g.simple_if_small, a_matter(item_ids=("1", "2")), a_wish(Act.FORWARD, a_dispatch(simple=True)), "NOT_SIMPLE"),
    (g.matter_may_be_withdrawn, a_matter(S.COMPLETED), a_wish(Act.WITHDRAW, OwnWill(1)), "WRONG_STATE"),
    (g.matter_may_be_withdrawn, a_matter(S.OPINION_READY, issued_at=AT), a_wish(Act.WITHDRAW, OwnWill(1)), "WRONG_STATE"),
    (g.drafted_by_handler, a_matter(S.HANDLING), a_wish(Act.DRAFT_OPINION, a_draft("")), "NOT_A_HANDLER"),
    (g.untouched_since_import, a_matter(), a_wish(Act.UNDO_IMPORT), "TOUCHED_SINCE"),
    (g.untouched_since_import, a_matter(carried_until=AT, item_ids=("i", "j")), a_wish(Act.UNDO_IMPORT), "TOUCHED_SINCE"),
    (g.drafted_by_handler, a_matter(S.HANDLING), a_wish(Act.DRAFT_OPINION, a_draft("路人")), "NOT_A_HANDLER"),
]  # fmt: skip


def _asked(name: str, act: str) -> Guard:
    """The condition of that name which the rows of the act ask: two roads may each have their own."""
    return next(guard for row in OF_ACT[act] for guard in row.guards if guard.__name__ == name)


OF_THE_ROADS = [(_asked(name, wish.act), matter, wish) for name, matter, wish in roads.PROVOKED]
PROVOKED += [each for each in OF_THE_ROADS if each[0].__name__ in SPECIFICATION["guards"]]
OURS += [
    (guard, matter, wish, "")
    for guard, matter, wish in OF_THE_ROADS
    if guard.__name__ not in SPECIFICATION["guards"]
]


@pytest.mark.parametrize(("guard", "matter", "wish", "code"), OURS, ids=lambda x: getattr(x, "__name__", ""))
def test_a_refusal_of_our_own_says_what_to_do(guard, matter, wish, code: str) -> None:
    refused = guard(matter, wish)
    assert refused is not None
    assert refused.code == (code or refused.code)
    assert refused.because.endswith("。")


@pytest.mark.parametrize(("guard", "matter", "wish"), PROVOKED, ids=lambda x: getattr(x, "__name__", ""))
def test_a_refusal_has_the_code_and_the_words_of_the_specification(guard, matter, wish) -> None:
    told = SPECIFICATION["guards"][guard.__name__]
    refused = guard(matter, wish)
    assert refused is not None
    assert refused.code == told["refusal_code"]
    assert refused.because.startswith(told["refusal_zh"].rstrip("。"))


def test_every_guard_is_provoked() -> None:
    assert set(vars(g)) == {guard.__name__ for guard, *_ in (*PROVOKED, *OURS)}


def test_who_drafted_an_opinion_does_not_sign_it() -> None:
    himself = Actor(id="liangwei", role="unit_head", name="梁伟")
    refused = g.signer_allowed(a_matter(S.OPINION_READY), a_wish(Act.ISSUE_OPINION, a_draft(), by=himself))
    assert refused is not None
    assert refused.code == "SELF_APPROVAL"


def test_a_blank_before_the_name_makes_no_second_person() -> None:
    himself = Actor(id="x", role="unit_head", name="莫志远")
    refused = g.signer_allowed(
        a_matter(S.OPINION_READY), a_wish(Act.ISSUE_OPINION, a_draft(" 莫志远"), by=himself)
    )
    assert refused is not None
    assert refused.code == "SELF_APPROVAL"


def test_an_unanswered_claim_is_named_by_its_number() -> None:
    refused = g.each_claim_answered(WITH_CO, a_wish(Act.DRAFT_OPINION, a_draft()))
    assert refused is not None
    assert "请求 2 还没有答复" in refused.because


def test_the_lead_may_name_the_unit_that_answers_instead_of_waiting() -> None:
    named = (BOTH[0], BOTH[1].model_copy(update={"answered_by": RSJ}))
    assert g.co_answers_in(WITH_CO, a_wish(Act.DRAFT_OPINION, a_draft(answers=named))) is None


def test_a_co_unit_that_has_reported_holds_nobody_up() -> None:
    reported = a_share(RSJ, AssignmentRole.CO, claim_ids=("c2",), state=AssignmentState.REPORTED)
    matter = replace(WITH_CO, assignments=(a_share(), reported))
    assert g.co_answers_in(matter, a_wish(Act.DRAFT_OPINION, a_draft(answers=BOTH))) is None


def test_the_unit_s_own_paths_count_before_the_screened_ones() -> None:
    paths = (ClaimPath(claim_id="c1", path=Path.PETITION, basis="《信访工作条例》第三十一条第六项"),)
    matter = a_matter(S.RECEIVED, claims=(a_claim(path=None),))
    assert g.path_is_petition(matter, a_wish(Act.ACCEPT, Acceptance(paths))) is None
    assert g.each_claim_has_path(matter, a_wish(Act.ACCEPT, Acceptance(paths))) is None
