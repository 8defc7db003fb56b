"""The unit's answer to each claim: written here, on its own sealed paper, or on the simple road (D11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer, HandlingOpinion, MatterOpinionIssued
from services.notifications.domain import wording
from services.notifications.sheets import SIMPLE
from services.notifications.texts.about import About, Composer, Copy, to_petitioner


def opinion(event: MatterOpinionIssued, about: About) -> Iterable[Copy]:
    """D11.1: the unit's own words, with what the law wants told beside them."""
    on_paper, simple = event.external_original, about.told("road") == SIMPLE
    return () if on_paper or simple else _opinion(event, about)


def own_paper(event: MatterOpinionIssued, about: About) -> Iterable[Copy]:
    """D11.2 (correction 14): the slip that goes with the unit's own sealed paper, and repeats what it must say."""
    original = event.external_original
    if original is None:
        return ()
    (copy,) = _opinion(event, about)
    words = {
        "scan": f"扫描件1份（SHA-256：{original.scan[:16]}…）", "external_no": event.opinion.number,
        "external_date": wording.on(original.dated_on), "proof_of_service": original.proof_of_service or "送达情况见本件的送达回证",
    }  # fmt: skip
    return to_petitioner(**copy.words, **words)


def simple_answer(event: MatterOpinionIssued, about: About) -> Iterable[Copy]:
    """D11.3, on the simple road [corrections 11]."""
    on_paper, simple = event.external_original, about.told("road") == SIMPLE
    return _opinion(event, about) if simple and not on_paper else ()


def _opinion(event: MatterOpinionIssued, about: About) -> tuple[Copy]:
    said = event.opinion
    return to_petitioner(
        number=said.number, matter=about.sheet.title, received_at=wording.day(about.sheet.received_at), sender=about.centre.name,
        claims_answers=tuple(_answers(said, about)), facts=said.facts, evidence=said.evidence,
        legal_basis=tuple(wording.law(each, event.occurred_at) for each in said.legal_basis),
        result=tuple(_result(n, answer) for n, answer in enumerate(said.answers, 1)),
        remedy_30d=wording.review_remedy(said.review_organ), review_organ=said.review_organ, hearing_right=wording.HEARING_RIGHT,
        issue_date=wording.day(event.occurred_at), signed_by=said.signed_by, contact=about.unit(event.unit).telephone,
    )  # fmt: skip


def _result(n: int, answer: ClaimAnswer) -> str:
    """Blank for a word this release does not know: such an opinion is not sent on half understood."""
    word = wording.RESULTS.get(answer.result, "")
    return word and f"第{n}项请求{word}"


def _answers(said: HandlingOpinion, about: About) -> Iterable[str]:
    for n, answer in enumerate(said.answers, 1):
        by = f"，由{about.unit(answer.answered_by).name}答复" if answer.answered_by else ""
        result = wording.RESULTS.get(answer.result, "")
        claim = about.sheet.claims.get(answer.claim_id, "原登记请求")
        yield f"{wording.ordinal(n)}请求：{claim.rstrip('。')}。答复（{result}{by}）：{answer.text}"


COMPOSED: Mapping[str, Composer] = {"D11.1": opinion, "D11.2": own_paper, "D11.3": simple_answer}
