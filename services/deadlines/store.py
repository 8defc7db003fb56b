"""What deadlines keeps: one sheet of clocks per matter, found by when something is to be said next; one calendar per county;
records of supervision and recommendations."""

from __future__ import annotations

from chassis.documents import Kind
from services.deadlines.domain.county_calendar import CountyCalendar
from services.deadlines.domain.sheet import ClockSheet
from services.deadlines.recommendations.recommendation import Recommendation
from services.deadlines.supervision.supervision import Supervision

SHEETS: Kind[ClockSheet] = Kind(
    "sheets",
    ClockSheet,
    subject="clocks",
    topic="deadlines.clocks.v1",
    indexes=(
        ("next_at",),
        ("county", "is_open", "edition"),
        ("county", "first_due_at"),
        ("clocks.unit", "first_due_at"),
        ("county", "warned_at"),
    ),
)
# Of a sheet that is only read: what happened is half of it, and says nothing that its clocks do not.
WITHOUT_MARKS = {"state.marks": 0, "answers": 0, "unsent": 0}
CALENDARS: Kind[CountyCalendar] = Kind(
    "calendars", CountyCalendar, subject="calendar", topic="deadlines.calendars.v1"
)
SUPERVISIONS: Kind[Supervision] = Kind(
    "supervisions", Supervision, subject="supervision", topic="deadlines.supervisions.v1",
    indexes=(("told.county", "told.state"), ("told.unit", "told.state"), ("told.matter_id",)),
)  # fmt: skip
RECOMMENDATIONS: Kind[Recommendation] = Kind(
    "recommendations", Recommendation, subject="recommendation", topic="deadlines.supervisions.v1",
    indexes=(("told.county", "told.state"), ("told.unit", "told.state"), ("told.matter_id",)),
)  # fmt: skip
