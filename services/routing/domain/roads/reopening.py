"""A matter that was over is taken up again, each time with a new opinion cycle (rows 29, 36 to 36.8, 41)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_handler_assigned import MatterHandlerAssigned
from lianjie_contracts.events.matter_reopened import MatterReopened
from lianjie_contracts.events.matter_rerouted import MatterRerouted
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.beside import NO_REVIEW_OPEN, CallbackState
from services.routing.domain.guards import (
    deputy_head_approved,
    driven_only,
    on_petition_path,
    recusal_clear,
    report_owed,
)
from services.routing.domain.matter import Matter
from services.routing.domain.rows import (
    DEPUTY,
    HEAD,
    LEADER,
    OFFICE_HEAD,
    ROUTER,
    SUPERVISOR,
    SYSTEM,
    Row,
    filled,
    of_form,
    of_matter,
    row,
)


class OrderedBy(StrEnum):
    """Whose order takes up even a matter that is final."""

    COURT = "COURT"
    SUPERIOR = "SUPERIOR"
    OTHER = "OTHER"


class Redo(Paper):
    """Why the deputy head has it done again."""

    reason: str = ""


class WrittenOrder(Paper):
    """An order or the conclusion of a supervision, with number, date and the organ that gave it."""

    number: str = ""
    dated: date | None = None
    organ: str = ""
    reason: str = ""
    given_by: OrderedBy = OrderedBy.OTHER


class NewProof(Paper):
    """New facts or a broken agreement: what it is, and the papers that show it."""

    reason: str
    evidence: tuple[str, ...] = ()


class Taker(Paper):
    """Who investigates the redo, and which deputy head is in charge of it."""

    handlers: tuple[str, ...] = ()
    redo_leader: str = ""


class Reroute(Paper):
    """改派: why another unit, and who approved."""

    reason: str
    approved_by: str | None = None


@of_matter("NOT_FOUNDED", "不满意核查结论不是“成立”。")
def dissatisfaction_founded(matter: Matter, _: Intent) -> bool:
    return matter.callback == CallbackState.FOUNDED


@of_matter("CALLBACK_REOPEN_USED", "本事项已因回访重办一次,再次不满意请转重点督办或告知复查途径。")
def callback_reopen_once(matter: Matter, _: Intent) -> bool:
    return not matter.callbacks.has_reopened


@of_form("NO_SUPERVISION_ORDER", "须有督办结论作为依据。")
def supervision_order(_: Matter, intent: Intent) -> bool:
    return _ordered(intent)


@of_form("NO_NEW_FACTS", "未提供新的事实或证据。")
def new_facts_shown(_: Matter, intent: Intent) -> bool:
    return _shown(intent)


@of_form("NO_ORDER", "请上传决定或指令文件。")
def order_document(_: Matter, intent: Intent) -> bool:
    return _ordered(intent)


@of_form("ORDER_NOT_COMPETENT", "已终结事项只能依法院或上级机关的决定重新启动。")
def court_or_superior(_: Matter, intent: Intent) -> bool:
    return intent.says("given_by") in (OrderedBy.COURT, OrderedBy.SUPERIOR)


@of_form("NO_BREACH_PROOF", "请上传协议未履行的证明材料。")
def agreement_broken_proof(_: Matter, intent: Intent) -> bool:
    return _shown(intent)


@of_form("NO_REDO_LEADER", "请明确负责督办重办的分管领导。")
def redo_leader_named(_: Matter, intent: Intent) -> bool:
    return bool(intent.says("redo_leader"))


@of_matter("REROUTE_USED", "重新启动后只能改派一次。")
def reroute_once(matter: Matter, _: Intent) -> bool:
    return matter.reroutes == 0


def _ordered(intent: Intent) -> bool:
    dated = intent.says("dated")
    return (
        bool(intent.says("number"))
        and bool(intent.says("organ"))
        and dated is not None
        and dated <= intent.on
    )


def _shown(intent: Intent) -> bool:
    return bool(intent.says("reason")) and any(each.strip() for each in intent.says("evidence") or ())


def _reopened(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    owed = report_owed(matter, intent) is None
    return filled(MatterReopened, intent, common, on_petition_path=on_petition_path(matter), report_owed=owed)


def _again(matter: Matter, _: MatterReopened) -> Matter:
    return replace(matter, reroutes=0)


def _once_only(matter: Matter, event: MatterReopened) -> Matter:
    return replace(_again(matter, event), callbacks=replace(matter.callbacks, has_reopened=True))


def _rerouted(matter: Matter, _: MatterRerouted) -> Matter:
    return replace(matter, reroutes=matter.reroutes + 1)


def _in_new_hands(matter: Matter, event: MatterHandlerAssigned) -> Matter:
    return replace(matter, handlers=event.handlers or matter.handlers, redo_leader=event.redo_leader or "")


OVER = (S.COMPLETED, S.CLOSED)
ALONG = "closing_check.expect_report callback.cancel_task"


def _reopening(number: str, act: str, roles: str, basis: str, *guards: Any, **more: Any) -> Row:  # noqa: ANN401 - as `row` takes them
    """A row into REOPENED: they differ in their ground alone."""
    fixed = {
        "tells": _reopened,
        "then": _again,
        "drives": ALONG,
        "requires": NO_REVIEW_OPEN,
        "new_cycle": True,
    }
    return row(number, more.pop("sources", OVER), act, S.REOPENED, roles, basis, *guards, **{**fixed, **more})


ROWS: tuple[Row, ...] = (
    row("29", [*OVER, S.FINALIZED], "order_redo", S.HANDLING, SYSTEM, "SD 45; S1 一(三)2", driven_only, drives=ALONG, new_cycle=True),
    _reopening("36", "reopen_after_callback", DEPUTY, "S2 代办; corrections 18", dissatisfaction_founded, callback_reopen_once,
               brings=Redo, then=_once_only),
    _reopening("36.2", "reopen_by_supervision", f"{DEPUTY} {SUPERVISOR}", "R22 38-40", supervision_order, brings=WrittenOrder),
    _reopening("36.3", "reopen_new_facts", DEPUTY, "domain 3.2", new_facts_shown, brings=NewProof),
    _reopening("36.4", "reopen_by_superior", f"{OFFICE_HEAD} {LEADER}", "domain 7 row 36", order_document, brings=WrittenOrder),
    _reopening("36.5", "reopen_broken_agreement", f"{HEAD} {DEPUTY}", "R22 33 [D]", agreement_broken_proof, brings=NewProof),
    row("36.7", [S.REOPENED], "start_redo", S.HANDLING, HEAD, "S2 代办; domain 6", recusal_clear, redo_leader_named,
        brings=Taker, tells=MatterHandlerAssigned, then=_in_new_hands),
    row("36.8", [S.REOPENED], "reroute", S.SCREENING, f"{ROUTER} {DEPUTY}", "[D]", deputy_head_approved, reroute_once,
        brings=Reroute, tells=MatterRerouted, then=_rerouted, drives="closing_check.report_not_due"),
    _reopening("41", "reopen_by_order", OFFICE_HEAD, "corrections 1", order_document, court_or_superior,
               brings=WrittenOrder, sources=(S.FINALIZED,)),
)  # fmt: skip
