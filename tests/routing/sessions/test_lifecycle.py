"""The table of joint sessions is the specification's; every pair of state and act has its answer; every refusal is provoked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from chassis.decisions import Refused
from lianjie_contracts.vocabulary import ParticipantKind as K, SessionMode, SessionState as S
from services.routing.sessions.lifecycle import ACTS_ZH, OUR_GUARDS, OUR_ROWS, ROWS, STATES_ZH
from services.routing.sessions.papers import (
    PAPERS as FORMS,
    Aligning,
    Answering,
    Called,
    Concluding,
    Extending,
    Line,
    Proposing,
    Remark,
    Reporting,
    SettingMode,
    Staying,
)
from services.routing.sessions.session import Act, Intent, JointSession
from tests.routing.sessions.builders import (
    FIRST,
    HOUSE,
    LAMP,
    NOW,
    PAPERS,
    REPORTED,
    ROOF,
    RSJ,
    WAGES,
    WHOLE,
    ZJJ,
    done,
    so_far,
    went,
    wish,
)
from tests.specified import assert_as_specified

SPECIFICATION: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("specification").joinpath("session.yaml").read_text(encoding="utf-8")
)
SPECIFIED = {row["row"]: row for row in SPECIFICATION["rows"]}
ROW_OF = {(source, row.act): row for row in ROWS for source in row.sources}
STATES = [None, *(state for state in S if state is not S.UNKNOWN)]


def test_every_row_is_carried_over_and_five_are_ours() -> None:
    assert {row.number for row in ROWS} - OUR_ROWS == set(SPECIFIED)
    assert {state.value for state in S} - {"UNKNOWN"} == set(SPECIFICATION["machine"]["states"]) - {"NONE"}
    assert set(ACTS_ZH) == set(Act) == set(FORMS)
    assert set(STATES_ZH) == set(STATES) - {None}


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.number not in OUR_ROWS], ids=lambda row: row.number
)
def test_a_row_says_what_the_specification_says(row: Any) -> None:
    assert_as_specified(row, SPECIFIED[row.number], OUR_GUARDS)


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", STATES, ids=str)
def test_every_pair_of_state_and_act_is_allowed_by_one_row_or_refused_with_a_sentence(
    state: S | None, act: Act
) -> None:
    row = ROW_OF.get((state, act))
    held = so_far(state)
    if row and act is Act.CLOSE:
        held = done(held, *REPORTED)
    after = went(held, wish(act))
    if row is None:
        assert isinstance(after, Refused)
        assert after.code == "WRONG_STATE"
        assert after.because.endswith("。")
    else:
        assert isinstance(after, JointSession), after
        assert state is None or after.state == row.after(state)
        assert (after.told.row, after.told.steps[-1].row) == (row.number, row.number)


CONVENING, RECEIVING = PAPERS[Act.CONVENE], PAPERS[Act.RECEIVE]


def _receiving(**said: Any) -> tuple[JointSession | None, Intent]:
    return so_far(S.ALIGNED), wish(Act.RECEIVE, RECEIVING.model_copy(update=said))


def _concluding(**said: Any) -> tuple[JointSession | None, Intent]:
    return so_far(S.RECEIVING), wish(Act.CONCLUDE, WHOLE.model_copy(update=said))


def _convening(**said: Any) -> tuple[JointSession | None, Intent]:
    return so_far(S.PROPOSED), wish(Act.CONVENE, CONVENING.model_copy(update=said))


LAWYERS_ONLY = (Called(name="律所", kind=K.SOCIAL),)
PROVOKED: dict[str, tuple[JointSession | None, Intent]] = {
    "session_reason": (None, wish(Act.PROPOSE, Proposing(matter_ids=(HOUSE.matter_id,), reason="复杂"))),
    "responsible_unit_invited": _convening(participants=LAWYERS_ONLY),
    "coordinator_of_office": (so_far(S.PROPOSED), wish(Act.CONVENE, unit=ZJJ)),
    "mode_resources": (so_far(S.CONVENED), wish(Act.SET_MODE, SettingMode(mode=SessionMode.VIDEO))),
    "agreed_line_signed": (so_far(S.MODE_SET), wish(Act.ALIGN, Aligning(signed_on_paper=(ZJJ,)))),
    "representatives_chosen": _receiving(representatives=0),
    "five_representatives": _receiving(representatives=6),
    "identity_ok_or_reason": _receiving(identity_checked=False),
    "each_claim_has_decision": _concluding(decisions=(ROOF, LAMP)),
    "someone_stays": (so_far(S.CONCLUDED), wish(Act.START_RETURN, Staying(staying=0))),
    "nobody_stays": (so_far(S.CONCLUDED), wish(Act.TRACK, Staying(staying=1))),
    "all_decisions_reported": (so_far(S.TRACKING), wish(Act.CLOSE)),
    "cancel_reason": (so_far(S.CONVENED), wish(Act.CANCEL, Remark())),
}
OURS: dict[str, tuple[str, JointSession | None, Intent]] = {
    "matters_may_be_received": ("MATTER_NOT_RECEIVED", None, wish(Act.PROPOSE, barred=("45019920260801V00007",))),
    "units_known": ("PARTICIPANT_UNKNOWN", *_convening(participants=(Called(unit=ZJJ), Called(unit="450198-zjj")))),
    "invitation_whole": ("INVITATION_INCOMPLETE", *_convening(held_at=NOW)),
    "absence_explained": ("ANSWER_INCOMPLETE", so_far(S.CONVENED), wish(Act.ANSWER, Answering(coming=False))),
    "line_written": ("NO_LINE", so_far(S.MODE_SET), wish(Act.WRITE_LINE, Line())),
    "line_to_confirm": ("NOTHING_TO_CONFIRM", done(so_far(S.MODE_SET), wish(Act.CONFIRM_LINE)), wish(Act.CONFIRM_LINE)),
    "decisions_whole": (
        "DECISION_INCOMPLETE", *_concluding(decisions=(ROOF, WAGES, LAMP.model_copy(update={"unit": "450199-jtj"})))
    ),
    "record_whole": ("MINUTES_INCOMPLETE", *_concluding(procedure="")),
    "decision_is_own": ("NOT_YOUR_DECISION", so_far(S.TRACKING), wish(Act.REPORT, unit=RSJ)),
    "result_stated": ("NO_RESULT", so_far(S.TRACKING), wish(Act.REPORT, Reporting(decision_id=FIRST))),
    "decision_open": ("DECISION_OVER", done(so_far(S.TRACKING), wish(Act.REPORT)), wish(Act.EXTEND)),
    "later_day_with_reason": (
        "EXTENSION_REASON", so_far(S.TRACKING),
        wish(Act.EXTEND, Extending(decision_id=FIRST, due_on=date(2026, 9, 10), reason="降雨")),
    ),
}  # fmt: skip


def test_every_guard_is_provoked() -> None:
    named = {guard.__name__ for row in ROWS for guard in row.guards}
    assert set(PROVOKED) == named - OUR_GUARDS
    assert set(OURS) == OUR_GUARDS


@pytest.mark.parametrize("guard", PROVOKED)
def test_a_guard_refuses_in_the_specification_s_words(guard: str) -> None:
    refused = went(*PROVOKED[guard])
    assert isinstance(refused, Refused)
    told = SPECIFICATION["guards"][guard]
    assert (refused.code, refused.because) == (told["refusal_code"], told["refusal_zh"])


@pytest.mark.parametrize("guard", OURS)
def test_a_guard_of_our_own_says_the_way_out(guard: str) -> None:
    code, held, intent = OURS[guard]
    refused = went(held, intent)
    assert isinstance(refused, Refused)
    assert refused.code == code
    assert refused.because.endswith("。")


def test_a_decision_may_only_be_about_claims_of_the_session() -> None:
    stray = ROOF.model_copy(update={"claim_ids": ("somebody else's",)})
    refused = went(*_concluding(decisions=(ROOF, WAGES, LAMP, stray)))
    assert isinstance(refused, Refused)
    assert refused.code == "DECISION_INCOMPLETE"


def test_a_session_without_minutes_or_decisions_is_not_concluded() -> None:
    refused = went(so_far(S.RECEIVING), wish(Act.CONCLUDE, Concluding()))
    assert isinstance(refused, Refused)
    assert refused.code == "CLAIM_UNDECIDED"
