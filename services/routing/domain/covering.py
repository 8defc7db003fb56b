"""Cover (AB岗, correction 22): who of an organ stands in for whom, on which days, and what that means for a wish on a matter.

A cover gives no post and takes none away. It says whose matters a colleague looks after, so that what is done there keeps
both names; and it makes the two one person wherever two are wanted (ADR 0035). All covers of one unit, or of the office,
are one document, so that nobody is absent and standing in for somebody at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from chassis.decisions import Changed, Decision, Refused
from lianjie_contracts.base import Actor
from lianjie_contracts.cover import Cover, Person, covered_by
from lianjie_contracts.events.covers_published import CoversPublished
from services.routing.domain.acts import Intent
from services.routing.domain.days import day_of
from services.routing.domain.matter import Matter

REMEMBERED = timedelta(
    days=180
)  # what somebody proposed under a cover may be put to the other long after it ended


@dataclass(frozen=True, slots=True)
class CoverBoard:
    """The covers of one unit, or of the county's office (`unit` None); `count` of all that were ever set."""

    county: str
    unit: str | None = None
    covers: tuple[Cover, ...] = ()
    count: int = 0
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A cover as somebody asks for it; whether the delegate may, by organ and posts, was looked up before."""

    absent: Person
    delegate: Person | None
    from_on: date
    to_on: date
    reason: str = ""


def set_cover(board: CoverBoard, wanted: Wanted, by: Actor, at: datetime) -> Decision[CoverBoard]:
    """The cover stands from now on, or why it cannot."""
    if refused := next(_against(board, wanted, day_of(at)), None):
        return refused
    assert wanted.delegate is not None
    cover = Cover(
        no=board.count + 1, absent=wanted.absent, delegate=wanted.delegate, from_on=wanted.from_on, to_on=wanted.to_on,
        reason=wanted.reason, set_by=by,
    )  # fmt: skip
    return _published(replace(board, count=cover.no), (*board.covers, cover), by, at, cover.no)


def end_cover(board: CoverBoard, no: int, by: Actor, at: datetime) -> Decision[CoverBoard]:
    """The absent person is back, and the delegate acts for them no longer; what was done so far keeps both names."""
    held = next((cover for cover in board.covers if cover.no == no), None)
    if held is None or held.ended_at or held.to_on < day_of(at):
        return Refused("COVER_OVER", "这项替岗已经结束。请刷新后再看。")
    ended = held.model_copy(update={"ended_at": at, "ended_on": day_of(at)})
    covers = tuple(ended if cover.no == no else cover for cover in board.covers)
    return _published(board, covers, by, at, no)


def _against(board: CoverBoard, wanted: Wanted, today: date) -> Iterator[Refused]:
    if wanted.delegate is None:
        yield Refused("DELEGATE_UNFIT", "替岗人须是本单位在岗的同事，并有被替人的岗位。请另选一位。")
        return
    if wanted.delegate.goes_by(*wanted.absent.words):
        yield Refused("COVER_SELF", "替岗人不能是本人。请选一位同事。")
    if wanted.to_on < wanted.from_on:
        yield Refused("COVER_DATES", "结束日期不能早于开始日期。请改日期。")
    if wanted.from_on < today:
        yield Refused("COVER_PAST", "替岗从今天起才能设。请把开始日期改成今天或以后。")
    for cover in board.covers:
        if cover.ended_at or not cover.touched(wanted.from_on, wanted.to_on):
            continue
        yield from _beside(cover, wanted)


def _beside(cover: Cover, wanted: Wanted) -> Iterator[Refused]:
    """A cover of the same days: nobody is covered twice, and who is away covers nobody, nor is a cover passed on."""
    assert wanted.delegate is not None
    days = f"{cover.from_on:%m-%d}至{cover.to_on:%m-%d}"
    if cover.absent.goes_by(*wanted.absent.words):
        yield Refused("COVERED_ALREADY", f"{days}已由{cover.delegate.name}替岗。请先结束那一项，或改日期。")
    if cover.absent.goes_by(*wanted.delegate.words):
        yield Refused("DELEGATE_AWAY", f"{cover.absent.name}{days}自己也不在岗。请另选一位。")
    if cover.delegate.goes_by(*wanted.absent.words):
        yield Refused(
            "COVERS_ANOTHER",
            f"{cover.delegate.name}{days}正替{cover.absent.name}在岗，替岗不能再转给别人。请先结束那一项，或改日期。",
        )


def _published(
    board: CoverBoard, covers: Iterable[Cover], by: Actor, at: datetime, no: int
) -> Changed[CoverBoard]:
    """The board without what nobody can be asked about any more, and all of it told."""
    told_at = max(at, board.told_at or at)
    kept = tuple(cover for cover in covers if cover.to_on >= day_of(at) - REMEMBERED)
    after = replace(board, covers=kept, told_at=told_at)
    event = CoversPublished(occurred_at=told_at, by=by, county=board.county, unit=board.unit, covers=kept)
    return Changed(after, (event,), {"no": no})


def standing_in(wish: Intent, matter: Matter, covers: tuple[Cover, ...]) -> Intent:
    """The wish with the covers it is judged under, and the absent person for whom it is done: one whom the matter names,
    while it does not name who acts."""
    me = Person(id=wish.by.id, name=wish.by.name)
    absent = () if names(matter, me) else covered_by(covers, me, wish.on)
    covered = next((each for each in absent if names(matter, each)), None)
    behalf = wish.by.model_copy(update={"id": covered.id, "name": covered.name}) if covered else None
    return replace(wish, covers=covers, on_behalf_of=behalf)


def names(matter: Matter, person: Person) -> bool:
    """Whether the matter asks something of this person by name: investigator, first handler, panel, redo, approval."""
    panels = (*matter.review_file.panel, *matter.recheck_file.panel)
    put_to = matter.proposal.put_to if matter.proposal else None
    return person.goes_by(
        *matter.handlers, *panels, matter.first_handler or "", matter.redo_leader, put_to or ""
    )
