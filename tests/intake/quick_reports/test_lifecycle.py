"""The table of a quick report is the specification's, and every act has its event and its phase."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from chassis.decisions import Changed, Refused
from lianjie_contracts import directory
from lianjie_contracts.base import SYSTEM, Place
from lianjie_contracts.events.quick_report_submitted import QuickReportSubmitted
from lianjie_contracts.quick_report_event import QuickPhoto, QuickReportEvent
from lianjie_contracts.vocabulary import QuickPhase, QuickRejectReason, QuickState as S
from services.intake.quick_reports.lifecycle import ACTS_ZH, ROWS, STATES_ZH, permits
from services.intake.quick_reports.moving import moved, submitted
from services.intake.quick_reports.owner_rules import owner_rules
from services.intake.quick_reports.report import (
    Act,
    Conversion,
    Done,
    Handed,
    Intent,
    Owner,
    Rejection,
    Report,
    Words,
)
from services.intake.quick_reports.rolling import evolved
from tests.specified import assert_as_specified

HERE = Path(__file__).resolve()
SPECIFICATION: dict[str, Any] = yaml.safe_load(
    HERE.parents[1].joinpath("specification", "quick_report.yaml").read_text(encoding="utf-8")
)
SPECIFIED = {row["row"]: row for row in SPECIFICATION["rows"]}
DIRECTORY = directory.load(HERE.parents[3] / "deploy" / "directory.toml")
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ID, COUNTY, HEXI = "450199:r-1", "450199", Owner("450199-hexi", "hexi.grid@450199")
PHOTO = QuickPhoto(attachment_id="450199:a-1", sha256="0" * 64)
HANDED = Handed("pavement", Place(code="450199003", name="河西街道"), "南门", "盲道被占", (PHOTO,))
GOOD: dict[Act, Any] = {
    Act.SUBMIT: HANDED, Act.ROUTE: HEXI, Act.ROUTE_BY_HAND: Owner("450199-zjj"), Act.PASS_ON: Words("不归街道"),
    Act.FINISH: Done("已清走", (), (PHOTO,)), Act.RETURN: Words("还有两辆", date(2026, 11, 24)),
    Act.CONVERT: Conversion("涉及房屋安全", "450199:i-1", "45019920261123Q00001"),
    Act.REJECT: Rejection(QuickRejectReason.DUPLICATE, "已有人报"),
}  # fmt: skip
EVENTS = {row["act"]: row["events"][0] for row in SPECIFICATION["rows"]}
STATES = [None, *(state for state in S if state != S.UNKNOWN)]


def report(state: S | None, **changed: Any) -> Report | None:
    if state is None:
        return None
    owner = None if state is S.SUBMITTED else HEXI
    facts: dict[str, Any] = {"owner": owner, "done_by": "hexi.grid@450199"} | changed
    return Report("45019920261123K00001", COUNTY, HANDED, state, NOW, NOW, NOW, **facts)


def wish(act: Act, brings: Any = "good", by: str = "somebody", roles: str = "", minutes: int = 5) -> Intent:
    own = next(row.roles for row in ROWS if row.act == act)
    of = frozenset(roles.split()) or own
    return Intent(
        act, by, of, NOW + timedelta(minutes=minutes), GOOD.get(act) if brings == "good" else brings
    )


def test_every_row_of_the_specification_is_built_and_none_is_ours() -> None:
    assert {row.number for row in ROWS} == set(SPECIFIED)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)
def test_a_row_says_what_the_specification_says(row: Any) -> None:
    assert_as_specified(row, SPECIFIED[row.number])


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("state", STATES, ids=str)
def test_every_pair_of_state_and_act_is_allowed_by_one_row_or_refused_with_a_sentence(
    state: S | None, act: Act
) -> None:
    answer = permits(report(state), wish(act))
    rows = [row for row in ROWS if state in row.sources and row.act == act]
    if not rows:
        assert isinstance(answer, Refused)
        assert (answer.code, answer.because[-1], "{" in answer.because) == ("WRONG_STATE", "。", False)
    else:
        assert answer == rows[0]


REFUSALS = [
    ("place_and_picture_or_text", None, wish(Act.SUBMIT, Handed("road", HANDED.place, text=" "))),
    ("owner_rule_found", report(S.SUBMITTED), wish(Act.ROUTE, None)),
    ("pass_on_once", report(S.DISPATCHED, passed_by="450199-zjj"), wish(Act.PASS_ON)),
    ("photo_after", report(S.DISPOSING), wish(Act.FINISH, Done("已清走", no_photo_reason=" "))),
    ("approver_not_proposer", report(S.DONE), wish(Act.APPROVE, by="hexi.grid@450199")),
    ("failed_item_named", report(S.DONE), wish(Act.RETURN, Words("还有两辆"))),
    ("redo_round_left", report(S.DONE, returns=2), wish(Act.RETURN)),
    ("conversion_reason", report(S.DONE), wish(Act.CONVERT, Conversion(" "))),
    ("quick_reject_reason", report(S.SUBMITTED), wish(Act.REJECT, Rejection(QuickRejectReason.UNKNOWN))),
]


@pytest.mark.parametrize(("guard", "before", "asked"), REFUSALS, ids=[each[0] for each in REFUSALS])
def test_every_guard_refuses_in_the_specification_s_words(
    guard: str, before: Report | None, asked: Intent
) -> None:
    written = SPECIFICATION["guards"][guard]
    assert permits(before, asked) == Refused(written["refusal_code"], written["refusal_zh"])


def test_every_guard_of_the_table_was_seen_to_refuse() -> None:
    assert {guard.__name__ for row in ROWS for guard in row.guards} == {guard for guard, _, _ in REFUSALS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)
def test_a_role_the_row_does_not_name_is_refused(row: Any) -> None:
    source = next(iter(row.sources))
    refused = permits(report(source), wish(row.act, roles="supervisor"))
    assert isinstance(refused, Refused)
    assert refused.code == "ROLE_NOT_ALLOWED"


def _said(changed: Changed[Report] | Refused) -> tuple[Report, QuickReportEvent]:
    assert isinstance(changed, Changed)
    return changed.state, changed.announce[-1]


@pytest.mark.parametrize("row", [row for row in ROWS if row.act != Act.SUBMIT], ids=lambda row: row.number)
def test_an_act_announces_the_specification_s_event_and_a_restore_reads_it_back(row: Any) -> None:
    for source in row.sources:
        before = report(source)
        after, event = _said(moved(ID, before, wish(row.act), SYSTEM))
        assert type(event).__name__ == EVENTS[row.act.value]
        assert (event.row, event.state, event.unit) == (row.number, row.target, after.unit)
        told = evolved(before, type(event).read(event.body()))
        assert told is not None
        assert (told.state, told.owner, told.phase_began_at, told.returns) == (
            after.state, after.owner, after.phase_began_at, after.returns
        )  # fmt: skip
        assert (told.item_id, told.rejected, told.passed_by) == (
            after.item_id,
            after.rejected,
            after.passed_by,
        )


def test_the_four_phases_follow_each_other_and_each_has_its_own_beginning() -> None:
    first = submitted("45019920261123K00001", COUNTY, ID, wish(Act.SUBMIT, minutes=0), HEXI)
    assert isinstance(first, Changed)
    assert type(first.announce[0]) is QuickReportSubmitted
    held, phases = first.state, [(first.state.phase, 0)]
    for minutes, act in ((3, Act.SIGN), (20, Act.FINISH), (40, Act.APPROVE), (90, Act.CLOSE)):
        held, event = _said(moved(ID, held, wish(act, by=act, minutes=minutes), SYSTEM))
        assert event.phase == held.phase
        phases.append((held.phase, int((held.phase_began_at - NOW).total_seconds() // 60)))
    assert phases == [
        (QuickPhase.SIGNING, 0), (QuickPhase.DISPOSING, 3), (QuickPhase.CHECKING, 20), (QuickPhase.REVIEWING, 40), (None, 90),
    ]  # fmt: skip


def test_without_a_rule_it_waits_for_a_person_and_after_passing_on_too() -> None:
    alone = submitted("n", COUNTY, ID, wish(Act.SUBMIT), None)
    assert isinstance(alone, Changed)
    assert (alone.state.state, alone.state.owner, len(alone.announce)) == (S.SUBMITTED, None, 1)
    passed, event = _said(moved(ID, report(S.DISPATCHED), wish(Act.PASS_ON), SYSTEM))
    assert (passed.state, passed.owner, passed.passed_by) == (S.SUBMITTED, None, "450199-hexi")
    assert (event.unit, event.phase) == (None, None)


def test_time_never_runs_backwards_on_one_report() -> None:
    held, event = _said(moved(ID, report(S.DISPATCHED), wish(Act.SIGN, minutes=-9), SYSTEM))
    assert (held.last_at, event.occurred_at) == (NOW, NOW)


@pytest.mark.parametrize(
    ("kind", "place", "owner"),
    [
        ("pavement", "450199003", HEXI),
        ("pavement", "450199001", Owner("450199-chengguan")),
        ("road", "450199004", Owner("450199-zjj")),
        ("other", "450199003", None),
        ("pavement", "450199", None),
    ],
)
def test_the_first_rule_that_fits_place_and_kind_is_the_owner(
    kind: str, place: str, owner: Owner | None
) -> None:
    assert owner_rules().owner_of(kind, place, COUNTY, DIRECTORY) == owner


def test_every_rule_names_a_unit_and_an_account_that_there_are() -> None:
    accounts = {account.username for account in DIRECTORY.accounts}
    for rule in owner_rules().rules:
        assert DIRECTORY.has_unit(f"{COUNTY}-{rule.unit}")
        assert rule.worker is None or f"{rule.worker}@{COUNTY}" in accounts


def test_everything_has_a_name() -> None:
    assert set(ACTS_ZH) == set(Act)
    assert set(STATES_ZH) == set(S) - {S.UNKNOWN}
