"""A hearing, and who keeps out of a matter (D15, D21.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_hearing_held import MatterHearingHeld
from lianjie_contracts.events.matter_hearing_notified import MatterHearingNotified
from lianjie_contracts.events.matter_hearing_prepared import MatterHearingPrepared
from lianjie_contracts.events.matter_opinion_issued import MatterOpinionIssued
from lianjie_contracts.events.matter_recusal_decided import MatterRecusalDecided
from services.notifications.domain import wording
from services.notifications.texts.about import About, Composer, Copy, to_file, to_petitioner, to_unit

BASIS = "《信访工作条例》第三十一条第六项"
RIGHTS = "您可以申请主持人、听证员回避，可以申请延期或者放弃听证；听证中有权陈述、提供证据、质证和申辩。"
BRINGS = "身份证件、与信访事项有关的证据材料；委托代理人的，另带授权委托书"


def held_by_unit(event: MatterEvent, about: About) -> bool:
    """Whether the unit holds the hearing: it has told of it or decided on it, unless the organ above reviews [S1 一(三)]."""
    if event.by.role.startswith("unit_"):
        return True
    if event.by.role.startswith("review_"):
        return False
    return about.told("hearing_by", "unit") == "unit"


def right_told(event: MatterHearingPrepared | MatterOpinionIssued, _: About) -> Iterable[Copy]:
    """D15.1, before the answer; an opinion says it itself (D11)."""
    if isinstance(event, MatterOpinionIssued):
        return ()
    return to_petitioner(
        right="您反映的信访事项可以举行听证，您有权要求举行听证。", window="自收到本告知书之日起，在规定的申请期限内提出；逾期不提出的，视为放弃",
        how_to_apply="凭登记编号和查询码在查询页面申请，或者到窗口、书面向本机关提出",
    )  # fmt: skip


def notified(event: MatterHearingNotified, about: About) -> Iterable[Copy]:
    """D15.2, to the petitioner and to every unit that takes part and does not hold it itself."""
    words = {
        "time": wording.moment(event.held_at), "place": event.place, "host": event.host,
        "officers": "、".join(event.officers), "materials": BRINGS, "rights": RIGHTS,
    }  # fmt: skip
    holder = about.told("lead") if held_by_unit(event, about) else ""
    yield from to_petitioner(**words)
    for unit in about.told("units").split():
        if unit != holder:
            yield from to_unit(unit, **words)


def concluded(event: MatterHearingHeld, about: About) -> Iterable[Copy]:
    """D15.4: what the officers found, and what a minority thinks; the record stands behind it."""
    words = {
        "facts_found": "以经核对、签字的听证笔录为准", "opinion": event.conclusion,
        "votes": f"{len(event.agreeing)}名听证员同意：{'、'.join(event.agreeing)}", "minority": event.minority or "无",
    }  # fmt: skip
    yield from to_petitioner(**words)
    for unit in about.told("units").split():
        yield from to_unit(unit, **words)


def declined(event: MatterHearingPrepared, _: About) -> Iterable[Copy]:
    """D15.5."""
    return to_petitioner(reason=event.reason, legal_basis=BASIS, remedy=event.remedy)


def put_off(event: MatterHearingPrepared, _: About) -> Iterable[Copy]:
    """D15.6: the new day is told by a notice of its own (row H6)."""
    return to_petitioner(reason=event.reason, new_time="确定后另行书面通知", new_place="确定后另行书面通知")


def recusal(event: MatterRecusalDecided, about: About) -> Iterable[Copy]:
    """D21.1 [SD 17], to the petitioner who asked for it, else for the file."""
    asked_by_petitioner = about.told(f"recusal_asked_by {event.person}") == "petitioner"
    reason = f"：{event.reason}" if event.reason else ""
    return (to_petitioner if asked_by_petitioner else to_file)(
        person=event.person, ground=about.told(f"recusal_ground {event.person}", "见回避申请"),
        decision=f"{'决定回避' if event.granted else '不予回避'}{reason}", decider=event.by.name or "有权决定的负责人",
    )  # fmt: skip


COMPOSED: Mapping[str, Composer] = {
    "D15.1": right_told,
    "D15.2": notified,
    "D15.4": concluded,
    "D15.5": declined,
    "D15.6": put_off,
    "D21.1": recusal,
}
