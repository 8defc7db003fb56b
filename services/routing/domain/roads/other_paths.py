"""A claim belongs on another legal path: sent there, its result recorded, or refused there and back in hand (rows 14 to 16).

Before a court or an authority a matter has no sixty days and no review here [R22 31]; but whom another organ has turned away
in writing is not turned away a second time (row 16), and is sent elsewhere only once (14.2).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_path_ended import MatterPathEnded
from lianjie_contracts.events.matter_path_refused import MatterPathRefused
from lianjie_contracts.events.matter_path_routed import MatterPathRouted
from lianjie_contracts.vocabulary import MatterState as S, Path
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.citing import basis_in_force
from services.routing.domain.guards import route_and_basis_stated
from services.routing.domain.matter import AssignmentState as A, Matter, of_share, with_claims
from services.routing.domain.rows import HANDLER, HEAD, LIAISON, Row, of_form, of_matter, row

HERE = (Path.PETITION, Path.SUGGESTION)


class PathRouting(Paper):
    """Which path, before whom, on what basis, how, and where."""

    path: Path
    organ: str = ""
    basis: str = ""
    procedure: str = ""
    address: str = ""


class PathResult(Paper):
    """What came of the other path: in words, and the papers that prove it."""

    result: str = ""
    proof: tuple[str, ...] = ()


class PathRefusal(Paper):
    """The other organ's written refusal."""

    organ: str = ""
    proof: tuple[str, ...] = ()


@of_form("PATH_IS_PETITION", "该事项适用信访程序,不能转其他途径。")
def path_not_petition(_: Matter, intent: Intent) -> bool:
    """A lead that has said no path yet is not refused for it on the act bar."""
    return intent.says("path") not in (None, *HERE)


@of_matter("ROUTING_USED", "该事项不能再次转入其他法定途径。")
def later_routing_approved(matter: Matter, _: Intent) -> bool:
    """The head who does it approves it; a refusal by the other organ always follows a routing."""
    return matter.paths_routed == 0


def _proved(intent: Intent) -> bool:
    return any(each.strip() for each in intent.says("proof") or ())


@of_form("NO_PATH_PROOF", "请上传法定途径的办理结果或受理凭证。")
def path_proof_uploaded(_: Matter, intent: Intent) -> bool:
    return _proved(intent)


@of_form("NO_REFUSAL_PROOF", "请上传有关机关不予受理的证明。")
def refusal_proof_uploaded(_: Matter, intent: Intent) -> bool:
    return _proved(intent)


def _routed(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    b: PathRouting = intent.brings
    mine = _of_the_lead(matter, b.path, b.basis)
    return MatterPathRouted(
        **common,
        unit=intent.by_unit,
        claims=mine,
        path=b.path,
        organ=b.organ,
        basis=b.basis,
        procedure=b.procedure,
        address=b.address,
    )


def _refused(matter: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    assert matter.lead is not None, "no unit has sent the matter anywhere"
    claims = _of_the_lead(matter, Path.PETITION, "《信访工作条例》第三十一条第六项")
    return MatterPathRefused(
        **common, unit=matter.lead.unit, claims=claims, organ=intent.says("organ"), proof=intent.says("proof")
    )


def _of_the_lead(matter: Matter, path: Path, basis: str) -> Any:  # noqa: ANN401 - claims of an event
    """The lead's claims, all on one path."""
    own = matter.lead.claim_ids if matter.lead else ()
    return tuple(
        c.model_copy(update={"path": path, "path_basis": basis}) for c in matter.claims if c.claim_id in own
    )


def _elsewhere(matter: Matter, event: MatterPathRouted) -> Matter:
    return replace(with_claims(matter, event.claims), paths_routed=matter.paths_routed + 1)


def _back(matter: Matter, event: MatterPathRefused) -> Matter:
    return with_claims(matter, event.claims)


def _ended(matter: Matter, _: MatterPathEnded) -> Matter:
    return of_share(matter, matter.lead, state=A.REPORTED)


ROWS: tuple[Row, ...] = (
    row("14", [S.RECEIVED], "route_path", S.ON_LEGAL_PATH, f"{HANDLER} {HEAD}", "R22 31(1)-(5)",
        path_not_petition, route_and_basis_stated, basis_in_force,
        brings=PathRouting, tells=_routed, then=_elsewhere, drives="assignment.acknowledge"),
    row("14.2", [S.ACCEPTED, S.HANDLING], "route_path_later", S.ON_LEGAL_PATH, HEAD, "R22 31 [D]",
        path_not_petition, route_and_basis_stated, later_routing_approved, basis_in_force,
        brings=PathRouting, tells=_routed, then=_elsewhere),
    row("15", [S.ON_LEGAL_PATH], "record_path_result", S.COMPLETED, f"{HANDLER} {LIAISON}", "R22 31", path_proof_uploaded,
        brings=PathResult, tells=MatterPathEnded, then=_ended),
    row("16", [S.ON_LEGAL_PATH], "path_refused", S.HANDLING, f"petitioner petition_agent {HANDLER}", "R22 31(6)",
        refusal_proof_uploaded,
        brings=PathRefusal, tells=_refused, then=_back),
)  # fmt: skip
