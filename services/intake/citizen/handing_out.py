"""Codes handed out on record, decided: a new query code for a lost one, and a one-time code in hand at the window."""

from __future__ import annotations

from chassis.decisions import Changed
from lianjie_contracts.base import Actor
from lianjie_contracts.events.code_handed_out import CodeHandedOut
from lianjie_contracts.vocabulary import CodeKind
from services.intake.citizen.acts import Asker, Decided
from services.intake.citizen.requests import Requests, opened, told


def reissue(held: Requests | None, asker: Asker, by: Actor, identity: str) -> Decided:
    """A new query code for one person: the old one is dead from this moment, and every ticket with it."""
    requests = held or opened(asker.matter_id)
    issue = requests.issues.get(asker.holder.key, 1) + 1
    return _handed_out(requests, asker, by, identity, CodeKind.QUERY, issue)


def hand_out(held: Requests | None, asker: Asker, by: Actor, identity: str) -> Decided:
    """A one-time code given in hand at the window, against identity; the code itself is already in `held`."""
    return _handed_out(held or opened(asker.matter_id), asker, by, identity, CodeKind.ONE_TIME, None)


def _handed_out(
    requests: Requests, asker: Asker, by: Actor, identity: str, kind: CodeKind, issue: int | None
) -> Decided:
    event = CodeHandedOut(
        occurred_at=asker.at, by=by, matter_id=asker.matter_id, county=asker.county, item_id=asker.holder.item_id,
        item_no=asker.item_no, code=kind, person=asker.holder.n, identity=identity, issue=issue,
    )  # fmt: skip
    return Changed(told(requests, event), (event,), {"issue": issue or 0})
