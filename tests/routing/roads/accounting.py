"""Lawful and refused steps of accountability."""

from __future__ import annotations

from lianjie_contracts.vocabulary import MatterState as S, SuggestionResult
from services.routing.domain.above import Above, FindingState as F
from services.routing.domain.matter import Matter
from services.routing.domain.roads.accounting import (
    Dropping,
    FactsSet,
    FaultFound,
    Measure,
    MeasureAnswer,
    Statement,
)
from tests.routing.builders import RSJ, ZJJ, a_matter, a_wish


def found(state: F) -> Matter:
    return a_matter(S.COMPLETED, accountability=state, above=Above(found_at=ZJJ))


MEASURE = Measure(number="云信建责〔2026〕1号", proposal="责令书面检查", organ="县纪委监委")
LAWFUL = {
    "AC1": (a_matter(S.COMPLETED), a_wish("record_finding", FaultFound(finding_code="OVERDUE", unit=ZJJ), unit=None)),
    "AC2": (found(F.FOUND), a_wish("establish_facts", FactsSet(text="逾期40日", evidence=("期限记录",)), unit=None)),
    "AC3": (found(F.FACTS), a_wish("hear_unit", Statement(statement="人员调整，交接不及时"), unit=None)),
    "AC4": (found(F.HEARD), a_wish("propose_measure", MEASURE, unit=None)),
    "AC5": (found(F.HEARD), a_wish("drop_finding", Dropping(reason="已及时补正，未造成后果"), unit=None)),
    "AC6": (found(F.PROPOSED), a_wish("record_measure", MeasureAnswer(result=SuggestionResult.ADOPTED), unit=None)),
}  # fmt: skip
PROVOKED = (
    ("finding_code", a_matter(), a_wish("record_finding", FaultFound(unit=RSJ))),
    ("evidence_listed", found(F.FOUND), a_wish("establish_facts", FactsSet(text="x", evidence=(" ",)))),
    ("unit_heard", found(F.FACTS), a_wish("hear_unit", Statement())),
    ("supervisor_not_supervised", found(F.HEARD), a_wish("propose_measure", MEASURE, unit=ZJJ)),
    ("drop_reason", found(F.FACTS), a_wish("drop_finding", Dropping())),
    ("adoption_stated", found(F.PROPOSED), a_wish("record_measure", MeasureAnswer())),
    (
        "adoption_stated",
        found(F.PROPOSED),
        a_wish("record_measure", MeasureAnswer(result=SuggestionResult.NOT)),
    ),
)
