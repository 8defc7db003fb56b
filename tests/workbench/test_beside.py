"""What runs beside a matter, as the rows of its events tell it: the same as in the owner's tables."""

from __future__ import annotations

from lianjie_contracts.events.delivery_failed import DeliveryFailed
from lianjie_contracts.events.delivery_opened import DeliveryOpened
from lianjie_contracts.events.delivery_served import DeliveryServed
from lianjie_contracts.events.matter_held_accountable import MatterHeldAccountable
from lianjie_contracts.profiles import NATIONAL
from lianjie_contracts.vocabulary import DeliveryMode
from services.routing.domain.lifecycle import ROWS
from services.workbench.beside import MOVES, NEW_CYCLE, moved
from services.workbench.conditions import Filters, conditions
from services.workbench.people import Role, User
from services.workbench.worklists import EVERY, Worklist
from tests.workbench.memory_matters import holds
from tests.workbench.town import COUNTY, NOW, ROUTER as ROUTER_ACTOR, Story, Town, at

KEPT = {
    "execution",
    "closing_check",
    "callback",
    "hearing",
    "review",
    "recheck",
    "report_up",
    "exchange",
    "accountability",
    "recusal",
}
SUPERVISOR = User("x", "某人", frozenset({Role.SUPERVISOR}), COUNTY)
DEPUTY = User("y", "某人", frozenset({Role.OFFICE_DEPUTY_HEAD}), COUNTY)
ROUTER = User("r", "某人", frozenset({Role.ROUTER}), COUNTY)
HEAD = User("z", "某人", frozenset({Role.UNIT_HEAD}), COUNTY, f"{COUNTY}-zjj")


def test_each_row_leads_where_its_owner_says() -> None:
    theirs = {
        number: (row.machine, row.target)
        for number, row in ROWS.items()
        if row.machine in KEPT and row.target
    }
    assert {number: MOVES[number] for number in theirs} == theirs
    assert {number for number, row in ROWS.items() if row.new_cycle} == NEW_CYCLE & ROWS.keys()


def test_a_report_that_was_sent_back_is_owed_again_and_a_closed_call_back_is_gone() -> None:
    done = moved({}, ("24.2", "26", "CB1", "33.0"))
    assert done == {"execution": "EXECUTING", "callback": "TASK_OPEN", "closing_check": "AWAITING_REPORT"}
    back = moved(moved(done, ("33",)), ("35", "35.1", "CB8"))
    assert back == {"closing_check": "AWAITING_REPORT"}


def test_a_review_has_a_hearing_of_its_own_and_a_new_opinion_begins_without_either() -> None:
    assert moved({"hearing": "ENTERED"}, ("27",)) == {"review": "APPLIED"}
    assert moved({"hearing": "ENTERED", "review": "SIGNED"}, ("29.1", "29")) == {}


def listed(worklist: str, story: Story, user: User) -> bool:
    found = next(each for each in EVERY if each.key == worklist)
    return all(
        holds(story.town.matter(story.matter_id), each) for each in conditions(found, Filters(), user, NOW)
    )


def a_story(**changes: object) -> Story:
    return Story(Town(), "楼道堆物", at(9, 1), **changes).registered().opened()  # type: ignore[arg-type]


def test_what_is_answered_stands_on_the_lists_of_those_who_look_after_it() -> None:
    story = (
        a_story()
        .dispatched(at(9, 2))
        .signed(at(9, 2, 15))
        .accepted(at(9, 3))
        .handled(at(9, 4), "黄建业", "梁雨桐")
    )
    story.answered(at(9, 5)).completed(at(9, 6), drove=("26", "CB1", "33.0"))
    assert listed("callbacks", story, SUPERVISOR)
    assert not listed("dissatisfied", story, SUPERVISOR)
    assert listed("to_report", story, HEAD)
    assert listed("to_execute", story, HEAD)
    assert not listed("reports", story, DEPUTY)


def test_a_paper_that_could_not_be_served_stands_on_the_list_of_who_issued_it_until_it_is() -> None:
    story = a_story().dispatched(at(9, 2)).signed(at(9, 2, 15)).accepted(at(9, 3))
    paper = DeliveryFailed(
        delivery_id=f"{COUNTY}:again", matter_id=story.matter_id, county=COUNTY, document="D02.2", title="受理告知书",
        occurred_at=at(9, 4), mode=DeliveryMode.DIRECT, attempt=1, reason="家中无人",
    )  # fmt: skip
    told = {
        "delivery_id": paper.delivery_id,
        "matter_id": story.matter_id,
        "county": COUNTY,
        "document": "D02.2",
    }
    opened = DeliveryOpened(
        **told, title="受理告知书", occurred_at=at(9, 3), mode=DeliveryMode.DIRECT, unit=f"{COUNTY}-zjj"
    )
    story.town.say("notifications", "delivery:again", opened)
    story.town.say("notifications", "delivery:again", paper)
    assert (listed("undelivered", story, HEAD), listed("undelivered", story, ROUTER)) == (True, False)
    served = DeliveryServed(
        **told, title="受理告知书", occurred_at=at(9, 5), mode=DeliveryMode.MAIL, begun_at=at(9, 4), served_at=at(9, 5), proof="签收",
    )  # fmt: skip
    story.town.say("notifications", "delivery:again", served)
    assert not listed("undelivered", story, HEAD)


def test_a_finding_waits_with_the_supervisor_until_it_is_answered_or_dropped() -> None:
    story = a_story().dispatched(at(9, 2))
    told = {
        "matter_id": story.matter_id,
        "county": COUNTY,
        "office": COUNTY,
        "state": "DISPATCHED",
        "by": ROUTER_ACTOR,
    }
    for n, row in enumerate(("AC1", "AC2", "AC3"), 1):
        step = MatterHeldAccountable(**told, row=row, occurred_at=at(9, 3, 9 + n), profile=NATIONAL)
        story.town.say("routing", f"matter:{story.matter_id}", step)
        assert listed("findings", story, SUPERVISOR)
    dropped = MatterHeldAccountable(
        **told, row="AC5", occurred_at=at(9, 4), profile=NATIONAL, reason="已改正"
    )
    story.town.say("routing", f"matter:{story.matter_id}", dropped)
    assert not listed("findings", story, SUPERVISOR)


def test_a_draft_is_to_be_signed_until_it_is_issued() -> None:
    story = (
        a_story()
        .dispatched(at(9, 2))
        .signed(at(9, 2, 15))
        .accepted(at(9, 3))
        .handled(at(9, 4), "黄建业", "梁雨桐")
    )
    story.drafted(at(9, 5))
    assert (listed("drafts_to_sign", story, HEAD), listed("to_serve", story, HEAD)) == (True, False)
    story.answered(at(9, 5))
    assert (listed("drafts_to_sign", story, HEAD), listed("to_serve", story, HEAD)) == (False, True)


def test_what_lacks_a_path_is_to_be_screened_before_it_is_dispatched() -> None:
    clear, unclear = a_story(), a_story(pathless=True)
    assert (listed("to_dispatch", clear, DEPUTY), listed("to_screen", clear, DEPUTY)) == (True, False)
    assert (listed("to_dispatch", unclear, DEPUTY), listed("to_screen", unclear, DEPUTY)) == (False, True)


def test_every_list_has_its_own_name_and_place() -> None:
    named: list[tuple[str, str]] = [(each.key, each.group) for each in EVERY if isinstance(each, Worklist)]
    assert len(named) == len(set(named))
