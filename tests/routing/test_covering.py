"""Cover (AB岗): who stands in for whom, in whose name something is done, and who is no second person beside whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chassis.decisions import Changed, Refused
from lianjie_contracts.base import Actor
from lianjie_contracts.cover import Cover, Person
from lianjie_contracts.events.covers_published import CoversPublished
from lianjie_contracts.events.matter_approval_asked import MatterApprovalAsked
from lianjie_contracts.events.matter_opinion_drafted import MatterOpinionDrafted
from lianjie_contracts.vocabulary import Channel, MatterState as S
from services.routing.domain.acts import Act, Intent
from services.routing.domain.beside import Recusal
from services.routing.domain.covering import CoverBoard, Wanted, end_cover, set_cover, standing_in
from services.routing.domain.matter import Matter
from services.routing.domain.moving import move
from services.routing.domain.roads.approving import Verdict
from services.routing.domain.roads.declining import Hold
from services.routing.submitting import submit
from tests.routing.builders import AT, ZJJ, a_draft, a_matter, a_wish

TODAY = date(2026, 9, 28)
HUANG, QIN, WEI = (
    Person(id="huang@450199", name="黄建业"),
    Person(id="qin@450199", name="覃少华"),
    Person(id="wei@450199", name="韦国强"),
)
BOARD = CoverBoard("450199", ZJJ)


def actor(person: Person, role: str = "unit_handler") -> Actor:
    return Actor(id=person.id, role=role, name=person.name)


def days(first: int, last: int) -> tuple[date, date]:
    return TODAY + timedelta(days=first), TODAY + timedelta(days=last)


def a_cover(first: int = 0, last: int = 9, **changed: object) -> Cover:
    from_on, to_on = days(first, last)
    fields = {
        "no": 1,
        "absent": HUANG,
        "delegate": QIN,
        "from_on": from_on,
        "to_on": to_on,
        "set_by": actor(HUANG),
    }
    return Cover(**(fields | changed))  # type: ignore[arg-type]


def asked_for(delegate: Person | None = QIN, first: int = 0, last: int = 9, absent: Person = HUANG) -> Wanted:
    return Wanted(absent, delegate, *days(first, last), "年休假")


class TestSetting:
    def test_it_is_told_whole_and_numbered(self) -> None:
        first = set_cover(BOARD, asked_for(), actor(HUANG), AT)
        assert isinstance(first, Changed)
        second = set_cover(first.state, asked_for(WEI, 20, 25), actor(HUANG), AT)
        assert isinstance(second, Changed)
        (told,) = second.announce
        assert isinstance(told, CoversPublished)
        assert [(cover.no, cover.delegate) for cover in told.covers] == [(1, QIN), (2, WEI)]

    @pytest.mark.parametrize(
        ("wanted", "code"),
        [
            (asked_for(None), "DELEGATE_UNFIT"),
            (asked_for(HUANG), "COVER_SELF"),
            (asked_for(first=5, last=4), "COVER_DATES"),
            (asked_for(first=-1), "COVER_PAST"),
            (asked_for(WEI, 9, 12), "COVERED_ALREADY"),
            (asked_for(HUANG, 9, 12, absent=WEI), "DELEGATE_AWAY"),
            (asked_for(WEI, 0, 1, absent=QIN), "COVERS_ANOTHER"),
        ],
    )
    def test_what_cannot_be_says_why_and_changes_nothing(self, wanted: Wanted, code: str) -> None:
        refused = set_cover(replace(BOARD, covers=(a_cover(),), count=1), wanted, actor(HUANG), AT)
        assert isinstance(refused, Refused)
        assert refused.code == code

    def test_it_ends_at_once_and_only_once(self) -> None:
        ended = end_cover(replace(BOARD, covers=(a_cover(),)), 1, actor(HUANG), AT)
        assert isinstance(ended, Changed)
        (cover,) = ended.state.covers
        assert not cover.runs_on(TODAY)
        assert cover.touched(TODAY, TODAY)
        assert not cover.touched(TODAY + timedelta(days=1), TODAY + timedelta(days=1))
        again = end_cover(ended.state, 1, actor(HUANG), AT)
        assert isinstance(again, Refused)
        assert set_cover(ended.state, asked_for(WEI, 1, 3), actor(HUANG), AT) != again


HANDLING = a_matter(S.HANDLING, handlers=("黄建业", "梁伟"))


def drafting(by: Person, drafted_by: str = "覃少华") -> Intent:
    return a_wish(Act.DRAFT_OPINION, a_draft(drafted_by), by=actor(by))


class TestStandingIn:
    def test_what_the_delegate_does_on_a_matter_of_the_absent_one_keeps_both_names(self) -> None:
        done = move(HANDLING, standing_in(drafting(QIN), HANDLING, (a_cover(),)))
        assert not isinstance(done, Refused), done
        event = done[1]
        assert isinstance(event, MatterOpinionDrafted)
        assert (event.by.id, event.on_behalf_of and event.on_behalf_of.id) == (QIN.id, HUANG.id)

    @pytest.mark.parametrize(
        "covers", [(), (a_cover(1),), (a_cover(-5, -1),), (a_cover(ended_at=AT, ended_on=TODAY),)]
    )
    def test_outside_its_days_a_cover_gives_nothing(self, covers: tuple[Cover, ...]) -> None:
        wish = standing_in(drafting(QIN), HANDLING, covers)
        assert wish.on_behalf_of is None
        refused = move(HANDLING, wish)
        assert isinstance(refused, Refused)
        assert refused.code == "NOT_A_HANDLER"

    def test_on_a_matter_that_names_the_delegate_too_nobody_is_two_people(self) -> None:
        both = replace(HANDLING, handlers=("黄建业", "覃少华"))
        assert standing_in(drafting(QIN), both, (a_cover(),)).on_behalf_of is None

    def test_who_must_keep_out_does_nothing_for_others_either(self) -> None:
        barred = replace(HANDLING, recusals=(Recusal("覃少华"),))
        refused = move(barred, standing_in(drafting(QIN), barred, (a_cover(),)))
        assert isinstance(refused, Refused)
        assert refused.code == "RECUSAL_PENDING"

    def test_who_stands_in_for_the_drafter_does_not_sign(self) -> None:
        signing = a_wish(
            Act.ISSUE_OPINION, a_draft("黄建业"), by=actor(QIN, "unit_head"), covers=(a_cover(),)
        )
        refused = move(replace(HANDLING, state=S.OPINION_READY), signing)
        assert isinstance(refused, Refused)
        assert refused.code == "SELF_APPROVAL"


LETTER = a_matter(S.SCREENING, channel=Channel.LETTER, item_ids=("450199:a", "450199:b"))
HOLD = Hold(reason_code="NO_VALUE_OR_UNCLEAR", reason="内容无法辨认")
POSTS = frozenset({"letter_clerk", "office_deputy_head"})


def proposed(by: Person, covers: tuple[Cover, ...] = ()) -> Matter:
    wish = Intent("hold_letter", actor(by, "letter_clerk"), AT, POSTS, None, HOLD)
    done = submit(LETTER, [standing_in(wish, LETTER, covers)])
    assert isinstance(done, Changed)
    assert isinstance(done.announce[0], MatterApprovalAsked)
    return done.state


def approved_by(matter: Matter, by: Person, covers: tuple[Cover, ...], after: int = 0) -> str:
    wish = Intent(
        Act.APPROVE_PROPOSAL, actor(by, "office_deputy_head"), AT + timedelta(days=after), POSTS, None, Verdict(1)
    )  # fmt: skip
    decision = submit(matter, [standing_in(wish, matter, covers)])
    return decision.code if isinstance(decision, Refused) else "APPROVED"


class TestTwoPeople:
    @pytest.mark.parametrize(("proposer", "approver"), [(HUANG, QIN), (QIN, HUANG)])
    def test_neither_approves_what_the_other_proposed(self, proposer: Person, approver: Person) -> None:
        assert approved_by(proposed(proposer), approver, (a_cover(),)) == "SELF_APPROVAL"
        assert approved_by(proposed(proposer), approver, ()) == "APPROVED"

    def test_nor_once_the_cover_is_over(self) -> None:
        over = a_cover(-3, 0)
        assert approved_by(proposed(HUANG), QIN, (over,), after=5) == "SELF_APPROVAL"
        assert approved_by(proposed(HUANG), QIN, (a_cover(-3, -1),), after=5) == "APPROVED"

    def test_a_third_person_approves(self) -> None:
        assert approved_by(proposed(HUANG), WEI, (a_cover(),)) == "APPROVED"
