"""What the organ above answers and decides: D12, D13, D14."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lianjie_contracts.events.matter_review_answered import MatterReviewAnswered
from lianjie_contracts.events.matter_review_applied import MatterReviewApplied
from lianjie_contracts.events.matter_review_signed import MatterReviewSigned, ReviewOpinion
from lianjie_contracts.events.matter_review_withdrawn import MatterReviewWithdrawn
from lianjie_contracts.vocabulary import ReviewDecision as D, ReviewStage
from services.notifications.domain import wording
from services.notifications.domain.documents import Document
from services.notifications.texts.about import ANYBODY, About, Composer, Copy, to_petitioner

DECISIONS: Mapping[tuple[ReviewStage, D], Document] = {
    (ReviewStage.REVIEW, D.UPHOLD): Document.REVIEW_UPHELD,
    (ReviewStage.REVIEW, D.CHANGE): Document.REVIEW_CHANGED,
    (ReviewStage.REVIEW, D.REVOKE_REDO): Document.REVIEW_REVOKED,
    (ReviewStage.RECHECK, D.UPHOLD): Document.RECHECK_UPHELD,
    (ReviewStage.RECHECK, D.CHANGE): Document.RECHECK_CHANGED,
    (ReviewStage.RECHECK, D.REVOKE_REDO): Document.RECHECK_REVOKED,
}


def decided(document: Document) -> Composer:
    """D12 or D13, by its stage and decision; who applied is named under seal."""

    def composed(event: MatterReviewSigned, about: About) -> Iterable[Copy]:
        said = event.opinion
        laws = tuple(wording.law(each, event.occurred_at) for each in said.legal_basis)
        if DECISIONS.get((event.stage, said.decision)) != document:
            return ()
        return to_petitioner(
            number=said.number, matter=about.sheet.title, applicant=ANYBODY,
            respondent=about.unit(event.respondent).name if event.respondent else "", request=event.request or "见申请书", facts=said.facts,
            decision_basis=laws, ground_of_revocation=laws, changed_result=_results(said, about),
            execution_date=wording.on(said.execute_by) if said.execute_by else "不涉及执行",
            redo_due=wording.on(said.redo_due_on) if said.redo_due_on else "", recheck_organ=said.recheck_organ,
            remedy_30d=wording.recheck_remedy(said.recheck_organ) if said.recheck_organ else "", final_statement=wording.FINAL,
        )  # fmt: skip

    return composed


def taken_in(event: MatterReviewApplied, _: About) -> Iterable[Copy]:
    """D14.7: the application has come."""
    return to_petitioner(
        application_no=event.number or wording.UNNUMBERED, received_at=wording.day(event.occurred_at), decision_due=wording.REVIEW_DUE
    )  # fmt: skip


def taken_on(_: MatterReviewAnswered, about: About) -> Iterable[Copy]:
    """D14.1, D14.3."""
    return to_petitioner(
        applicant=ANYBODY, opinion_no=about.told("opinion_no", "原处理意见书"), due_date=wording.REVIEW_DUE,
        contact=about.centre.telephone,
    )  # fmt: skip


def turned_down(event: MatterReviewAnswered, _: About) -> Iterable[Copy]:
    """D14.2, D14.4: on a ground of the law, with where the petitioner can go."""
    word = wording.REVIEW_GROUNDS.get(event.ground, "") if event.ground else ""
    reason = "：".join(each for each in (word, event.reason) if each)
    law = "第三十五条" if event.stage == ReviewStage.REVIEW else "第三十六条"
    return to_petitioner(ground=reason, legal_basis=f"《信访工作条例》{law}", remedy=event.remedy)


def given_up(_: MatterReviewWithdrawn, about: About) -> Iterable[Copy]:
    """D14.6."""
    return to_petitioner(
        application_no=about.told("application_no", wording.UNNUMBERED),
        remaining_days="以原申请期限的最后一日为准",
    )


def _results(said: ReviewOpinion, about: About) -> tuple[str, ...]:
    return tuple(
        f"{about.sheet.claims.get(answer.claim_id, '原登记请求').rstrip('。')}：{wording.RESULTS.get(answer.result, '')}。{answer.text}"
        for answer in said.answers
    )


COMPOSED: Mapping[str, Composer] = {
    **{document: decided(document) for document in DECISIONS.values()},
    "D14.1": taken_on,
    "D14.2": turned_down,
    "D14.3": taken_on,
    "D14.4": turned_down,
    "D14.6": given_up,
    "D14.7": taken_in,
}
