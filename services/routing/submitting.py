"""An act as somebody at a desk hands it in: carried out at once, or put to whoever must approve it (signing.toml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from chassis.decisions import Changed, Decision, Refused
from services.routing.decide import UNKNOWN_MATTER, decide
from services.routing.domain.acts import Act, Intent
from services.routing.domain.lifecycle import OF_ACT, permits, roles_for
from services.routing.domain.matter import Matter
from services.routing.domain.roads.approving import Asking
from services.routing.domain.roads.assigning import NewLead
from services.routing.domain.roads.dispatching import Dispatch
from services.routing.domain.roads.joining import Joining, Merging
from services.routing.domain.signing import approval_of

SOMEBODY = "-"  # stands for the approval while it is asked whether nothing else is in the way
# What is decided of a paper where a proposal keeps that: the shares as the proposer saw them.
_DECIDED: Mapping[type, type] = {NewLead: Dispatch}


def submit(matter: Matter | None, wishes: Sequence[Intent]) -> Decision[Matter]:
    """As `decide`. What must be approved is asked about everything but the approval, and then stands as a proposal; an
    approval carries out what was proposed. A name in the paper approves nothing: it says whom the proposal is put to."""
    if matter is None:
        return UNKNOWN_MATTER
    first = wishes[0]
    if first.act == Act.APPROVE_PROPOSAL:
        return decide(matter, [first, *_proposed(matter, first)])
    if approval_of(first.act) is None:
        return decide(matter, [_unapproved(first), *wishes[1:]])
    refused = permits(matter, _approved(first, SOMEBODY))
    if isinstance(refused, Refused):
        return refused
    post = min(first.roles & roles_for(first.act))  # under which it is carried out in the end
    first = replace(first, by=first.by.model_copy(update={"role": post}))
    asked = decide(
        matter,
        [replace(first, act=Act.ASK_APPROVAL, brings=_asking(first))],
    )
    return (
        replace(asked, answer={**asked.answer, "approval": "WAITING"})
        if isinstance(asked, Changed)
        else asked
    )


def _asking(wish: Intent) -> Asking:
    """What is brought, in JSON, and whom it is put to; of a merging what was filled in, for its survivor may change meanwhile."""
    brings = wish.brings.paper if isinstance(wish.brings, Joining) else wish.brings
    paper = TypeAdapter(type(brings)).dump_python(_with(brings, None), mode="json")
    return Asking(wish.act, paper, brings.approved_by)


def _proposed(matter: Matter, approval: Intent) -> Sequence[Intent]:
    """The act that waits, by who proposed it, as the approver lets it happen now."""
    held = matter.proposal
    if held is None:
        return ()
    kind: Any = OF_ACT[held.act][0].brings
    brings: Any = TypeAdapter(_DECIDED.get(kind, kind)).validate_python(held.paper)
    if isinstance(brings, Merging):
        brings = Joining(brings, approval.says("survivor"))
    wish = Intent(
        held.act, held.by, approval.at, frozenset({held.by.role}), held.unit, brings, files=held.files,
        covers=approval.covers, on_behalf_of=held.on_behalf_of,
    )  # fmt: skip
    return (_approved(wish, approval.by.id),)


def _unapproved(wish: Intent) -> Intent:
    own = getattr(type(wish.brings), "model_fields", None) or getattr(
        type(wish.brings), "__dataclass_fields__", {}
    )
    return _approved(wish, None) if "approved_by" in own else wish


def _approved(wish: Intent, by: str | None) -> Intent:
    return replace(wish, brings=_with(wish.brings, by))


def _with(brings: Any, approved_by: str | None) -> Any:  # noqa: ANN401 - the paper of whatever act it is
    if hasattr(brings, "model_copy"):
        return brings.model_copy(update={"approved_by": approved_by})
    return replace(brings, approved_by=approved_by)
