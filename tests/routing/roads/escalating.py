"""What is major or urgent: when it goes up, and when not."""

from __future__ import annotations

from lianjie_contracts.vocabulary import MatterState as S, Urgency
from services.routing.domain.roads.escalating import Escalation
from tests.routing.builders import a_matter, a_wish

GATHERED = Escalation(urgency=Urgency.MAJOR, fact="数十人聚集在项目部门口")
SEEN = a_matter(urgency=Urgency.URGENT)

LAWFUL = {"38": (a_matter(S.HANDLING), a_wish("escalate_urgent", GATHERED))}
PROVOKED = (
    ("urgency_major", a_matter(), a_wish("escalate_urgent", Escalation(fact="数十人聚集"))),
    ("urgency_major", SEEN, a_wish("escalate_urgent", Escalation())),
    (
        "urgency_major",
        SEEN,
        a_wish("escalate_urgent", Escalation(urgency=Urgency.ORDINARY, fact="数十人聚集")),
    ),
)
