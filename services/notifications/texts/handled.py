"""A unit accepts, takes more time, comes to terms, answers (D02, D10, D11, D16, D22), and what the petitioner must be asked (D24)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from lianjie_contracts.base import Claim
from lianjie_contracts.events.matter_accepted import MatterAccepted
from lianjie_contracts.events.matter_agreement_signed import MatterAgreementSigned
from lianjie_contracts.events.matter_extended import MatterExtended
from lianjie_contracts.events.matter_info_requested import MatterInfoRequested
from lianjie_contracts.events.matter_path_refused import MatterPathRefused
from lianjie_contracts.events.matter_review_answered import MatterReviewAnswered
from lianjie_contracts.events.matter_simple_left import MatterSimpleLeft
from lianjie_contracts.events.matter_suggestion_answered import MatterSuggestionAnswered
from lianjie_contracts.vocabulary import Path
from services.notifications.domain import wording
from services.notifications.texts.about import About, Composer, Copy, Words, to_office, to_petitioner

ROLLS = "该日是法定休假日的，顺延至休假日后的第一个工作日"

Accepted = MatterAccepted | MatterSimpleLeft | MatterPathRefused


def accepted(event: Accepted, about: About) -> Iterable[Copy]:
    """D02.1 and D02.2, on the ordinary road."""
    claims = getattr(event, "claims", ())
    unit = about.unit(event.unit)
    at = getattr(event, "accepted_at", None) or event.occurred_at
    return to_petitioner(
        accepted_at=wording.day(at), received_at=wording.day(about.sheet.received_at), sender=about.centre.name,
        matter=about.sheet.title, contact=getattr(event, "contact", "") or unit.telephone, accepting_unit=unit.name,
        path=tuple(_path(claim, at) for claim in claims) or (wording.PATHS[Path.PETITION],),
        procedure=wording.PROCEDURE, time_limit=wording.TIME_LIMIT,
    )  # fmt: skip


def accepted_simply(event: MatterAccepted, about: About) -> Iterable[Copy]:
    """D02.3."""
    unit = about.unit(event.unit)
    return to_petitioner(
        accepted_at=wording.day(event.occurred_at), matter=about.sheet.title, unit=unit.name, due_simple=wording.SIMPLE_DUE,
        contact=event.contact or unit.telephone,
    )  # fmt: skip


def suggestion_accepted(event: MatterAccepted, about: About) -> Iterable[Copy]:
    """D02.4: neither the 60 days nor review apply."""
    unit = about.unit(event.unit)
    return to_petitioner(
        accepted_at=wording.day(event.occurred_at), received_at=wording.day(about.sheet.received_at), sender=about.centre.name,
        matter=about.sheet.title, contact=event.contact or unit.telephone,
        suggestion=tuple(claim.text for claim in event.claims), unit=unit.name, study_due=wording.STUDY_DUE,
    )  # fmt: skip


def extended(event: MatterExtended, _: About) -> Iterable[Copy]:
    """D10.1 [R22 34]: before the first limit is over, with the reason."""
    return to_petitioner(
        reason=event.reason, original_due=_original(event), new_due=_longer(event), approver=_approver(event)
    )


def extension_reported(event: MatterExtended, _: About) -> Iterable[Copy]:
    """D10.2, of an assigned matter: to whom assigned it."""
    to_assigner = event.assigner_agreed or event.assigner_told
    if not to_assigner:
        return ()
    return to_office(
        reason=event.reason,
        original_due=_original(event),
        new_due=_longer(event),
        progress=to_assigner,
    )


def settled(event: MatterAgreementSigned, about: About) -> Iterable[Copy]:
    """D16.1 with a mediator; D16.2 is the parties' own, and takes the same road [R22 33]."""
    return to_petitioner(
        number=event.number or wording.UNNUMBERED, parties=f"信访人与{about.unit(event.unit).name}", dispute=about.sheet.title,
        terms=event.terms or "以各方签字的协议书原件为准",
        performance_date=wording.on(event.performance_on) if event.performance_on else "",
        signatures=f"各方当事人已签字；调解人：{event.mediator}",
    )  # fmt: skip


def suggestion_answered(event: MatterSuggestionAnswered, about: About) -> Iterable[Copy]:
    """D22.1: studied, and adopted, partly or not, with the reasons [R22 29]."""
    return to_petitioner(
        suggestion=tuple(about.sheet.claims.values()) or (about.sheet.title,), study=event.study or event.reasons,
        result_adopted_partly_not=wording.SUGGESTED.get(event.result, ""), reasons=event.reasons,
    )  # fmt: skip


def gaps_asked(event: MatterInfoRequested | MatterReviewAnswered, _: About) -> Iterable[Copy]:
    """D24.1: what does not come is never a ground for refusal (correction 3)."""
    return to_petitioner(gaps=event.gaps, what_if_not="逾期没有补充的，不影响办理，按现有材料处理。")


def invited(event: MatterInfoRequested, about: About) -> Iterable[Copy]:
    """D24.2, as it was agreed."""
    at = event.appointment_at
    return to_petitioner(
        time=wording.moment(at) if at else "", place=about.address, topic=event.reason or f"“{about.sheet.title}”信访事项",
        contact=about.centre.telephone,
    )  # fmt: skip


def spokesmen_wanted(_: MatterInfoRequested, about: About) -> Iterable[Copy]:
    """D24.3 [SD 27]: the talk waits, the matter does not."""
    return to_petitioner(
        max_representatives=wording.REPRESENTATIVES,
        note_matter_registered=f"您们反映的事项已经登记（编号{about.sheet.item_no}），办理时限照常计算。",
    )


def as_it_stands(answer: str, about: About) -> Words:
    """D25.2: by whom and how far, as far as texts tell of it; and the office's answer."""
    lead, opinion = about.told("lead"), about.told("opinion_no")
    stage = f"已作出处理意见（{opinion}）" if opinion else "正在办理" if lead else "已登记，正在甄别"
    return {
        "matter": about.sheet.title, "handling_mode": f"由{about.unit(lead).name}承办" if lead else "由本机关办理",
        "stage": stage, "result": answer,
    }  # fmt: skip


def _path(claim: Claim, at: datetime) -> str:
    basis = f"，依据：{wording.law(claim.path_basis, at)}" if claim.path_basis else ""
    return f"{claim.text.rstrip('。')}：{wording.PATHS.get(claim.path, '') if claim.path else ''}{basis}"


def _original(event: MatterExtended) -> str:
    return wording.day(event.original_due_at) if event.original_due_at else "自受理之日起60日"


def _longer(event: MatterExtended) -> str:
    """To which day, as far as deadlines has told of the first one; rest days are counted by it alone."""
    until = f"，至{wording.on(event.extended_on)}；{ROLLS}" if event.extended_on else ""
    return f"在原办理期限届满之日起延长{event.days}日{until}"


def _approver(event: MatterExtended) -> str:
    return f"本机关负责人{event.by.name}".strip()


COMPOSED: Mapping[str, Composer] = {
    "D02.1": accepted,
    "D02.2": accepted,
    "D02.3": accepted_simply,
    "D02.4": suggestion_accepted,
    "D10.1": extended,
    "D10.2": extension_reported,
    "D16.1": settled,
    "D22.1": suggestion_answered,
    "D24.1": gaps_asked,
    "D24.2": invited,
    "D24.3": spokesmen_wanted,
}
