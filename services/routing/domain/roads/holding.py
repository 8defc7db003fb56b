"""A hearing on its day: notified in time, held before officers, put off once at most, concluded, entered (H6 to H8, H10, H11;
20, 20.2). Each stage of the procedure has one; the handling limit runs on through it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from lianjie_contracts.events.matter_hearing_held import MatterHearingHeld
from lianjie_contracts.events.matter_hearing_notified import MatterHearingNotified
from lianjie_contracts.events.matter_hearing_prepared import MatterHearingPrepared
from lianjie_contracts.vocabulary import HearingKind, MatterState as S
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.beside import HEARING_OVER, HearingState as H
from services.routing.domain.days import day_of
from services.routing.domain.guards import hearing_qualifies, written
from services.routing.domain.matter import Matter
from services.routing.domain.profiles import profile
from services.routing.domain.roads.examining import HearingCalled
from services.routing.domain.rows import (
    HEAD,
    HOST,
    NOTIFIER,
    OFFICER,
    SECRETARY,
    Row,
    of_form,
    of_matter,
    row,
)


class Notice(Paper):
    """听证通知: the parties know in time when, where and before whom, unless the petitioner does without the days."""

    kind: HearingKind
    held_at: datetime
    place: str
    host: str
    officers: tuple[str, ...] = ()
    notice_waived: bool = False


class Postponed(Paper):
    """听证延期: why."""

    reason: str = ""


class Conclusion(Paper):
    """听证结论: what is found, which officers carry it, what the others think; the record signed, or why it is not."""

    conclusion: str
    agreeing: tuple[str, ...] = ()
    minority: str = ""
    record_signed: bool = False
    unsigned_because: str = ""


class KeyFacts(Paper):
    """听证要件, as entered in the petition system."""

    key_facts: str = ""


@of_form("HOST_IS_INVESTIGATOR", "听证主持人不得是本案调查人员。")
def host_not_investigator(matter: Matter, intent: Intent) -> bool:
    host = str(intent.says("host") or "").strip()
    handlers = matter.handlers
    return bool(host) and host not in handlers and not any(intent.is_one_with(each) for each in handlers)


@of_form("OFFICERS_EVEN", "听证员人数须为单数。")
def officers_odd(_: Matter, intent: Intent) -> bool:
    return len(_people(intent, "officers")) % 2 == 1


@of_form("TOO_FEW_OFFICERS", "听证员人数不足。")
def officers_minimum(matter: Matter, intent: Intent) -> bool:
    rules = profile(matter.profile)
    is_simple = intent.says("kind") == HearingKind.SIMPLE
    least = rules.simple_hearing_officers if is_simple else rules.hearing_officers
    return len(_people(intent, "officers")) >= least


@of_form("LEAD_TIME_SHORT", "听证通知距开庭日不足规定天数,请改期。")
def lead_time_kept(matter: Matter, intent: Intent) -> bool:
    held_at = intent.says("held_at")
    if held_at is None or held_at.tzinfo is None:
        return False
    days = (day_of(held_at) - intent.on).days
    return days >= profile(matter.profile).hearing_notice_days or (intent.says("notice_waived") and days >= 0)


@of_form("NO_POSTPONE_REASON", "请填写延期理由。")
def postponement_reason(_: Matter, intent: Intent) -> bool:
    return written(intent, "reason")


@of_matter("POSTPONED_BEFORE", "听证只能延期一次。")
def postponed_once(matter: Matter, _: Intent) -> bool:
    return not matter.hearing_file.postponed


@of_form("RECORD_UNSIGNED", "听证笔录须签字或注明拒签。")
def record_signed(_: Matter, intent: Intent) -> bool:
    return bool(intent.says("record_signed")) or written(intent, "unsigned_because")


@of_form("NO_MAJORITY", "听证结论须经听证员过半数同意。")
def majority_conclusion(matter: Matter, intent: Intent) -> bool:
    agreeing, officers = _people(intent, "agreeing"), set(matter.hearing_file.officers)
    return written(intent, "conclusion") and agreeing <= officers and 2 * len(agreeing) > len(officers)


@of_form("KEY_FACTS_MISSING", "请录入听证要件。")
def key_facts_entered(_: Matter, intent: Intent) -> bool:
    return written(intent, "key_facts")


@of_matter("NO_FORMER_HEARING", "以前各阶段的听证要件都已录入。")
def former_hearing_unentered(matter: Matter, _: Intent) -> bool:
    return matter.hearings_unentered > 0


@of_matter("HEARING_ALREADY_HELD", "本阶段已举行过听证。")
def hearing_round_left(matter: Matter, _: Intent) -> bool:
    return not matter.hearing_file.opened


def _people(intent: Intent, name: str) -> set[str]:
    return {person for each in intent.says(name) or () if (person := each.strip())}


def _filed(matter: Matter, **changed: Any) -> Matter:  # noqa: ANN401 - fields of HearingFile
    return replace(matter, hearing_file=replace(matter.hearing_file, **changed))


def _set(matter: Matter, event: MatterHearingNotified) -> Matter:
    return _filed(matter, officers=tuple(dict.fromkeys(each.strip() for each in event.officers)))


def _put_off(matter: Matter, _: MatterHearingPrepared) -> Matter:
    return _filed(matter, postponed=True)


def _entered(matter: Matter, _: MatterHearingHeld) -> Matter:
    return replace(matter, hearings_unentered=matter.hearings_unentered - 1)


def _opened(matter: Matter, _: MatterHearingHeld) -> Matter:
    return _filed(matter, opened=True)


ROWS: tuple[Row, ...] = (
    row("H6", [H.DECIDED, H.POSTPONED], "notify_hearing", H.NOTIFIED, f"{HOST} {NOTIFIER}", "clocks C15; S1",
        host_not_investigator, officers_odd, officers_minimum, lead_time_kept,
        machine="hearing", brings=Notice, tells=MatterHearingNotified, then=_set),
    row("H7", [H.NOTIFIED], "hold_hearing", H.HELD, HOST, "domain 12", machine="hearing", tells=MatterHearingHeld),
    row("H8", [H.NOTIFIED], "postpone_hearing", H.POSTPONED, HOST, "domain 12", postponement_reason, postponed_once,
        machine="hearing", brings=Postponed, tells=MatterHearingPrepared, then=_put_off),
    row("H10", [H.HELD], "conclude_hearing", H.CONCLUDED, f"{HOST} {OFFICER}", "S1 一(三)3", record_signed, majority_conclusion,
        machine="hearing", brings=Conclusion, tells=MatterHearingHeld),
    row("H11", [H.CONCLUDED], "enter_hearing", H.ENTERED, f"{HOST} {SECRETARY}", "S1 一(三)3 及时录入", key_facts_entered,
        machine="hearing", brings=KeyFacts, tells=MatterHearingHeld),
    row("H11s", [*H], "enter_former_hearing", None, f"{HOST} {SECRETARY}", "[D] S1 一(三)3 及时录入", former_hearing_unentered, key_facts_entered,
        machine="hearing", brings=KeyFacts, tells=MatterHearingHeld, then=_entered),
    row("20", [S.HANDLING], "open_hearing", S.HEARING, HEAD, "R22 31(6); S1 一(三)", hearing_qualifies, hearing_round_left,
        brings=HearingCalled, requires={"hearing": [H.NOTIFIED]}, then=_opened, tells=MatterHearingHeld),
    row("20.2", [S.HEARING], "close_hearing", S.HANDLING, HOST, "S1 一(三)", requires={"hearing": HEARING_OVER}, tells=MatterHearingHeld),
)  # fmt: skip
