"""What ends at the counter, or goes to another organ (D03 to D05, D06.4, D07.3, D21.5, D25.1, D26.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lianjie_contracts.events.matter_closed_at_intake import MatterClosedAtIntake
from lianjie_contracts.events.matter_path_ended import MatterPathEnded
from lianjie_contracts.events.matter_path_routed import MatterPathRouted
from services.notifications.domain import wording
from services.notifications.texts.about import About, Composer, Copy, to_file, to_petitioner, to_unit


def refused(event: MatterClosedAtIntake, _: About) -> Iterable[Copy]:
    """D03.1 [SD 33]."""
    return to_petitioner(
        reason_codes=wording.REASONS.get(event.reason_code, event.reason_code), facts=event.reason, legal_basis=wording.law(event.basis, event.occurred_at),
        competent_organ=event.remedy, remedy="认为不予受理不当的，可以向上一级信访工作机构反映。",
    )  # fmt: skip


def settled_before(event: MatterClosedAtIntake, _: About) -> Iterable[Copy]:
    """D04.1 [R22 36]."""
    return to_petitioner(
        prior_opinion_no=event.cited or "", prior_opinion_date=wording.on(event.cited_on) if event.cited_on else "",
        legal_basis=wording.law(event.basis, event.occurred_at), remedy=event.remedy,
    )  # fmt: skip


def guided(event: MatterClosedAtIntake | MatterPathRouted, about: About) -> Iterable[Copy]:
    """D05.1: to whom, on what basis, how and where; from the unit or the counter, where who came has D05.2 in hand [R22 31]."""
    if about.visited and isinstance(event, MatterClosedAtIntake):
        return ()
    path = wording.PATHS.get(event.path, "法定途径") if event.path else "法定途径"
    organ, procedure, address = (
        (event.organ, event.procedure, event.address)
        if isinstance(event, MatterPathRouted)
        else (event.remedy, "", "")
    )
    return to_petitioner(
        proper_organ=organ or "受理该途径的有权机关", legal_basis=wording.law(event.basis, event.occurred_at), procedure=procedure or path,
        address=address or "以该机关公布的受理地址为准", time_limit_of_path="以该途径法律规定的期限为准，请及时提出，以免超过时效",
    )  # fmt: skip


def shown_the_way(event: MatterClosedAtIntake, about: About) -> Iterable[Copy]:
    """D05.2, in hand on the spot: for who came in person only."""
    if not about.visited:
        return ()
    return to_petitioner(
        matter=about.sheet.title, proper_organ=event.remedy, address="以该机关公布的受理地址为准", contact=about.centre.telephone,
        explanation=event.reason,
    )  # fmt: skip


def path_ended(event: MatterPathEnded, about: About) -> Iterable[Copy]:
    """D05.3: the other path's own remedy stands, none of ours."""
    proof = f"（凭证：{'、'.join(event.proof)}）" if event.proof else ""
    return to_petitioner(
        path=about.told("path", "法定途径"), result_or_filing_proof=f"{event.result}{proof}",
        remedy_of_path="对办理结果不服的，按该法定途径的规定申请救济",
    )  # fmt: skip


def passed_on(_: MatterClosedAtIntake, about: About) -> Iterable[Copy]:
    """D06.4: that it has come and is kept closed; not to which organ, for a letter may be seen by others."""
    return to_petitioner(
        received_at=wording.day(about.sheet.received_at), material_count=f"{about.files}件",
        confidentiality_note="检举控告材料由专人保管和移送，您的情况依法保密，请您也注意保护个人信息。",
    )  # fmt: skip


def handed_over(event: MatterClosedAtIntake, about: About) -> Iterable[Copy]:
    """D07.3: number and counts alone; what it says travels on paper, by hand [R22 30]."""
    if event.handed_to is None:
        return ()
    return to_unit(
        event.handed_to, materials_list=about.materials(), clearance="限制查阅，由专人拆封",
        carrier="由本机关专人送达，当面签收",
    )  # fmt: skip


def answered_at_once(event: MatterClosedAtIntake, about: About) -> Iterable[Copy]:
    """D25.1."""
    asked = "；".join(about.sheet.claims.values()) or about.sheet.title
    return to_petitioner(
        question=asked,
        answer=event.reason,
        policy_basis=wording.law(event.basis, event.occurred_at),
        contact=about.centre.telephone,
    )


def outlined(event: MatterClosedAtIntake, about: About) -> Iterable[Copy]:
    """D21.5: the outline of the answer as it was approved before it was given [S4 一(二)3]."""
    return to_file(
        number="", questions=about.claims_for_a_unit(), answers=event.reason, policy_basis=event.basis,
        approval=f"经审批（{event.approved_by}）" if event.approved_by else "经审批",
    )  # fmt: skip


def laid_aside(event: MatterClosedAtIntake, about: About) -> Iterable[Copy]:
    """D26.2, for the shelf."""
    reason = wording.REASONS.get(event.reason_code, event.reason_code)
    return to_file(
        letter_no=about.sheet.item_no, hold_reason=f"{reason}：{event.reason}" if event.reason else reason,
        township=about.sheet.place or "本县", shelf="按来信架位登记", approval=f"经审批（{event.approved_by}）" if event.approved_by else "",
    )  # fmt: skip


COMPOSED: Mapping[str, Composer] = {
    "D03.1": refused,
    "D04.1": settled_before,
    "D05.1": guided,
    "D05.2": shown_the_way,
    "D05.3": path_ended,
    "D06.4": passed_on,
    "D07.3": handed_over,
    "D21.5": outlined,
    "D25.1": answered_at_once,
    "D26.2": laid_aside,
}
