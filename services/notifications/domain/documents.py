"""What each text must contain, what it is called, how it is numbered and who may sign it (spec/model/documents.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

Content = str | tuple[str, ...]


class Document(StrEnum):
    """The texts built so far; the code is `document` on the wire."""

    RECEIPT = "D01.1"
    ACCEPTANCE = "D02.2"
    SUGGESTION_ACCEPTED = "D02.4"
    OPINION = "D11.1"
    REVIEW_UPHELD = "D12.1"
    REVIEW_CHANGED = "D12.2"
    REVIEW_REVOKED = "D12.3"
    RECHECK_UPHELD = "D13.1"
    RECHECK_CHANGED = "D13.2"
    RECHECK_REVOKED = "D13.3"
    PROOF_OF_SERVICE = "D19.1"
    SUGGESTION_ANSWERED = "D22.1"


TITLES = {
    Document.RECEIPT: "登记回执",
    Document.ACCEPTANCE: "接收（受理）告知书",
    Document.SUGGESTION_ACCEPTED: "建议意见受理告知",
    Document.OPINION: "信访处理意见书",
    Document.REVIEW_UPHELD: "复查意见书（维持）",
    Document.REVIEW_CHANGED: "复查意见书（变更）",
    Document.REVIEW_REVOKED: "复查意见书（撤销责令重办）",
    Document.RECHECK_UPHELD: "复核意见书（维持）",
    Document.RECHECK_CHANGED: "复核意见书（变更）",
    Document.RECHECK_REVOKED: "复核意见书（撤销责令重办）",
    Document.PROOF_OF_SERVICE: "送达回证",
    Document.SUGGESTION_ANSWERED: "建议答复",
}

_ALWAYS = ("number", "office", "date", "seal", "addressee")
_REVIEWED = (*_ALWAYS, "applicant", "respondent", "request", "facts")
REQUIRED: Mapping[Document, tuple[str, ...]] = {
    Document.RECEIPT: (*_ALWAYS, "item_no", "query_code", "received_at", "registered_at", "how_to_query"),
    Document.ACCEPTANCE: (
        *_ALWAYS, "received_at", "accepted_at", "matter", "accepting_unit", "path", "procedure", "time_limit", "contact",
    ),
    Document.SUGGESTION_ACCEPTED: (*_ALWAYS, "accepted_at", "suggestion", "unit", "study_due", "contact"),
    Document.OPINION: (
        *_ALWAYS, "claims_answers", "received_at", "sender", "facts", "evidence", "result", "legal_basis", "remedy_30d",
        "review_organ", "hearing_right", "issue_date",
    ),
    **{document: _REVIEWED + own for document, own in {
        Document.REVIEW_UPHELD: ("decision_basis", "remedy_30d", "recheck_organ"),
        Document.REVIEW_CHANGED: ("decision_basis", "changed_result", "execution_date", "remedy_30d", "recheck_organ"),
        Document.REVIEW_REVOKED: ("ground_of_revocation", "redo_due"),
        Document.RECHECK_UPHELD: ("decision_basis", "final_statement"),
        Document.RECHECK_CHANGED: ("decision_basis", "changed_result", "execution_date", "final_statement"),
        Document.RECHECK_REVOKED: ("ground_of_revocation", "redo_due"),
    }.items()},
    Document.SUGGESTION_ANSWERED: (*_ALWAYS, "suggestion", "study", "result_adopted_partly_not", "reasons"),
    Document.PROOF_OF_SERVICE: (*_ALWAYS, "doc_no", "recipient", "mode", "signature", "relation"),
}  # fmt: skip

# Who may sign is data. The notices of a unit are signed for it by whoever may accept [D]; the table names its head.
_RECEPTION = frozenset({"registrar", "receptionist", "letter_clerk", "petitioner", "system"})
_UNIT = frozenset({"unit_head", "unit_handler", "unit_liaison"})
SIGNERS: Mapping[str, frozenset[str]] = {
    Document.RECEIPT: _RECEPTION,
    Document.ACCEPTANCE: _UNIT,
    Document.SUGGESTION_ACCEPTED: _UNIT,
    Document.OPINION: frozenset({"unit_head"}),
    Document.SUGGESTION_ANSWERED: frozenset({"unit_head"}),
    Document.PROOF_OF_SERVICE: frozenset({"notifier"}),
    **dict.fromkeys(
        (
            Document.REVIEW_UPHELD,
            Document.REVIEW_CHANGED,
            Document.REVIEW_REVOKED,
            Document.RECHECK_UPHELD,
            Document.RECHECK_CHANGED,
            Document.RECHECK_REVOKED,
        ),
        frozenset({"office_head"}),
    ),
}

# What an organ has decided and signed itself: service begins with its signature (row DL1); all else is a notice (DL2).
DECIDED = frozenset({
    Document.OPINION, Document.REVIEW_UPHELD, Document.REVIEW_CHANGED, Document.REVIEW_REVOKED, Document.RECHECK_UPHELD,
    Document.RECHECK_CHANGED, Document.RECHECK_REVOKED, Document.SUGGESTION_ANSWERED,
})  # fmt: skip

# A receipt goes by the item's own number (the window's slip cannot wait for us), an opinion by the unit's, and a proof
# of service by the number of what was served.
SERIES = {
    Document.ACCEPTANCE: "{short}信受〔{year}〕{n}号",
    Document.SUGGESTION_ACCEPTED: "{short}信建〔{year}〕{n}号",
    Document.SUGGESTION_ANSWERED: "{short}信建复〔{year}〕{n}号",
}


def missing_contents(document: Document, contents: Mapping[str, object]) -> tuple[str, ...]:
    """Required contents that are absent or blank, in the order of the specification."""
    return tuple(name for name in REQUIRED[document] if _blank(contents.get(name)))


def _blank(content: object) -> bool:
    if isinstance(content, str):
        return not content.strip()
    if isinstance(content, (tuple, list)):
        return not content or any(_blank(part) for part in content)
    return content is None
