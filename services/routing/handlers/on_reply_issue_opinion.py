"""A unit issues its opinion from its own system."""

from __future__ import annotations

from chassis.work import Heard, Work
from lianjie_contracts.events.reply_issue_opinion import ReplyIssueOpinion
from services.routing.decide import opine
from services.routing.domain.roads.answering import Draft
from services.routing.replies import answer


async def on_reply_issue_opinion(heard: Heard[ReplyIssueOpinion], work: Work) -> None:
    """Decided as if it had been done in the browser; who signs for the unit is what its system says."""
    reply = heard.event
    roles = frozenset({reply.by.role})
    await answer(
        heard,
        work,
        lambda matter: opine(
            matter, reply.by, roles, reply.unit, work.now, Draft(reply.opinion, reply.drafted_by)
        ),
    )
