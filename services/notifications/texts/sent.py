"""A matter on its way to a unit, and back from it (D06 to D09, D27)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from lianjie_contracts.base import Assignment
from lianjie_contracts.events.matter_dispatched import MatterDispatched
from lianjie_contracts.events.matter_disputed import MatterDisputed
from lianjie_contracts.events.matter_followup_sent import MatterFollowupSent
from lianjie_contracts.events.matter_objected import MatterObjected
from lianjie_contracts.events.matter_objection_rejected import MatterObjectionRejected
from lianjie_contracts.events.matter_recalled import MatterRecalled
from lianjie_contracts.events.matter_returned import MatterReturned
from lianjie_contracts.events.matter_shares_changed import MatterSharesChanged
from lianjie_contracts.vocabulary import Source
from services.notifications.domain import wording
from services.notifications.texts.about import (
    About,
    Composer,
    Copy,
    to_office,
    to_petitioner,
    to_unit,
)

BASIS = "《信访工作条例》第二十二条、第二十三条"
Sent = MatterDispatched | MatterSharesChanged


def where_it_went(event: Sent, about: About) -> Iterable[Copy]:
    """D06.1 [R22 23]: which units have it now."""
    units = [share.unit for share in event.assignments]
    return to_petitioner(
        receiving_unit=about.names(units), contact=_telephones(units, about),
        what_next="该单位收到后15日内决定是否受理并书面告知您。",
    )  # fmt: skip


def where_it_was_assigned(event: MatterDispatched, about: About) -> Iterable[Copy]:
    """D06.2."""
    units = [share.unit for share in event.assignments]
    return to_petitioner(
        receiving_unit=about.names(units),
        due_date=_by(event.report_due_at),
        contact=_telephones(units, about),
    )


def nobody_s_yet(event: MatterDisputed | MatterReturned, about: About) -> Iterable[Copy]:
    """D06.3 [R22 24]: the petitioner waits for no quarrel of units."""
    return to_petitioner(
        reason=event.reason or "有关单位对管辖有不同意见，正在处理。", deciding_organ="有关单位共同的上一级机关",
        expected_date="确定后即书面告知您；争议期间已用的办理时限不重新计算", contact=about.centre.telephone,
    )  # fmt: skip


def forwarded(event: Sent, about: About) -> Iterable[Copy]:
    """D07.1: one for each unit that has had none, with its own claims; a visit's first goes as D07.2."""
    if isinstance(event, MatterDispatched) and about.visited:
        return ()
    had = about.told("units").split() if isinstance(event, MatterSharesChanged) else []
    return _letters([share for share in event.assignments if share.unit not in had], about)


def from_the_hall(event: MatterDispatched, about: About) -> Iterable[Copy]:
    """D07.2 [S4]: the unit reports whether it accepts."""
    if not about.visited:
        return
    for share in event.assignments:
        yield from to_unit(
            share.unit, matter=about.matter_for_a_unit(), unit=about.unit(share.unit).name, materials_list=about.materials(),
            acceptance_report_request="请自收到之日起15日内决定是否受理，告知信访人，并将受理情况报本机关。",
        )  # fmt: skip


def assigned(event: Sent, about: About) -> Iterable[Copy]:
    """D08.1; an item with a leader's instruction goes as D08.3, and a helping unit is sent D07.1."""
    if about.instruction or isinstance(event, MatterSharesChanged):
        return
    for share in event.assignments:
        yield from to_unit(
            share.unit, matter=about.matter_for_a_unit(), requirements=event.reason or "请依法按政策办理，书面答复信访人并反馈结果。",
            due_date=_by(event.report_due_at), report_form="书面办结报告，附给信访人的答复", contact=about.centre.telephone,
            objection_hint=wording.OBJECTION,
        )  # fmt: skip


def instructed(event: MatterDispatched, about: About) -> Iterable[Copy]:
    """D08.3: the instruction's own words go with it."""
    if not about.instruction:
        return
    for share in event.assignments:
        yield from to_unit(
            share.unit, source=wording.SOURCES.get(about.sheet.source, wording.SOURCES[Source.SELF]),
            instruction_text=about.instruction, matter=about.matter_for_a_unit(), due_date=_by(event.report_due_at),
            sponsor=about.centre.name,
        )  # fmt: skip


def in_writing(event: MatterFollowupSent, about: About) -> Iterable[Copy]:
    """D08.2: after the call."""
    for unit in about.told("units").split():
        yield from to_unit(
            unit, number=event.number, call_time=about.told("called_on"), call_receiver=about.told("call"),
            matter=about.matter_for_a_unit(), requirements=about.told("requirement", "按电话（传真）交办的要求办理。"),
            due_date=about.told("report_due", "按电话（传真）交办的时限"),
        )  # fmt: skip


def objected(event: MatterObjected, about: About) -> Iterable[Copy]:
    """D09.1."""
    return to_office(
        reasons=event.reasons, legal_basis=wording.law(event.basis, event.occurred_at), competent_unit=event.competent_unit, materials_returned=about.materials()
    )  # fmt: skip


def taken_back(event: MatterReturned, about: About) -> Iterable[Copy]:
    """D09.2."""
    return to_unit(
        event.unit, decision="异议成立，同意退回", reasons=event.reason, materials_list=about.materials()
    )


def not_agreed(event: MatterObjectionRejected, _: About) -> Iterable[Copy]:
    """D09.3: time already used is not given back."""
    return to_unit(
        event.unit, reasons=event.reason, duty_to_handle="请依法受理、办理，不得再次提出异议。",
        remaining_days="自签收之日起的办理时限继续计算",
    )  # fmt: skip


def recalled(event: MatterRecalled, about: About) -> Iterable[Copy]:
    """D09.4."""
    return to_unit(
        event.unit,
        reason=event.reason,
        materials_return=about.materials(),
        new_unit="由本机关另行确定",
    )


def designated(event: MatterDispatched, about: About) -> Iterable[Copy]:
    """D27.1 [R22 24]: under the decision's own number, to the units and to the petitioner."""
    lead = about.unit(event.assignments[0].unit).name
    words = {
        "number": event.decision or "", "dispute": event.reason or f"“{about.matter_for_a_unit()}”的管辖",
        "basis": "《信访工作条例》第二十四条", "designated_unit": lead,
    }  # fmt: skip
    for share in event.assignments:
        yield from to_unit(share.unit, **words)
    yield from to_petitioner(**words)


def agreed(event: MatterDispatched, about: About) -> Iterable[Copy]:
    """D27.2: the minutes that all units have signed."""
    lead = event.assignments[0].unit
    parties = tuple(dict.fromkeys((*about.told("disputing").split(), lead)))
    for unit in parties:
        yield from to_unit(
            unit, number=event.decision or "", units=about.names(parties), positions=event.reason or "各方意见见纪要原件",
            agreed_unit=about.unit(lead).name, signatures="各单位已在纪要原件上签署",
        )  # fmt: skip


def _letters(shares: Iterable[Assignment], about: About) -> Iterable[Copy]:
    for share in shares:
        yield from to_unit(
            share.unit, matter=about.matter_for_a_unit(), claims=about.claims_for_a_unit(share.claim_ids),
            materials_list=about.materials(), legal_basis=BASIS, return_address=about.address, objection_hint=wording.OBJECTION,
        )  # fmt: skip


def _telephones(units: Iterable[str], about: About) -> str:
    return "、".join(dict.fromkeys(about.unit(unit).telephone or about.centre.telephone for unit in units))


def _by(due: datetime | None) -> str:
    return wording.day(due) if due else "按规定时限"


COMPOSED: Mapping[str, Composer] = {
    "D06.1": where_it_went,
    "D06.2": where_it_was_assigned,
    "D06.3": nobody_s_yet,
    "D07.1": forwarded,
    "D07.2": from_the_hall,
    "D08.1": assigned,
    "D08.2": in_writing,
    "D08.3": instructed,
    "D09.1": objected,
    "D09.2": taken_back,
    "D09.3": not_agreed,
    "D09.4": recalled,
    "D27.1": designated,
    "D27.2": agreed,
}
