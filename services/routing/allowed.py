"""The act bar: which acts somebody may do on a matter now, and why not the others."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chassis.decisions import Refused
from chassis.identity import Principal
from lianjie_contracts.vocabulary import AssignmentRole, MatterState
from services.routing.domain.acts import Act, Intent
from services.routing.domain.lifecycle import ROWS, barred, is_of_unit
from services.routing.domain.matter import Matter
from services.routing.domain.rows import Row
from services.routing.domain.words import ACTS_ZH


def allowed_acts(matter: Matter, caller: Principal, now: datetime) -> list[dict[str, Any]]:
    """Every act of the caller's post, in the order of the tables: {act, name, allowed, refusal_code, because}."""
    share = matter.share_of(caller.unit)
    is_co = share is not None and share.role == AssignmentRole.CO
    rows = {
        row.act: row
        for row in ROWS.values()
        if row.tells and row.roles & caller.roles and is_of_unit(row.act) == bool(caller.unit)
        and (row.machine == "assignment") == is_co
    }  # fmt: skip
    return [_told(row, _blocked(matter, row, caller, now)) for row in rows.values()]


def _told(row: Row, refused: Refused | None) -> dict[str, Any]:
    return {
        "act": row.act, "name": ACTS_ZH[row.act], "allowed": refused is None,
        "refusal_code": refused.code if refused else None, "because": refused.because if refused else None,
    }  # fmt: skip


def _blocked(matter: Matter, row: Row, caller: Principal, now: datetime) -> Refused | None:
    """The first refusal that no form could mend."""
    if row.act == Act.ISSUE_OPINION and matter.state == MatterState.HANDLING:
        return None  # issuing includes the handler's draft (rows 23 and 24 in one step)
    return barred(matter, Intent(row.act, caller.actor(min(caller.roles)), now, caller.roles, caller.unit))
