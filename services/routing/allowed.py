"""The act bar: which acts somebody may do on a matter now, and why not the others."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from chassis.decisions import Refused
from chassis.identity import Principal
from lianjie_contracts.cover import Cover
from lianjie_contracts.vocabulary import AssignmentRole, MatterState
from services.routing.asks import NOT_BY_HAND, asked
from services.routing.domain.acts import Act, Intent
from services.routing.domain.lifecycle import ROWS, barred, is_of_unit
from services.routing.domain.matter import Matter
from services.routing.domain.rows import Row
from services.routing.domain.words import ACTS_ZH


def allowed_acts(
    matter: Matter, caller: Principal, now: datetime, covers: tuple[Cover, ...] = ()
) -> list[dict[str, Any]]:  # fmt: skip
    """Every act of the caller's post, in the order of the tables: {act, name, row, allowed, refusal_code, because, asks}."""
    rows = {row.act: row for row in ROWS.values() if _concerns(row, matter, caller)}
    return [_told(row, _blocked(matter, row, caller, now, covers)) for row in rows.values()]


def _concerns(row: Row, matter: Matter, caller: Principal) -> bool:
    """An act of the caller's post; a co-unit has those of its share, the lead those of the matter."""
    if not row.tells or not (row.roles - NOT_BY_HAND) & caller.roles:
        return False
    share = matter.share_of(caller.unit)
    is_co = share is not None and share.role == AssignmentRole.CO
    return (row.machine == "assignment") == is_co if is_of_unit(row.act) else not is_co


def _told(row: Row, refused: Refused | None) -> dict[str, Any]:
    return {
        "act": row.act, "name": ACTS_ZH[row.act], "row": row.number, "allowed": refused is None,
        "refusal_code": refused.code if refused else None, "because": refused.because if refused else None, "asks": asked(row),
    }  # fmt: skip


def _blocked(
    matter: Matter, row: Row, caller: Principal, now: datetime, covers: tuple[Cover, ...]
) -> Refused | None:  # fmt: skip
    """The first refusal that no form could mend."""
    if row.act == Act.ISSUE_OPINION and matter.state == MatterState.HANDLING:
        return None  # issuing includes the handler's draft (rows 23 and 24 in one step)
    by = caller.actor(min(caller.roles))
    return barred(matter, Intent(row.act, by, now, caller.roles, caller.unit, covers=covers))
