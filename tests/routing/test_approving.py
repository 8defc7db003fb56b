"""What must be approved stands as a proposal, and takes effect by the approver's own act alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chassis.decisions import Changed, Refused
from lianjie_contracts.base import Actor
from lianjie_contracts.events.matter_approval_asked import MatterApprovalAsked
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from lianjie_contracts.vocabulary import AttachmentRole, Channel, MatterState as S, TransferMode
from services.routing.domain.acts import Act, Intent
from services.routing.domain.beside import ApprovalState
from services.routing.domain.lifecycle import OF_ACT
from services.routing.domain.matter import File, Matter
from services.routing.domain.roads.approving import PROPOSERS, Verdict
from services.routing.domain.roads.declining import Hold
from services.routing.domain.signing import approval_of, matrix
from services.routing.submitting import submit
from tests.routing.builders import AT, a_dispatch, a_matter
from tests.routing.roads import LAWFUL
from tests.routing.roads.approving import DEPUTY, HEADS
from tests.routing.roads.joining import EARLIER, a_merging
from tests.routing.roads.objecting import of_office

APPROVAL_GUARDS = {"deputy_head_approved", "reply_outline_approved", "undeliverable_approved"}
APPROVED_ELSEWHERE = {"24b"}  # what notifications tells was approved there (DL6)
LETTER = a_matter(S.SCREENING, channel=Channel.LETTER, item_ids=("450199:a", "450199:b"))
HOLD = of_office("hold_letter", Hold(reason_code="NO_VALUE_OR_UNCLEAR", reason="内容无法辨认"))
ASSIGN = of_office(Act.ASSIGN, a_dispatch(mode=TransferMode.ASSIGN, report_due_at=AT.replace(month=12)))


def done(matter: Matter, wish: Intent) -> Matter:
    decision = submit(matter, [wish])
    assert isinstance(decision, Changed), decision
    return decision.state


def refused(matter: Matter, wish: Intent) -> str:
    decision = submit(matter, [wish])
    assert isinstance(decision, Refused)
    return decision.code


def by_deputy(act: str, no: int = 1, reason: str = "", by: Actor = DEPUTY) -> Intent:
    return Intent(act, by, ASSIGN.at, HEADS, None, Verdict(no, reason))


def test_what_must_be_approved_moves_nothing_until_it_is() -> None:
    decision = submit(a_matter(S.SCREENING), [ASSIGN])
    assert isinstance(decision, Changed)
    waiting, (asked,) = decision.state, decision.announce
    assert (waiting.state, waiting.approval, decision.answer["approval"]) == (
        S.SCREENING,
        ApprovalState.WAITING,
        "WAITING",
    )
    assert isinstance(asked, MatterApprovalAsked)
    assert (asked.no, asked.act, asked.approvers) == (1, "assign", ("office_deputy_head",))

    approved = submit(waiting, [by_deputy(Act.APPROVE_PROPOSAL)])
    assert isinstance(approved, Changed)
    assert (approved.state.state, approved.state.approval) == (S.DISPATCHED, ApprovalState.NONE)
    dispatched = next(event for event in approved.announce if isinstance(event, MatterDispatched))
    assert (dispatched.by.id, dispatched.approved_by) == (ASSIGN.by.id, DEPUTY.id)


def test_a_name_in_the_paper_approves_nothing() -> None:
    named = replace(ASSIGN, brings=replace(ASSIGN.brings, approved_by=DEPUTY.id))
    waiting = done(a_matter(S.SCREENING), named)
    assert (waiting.state, waiting.proposal and waiting.proposal.put_to) == (S.SCREENING, DEPUTY.id)
    forwarded = done(a_matter(S.SCREENING), of_office(Act.FORWARD, a_dispatch(approved_by=DEPUTY.id)))
    assert forwarded.state == S.DISPATCHED


def test_what_could_not_be_done_anyway_is_not_put_to_anybody() -> None:
    assert (
        refused(a_matter(S.SCREENING), of_office(Act.ASSIGN, a_dispatch(mode=TransferMode.ASSIGN)))
        == "NO_REPORT_DUE"
    )


def test_nobody_approves_what_is_their_own_nor_what_they_have_not_read() -> None:
    waiting = done(a_matter(S.SCREENING), ASSIGN)
    assert refused(waiting, by_deputy(Act.APPROVE_PROPOSAL, by=ASSIGN.by)) == "SELF_APPROVAL"
    again = done(done(waiting, by_deputy("return_proposal", reason="请写明反馈要求")), ASSIGN)
    assert again.proposals == 2
    assert refused(again, by_deputy(Act.APPROVE_PROPOSAL, no=1)) == "PROPOSAL_CHANGED"


def test_only_one_proposal_of_a_matter_waits_and_its_proposer_may_take_it_back() -> None:
    waiting = done(LETTER, HOLD)
    assert refused(waiting, HOLD) == "WRONG_STATE"
    free = done(waiting, of_office("take_back_proposal", Verdict(1)))
    assert (free.approval, free.proposal) == (ApprovalState.NONE, None)
    assert done(free, HOLD).proposals == 2


def test_what_has_become_impossible_meanwhile_is_refused_to_the_approver_with_its_ground() -> None:
    waiting = replace(done(LETTER, HOLD), channel=Channel.VISIT)
    assert refused(waiting, by_deputy(Act.APPROVE_PROPOSAL)) == "HOLD_NOT_ALLOWED"


def test_the_matrix_names_every_act_that_the_tables_want_approved_and_no_other() -> None:
    wanted = {
        act
        for act, rows in OF_ACT.items()
        if any({g.__name__ for g in row.guards} & APPROVAL_GUARDS for row in rows)
    }
    # A merging (42) and a forwarding (6) want another approver than their proposer; domain 7 wants none for the latter.
    assert set(matrix()[0]) == wanted | {"merge"}


@pytest.mark.parametrize(
    "number", [n for n, (_, wish) in LAWFUL.items() if approval_of(wish.act) and n not in APPROVED_ELSEWHERE]
)
def test_what_was_proposed_can_be_approved_as_it_was_kept(number: str) -> None:
    """Through its proposal and back out of JSON; what is looked up anew is told by who approves."""
    matter, wish = LAWFUL[number]
    rule = approval_of(wish.act)
    waiting = done(matter, wish)
    verdict = Verdict(waiting.proposals, survivor=getattr(wish.brings, "survivor", None))
    by = DEPUTY.model_copy(update={"role": min(rule.by)}) if rule else DEPUTY
    approval = Intent(Act.APPROVE_PROPOSAL, by, wish.at, frozenset({by.role}), wish.unit, verdict)
    approved = submit(waiting, [approval])
    assert isinstance(approved, Changed), approved
    assert approved.state.approval == ApprovalState.NONE


def test_files_that_a_proposal_rests_on_are_told_with_what_is_done_in_the_end() -> None:
    scan = File("a1", "e" * 64, "f" * 64, "application/pdf", 9, AttachmentRole.OTHER)
    matter = replace(a_matter(S.SCREENING), files=(scan,))
    waiting = done(matter, replace(ASSIGN, files=(scan.sha256,)))
    approved = submit(waiting, [by_deputy(Act.APPROVE_PROPOSAL)])
    assert isinstance(approved, Changed)
    dispatched = next(event for event in approved.announce if isinstance(event, MatterDispatched))
    assert dispatched.files == (scan.sha256,)


def test_a_merging_is_approved_by_another_s_own_act_and_with_the_survivor_as_it_is_then() -> None:
    wish = of_office("merge", a_merging(approved_by=DEPUTY.id))
    waiting = done(a_matter(), wish)
    assert (waiting.state, waiting.proposal and waiting.proposal.put_to) == (S.SCREENING, DEPUTY.id)
    gone = replace(EARLIER, state=S.ARCHIVED)
    stale = replace(by_deputy(Act.APPROVE_PROPOSAL), brings=Verdict(1, survivor=gone))
    assert refused(waiting, stale) == "SURVIVOR_INVALID"
    approval = replace(stale, brings=Verdict(1, survivor=EARLIER))
    assert done(waiting, approval).kin.merged_into == EARLIER.matter_id


@pytest.mark.parametrize("act", sorted(matrix()[0]))
def test_whoever_does_an_act_that_must_be_approved_may_propose_it(act: str) -> None:
    roles = frozenset[str]().union(*(row.roles for row in OF_ACT[act]))
    rule = approval_of(act)
    assert roles & set(PROPOSERS.split())
    assert rule
    assert rule.basis


def test_the_matrix_names_a_signer_for_every_act_that_signs() -> None:
    wanted = {
        act
        for act, rows in OF_ACT.items()
        if any(g.__name__ == "signer_allowed" for r in rows for g in r.guards)
    }
    assert set(matrix()[1]) == wanted
