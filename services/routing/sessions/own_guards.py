"""Conditions of our own [D] on the acts of a joint session, each with what it stands for in domain 10."""

from __future__ import annotations

from chassis.decisions import Refused
from lianjie_contracts.events.session_moved import SessionDecision
from lianjie_contracts.vocabulary import ParticipantKind as K
from services.routing.sessions.guards import Of, called_to, unless
from services.routing.sessions.papers import (
    Answering,
    Concluding,
    Convening,
    Extending,
    Line,
    Reporting,
)
from services.routing.sessions.session import Intent


def matters_may_be_received(_: Of, intent: Intent) -> Refused | None:
    """An accusation or a secret matter never goes before several units [R22 30], and what has ended is not received."""
    barred = "、".join(intent.barred)
    because = f"{barred} 不能联合接访：检举控告、要求保密或已经办结归档的事项不在范围内。请去掉后再提议。"
    return unless(not intent.barred, "MATTER_NOT_RECEIVED", because)


def units_known(_: Of, intent: Intent) -> Refused | None:
    """Every unit is one of the county's, nobody is called twice, and a helper from society has a name."""
    called = called_to(intent)
    names = [each.unit or each.name for each in called]
    known = all(each.unit in intent.names if each.unit else each.kind is K.SOCIAL for each in called)
    holds = known and all(names) and len(set(names)) == len(names)
    because = "参加单位须是本县名录内的单位，社会力量须写明名称，同一单位只列一次。请核对后再邀请。"
    return unless(holds, "PARTICIPANT_UNKNOWN", because)


def invitation_whole(_: Of, intent: Intent) -> Refused | None:
    """For D24.4 requires them: a time to come, a place and the way of receiving."""
    c = intent.of(Convening)
    holds = c and c.held_at and c.held_at > intent.at and c.place and c.mode
    return unless(holds, "INVITATION_INCOMPLETE", "请写明联合接访的时间（须晚于现在）、地点和接访方式。")


def absence_explained(_: Of, intent: Intent) -> Refused | None:
    """Who comes is named; who does not come says why."""
    answering = intent.of(Answering)
    holds = answering and (answering.person if answering.coming else answering.words)
    return unless(holds, "ANSWER_INCOMPLETE", "参加的请写明参加人，不能参加的请写明原因。")


def line_written(_: Of, intent: Intent) -> Refused | None:
    line = intent.of(Line)
    return unless(line and line.line, "NO_LINE", "请写明接待口径。")


def line_to_confirm(of: Of, intent: Intent) -> Refused | None:
    """There is a line, and this unit has not confirmed it yet."""
    own = of.participant(intent.unit) if of else None
    holds = of and of.told.line and own and not own.confirmed
    return unless(holds, "NOTHING_TO_CONFIRM", "还没有接待口径，或者贵单位已经确认。")


def decisions_whole(of: Of, intent: Intent) -> Refused | None:
    """A decision is about claims of the session, its unit was called, it says what to do, and its day has not passed."""
    concluding = intent.of(Concluding)
    units = {each.who for each in of.told.participants if each.kind is not K.SOCIAL} if of else set()
    claims = {(matter.matter_id, claim.claim_id) for matter in intent.matters for claim in matter.claims}
    holds = concluding and all(
        each.unit in units
        and each.text
        and each.claim_ids
        and {(each.matter_id, claim_id) for claim_id in each.claim_ids} <= claims
        and (each.due_on is None or each.due_on >= intent.today)
        for each in concluding.decisions
    )
    because = "每项决定须针对本次联合接访的诉求，写明内容，交给受邀的单位，期限不得早于今天。请逐项核对。"
    return unless(holds, "DECISION_INCOMPLETE", because)


def record_whole(_: Of, intent: Intent) -> Refused | None:
    """Each part of the minutes is mandatory (domain 10, 6.2.2)."""
    c = intent.of(Concluding)
    holds = c and c.answers and c.policy and c.procedure
    return unless(holds, "MINUTES_INCOMPLETE", "接待记录须写明单位的答复、政策解释和程序告知。")


def _meant(of: Of, intent: Intent) -> SessionDecision | None:
    paper = intent.of(Reporting) or intent.of(Extending)
    return of.decision(paper.decision_id) if of and paper else None


def decision_is_own(of: Of, intent: Intent) -> Refused | None:
    """A unit reports on its own decisions, each once."""
    meant = _meant(of, intent)
    holds = meant and meant.unit == intent.unit and meant.reported_at is None
    return unless(holds, "NOT_YOUR_DECISION", "这项决定不由贵单位落实，或者已经反馈。")


def result_stated(_: Of, intent: Intent) -> Refused | None:
    reporting = intent.of(Reporting)
    return unless(reporting and reporting.result, "NO_RESULT", "请写明决定的落实情况。")


def decision_open(of: Of, intent: Intent) -> Refused | None:
    meant = _meant(of, intent)
    return unless(meant and meant.reported_at is None, "DECISION_OVER", "没有这项决定，或者单位已经反馈。")


def later_day_with_reason(of: Of, intent: Intent) -> Refused | None:
    """More time ends later than what was set, not in the past, and has a reason."""
    meant, extending = _meant(of, intent), intent.of(Extending)
    day = extending.due_on if extending else None
    later = meant and day and day > meant.due_on and day >= intent.today
    holds = later and extending and extending.reason
    return unless(holds, "EXTENSION_REASON", "请写明延长的理由，新期限须晚于原期限和今天。")
