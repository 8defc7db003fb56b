"""Dispute, designation and agreement: what is lawful, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from lianjie_contracts.vocabulary import MatterState as S
from services.routing.domain.matter import AssignmentState as A
from services.routing.domain.roads.disputing import Dispute
from tests.routing.builders import RSJ, ZJJ, a_dispatch, a_matter, a_share, a_wish

NEGOTIATED = Dispute(units=(ZJJ, RSJ), minutes="县联席办协调会议纪要〔2026〕3号")
DECIDED = {"decision": "云政指〔2026〕2号", "decided_on": date(2026, 9, 28)}
SIGNED = a_share(state=A.SIGNED)
DISPUTED = a_matter(S.DISPUTED, assignments=(SIGNED,))
TO_ANOTHER = a_dispatch(shares=(a_share(RSJ),), **DECIDED)
TO_HOLDER = a_dispatch(**DECIDED)

LAWFUL = {
    "11": (a_matter(S.RECEIVED, assignments=(SIGNED,)), a_wish("open_dispute", NEGOTIATED)),
    "12": (DISPUTED, a_wish("designate", TO_ANOTHER, unit=None)),
    "12.2": (DISPUTED, a_wish("designate_holder", TO_HOLDER, unit=None)),
    "12.3": (DISPUTED, a_wish("consultation_agreed", TO_ANOTHER, unit=None)),
}
PROVOKED = (
    ("two_units_failed", a_matter(), a_wish("open_dispute", Dispute(units=(ZJJ, ZJJ), minutes="纪要"))),
    ("two_units_failed", a_matter(), a_wish("open_dispute", Dispute(units=(ZJJ, RSJ)))),
    ("designation_text", DISPUTED, a_wish("designate", replace(TO_ANOTHER, decision=""))),
    ("designation_text", DISPUTED, a_wish("designate", replace(TO_ANOTHER, decided_on=date(2027, 1, 1)))),
    ("consultation_minutes", DISPUTED, a_wish("consultation_agreed", replace(TO_ANOTHER, decided_on=None))),
    ("unit_has_signed", replace(DISPUTED, assignments=(a_share(),)), a_wish("designate_holder", TO_HOLDER)),
    ("unit_has_signed", DISPUTED, a_wish("designate_holder", TO_ANOTHER)),
)
