"""An opinion as it is offered: written here, or on the unit's own sealed paper; and what it must contain (D11; corrections 13, 14)."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.decisions import Refused
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer
from lianjie_contracts.events.reply_issue_opinion import OfferedOpinion, OfferedOriginal
from lianjie_contracts.vocabulary import AttachmentRole, Seal
from services.routing.domain.acts import Intent
from services.routing.domain.matter import Matter
from services.routing.domain.rows import mendable, of_form

ON_PAPER = "见单位盖章原件"  # what the unit's own sealed paper tells


@dataclass(frozen=True, slots=True)
class Draft:
    """The opinion as offered by the handler; it may still lack something. `original`: it stands on the unit's own paper."""

    offered: OfferedOpinion
    drafted_by: str
    sealed_with: Seal = Seal.UNIT
    original: OfferedOriginal | None = None

    @property
    def answers(self) -> tuple[ClaimAnswer, ...]:
        return self.offered.answers


@mendable
def opinion_schema_ok(matter: Matter, intent: Intent) -> Refused | None:
    """Required contents of D11.1, or of D11.2 where the unit answers on its own paper (spec/model/documents.yaml): what is
    missing is named, so that it can be mended."""
    draft = intent.of(Draft)
    if draft is None:
        return Refused("OPINION_INCOMPLETE", "处理意见书必备内容不全。")
    offered = draft.offered
    wanted = {
        "文号": offered.number, **_facts(matter, intent, draft), "依据": offered.legal_basis,
        "复查机关": offered.review_organ, "签发人": signer_of(intent, offered), "逐项答复": offered.answers,
    }  # fmt: skip
    missing = "、".join(name for name, value in wanted.items() if not value)
    return Refused("OPINION_INCOMPLETE", f"处理意见书必备内容不全。缺：{missing}。") if missing else None


def _facts(matter: Matter, intent: Intent, draft: Draft) -> dict[str, object]:
    """As they are written here; or what shows the paper that tells them."""
    if draft.original is None:
        return {"查明的事实": draft.offered.facts, "证据": draft.offered.evidence}
    dated_on = draft.original.dated_on
    return {
        "原件日期（不晚于今天）": dated_on is not None and dated_on <= intent.on,
        "原件扫描件（用途为单位盖章文书的材料）": scan_of(matter, draft.original),
    }


def scan_of(matter: Matter, original: OfferedOriginal) -> str:
    """The fingerprint of the scan as it came, if it is a sealed paper among the files of the matter."""
    papers = (file for file in matter.files if file.role == AttachmentRole.SEALED_PAPER)
    return next((file.sha256 for file in papers if original.scan in (file.sha256, file.shared)), "")


@of_form("WRONG_SEAL", "须加盖单位公章,内设机构印章无效。")
def seal_of_unit(_: Matter, intent: Intent) -> bool:
    """The text made here bears the unit's seal; of its own paper the unit says which seal is on it."""
    draft = intent.of(Draft)
    return draft is not None and draft.sealed_with == Seal.UNIT


def signer_of(intent: Intent, offered: OfferedOpinion) -> str:
    """The signing head; a unit's system that names no person is taken by its word."""
    return intent.by.name.strip() or offered.signed_by.strip()
