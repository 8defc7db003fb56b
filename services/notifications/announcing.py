"""The announcement itself (送达公告, D19.3): a text of its own, written with the act that announces another one (row DL7)."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from chassis.commands import Carries
from chassis.ids import derived
from chassis.work import Work
from lianjie_contracts.base import Actor
from lianjie_contracts.directory import Directory
from lianjie_contracts.vocabulary import Addressee, DeliveryState
from services.notifications.domain import wording
from services.notifications.domain.delivery import Delivery
from services.notifications.domain.documents import Document
from services.notifications.issuing import Occasion, issue
from services.notifications.letters import Letter
from services.notifications.organs import centre_of, unit_of
from services.notifications.texts.about import Copy

DAYS = 30  # C27 [CPL 95 by analogy]


def with_announcement(id_: str, by: Actor, directory: Directory) -> Carries[Delivery]:
    """What publishing carries along; any other act on a delivery carries nothing."""
    return partial(_announced, id_, by, directory)


async def _announced(
    id_: str, by: Actor, directory: Directory, work: Work, before: Delivery, after: Delivery
) -> None:
    """It names the text's number and where it may be collected, and nobody."""
    if (
        after.state != DeliveryState.PUBLIC_NOTICE
        or before.state == after.state
        or after.announced_at is None
    ):
        return
    paper = after.paper
    organ = unit_of(directory, paper.unit) if paper.unit else centre_of(directory, paper.county)
    ends = wording.day(after.announced_at + timedelta(days=DAYS))
    letter = Letter(Document.ANNOUNCEMENT, "", {
        "office": organ.name, "seal": organ.name, "date": wording.day(after.announced_at), "contact": organ.telephone,
        "addressee": "有关信访人", "doc_no": f"《{paper.title}》（{paper.number}）", "place_of_collection": after.place,
        "end_date": f"自公告之日起满{DAYS}日（{ends}届满）",
    })  # fmt: skip
    cause = derived(id_, Document.ANNOUNCEMENT)
    occasion = Occasion(cause, by.role, paper.county, paper.matter_id, paper.item_id, paper.item_no)
    await issue(work, letter, organ, occasion, copy=Copy(Addressee.FILE, {}))
