"""Which few are compared and which of these are shown, in which order."""

from __future__ import annotations

from services.intake.repeats.likeness import Likeness
from services.intake.repeats.ranking import COMPARED, FOLLOWED, SHOWN, Ranked, nearest, nearness, shown

SAME, OTHER = Likeness(1, 1, 1, 1), Likeness(0, 0, 0, 0)
CROWD = tuple(f"item-{n}" for n in range(FOLLOWED))


def ranked(
    item: str, like: Likeness = SAME, *, people: bool = False, near: float = 0.5, matter: str = ""
) -> Ranked:
    return Ranked(item, matter or f"matter of {item}", people, near, like)


def ids(*compared: Ranked) -> list[str]:
    return [each.item_id for each in shown(compared)]


def test_a_rare_piece_leads_nearer_than_one_that_leads_to_a_crowd() -> None:
    near = nearness((CROWD, ("rare",)))
    assert near["rare"] > 4 * near["item-0"]


def test_who_holds_every_piece_is_at_one() -> None:
    assert nearness((("a", "b"), ("a",)))["a"] == 1.0


def test_pieces_that_lead_nowhere_lead_to_nobody() -> None:
    assert nearness(((), ())) == {}
    assert nearness(()) == {}


def test_no_more_are_compared_however_many_were_found() -> None:
    near = {f"{n:04}": n / 1000 for n in range(1000)}
    assert nearest(near)[0] == "0999"
    assert len(nearest(near)) == COMPARED


def test_same_people_and_same_facts_before_people_before_facts() -> None:
    told = ids(ranked("facts"), ranked("people", OTHER, people=True), ranked("both", people=True))
    assert told == ["both", "people", "facts"]


def test_a_stranger_with_other_facts_is_not_shown() -> None:
    assert ids(ranked("stranger", OTHER, near=0.9)) == []


def test_a_matter_is_shown_once_by_its_nearest_item() -> None:
    told = ids(ranked("first", near=0.2, matter="m"), ranked("again", near=0.6, matter="m"))
    assert told == ["again"]


def test_at_most_five() -> None:
    assert len(ids(*(ranked(f"item-{n}", people=True) for n in range(9)))) == SHOWN
