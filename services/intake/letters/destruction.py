"""The list of shelved letters to be destroyed: proposed by one, approved by another, executed before two witnesses.

Rows DS1 to DS4 are ours [D]; spec/domain 18 says "destruction only for 暂存 letters, approved list". The list is a visible
process of n commands on n letters: a letter that may no longer be destroyed is left out by name, and the list is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chassis.decisions import Refused
from chassis.machines import Machine, Row, row as _row
from lianjie_contracts.base import Actor
from lianjie_contracts.events.destruction_list_moved import DestructionListMoved, ListedLetter
from lianjie_contracts.vocabulary import DestructionState as S

MOST = 200  # letters on one list: one message tells it whole


class Act(StrEnum):
    PROPOSE = "propose_destruction"
    APPROVE = "approve_destruction"
    REJECT = "reject_destruction"
    EXECUTE = "execute_destruction"


@dataclass(frozen=True, slots=True)
class DestructionList:
    """A list as its last message told it."""

    told: DestructionListMoved

    @property
    def state(self) -> S:
        return self.told.state


@dataclass(frozen=True, slots=True)
class Intent:
    """`letters` are those proposed; `left_out` says of each letter that was not destroyed why not, by its id."""

    act: Act
    roles: frozenset[str]
    by: Actor
    at: datetime
    because: str = ""
    letters: Sequence[ListedLetter] = ()
    witnesses: tuple[str, ...] = ()
    left_out: Mapping[str, str] | None = None


def letters_listed(_: DestructionList | None, intent: Intent) -> Refused | None:
    if not intent.letters:
        return Refused("NOTHING_LISTED", "清单上没有信。请在暂存架上勾选要销毁的信。")
    said = f"一张清单最多 {MOST} 封。请分成几张。"
    return Refused("TOO_MANY", said) if len(intent.letters) > MOST else None


def another_decides(list_: DestructionList | None, intent: Intent) -> Refused | None:
    """Approver is not proposer (spec/domain 2)."""
    proposer = list_.told.proposed_by.id if list_ else ""
    said = "清单是您提出的，须由另一位分管领导审批。"
    return Refused("SAME_PERSON", said) if proposer == intent.by.id else None


def reason_given(_: DestructionList | None, intent: Intent) -> Refused | None:
    said = "没有写不同意的原因。请写明，提出人好改正。"
    return None if intent.because.strip() else Refused("NO_REASON", said)


def two_witnesses(_: DestructionList | None, intent: Intent) -> Refused | None:
    """Two people who watch, neither of them the one who does it."""
    names = {name.strip() for name in intent.witnesses} - {"", intent.by.name}
    said = "销毁须有两位监销人在场，都不是经办人本人。请填两位不同的监销人。"
    return None if len(names) >= 2 else Refused("TWO_WITNESSES", said)


ROWS: tuple[Row[S, DestructionList | None, Intent], ...] = (
    _row("DS1", [None], Act.PROPOSE, S.PROPOSED, "letter_clerk archivist", "S4 二(四)4; clocks C35", letters_listed),
    _row("DS2", [S.PROPOSED], Act.APPROVE, S.APPROVED, "office_deputy_head", "domain 18", another_decides),
    _row("DS3", [S.PROPOSED], Act.REJECT, S.REJECTED, "office_deputy_head", "domain 18", another_decides, reason_given),
    _row("DS4", [S.APPROVED], Act.EXECUTE, S.EXECUTED, "letter_clerk archivist", "domain 18", two_witnesses),
)  # fmt: skip
MACHINE: Machine[S, DestructionList | None, Intent] = Machine(
    ROWS, {Act.PROPOSE: "提出销毁清单", Act.APPROVE: "批准销毁", Act.REJECT: "不批准销毁", Act.EXECUTE: "执行销毁"},
    {S.PROPOSED: "待审批", S.APPROVED: "已批准", S.REJECTED: "未批准", S.EXECUTED: "已销毁"},
    wrong_state="这张清单现在是“{state}”，{act}须在“{first}”时办理。",
)  # fmt: skip


def moved(
    list_id: str, list_no: str, county: str, list_: DestructionList | None, intent: Intent
) -> DestructionListMoved | Refused:
    """The whole list after one act, or why it stays as it is."""
    allowed = MACHINE.permits(list_.state if list_ else None, list_, intent)
    if isinstance(allowed, Refused):
        return allowed
    if list_ is None:
        return DestructionListMoved(
            occurred_at=intent.at, by=intent.by, list_id=list_id, list_no=list_no, county=county, office=county,
            state=S.PROPOSED, letters=tuple(intent.letters), proposed_by=intent.by, proposed_at=intent.at,
        )  # fmt: skip
    changed = {"occurred_at": intent.at, "by": intent.by, "state": allowed.target}
    if intent.act is Act.EXECUTE:
        out = intent.left_out or {}
        changed |= {
            "executed_by": intent.by, "executed_at": intent.at, "witnesses": tuple(name.strip() for name in intent.witnesses),
            "letters": tuple(one.model_copy(update={"left_out": out.get(one.letter_id, "")}) for one in list_.told.letters),
        }  # fmt: skip
    else:
        changed |= {"decided_by": intent.by, "decided_at": intent.at, "because": intent.because.strip()}
    return list_.told.model_copy(update=changed)
