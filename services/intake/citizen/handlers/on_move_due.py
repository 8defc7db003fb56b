"""The time for rating is over: what was given is fixed, what was not counts as not rated (rows EV3 and EV4)."""

from __future__ import annotations

from chassis.decisions import Refused
from chassis.work import Heard, Work
from lianjie_contracts.events.evaluation_closed import EvaluationClosed
from lianjie_contracts.events.move_due import MoveDue
from lianjie_contracts.vocabulary import Rated, Satisfaction
from services.intake.citizen.lifecycle import EVALUATION, Wish
from services.intake.citizen.requests import RatingState, told
from services.intake.citizen.store import REQUESTS

RATING = "C24"
ACTS = {RatingState.INVITED: "rating_window_lapsed", RatingState.RATED: "fix_rating"}


async def on_move_due(heard: Heard[MoveDue], work: Work, *, county: str) -> None:
    """Each rated object by itself; what is closed already stays as it is."""
    due = heard.event
    if (due.clock, due.county) != (RATING, county):
        return
    requests = await work.load(REQUESTS, due.matter_id)
    if requests is None:
        return
    closed = []
    for name, rating in requests.ratings.items():
        act = ACTS.get(rating.state)
        wish = Wish(act or "", frozenset({"system"}), is_over=True)
        if act and not isinstance(EVALUATION.permits(rating.state, rating, wish), Refused):
            level = Satisfaction(rating.level) if rating.level else None
            closed.append(
                EvaluationClosed(
                    occurred_at=work.now, matter_id=due.matter_id, county=county, rated=Rated(name), unit=rating.unit,
                    level=level,
                )
            )  # fmt: skip
    for event in closed:
        requests = told(requests, event)
    await work.save(REQUESTS, due.matter_id, requests, *closed)
