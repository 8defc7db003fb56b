"""What a leader is told, what the leader wrote, and what came of it (D20)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lianjie_contracts.events.matter_reported_up import MatterReportedUp
from lianjie_contracts.vocabulary import ReportForm
from services.notifications.domain import wording
from services.notifications.texts.about import About, Composer, Copy, to_file, to_office

LEADERS = "有关领导"


def special(event: MatterReportedUp, about: About) -> Iterable[Copy]:
    """D20.1."""
    if event.form != ReportForm.SPECIAL:
        return ()
    return to_office(
        addressee=LEADERS, title=about.matter_for_a_unit(), facts=event.text, risk=_ground(event),
        suggestion="建议明确责任单位和责任人，限期办理并反馈。",
    )  # fmt: skip


def asking(event: MatterReportedUp, about: About) -> Iterable[Copy]:
    """D20.2: what has been done so far, and that an instruction is asked for."""
    if event.form != ReportForm.REQUEST:
        return ()
    lead = about.told("lead")
    sent = f"，已由{about.unit(lead).name}承办" if lead else ""
    return to_office(
        addressee=LEADERS, facts=event.text, measures=f"已登记（编号{about.sheet.item_no}）{sent}",
        request="以上情况，请批示。",
    )  # fmt: skip


def information(event: MatterReportedUp, _: About) -> Iterable[Copy]:
    """D20.3."""
    if event.form != ReportForm.INFORMATION:
        return ()
    return to_office(addressee=LEADERS, summary=event.text, themes=_ground(event))


def daily(event: MatterReportedUp, about: About) -> Iterable[Copy]:
    """D20.5, with every item that it tells of."""
    if event.form != ReportForm.DAILY:
        return ()
    numbers = tuple(dict.fromkeys((about.sheet.item_no, *event.item_nos)))
    return to_office(addressee=LEADERS, items=numbers, counts=f"{len(numbers)}件", summary=event.text)


def instructed(event: MatterReportedUp, _: About) -> Iterable[Copy]:
    """D20.6: the instruction's own words, with where its scan lies."""
    given = f"（{wording.on(event.given_on)}）" if event.given_on else ""
    return to_file(
        leader=f"{event.leader}{given}", text=event.text or "见批示扫描件", due_date=wording.on(event.due_on) if event.due_on else "",
        scan=event.scan,
    )  # fmt: skip


def answered(event: MatterReportedUp, about: About) -> Iterable[Copy]:
    """D20.7, under the number that the office gave it."""
    return to_office(
        addressee=about.told("leader", LEADERS), number=event.number, instruction=about.told("instruction", "见批示原件"),
        handling=event.handling or event.text, opinion=event.opinion or "见办理情况", result=event.result or "见办理情况",
    )  # fmt: skip


def _ground(event: MatterReportedUp) -> str:
    return wording.REPORT_GROUNDS.get(event.ground, "") if event.ground else ""


COMPOSED: Mapping[str, Composer] = {
    "D20.1": special,
    "D20.2": asking,
    "D20.3": information,
    "D20.5": daily,
    "D20.6": instructed,
    "D20.7": answered,
}
