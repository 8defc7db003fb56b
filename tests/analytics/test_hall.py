"""R11 and R12: of a hall, not of a clerk; of five cards and more; of days that are over."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from lianjie_contracts.events.service_card_given import ServiceCardGiven
from lianjie_contracts.events.ticket_ended import TicketEnded
from lianjie_contracts.events.ticket_taken import TicketTaken
from lianjie_contracts.vocabulary import CardObject, Satisfaction, TicketEnd
from services.analytics.domain.hall import HALL_RATES, told
from services.analytics.domain.rates import Rate
from services.analytics.store import CARD_FACTS, VISIT_FACTS
from tests.analytics.builders import COUNTY, NOW, OTHER_COUNTY, Town, at

if TYPE_CHECKING:
    from tests.analytics.conftest import Window

YESTERDAY = (NOW - timedelta(days=1)).date()
GOOD, FAIR, BAD = Satisfaction.SATISFIED, Satisfaction.FAIRLY_SATISFIED, Satisfaction.DISSATISFIED


async def visit(town: Town, n: int, day: date, end: TicketEnd = TicketEnd.DONE, county: str = COUNTY) -> None:
    same: dict[str, Any] = {
        "occurred_at": at(day.isoformat()), "ticket_id": f"{county}:t{n}", "county": county, "day": day, "number": f"A{n:03}",
        "queue": "A",
    }  # fmt: skip
    await town.tell(f"ticket:{county}:t{n}", TicketTaken(**same, since=at(day.isoformat())))
    await town.tell(f"ticket:{county}:t{n}", TicketEnded(**same, outcome=end))


async def card(
    town: Town,
    n: int,
    level: Satisfaction,
    day: date,
    *,
    first: bool = True,
    of: CardObject = CardObject.SERVICE_ATTITUDE,
) -> None:
    event = ServiceCardGiven(
        occurred_at=at(day.isoformat()), card_id=f"{COUNTY}:c{n}", county=COUNTY, day=day, object=of, level=level, first_of_visit=first,
    )  # fmt: skip
    await town.tell(f"card:{COUNTY}:c{n}", event)


@pytest.mark.asyncio
async def test_a_visit_is_a_talk_and_a_card_knows_no_visit() -> None:
    town = Town()
    await visit(town, 1, YESTERDAY)
    await visit(town, 2, YESTERDAY, TicketEnd.LEFT)
    await card(town, 1, GOOD, YESTERDAY)
    assert set(town.store.all(VISIT_FACTS)) == {f"{COUNTY}:t1"}
    (fact,) = town.store.all(CARD_FACTS).values()
    assert (fact.level, fact.first, fact.month) == (GOOD, True, f"{YESTERDAY:%Y-%m}")


def test_fewer_than_five_are_told_to_nobody() -> None:
    assert told(Rate(4, 4), 4) is None
    assert told(Rate(4, 5), 5) == Rate(4, 5)
    assert [float(each.target) for each in HALL_RATES] == [0.6, 0.95]


@pytest.mark.database
@pytest.mark.asyncio
async def test_the_rates_are_those_counted_by_hand(town: Town, window: Window) -> None:
    for n in range(8):
        await visit(town, n, YESTERDAY)
    await visit(town, 8, YESTERDAY, TicketEnd.LEFT)
    await visit(town, 9, NOW.date())
    await visit(town, 10, YESTERDAY, county=OTHER_COUNTY)
    for n, level in enumerate((GOOD, GOOD, FAIR, GOOD, BAD)):
        await card(town, n, level, YESTERDAY)
    await card(town, 5, GOOD, YESTERDAY, first=False, of=CardObject.REGISTRATION)
    await card(town, 6, BAD, NOW.date())
    month = {"month": f"{YESTERDAY:%Y-%m}"}
    rates = {rate["id"]: rate for rate in (await window.told("/figures", **month))["rates"]}
    given, attitude = rates["R11"]["rows"][0], rates["R12"]["rows"][0]
    assert (given["numerator"], given["denominator"], given["meets_target"]) == (5, 8, True)
    assert (attitude["numerator"], attitude["denominator"], attitude["meets_target"]) == (4, 5, False)
    at_the_desk = (await window.told("/figures", "registrar@450199", **month))["rates"]
    assert {"R11", "R12"}.isdisjoint(rate["id"] for rate in at_the_desk)
