"""Everybody is called back after the answer: satisfied, not reached, or dissatisfied and looked into (rows CB1 to CB8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lianjie_contracts.events.matter_called_back import MatterCalledBack
from lianjie_contracts.events.matter_dissatisfaction_checked import MatterDissatisfactionChecked
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.beside import CallbackState as C
from services.routing.domain.guards import driven_only
from services.routing.domain.matter import Matter
from services.routing.domain.profiles import profile
from services.routing.domain.rows import RECEPTIONIST, SUPERVISOR, SYSTEM, Row, of_form, of_matter, row


class Dissatisfaction(Paper):
    """不满意: why, in the petitioner's own words."""

    reason: str


class Founded(Paper):
    """核查成立: what was found."""

    finding: str


class Explained(Paper):
    """核查不成立: what was found, and when it was explained to the petitioner."""

    finding: str
    explained_on: date | None = None


def _tried_enough(matter: Matter) -> bool:
    return len(matter.callbacks.attempts) >= profile(matter.profile).callback_attempts


def _handled_it(matter: Matter, intent: Intent) -> bool:
    return any(intent.is_one_with(handler) for handler in matter.handlers)


@of_matter("CALLER_IS_HANDLER", "承办人不得回访自己办理的事项。")
def caller_not_handler(matter: Matter, intent: Intent) -> bool:
    return not _handled_it(matter, intent)


@of_matter("CHECKER_IS_HANDLER", "承办人不得核查自己办理的事项。")
def checker_not_handler(matter: Matter, intent: Intent) -> bool:
    return not _handled_it(matter, intent)


@of_matter("NO_ATTEMPT_LEFT", "已尝试回访三次,请登记为未联系上。")
def attempts_left(matter: Matter, _: Intent) -> bool:
    return not _tried_enough(matter)


@of_matter("ATTEMPTS_MISSING", "须在不同时间尝试三次。")
def three_attempts_made(matter: Matter, _: Intent) -> bool:
    return _tried_enough(matter)


@of_form("NO_DISSATISFACTION_REASON", "请如实记录不满意的原因。")
def dissatisfaction_reason(_: Matter, intent: Intent) -> bool:
    return bool(intent.says("reason"))


@of_form("NOT_EXPLAINED", "请先向信访人说明核查情况。")
def explained_to_petitioner(_: Matter, intent: Intent) -> bool:
    told_on = intent.says("explained_on")
    return bool(intent.says("finding")) and told_on is not None and told_on <= intent.on


def _attempted(matter: Matter, event: MatterCalledBack) -> Matter:
    attempts = (*matter.callbacks.attempts, event.occurred_at)
    return replace(matter, callbacks=replace(matter.callbacks, attempts=attempts))


CALLERS = f"{RECEPTIONIST} {SUPERVISOR}"
ROWS: tuple[Row, ...] = (
    row("CB1", [C.NONE], "open_task", C.TASK_OPEN, SYSTEM, "S2 每件回访; corrections 18", driven_only, machine="callback"),
    row("CB2", [C.TASK_OPEN], "record_failed_attempt", None, CALLERS, "corrections 18", caller_not_handler, attempts_left,
        machine="callback", tells=MatterCalledBack, then=_attempted),
    row("CB3", [C.TASK_OPEN], "record_satisfied", C.SATISFIED, CALLERS, "corrections 18", caller_not_handler,
        machine="callback", tells=MatterCalledBack),
    row("CB4", [C.TASK_OPEN], "record_dissatisfied", C.CHECKING, CALLERS, "S2; clocks C25", caller_not_handler, dissatisfaction_reason,
        machine="callback", brings=Dissatisfaction, tells=MatterCalledBack),
    row("CB5", [C.TASK_OPEN], "record_unreached", C.UNREACHED, CALLERS, "corrections 18", three_attempts_made,
        machine="callback", tells=MatterCalledBack),
    row("CB6", [C.CHECKING], "find_founded", C.FOUNDED, SUPERVISOR, "S2 重新审查办理过程", checker_not_handler,
        machine="callback", brings=Founded, tells=MatterDissatisfactionChecked),
    row("CB7", [C.CHECKING], "find_unfounded", C.UNFOUNDED, SUPERVISOR, "domain 20", checker_not_handler, explained_to_petitioner,
        machine="callback", brings=Explained, tells=MatterDissatisfactionChecked),
    row("CB8", [C.TASK_OPEN, C.CHECKING, C.FOUNDED, C.UNFOUNDED, C.SATISFIED, C.UNREACHED], "cancel_task", C.NONE, SYSTEM, "[D]",
        driven_only, machine="callback"),
)  # fmt: skip
