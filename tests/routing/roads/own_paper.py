"""An opinion on the unit's own sealed paper: what shows it, and what is refused (correction 14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from lianjie_contracts.events.reply_issue_opinion import OfferedOriginal
from lianjie_contracts.vocabulary import AttachmentRole, MatterState as S, Seal
from services.routing.domain.acts import Act, Intent
from services.routing.domain.matter import AssignmentState as A, File
from tests.routing.builders import AT, a_draft, a_matter, a_share, a_wish

SCAN, COPY = "c" * 64, "d" * 64
PAPER = File("450199:f", SCAN, COPY, "application/pdf", 4711, AttachmentRole.SEALED_PAPER)
ORIGINAL = OfferedOriginal(
    scan=SCAN, dated_on=date(2026, 9, 20), proof_of_service="2026-09-25 直接送达，回证随卷"
)
READY = a_matter(S.OPINION_READY, assignments=(a_share(state=A.ACK),), files=(PAPER,))


def on_paper(seal: Seal = Seal.UNIT, opinion: dict[str, Any] | None = None, **changed: Any) -> Intent:
    said = a_draft(**{"facts": "", "evidence": ""} | (opinion or {}))
    return a_wish(
        Act.ISSUE_OPINION, replace(said, sealed_with=seal, original=ORIGINAL.model_copy(update=changed))
    )


LAWFUL: dict[str, Any] = {}
PROVOKED = (
    ("opinion_schema_ok", READY, on_paper(scan="b" * 64)),
    ("opinion_schema_ok", replace(READY, files=(replace(PAPER, role=AttachmentRole.EVIDENCE),)), on_paper()),
    ("opinion_schema_ok", READY, on_paper(scan="")),
    ("opinion_schema_ok", READY, on_paper(dated_on=None)),
    ("opinion_schema_ok", READY, on_paper(dated_on=AT.date() + timedelta(days=1))),
    ("opinion_schema_ok", READY, on_paper(opinion={"review_organ": ""})),
    ("seal_of_unit", READY, on_paper(Seal.DEPARTMENT)),
    ("seal_of_unit", READY, a_wish(Act.ISSUE_OPINION, replace(a_draft(), sealed_with=Seal.DEPARTMENT))),
)
