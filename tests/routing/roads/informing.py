"""Asked for more, and screened again: what is lawful, and what is refused."""

from __future__ import annotations

from datetime import timedelta

from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.acts import TimeIsUp
from services.routing.domain.roads.informing import Appointment, Gaps, Supplement
from tests.routing.builders import AT, a_matter
from tests.routing.roads.objecting import of_office

GAPS = Gaps(gaps=("房屋产权证明",))
TALK = Appointment(appointment_at=AT + timedelta(days=3))
WAITING = a_matter(S.AWAITING_INFO, assignments=())
OVER = TimeIsUp("C40", AT - timedelta(days=15), AT)
GROUP = a_matter(headcount=12)

LAWFUL = {
    "3": (a_matter(), of_office("request_info", GAPS)),
    "3.2": (a_matter(), of_office("appoint_talk", TALK)),
    "3.3": (GROUP, of_office("await_representatives")),
    "3.4": (WAITING, of_office("supply_info", Supplement(supplied="BC20260928001"))),
    "3.5": (WAITING, of_office("info_window_lapsed", OVER)),
}
PROVOKED = (
    ("gaps_listed", a_matter(), of_office("request_info", Gaps(gaps=(" ",)))),
    ("gap_not_asked_before", a_matter(gaps_asked=GAPS.gaps), of_office("request_info", GAPS)),
    ("appointment_date_agreed", a_matter(), of_office("appoint_talk", Appointment(appointment_at=AT - timedelta(days=1)))),
    ("talk_round_left", a_matter(talks=2), of_office("appoint_talk", TALK)),
    ("group_without_representatives", a_matter(), of_office("await_representatives")),
    ("group_without_representatives", a_matter(headcount=12, representatives=2), of_office("await_representatives")),
    ("window_c40_lapsed", WAITING, of_office("info_window_lapsed", TimeIsUp("C40", AT, AT + timedelta(days=15)))),
    ("window_c40_lapsed", WAITING, of_office("info_window_lapsed", TimeIsUp("C42", AT, AT))),
)  # fmt: skip
