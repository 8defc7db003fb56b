"""The words of what follows an opinion: what the organ above decided, and what became of a suggestion (D12, D13, D22.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lianjie_contracts.directory import Directory
from lianjie_contracts.events.matter_review_signed import MatterReviewSigned, ReviewOpinion
from lianjie_contracts.events.matter_suggestion_answered import MatterSuggestionAnswered
from lianjie_contracts.vocabulary import ReviewDecision as D, ReviewStage
from services.notifications.contacts import Contact, MatterSheet
from services.notifications.domain import wording
from services.notifications.domain.documents import Content, Document
from services.notifications.letters import ANYBODY, Letter, letter_of
from services.notifications.organs import Organ, centre_of, unit_of

TEXTS: Mapping[tuple[ReviewStage, D], Document] = {
    (ReviewStage.REVIEW, D.UPHOLD): Document.REVIEW_UPHELD,
    (ReviewStage.REVIEW, D.CHANGE): Document.REVIEW_CHANGED,
    (ReviewStage.REVIEW, D.REVOKE_REDO): Document.REVIEW_REVOKED,
    (ReviewStage.RECHECK, D.UPHOLD): Document.RECHECK_UPHELD,
    (ReviewStage.RECHECK, D.CHANGE): Document.RECHECK_CHANGED,
    (ReviewStage.RECHECK, D.REVOKE_REDO): Document.RECHECK_REVOKED,
}


def organ_of(event: MatterReviewSigned, directory: Directory) -> Organ:
    """The organ in whose name it is issued; it is asked about, and handed over, at the centre of the county."""
    return replace(centre_of(directory, event.county), name=event.opinion.issued_as)


def review(event: MatterReviewSigned, sheet: MatterSheet, contact: Contact, directory: Directory) -> Letter:
    """D12 or D13, by its stage and decision; who applied is named under seal."""
    said = event.opinion
    own: dict[str, Content] = {
        "number": said.number,
        "matter": sheet.title,
        "applicant": ANYBODY,
        "respondent": unit_of(directory, event.respondent).name if event.respondent else "",
        "request": event.request,
        "facts": said.facts,
        "decision_basis": said.legal_basis,
        "ground_of_revocation": said.legal_basis,
        "changed_result": _results(said, sheet),
        "execution_date": wording.on(said.execute_by) if said.execute_by else "不涉及执行",
        "redo_due": wording.on(said.redo_due_on) if said.redo_due_on else "",
        "recheck_organ": said.recheck_organ,
        "remedy_30d": wording.recheck_remedy(said.recheck_organ) if said.recheck_organ else "",
        "final_statement": wording.FINAL,
    }
    written = letter_of(
        TEXTS[event.stage, said.decision], organ_of(event, directory), event.occurred_at, contact, own
    )
    named = {"applicant": contact.name} if contact.name else {}
    return replace(written, sealed={**written.sealed, **named})


def suggestion_answer(
    event: MatterSuggestionAnswered, sheet: MatterSheet, contact: Contact, directory: Directory
) -> Letter:
    """D22.1: studied, and adopted, partly or not, with the reasons [R22 29]."""
    return letter_of(Document.SUGGESTION_ANSWERED, unit_of(directory, event.unit), event.occurred_at, contact, {
        "suggestion": tuple(sheet.claims.values()) or (sheet.title,),
        "study": event.study or event.reasons,
        "result_adopted_partly_not": wording.SUGGESTED.get(event.result, ""),
        "reasons": event.reasons,
    })  # fmt: skip


def _results(said: ReviewOpinion, sheet: MatterSheet) -> tuple[str, ...]:
    return tuple(
        f"{sheet.claims.get(answer.claim_id, '原登记请求').rstrip('。')}：{wording.RESULTS.get(answer.result, '')}。{answer.text}"
        for answer in said.answers
    )
