"""Whatever is done in whatever order, what the corrections promise stays true (corrections 1, 10, 11)."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings, strategies as st

from chassis.decisions import Refused
from lianjie_contracts.vocabulary import AssignmentRole, MatterState as S, Path
from services.routing.domain.evolve import evolve
from services.routing.domain.lifecycle import ROWS, permits
from services.routing.domain.matter import Matter
from services.routing.domain.moving import move
from services.routing.domain.rows import Row
from services.routing.domain.windows import window_is_open
from tests.routing.roads import LAWFUL

OPEN = frozenset({
    S.DISPATCHED, S.RECEIVED, S.OBJECTED, S.ACCEPTED, S.HANDLING, S.ON_LEGAL_PATH, S.MEDIATING, S.HEARING, S.SUSPENDED,
    S.OPINION_READY, S.COMPLETED, S.CLOSED,
})  # fmt: skip
APPLIES = ("apply_review", "apply_recheck")
TOLD = [row for row in ROWS.values() if row.tells is not None]
# A walk begins where a row is lawful and goes on with rows drawn at will: most are refused, the others move it.
BEGINNINGS = [
    row for row in TOLD if row.machine != "assignment"
]  # an example of a share has nothing but the share
WALKS = st.tuples(st.sampled_from(BEGINNINGS), st.lists(st.sampled_from(TOLD), max_size=60))


def _stations(first: Row, rows: list[Row]) -> list[Matter]:
    """The matter before and after every move of the walk that its table allowed."""
    matter = LAWFUL[first.number][0]
    stations = [matter]
    for row in (first, *rows):
        done = move(matter, LAWFUL[row.number][1])
        if not isinstance(done, Refused):
            after, event = done
            assert evolve(matter, type(event).read(event.body())) == after
            matter = after
            stations.append(matter)
    return stations


@settings(max_examples=150, deadline=None)
@given(WALKS)
def test_an_open_matter_has_exactly_one_lead(walk: tuple[Row, list[Row]]) -> None:
    for matter in _stations(*walk):
        leads = [share for share in matter.assignments if share.role == AssignmentRole.LEAD]
        assert len(leads) == 1 or matter.state not in OPEN


@settings(max_examples=150, deadline=None)
@given(WALKS)
def test_a_review_is_never_lost_while_its_window_is_open(walk: tuple[Row, list[Row]]) -> None:
    """From a complete or closed matter on the petition path, in time, and with none begun, it may be applied for."""
    for matter in _stations(*walk):
        wish = replace(LAWFUL["27"][1], unit=None)
        may = (
            matter.state in (S.COMPLETED, S.CLOSED)
            and any(claim.path == Path.PETITION for claim in matter.claims)
            and window_is_open(matter, "C10", wish.at, since=matter.served_at)
            and matter.review in ROWS["27"].sources
            and matter.recheck in ROWS["27"].requires["recheck"]
        )
        answer = permits(matter, wish)
        assert not may or answer is ROWS["27"], answer


@settings(max_examples=150, deadline=None)
@given(WALKS)
def test_no_sixty_days_and_no_review_on_a_path_that_has_none(walk: tuple[Row, list[Row]]) -> None:
    first, rows = walk
    beginning, _ = LAWFUL[first.number]
    suggested = tuple(claim.model_copy(update={"path": Path.SUGGESTION}) for claim in beginning.claims)
    matter = replace(beginning, claims=suggested)
    for row in (first, *rows):
        done = move(
            matter,
            replace(
                LAWFUL[row.number][1],
                unit=None if row.act.startswith(APPLIES) else LAWFUL[row.number][1].unit,
            ),
        )
        if isinstance(done, Refused):
            continue
        assert not row.act.startswith(APPLIES)
        matter, event = done
        assert not getattr(event, "on_petition_path", False)
