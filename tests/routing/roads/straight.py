"""Lawful examples of the straight road: guided or dispatched, signed, accepted, answered, served, withdrawn."""

from __future__ import annotations

from dataclasses import replace

from lianjie_contracts.vocabulary import AssignmentRole, MatterClass, MatterState as S
from services.routing.domain.acts import Intent
from services.routing.domain.beside import WithdrawalState as W
from services.routing.domain.matter import AssignmentState as A, Matter
from services.routing.domain.roads.accepting import Acceptance
from services.routing.domain.roads.screening import ToDiscipline
from tests.routing.builders import AT, JW, WHAT_EACH_ACT_BRINGS, a_matter, a_share, a_wish


def _co(state: A) -> Matter:
    return a_matter(S.HANDLING, assignments=(a_share(role=AssignmentRole.CO, state=state),))


def _wish(act: str) -> Intent:
    return a_wish(act, WHAT_EACH_ACT_BRINGS.get(act))


ACCUSATION = a_matter(matter_class=MatterClass.ACCUSATION, restricted=True)
SUGGESTION = a_matter(S.RECEIVED, matter_class=MatterClass.SUGGESTION, assignments=(a_share(state=A.SIGNED),))
PENDING = a_matter(S.HANDLING, withdrawal=W.PENDING, withdrawal_at=AT)
LAWFUL = {
    "4.3": (a_matter(), _wish("guide_to_path")),
    "45": (ACCUSATION, a_wish("hand_to_discipline", ToDiscipline(JW, "检举村干部", "deputy@450199"))),
    "6": (a_matter(), _wish("forward")),
    "6.2": (a_matter(), _wish("assign")),
    "7": (a_matter(S.DISPATCHED), _wish("sign_for")),
    "13": (a_matter(S.RECEIVED, assignments=(a_share(state=A.SIGNED),)), a_wish("accept", Acceptance())),
    "13a": (SUGGESTION, a_wish("accept_suggestion", Acceptance())),
    "17": (a_matter(S.ACCEPTED), _wish("assign_handler")),
    "23": (a_matter(S.HANDLING), _wish("draft_opinion")),
    "24": (a_matter(S.OPINION_READY), _wish("issue_opinion")),
    "24.2": (a_matter(S.OPINION_READY, issued_at=AT), _wish("record_service")),
    "AS2": (_co(A.SENT), _wish("sign")),
    "AS6": (_co(A.SIGNED), a_wish("acknowledge", Acceptance())),
    "AS7": (_co(A.ACK), _wish("answer_claims")),
    "25": (PENDING, _wish("withdrawal_takes_effect")),
    "25.1": (a_matter(S.HANDLING), _wish("withdraw")),
    "25.2": (PENDING, _wish("revoke_withdrawal")),
    "25.3": (PENDING, replace(a_wish("confirm"), driven=True)),
    "25.4": (PENDING, a_wish("withdrawal_overtaken")),
    "AS11": (_co(A.SENT), replace(a_wish("end_with_matter"), driven=True)),
}
PROVOKED = ()  # tests/routing/test_guards.py has those of this road
