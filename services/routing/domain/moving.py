"""The one way a matter moves: allowed by its table, told as an event, and done as the event says."""

from __future__ import annotations

from typing import Any

from chassis.decisions import Refused
from lianjie_contracts.base import MatterEvent
from lianjie_contracts.vocabulary import MatterState
from services.routing.domain.acts import Intent
from services.routing.domain.evolve import evolve
from services.routing.domain.lifecycle import concerned, driven_by, permits
from services.routing.domain.matter import Matter, UnitShare
from services.routing.domain.rows import Row, filled

NO_SUCH_FILE = Refused("FILE_UNKNOWN", "该事项下没有这份材料，请先上传，再按上传时给出的校验值引用。")


def move(matter: Matter, intent: Intent) -> tuple[Matter, MatterEvent] | Refused:
    """The matter after one act, and the event that tells of it; or why not. What it drives happens with it."""
    row = permits(matter, intent)
    if isinstance(row, Refused):
        return row
    if set(intent.files) - {print_ for file in matter.files for print_ in (file.sha256, file.shared)}:
        return NO_SUCH_FILE
    event = _told(matter, intent, row)
    return evolve(matter, event), event


def _told(matter: Matter, intent: Intent, row: Row) -> MatterEvent:
    if row.tells is None:
        raise ValueError(f"row {row.number} is only ever driven and tells nothing of its own")
    common = _common(matter, intent, row)
    if not isinstance(row.tells, type):
        return row.tells(matter, intent, common)
    event: type[MatterEvent] = row.tells
    share = share_about(matter, intent)
    if share is None or "unit" not in event.model_fields or intent.says("unit") is not None:
        return filled(event, intent, common)
    return filled(event, intent, common, unit=share.unit)


def share_about(matter: Matter, intent: Intent) -> UnitShare | None:
    """The share that an act is about; of an act that names no unit, the lead's."""
    unit = concerned(intent)
    return matter.share_of(unit) if unit else matter.lead


def _common(matter: Matter, intent: Intent, row: Row) -> dict[str, Any]:
    """What every event of a matter tells; its time never runs backwards."""
    share = share_about(matter, intent)
    driven = driven_by(row, matter, intent)
    ends = [each.target for each in (row, *driven) if each.machine == "matter" and each.target]
    return {
        "occurred_at": max(matter.last_at, intent.at), "by": intent.by, "matter_id": matter.matter_id, "county": matter.county,
        "office": matter.county, "profile": matter.profile, "row": row.number, "drove": tuple(each.number for each in driven),
        "state": MatterState(ends[-1]) if ends else matter.state, "first_handler": matter.first_handler, "on_behalf_of": intent.on_behalf_of,
        "assignment_id": share.assignment_id if share else None,
        "files": tuple(file.sha256 for file in matter.files if {file.sha256, file.shared} & set(intent.files)),
    }  # fmt: skip
