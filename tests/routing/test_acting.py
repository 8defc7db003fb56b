"""Who acts is one person in one post, and speaks for one organ."""

from __future__ import annotations

from chassis.identity import Principal
from services.routing.acting import acting
from tests.journeys.town import DIRECTORY


def of(*roles: str, unit: str | None = None) -> Principal:
    return Principal("x@450199", "某人", frozenset(roles), "450199", unit)


def test_of_several_posts_the_one_that_may_do_it_counts() -> None:
    both = of("registrar", "review_lead")
    assert acting(both, "form_panel", DIRECTORY).role == "review_lead"
    assert acting(both, "apply_recusal", DIRECTORY).role == "registrar"


def test_who_may_not_is_named_all_the_same() -> None:
    assert acting(of("analyst"), "form_panel", DIRECTORY).role == "analyst"


def test_one_speaks_for_the_unit_or_for_the_centre() -> None:
    assert acting(of("unit_head", unit="450199-zjj"), "extend", DIRECTORY).org == "县住建局"
    assert acting(of("hearing_host"), "hold_hearing", DIRECTORY).org == "云岭县群众信访联合接访中心"
    assert acting(of("unit_head", unit="450199-gone"), "extend", DIRECTORY).org == "450199-gone"
