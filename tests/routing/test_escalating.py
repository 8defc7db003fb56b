"""What is urgent goes up from anywhere, with what has happened; what is served of a suggestion's answer is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chassis.decisions import Refused
from lianjie_contracts.vocabulary import MatterState as S, Urgency
from services.routing.domain.beside import ServiceState
from services.routing.domain.lifecycle import permits
from services.routing.domain.roads.escalating import ANYWHERE, Escalation
from tests.routing.builders import a_matter, a_wish
from tests.routing.roads import LAWFUL
from tests.routing.roads.escalating import GATHERED, SEEN
from tests.routing.test_after_the_opinion import went


@pytest.mark.parametrize("state", ANYWHERE)
def test_it_goes_up_from_anywhere_and_the_matter_stays_where_it_is(state: S) -> None:
    after, event = went(a_matter(state), a_wish("escalate_urgent", GATHERED, unit=None))
    assert (after.state, after.urgency, event.fact) == (state, Urgency.MAJOR, GATHERED.fact)


def test_what_was_seen_at_registration_needs_the_fact_alone() -> None:
    after, event = went(SEEN, a_wish("escalate_urgent", Escalation(fact="扬言跳楼"), unit=None))
    assert (after.urgency, event.urgency) == (Urgency.URGENT, Urgency.URGENT)


def test_the_answer_to_a_suggestion_is_served_once_and_the_dossier_knows_it() -> None:
    matter, served = LAWFUL["44.2"]
    after, event = went(matter, served)
    assert (after.delivery, event.document) == (ServiceState.SERVED, "D22.1")
    assert isinstance(permits(after, served), Refused)


def test_who_leads_the_redo_is_told_and_kept() -> None:
    reopened, wish = LAWFUL["36.7"]
    after, event = went(reopened, wish)
    assert event.redo_leader == after.redo_leader == wish.brings.redo_leader
    assert after == replace(after, state=S.HANDLING)
