"""After the answer: execution, the report back, its check, and what was withdrawn or never came (D18, D19.4, D21)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from lianjie_contracts.events.matter_answer_sent_back import MatterAnswerSentBack
from lianjie_contracts.events.matter_dissatisfaction_checked import MatterDissatisfactionChecked
from lianjie_contracts.events.matter_execution_ended import MatterExecutionEnded
from lianjie_contracts.events.matter_report_checked import MatterReportChecked
from lianjie_contracts.events.matter_report_submitted import MatterReportSubmitted
from lianjie_contracts.events.matter_undeliverable import MatterUndeliverable
from lianjie_contracts.events.matter_withdrawal_requested import MatterWithdrawalRequested
from lianjie_contracts.events.matter_withdrawn import MatterWithdrawn
from services.notifications.domain import wording
from services.notifications.domain.documents import Content
from services.notifications.texts.about import (
    About,
    Composer,
    Copy,
    to_file,
    to_office,
    to_petitioner,
    to_unit,
)

REGRET = timedelta(hours=24)  # C45 [D]


def reported(event: MatterReportSubmitted, about: About) -> Iterable[Copy]:
    """D18.1: the report's own text, and the reply that it brings."""
    return to_office(
        matter=about.matter_for_a_unit(), procedure="按信访程序办理", facts=event.text,
        result=f"已作出答复（{event.reply_no}）", execution=about.told("executed", "见报告正文"), reply_proof=event.reply_no,
    )  # fmt: skip


def closed(_: MatterReportChecked, about: About) -> Iterable[Copy]:
    """D18.2: to whoever the matter came from."""
    return to_office(
        source=wording.SOURCES.get(about.sheet.source, "自办"), matter=about.matter_for_a_unit(),
        result=f"已答复信访人（{about.told('opinion_no', about.told('reply_no', '见案卷'))}）",
        checklist="审核清单各项均已通过", approval="经审核，同意结案",
    )  # fmt: skip


def struck_off(_: MatterReportChecked, about: About) -> Iterable[Copy]:
    """D18.3."""
    return to_file(matter=about.matter_for_a_unit(), closing_report_no="见同日结案报告")


def on_the_way(event: MatterReportSubmitted, _: About) -> Iterable[Copy]:
    """D18.4."""
    return to_office(
        progress=event.text,
        late_reason=event.reason,
        next_date=wording.on(event.next_on) if event.next_on else "",
    )


def sent_back(event: MatterReportChecked, about: About) -> Iterable[Copy]:
    """D18.5, to the unit that leads."""
    return _to_lead(
        about, failed_items=event.failed_items, requirements=event.requirement, new_due=_due(event)
    )


def papers_missing(event: MatterReportChecked | MatterAnswerSentBack, about: About) -> Iterable[Copy]:
    """D18.6; of a helping unit's answer, to that unit."""
    words: dict[str, Content] = {
        "missing_items": event.failed_items,
        "requirements": event.requirement,
        "new_due": _due(event),
    }
    if isinstance(event, MatterAnswerSentBack):
        return to_unit(event.unit, **words)
    return _to_lead(about, **words)


def executed(event: MatterExecutionEnded, about: About) -> Iterable[Copy]:
    """D18.7: for the file; the petitioner hears by its history."""
    when = wording.on(event.done_on) if event.done_on else ""
    return to_file(
        opinion_no=about.told("opinion_no", "调解协议"), what_was_done=f"{when}执行完毕", proof=event.proof
    )


def not_executable(event: MatterExecutionEnded, _: About) -> Iterable[Copy]:
    """D18.8."""
    return to_petitioner(
        reason=event.reason, legal_basis="《信访工作条例》第三十二条", approval_above=f"{event.approving_organ}已同意",
        remedy="您可以向上一级机关反映，或者依法另行主张权利。",
    )  # fmt: skip


def more_time(event: MatterReportChecked, about: About) -> Iterable[Copy]:
    """D18.9."""
    return _to_lead(about, reason=event.requirement or "同意延期反馈", new_due=_due(event))


def never_came(event: MatterUndeliverable, about: About) -> Iterable[Copy]:
    """D19.4 (correction 8): how it was tried, and that it is kept to be collected."""
    return to_file(
        doc_no=about.told("opinion_no", "处理意见书"), modes_tried="见送达记录，已用两种以上方式",
        dates=f"{wording.day(event.service_begun_at)}至{wording.day(event.declared_at)}", reasons="各种方式均未能送达",
        approver=f"经批准（{wording.day(event.declared_at)}）",
    )  # fmt: skip


def withdrawal_asked(event: MatterWithdrawalRequested, about: About) -> Iterable[Copy]:
    """D21.6: a day to think it over [D]."""
    return to_petitioner(
        request_time=wording.moment(event.occurred_at), regret_until=wording.moment(event.occurred_at + REGRET),
        how_to_revoke=f"在此之前，凭编号和查询码在查询页面取消，或者到{about.centre.name}窗口、拨打{about.centre.telephone}取消。",
    )  # fmt: skip


def withdrawn(event: MatterWithdrawn, about: About) -> Iterable[Copy]:
    """D21.3: never counted as resolved."""
    return to_petitioner(
        matter=about.sheet.title, request_time=wording.moment(event.requested_at), effective_time=wording.moment(event.occurred_at),
        note_not_resolved="撤回不代表您反映的问题已经解决。",
    )  # fmt: skip


def looked_into(event: MatterDissatisfactionChecked, _: About) -> Iterable[Copy]:
    """D21.7: why the office sees no ground; every other right stands."""
    return to_petitioner(
        points="您在回访中表示的不满意意见", findings=event.finding, remedy="您仍可在期限内申请复查、复核。"
    )


def _to_lead(about: About, **words: Content) -> Iterable[Copy]:
    lead = about.told("lead")
    return to_unit(lead, **words) if lead else ()


def _due(event: MatterReportChecked | MatterAnswerSentBack) -> str:
    return wording.on(event.due_on) if event.due_on else "原定日期"


COMPOSED: Mapping[str, Composer] = {
    "D18.1": reported,
    "D18.2": closed,
    "D18.3": struck_off,
    "D18.4": on_the_way,
    "D18.5": sent_back,
    "D18.6": papers_missing,
    "D18.7": executed,
    "D18.8": not_executable,
    "D18.9": more_time,
    "D19.4": never_came,
    "D21.3": withdrawn,
    "D21.6": withdrawal_asked,
    "D21.7": looked_into,
}
