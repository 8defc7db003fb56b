"""What the office puts to a unit in writing beside the matter: 督办, and the three recommendations (D17)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lianjie_contracts.events.matter_held_accountable import MatterHeldAccountable
from lianjie_contracts.events.matter_report_checked import MatterReportChecked
from lianjie_contracts.events.recommendation_moved import RecommendationMoved
from lianjie_contracts.events.supervision_moved import SupervisionMoved
from lianjie_contracts.vocabulary import RecommendationKind, SupervisionForm, SupervisionLevel
from services.notifications.domain import wording
from services.notifications.texts.about import About, Composer, Copy, to_office, to_unit

LEADERS, ORGAN = "有关领导", "有权处理机关"
IN_THIRTY_DAYS = "自收到本建议书之日起三十日内"  # C19


def reminded(event: SupervisionMoved, about: About) -> Iterable[Copy]:
    """D17.1: the first level."""
    return _put(event, about) if event.level is SupervisionLevel.REMINDER else ()


def supervised(event: SupervisionMoved | MatterReportChecked, about: About) -> Iterable[Copy]:
    """D17.2: every higher level, and a report that was given back twice (35.3)."""
    if isinstance(event, MatterReportChecked):
        lead = about.told("lead")
        due = wording.on(event.due_on) if event.due_on else "原定日期"
        return to_unit(
            lead, facts=f"信访事项（编号{about.sheet.item_no}）的办结报告两次退回，仍未通过审核。", ground="多次督查督办未能办结",
            required_action="请由主要负责人领办，限期办结并重新报送办结报告。", reply_date=due,
        ) if lead else ()  # fmt: skip
    if event.level is SupervisionLevel.REMINDER:
        return ()
    return _put(event, about, ground=wording.GROUNDS.get(event.ground, "其他"))


def improved(event: RecommendationMoved, _: About) -> Iterable[Copy]:
    """D17.3."""
    if event.kind is not RecommendationKind.IMPROVE:
        return ()
    return to_unit(event.unit, facts=event.facts, suggestion=event.suggestion, reply_date=_reply_by(event))


def policy(event: RecommendationMoved, _: About) -> Iterable[Copy]:
    """D17.4: to the unit, and to the leaders."""
    if event.kind is not RecommendationKind.POLICY:
        return ()
    words = {
        "policy": event.policy,
        "facts": event.facts,
        "suggestion": event.suggestion,
        "reply_date": _reply_by(event),
    }
    return (*to_unit(event.unit, **words), *to_office(**words | {"addressee": LEADERS}))


def held_to_account(
    event: RecommendationMoved | SupervisionMoved | MatterHeldAccountable, about: About
) -> Iterable[Copy]:
    """D17.5, by each of its three roads; the unit was heard on it."""
    if isinstance(event, SupervisionMoved):
        return to_office(
            addressee=ORGAN, finding=wording.GROUNDS.get(event.ground, "其他"), facts=_facts(event, about),
            unit_statement=_answer(event), proposal=event.steps[-1].text or "建议依规依纪依法处理。", reply_date=IN_THIRTY_DAYS,
        )  # fmt: skip
    if isinstance(event, MatterHeldAccountable):
        number = {"number": event.number} if event.number else {}
        return to_office(
            addressee=event.organ or ORGAN, finding=about.told("finding", "见核查材料"), facts=about.told("found_facts", "见核查材料"),
            unit_statement=about.told("unit_statement", "见核查材料"), proposal=event.proposal, reply_date=IN_THIRTY_DAYS, **number,
        )  # fmt: skip
    if event.kind is not RecommendationKind.ACCOUNTABILITY:
        return ()
    return to_unit(
        event.unit, finding=f"{about.unit(event.about).name}：{event.finding}", facts=event.facts,
        unit_statement=event.unit_statement, proposal=event.suggestion, reply_date=_reply_by(event),
    )  # fmt: skip


def _put(event: SupervisionMoved, about: About, **words: str) -> Iterable[Copy]:
    """To the unit, unless it was told by telephone, which leaves no paper [D], or the office supervises itself."""
    step = event.steps[-1]
    if event.unit is None or step.form is SupervisionForm.PHONE:
        return ()
    due = wording.on(event.answer_by) if event.answer_by else "收到之日起五个工作日内"
    return to_unit(event.unit, facts=_facts(event, about), required_action=step.text, reply_date=due, **words)


def _facts(event: SupervisionMoved, about: About) -> str:
    """By number, for whoever opens the letter need not know whose matter it is."""
    found = event.steps[0].text or f"{wording.GROUNDS.get(event.ground, '其他')}。"
    return f"信访事项（编号{about.sheet.item_no}）：{found}"


def _answer(event: SupervisionMoved) -> str:
    answers = [step.text for step in event.steps if step.row == "SV4" and step.text]
    return answers[-1] if answers else "该单位在期限内没有答复。"


def _reply_by(event: RecommendationMoved) -> str:
    return wording.on(event.answer_by) if event.answer_by else IN_THIRTY_DAYS


COMPOSED: Mapping[str, Composer] = {
    "D17.1": reminded, "D17.2": supervised, "D17.3": improved, "D17.4": policy, "D17.5": held_to_account,
}  # fmt: skip
