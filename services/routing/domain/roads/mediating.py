"""Both sides may come to terms: mediation begun, failed, or ended in an agreement that is to be performed (rows 18 to 19)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum

from lianjie_contracts.events.matter_agreement_signed import MatterAgreementSigned
from lianjie_contracts.events.matter_mediation_failed import MatterMediationFailed
from lianjie_contracts.events.matter_mediation_started import MatterMediationStarted
from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.guards import path_is_petition, written
from services.routing.domain.matter import AssignmentState as A, Matter, of_share
from services.routing.domain.rows import HANDLER, HEAD, Row, of_form, of_matter, row

ROUNDS = 2  # of one opinion cycle; then an opinion is owed


class Area(StrEnum):
    """In what a mediator has room: the organ's own discretion, or rights that the parties may dispose of [R22 33]."""

    DISCRETION = "DISCRETION"
    CIVIL_DISPOSAL = "CIVIL_DISPOSAL"
    NEITHER = "NEITHER"


class Mediation(Paper):
    """What it is about, and when both sides have consented on record."""

    area: Area
    both_agree: bool = False
    agreed_on: date | None = None


class Failure(Paper):
    """Why it came to nothing."""

    reason: str = ""


class Settlement(Paper):
    """The agreement: its number and terms, who mediated, that every party and the mediator have signed, when it is to be performed."""

    number: str = ""
    terms: str = ""
    mediator: str = ""
    signed_by_all: bool = False
    performance_on: date | None = None


@of_form("NO_CONSENT", "调解须双方当事人同意。")
def both_parties_agree(_: Matter, intent: Intent) -> bool:
    agreed_on = intent.says("agreed_on")
    return bool(intent.says("both_agree")) and agreed_on is not None and agreed_on <= intent.on


@of_form("NOT_MEDIABLE", "该事项不属于可以调解的范围。")
def discretionary_area(_: Matter, intent: Intent) -> bool:
    return intent.says("area") in (Area.DISCRETION, Area.CIVIL_DISPOSAL)


@of_matter("MEDIATION_USED", "本事项已调解两次,请作出处理意见。")
def mediation_round_left(matter: Matter, _: Intent) -> bool:
    return matter.mediations < ROUNDS


@of_form("SIGNATURE_MISSING", "协议书须由各方当事人及调解人签字。")
def agreement_signed_by_all(_: Matter, intent: Intent) -> bool:
    return bool(intent.says("signed_by_all")) and written(intent, "mediator")


@of_form("NO_PERFORMANCE_DATE", "请写明协议履行时间。")
def performance_date_set(_: Matter, intent: Intent) -> bool:
    return intent.says("performance_on") is not None


def _begun(matter: Matter, _: MatterMediationStarted) -> Matter:
    return replace(matter, mediations=matter.mediations + 1)


def _settled(matter: Matter, event: MatterAgreementSigned) -> Matter:
    """Complete without an opinion: so there is nothing to be reviewed, and a breach opens row 36.5."""
    return replace(of_share(matter, matter.lead, state=A.REPORTED), performance_on=event.performance_on)


ROWS: tuple[Row, ...] = (
    row("18", [S.HANDLING], "start_mediation", S.MEDIATING, HANDLER, "R22 33; SD 40",
        both_parties_agree, discretionary_area, mediation_round_left, path_is_petition,
        brings=Mediation, tells=MatterMediationStarted, then=_begun),
    row("18.2", [S.MEDIATING], "fail_mediation", S.HANDLING, f"{HANDLER} petitioner", "R22 33",
        brings=Failure, tells=MatterMediationFailed),
    row("19", [S.MEDIATING], "sign_agreement", S.COMPLETED, f"{HANDLER} {HEAD}", "R22 33; SD 40",
        agreement_signed_by_all, performance_date_set,
        brings=Settlement, tells=MatterAgreementSigned, then=_settled, drives="execution.start_execution callback.open_task"),
)  # fmt: skip
