"""From screening straight to an end: another lawful path, or the discipline organ (rows 4.3 and 45)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.events.matter_closed_at_intake import MatterClosedAtIntake
from lianjie_contracts.vocabulary import MatterState as S, Outcome, Path
from services.routing.domain.acts import Act, Intent
from services.routing.domain.citing import basis_in_force
from services.routing.domain.guards import (
    class_is_accusation,
    deputy_head_approved,
    reason_code_given,
    remedy_named,
    route_and_basis_stated,
)
from services.routing.domain.matter import Matter
from services.routing.domain.roads.dispatching import accused_not_target
from services.routing.domain.rows import CLERK, RECEPTIONIST, ROUTER, Row, of_matter, row


@dataclass(frozen=True, slots=True)
class Guidance:
    """Another lawful path: which, why, on what basis, and where to go."""

    path: Path
    reason_code: str
    reason: str
    basis: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ToDiscipline:
    """检举控告 to the discipline organ by cadre-management authority [R22 30]."""

    organ: str
    reason: str
    approved_by: str | None = None

    @property
    def targets(self) -> frozenset[str]:
        return frozenset({self.organ})


@of_matter("NOT_RESTRICTED", "检举控告须设置为限制查阅。")
def restricted_set(matter: Matter, _: Intent) -> bool:
    return matter.restricted


def _guided(_: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    b = intent.brings
    return MatterClosedAtIntake(
        **common, outcome=Outcome.GUIDE, reason_code=b.reason_code, reason=b.reason, basis=b.basis, remedy=b.remedy, path=b.path,
    )  # fmt: skip


def _handed(_: Matter, intent: Intent, common: dict[str, Any]) -> MatterEvent:
    b = intent.brings
    return MatterClosedAtIntake(
        **common, outcome=Outcome.HANDED_TO_DISCIPLINE, reason_code="ACCUSATION", reason=b.reason, basis="《信访工作条例》第三十条",
        remedy="由纪检监察机关依规依纪依法处理，处理情况由该机关告知", handed_to=b.organ, approved_by=b.approved_by,
    )  # fmt: skip


def _on_another_path(matter: Matter, event: MatterClosedAtIntake) -> Matter:
    """Guided to another path, every claim is on it."""
    path = {"path": event.path, "path_basis": event.basis}
    return replace(matter, claims=tuple(claim.model_copy(update=path) for claim in matter.claims))


ROWS: tuple[Row, ...] = (
    row("4.3", [S.SCREENING], Act.GUIDE_TO_PATH, S.CLOSED_AT_INTAKE, f"{ROUTER} {RECEPTIONIST} {CLERK}",
        "R22 22,31; S4 一(一)2, 一(二)2", reason_code_given, route_and_basis_stated, remedy_named, basis_in_force,
        brings=Guidance, tells=_guided, then=_on_another_path),
    row("45", [S.SCREENING], Act.HAND_TO_DISCIPLINE, S.CLOSED_AT_INTAKE, ROUTER, "R22 30; corrections 11",
        class_is_accusation, accused_not_target, restricted_set, deputy_head_approved,
        brings=ToDiscipline, tells=_handed),
)  # fmt: skip
