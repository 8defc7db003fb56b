"""A hearing, from the right told to the key facts entered: what is lawful, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from lianjie_contracts.base import Actor
from lianjie_contracts.vocabulary import HearingKind, MatterState as S, Path
from services.routing.domain.acts import TimeIsUp
from services.routing.domain.beside import HearingFile, HearingState as H, Window
from services.routing.domain.matter import AssignmentState as A, Matter
from services.routing.domain.roads.applying import Application
from services.routing.domain.roads.examining import HearingCalled
from services.routing.domain.roads.hearing import Declined
from services.routing.domain.roads.holding import Conclusion, KeyFacts, Notice, Postponed
from tests.routing.builders import AT, a_claim, a_matter, a_share, a_wish

CITIZEN = Actor(id="petitioner", role="petitioner")
OFFICERS = ("覃芳", "陆明", "韦一")
TOLD = HearingFile(told_at=AT)
IN_HAND = a_matter(S.HANDLING, assignments=(a_share(state=A.ACK),))
WHY = HearingCalled(reason="对责任认定争议较大")
ASKS = Application(1, "45019920260928V00001-2", "对责任认定有争议")
NO = Declined(reason="所述事实清楚，没有争议", remedy="可在复查、复核中一并提出")
NOTICE = Notice(
    kind=HearingKind.SIMPLE,
    held_at=AT + timedelta(days=15),
    place="二楼听证室",
    host="农卫东",
    officers=OFFICERS,
)
FOUND = Conclusion(
    conclusion="裂缝系施工质量所致",
    agreeing=OFFICERS[:2],
    minority="韦一认为须再鉴定",
    record_signed=True,
)


def at(stand: H, **changed: Any) -> Matter:
    """A matter in hand whose hearing stands there."""
    file = HearingFile(told_at=AT, officers=OFFICERS)
    return replace(IN_HAND, hearing=stand, hearing_file=file, **changed)


def noticed(**changed: Any) -> Any:
    return a_wish("notify_hearing", NOTICE.model_copy(update=changed))


def concluded(**changed: Any) -> Any:
    return a_wish("conclude_hearing", FOUND.model_copy(update=changed))


IN_HEARING = at(H.NOTIFIED, state=S.HEARING)
SHUT = replace(at(H.RIGHT_TOLD), windows=(Window("C16", AT, AT + timedelta(minutes=30)),))
OVER = TimeIsUp("C16", AT, AT + timedelta(days=10))
ELSEWHERE = replace(IN_HAND, claims=(a_claim(path=Path.LITIGATION),))
LAWFUL = {
    "H1": (IN_HAND, a_wish("tell_hearing_right")),
    "H2": (at(H.RIGHT_TOLD), a_wish("request_hearing", ASKS, by=CITIZEN, unit=None)),
    "H3": (at(H.RIGHT_TOLD), a_wish("hearing_window_lapsed", OVER)),
    "H4": (at(H.REQUESTED), a_wish("decide_hearing", WHY)),
    "H5": (at(H.REQUESTED), a_wish("decline_hearing", NO)),
    "H6": (at(H.DECIDED), noticed()),
    "H7": (IN_HEARING, a_wish("hold_hearing")),
    "H8": (IN_HEARING, a_wish("postpone_hearing", Postponed(reason="主持人生病"))),
    "H9": (IN_HEARING, a_wish("withdraw_hearing", ASKS, by=CITIZEN, unit=None)),
    "H10": (at(H.HELD, state=S.HEARING), concluded()),
    "H11": (at(H.CONCLUDED), a_wish("enter_hearing", KeyFacts(key_facts="三处开裂，责任在施工单位"))),
    "H11s": (
        replace(IN_HAND, hearings_unentered=1),
        a_wish("enter_former_hearing", KeyFacts(key_facts="三处开裂，责任在施工单位")),
    ),
    "20": (at(H.NOTIFIED), a_wish("open_hearing", WHY)),
    "20.2": (at(H.CONCLUDED, state=S.HEARING), a_wish("close_hearing")),
}
PUT_OFF = replace(IN_HEARING, hearing_file=replace(IN_HEARING.hearing_file, postponed=True))
HEARD = replace(at(H.NOTIFIED), hearing_file=HearingFile(opened=True))
PROVOKED = (
    ("second_factor_if_petitioner", IN_HAND, a_wish("request_hearing", WHY, by=CITIZEN)),
    ("window_c16_open", SHUT, a_wish("request_hearing", ASKS, by=CITIZEN)),
    ("somebody_in_charge", a_matter(), a_wish("request_hearing", ASKS, by=CITIZEN, unit=None)),
    ("somebody_in_charge", a_matter(S.DISPATCHED), a_wish("request_hearing", ASKS, by=CITIZEN, unit=None)),
    ("somebody_in_charge", a_matter(S.OPINION_READY, issued_at=AT), a_wish("request_hearing", ASKS, by=CITIZEN)),
    ("window_c16_lapsed", at(H.RIGHT_TOLD), a_wish("hearing_window_lapsed", TimeIsUp("C16", AT - timedelta(days=1), AT))),
    ("hearing_qualifies", at(H.REQUESTED), a_wish("decide_hearing", HearingCalled())),
    ("hearing_qualifies", replace(ELSEWHERE, hearing=H.REQUESTED), a_wish("decide_hearing", WHY)),
    ("hearing_decline_reason", at(H.REQUESTED), a_wish("decline_hearing", Declined(remedy="复查"))),
    ("remedy_named", at(H.REQUESTED), a_wish("decline_hearing", Declined(reason="没有争议"))),
    ("host_not_investigator", at(H.DECIDED), noticed(host="梁伟")),
    ("host_not_investigator", at(H.DECIDED, handlers=("莫志远",)), noticed()),
    ("officers_odd", at(H.DECIDED), noticed(officers=(*OFFICERS, "韦二"))),
    ("officers_odd", at(H.DECIDED), noticed(officers=(*OFFICERS, "韦二", " 覃芳"))),
    ("officers_minimum", at(H.DECIDED), noticed(kind=HearingKind.ORDINARY)),
    ("lead_time_kept", at(H.DECIDED), noticed(held_at=AT + timedelta(days=13))),
    ("lead_time_kept", at(H.DECIDED), noticed(held_at=AT - timedelta(days=1), notice_waived=True)),
    ("postponement_reason", IN_HEARING, a_wish("postpone_hearing", Postponed())),
    ("postponed_once", PUT_OFF, a_wish("postpone_hearing", Postponed(reason="再等等"))),
    ("record_signed", at(H.HELD), concluded(record_signed=False)),
    ("majority_conclusion", at(H.HELD), concluded(agreeing=OFFICERS[:1])),
    ("majority_conclusion", at(H.HELD), concluded(agreeing=(*OFFICERS[:1], "路人"))),
    ("former_hearing_unentered", IN_HAND, a_wish("enter_former_hearing", KeyFacts(key_facts="三处开裂"))),
    ("key_facts_entered", at(H.CONCLUDED), a_wish("enter_hearing", KeyFacts())),
    ("hearing_round_left", HEARD, a_wish("open_hearing", WHY)),
)  # fmt: skip
