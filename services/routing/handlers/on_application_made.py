"""A petitioner applies for a review, a recheck, a hearing, or that somebody keep out: taken up by its row (27, 27.2, 30, 30.2, H2,
RC1), or answered with why not."""

from __future__ import annotations

from collections.abc import Mapping

from chassis.errors import NotYetError
from chassis.work import Heard, Work
from lianjie_contracts.events.application_made import ApplicationMade
from lianjie_contracts.events.matter_application_declined import MatterApplicationDeclined
from lianjie_contracts.vocabulary import Application as Kind
from services.routing.declining import tell
from services.routing.domain.acts import Intent
from services.routing.domain.remaining import remains
from services.routing.domain.roads.applying import Application
from services.routing.proposing import propose
from services.routing.store import MATTERS

ASKS: Mapping[str, tuple[str, ...]] = {
    Kind.REVIEW: ("apply_review", "apply_review_late"),
    Kind.RECHECK: ("apply_recheck", "apply_recheck_late"),
    Kind.HEARING: ("request_hearing",),
    Kind.RECUSAL: ("apply_recusal",),
}


async def on_application_made(heard: Heard[ApplicationMade], work: Work) -> None:
    """intake has proved who asks. What is out of its window is late, and taken up only if it says with what good reason."""
    made = heard.event
    if made.application not in ASKS:
        return
    matter = await work.load(MATTERS, made.matter_id)
    if matter is None:
        raise NotYetError(f"matter:{made.matter_id}")
    brings = Application(
        1, made.number, made.reason, good_reason=made.good_reason or "", person=made.person.strip()
    )
    acts = ASKS[made.application] if made.good_reason else ASKS[made.application][:1]
    wishes = [Intent(act, made.by, work.now, frozenset({made.by.role}), None, brings) for act in acts]
    refused = await propose(work, matter, wishes)
    if refused is not None:
        told = MatterApplicationDeclined(
            occurred_at=max(work.now, matter.last_at), matter_id=matter.matter_id, county=matter.county, office=matter.county,
            profile=matter.profile, state=matter.state, application=made.application, number=made.number,
            code=refused.code, because=refused.because, remains=remains(matter, work.now),
        )  # fmt: skip
        await tell(work, matter, told)
