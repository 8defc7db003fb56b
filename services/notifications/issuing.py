"""Issuing a text: numbered, kept with its words, and opened as a delivery, in the transaction of the event that made it due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from chassis.decisions import Refused
from chassis.errors import ChassisError
from chassis.ids import derived
from chassis.telemetry import current_traceparent
from chassis.work import Work
from lianjie_contracts.vocabulary import Addressee, DeliveryMode
from services.notifications.decide import decide
from services.notifications.domain.acts import Act, Attempt, Due, Failure, Intent
from services.notifications.domain.delivery import Paper
from services.notifications.domain.documents import TEXTS, counted_as
from services.notifications.domain.wording import year
from services.notifications.letters import Letter
from services.notifications.organs import Organ
from services.notifications.store import DELIVERIES, LETTERS, SERIES, Series
from services.notifications.texts.about import Copy

OWN = Copy(Addressee.PETITIONER, {})


class NotIssuedError(ChassisError):
    """The text may not go out as it is; the event becomes a dead letter, to be replayed when the cause is mended."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """The event that makes a text due, by whose hand, and about what."""

    cause: str
    signer: str
    county: str
    matter_id: str
    item_id: str
    item_no: str


async def issue(
    work: Work,
    letter: Letter,
    organ: Organ,
    occasion: Occasion,
    *,
    electronic: bool = False,
    copy: Copy = OWN,
    nowhere: str = "",
) -> None:
    """Open the delivery once, however often the event is heard; `electronic`: its petitioner is reached by e-mail; `nowhere`: why
    nothing can be brought or posted to the petitioner, who may be given it at the window all the same."""
    id_ = f"{occasion.county}:{derived(occasion.cause, letter.document, *filter(None, (copy.unit, copy.about)))}"
    if (held := await work.load(DELIVERIES, id_)) is not None:
        if await work.load(LETTERS, id_) is None:  # rolled forward after a restore, it waits for its text
            numbered = {**letter.contents, "number": held.paper.number}
            await work.save(LETTERS, id_, replace(letter, contents=numbered))
        return
    text, letter = TEXTS[letter.document], await _numbered(work, letter, organ)
    paper = Paper(
        occasion.county, occasion.matter_id, occasion.item_id, occasion.item_no, letter.document, text.title,
        str(letter.contents.get("number", "")), occasion.cause, organ.unit, text.courtesy, copy.to, copy.unit,
    )  # fmt: skip
    due = Due(paper, occasion.signer, electronic, letter.missing(), current_traceparent())
    act = Act.BEGIN_SERVICE if text.decided else Act.ISSUE_NOTICE
    tried = () if electronic or not nowhere else _to_no_address(work, nowhere)
    decision = decide(id_, None, [Intent(act, work.now, due), *tried])
    if isinstance(decision, Refused):
        raise NotIssuedError(f"{letter.document}: {decision.code} {' '.join(due.missing)}")
    # Row DL1 leaves an opinion's contents to routing; what reads blank here was said in the words of a newer release.
    if due.missing:
        raise NotIssuedError(f"{letter.document}: {' '.join(due.missing)}")
    await work.save(LETTERS, id_, letter)
    await work.save(DELIVERIES, id_, decision.state, *decision.announce)


def _to_no_address(work: Work, why: str) -> Iterator[Intent]:
    """[D] The two modes that want an address are on record as impossible, so a head may give up or announce it (DL6, DL7)."""
    notifier = frozenset({"notifier", "system"})
    for mode in (DeliveryMode.MAIL, DeliveryMode.LEFT):
        yield Intent(Act.ATTEMPT_SERVICE, work.now, Attempt(mode), notifier)
        yield Intent(Act.SERVICE_FAILED, work.now, Failure(why), notifier)


async def _numbered(work: Work, letter: Letter, organ: Organ) -> Letter:
    """The next number of the organ's series, unless somebody has given it one; drawn in the same transaction, so none is lost and none given twice."""
    pattern = TEXTS[letter.document].series
    if not pattern or letter.contents.get("number"):
        return letter
    this_year = year(work.now)
    series_id = f"{organ.unit or organ.county}:{counted_as(letter.document)}:{this_year}"
    series = await work.load(SERIES, series_id) or Series()
    await work.save(SERIES, series_id, Series(series.last + 1))
    number = pattern.format(short=organ.short, year=this_year, n=series.last + 1)
    return replace(letter, contents={**letter.contents, "number": number})
