"""The words of each text, fixed on the day it is issued: contents by the names of the specification, personal ones sealed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lianjie_contracts.base import Claim, Sealed
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.events.matter_accepted import MatterAccepted
from lianjie_contracts.events.matter_opinion_issued import ClaimAnswer, HandlingOpinion, MatterOpinionIssued
from lianjie_contracts.vocabulary import Path
from services.notifications.contacts import Contact, MatterSheet
from services.notifications.domain import wording
from services.notifications.domain.acts import Proof
from services.notifications.domain.documents import Content, Document, missing_contents
from services.notifications.organs import Organ, centre_of, unit_of

ANYBODY = "信访人"  # where a name is not known, or may no longer be


@dataclass(frozen=True, slots=True)
class Letter:
    """`sealed` holds what names or reaches a person, under `person`'s data key; opened only in memory."""

    document: Document
    person: str
    contents: dict[str, Content] = field(default_factory=dict)
    sealed: dict[str, Sealed] = field(default_factory=dict)

    def missing(self) -> tuple[str, ...]:
        return missing_contents(self.document, {**self.contents, **self.sealed})


@dataclass(frozen=True, slots=True)
class SignedFor:
    """Who took a paper at the window, in what relation to the addressee, and what shows it (slip, scan, photo)."""

    received_by: str
    proof: str
    relation: str = "本人"


def receipt(item: ItemRegistered, contact: Contact, directory: Directory) -> Letter:
    """D01.1: the number is the item's own, as on the slip from the window."""
    centre = centre_of(directory, item.county)
    return letter_of(Document.RECEIPT, centre, item.occurred_at, contact, {
        "number": item.item_no,
        "item_no": item.item_no,
        "matter": item.title,
        "received_at": wording.day(item.received_at),
        "registered_at": wording.day(item.registered_at),
        "how_to_query": f"凭登记编号和查询码，可在信访查询页面、{centre.name}窗口或拨打{centre.telephone}查询办理情况。",
    }, query_code=item.query_code)  # fmt: skip


def acceptance(event: MatterAccepted, sheet: MatterSheet, contact: Contact, directory: Directory) -> Letter:
    """D02.2; or D02.4 where no claim is on the petition path, for then neither the 60 days nor review apply."""
    unit = unit_of(directory, event.unit)
    common: dict[str, Content] = {
        "accepted_at": wording.day(event.occurred_at),
        "received_at": wording.day(sheet.received_at),
        "sender": centre_of(directory, event.county).name,
        "matter": sheet.title,
        "contact": event.contact or unit.telephone,
    }
    if not any(claim.path == Path.PETITION for claim in event.claims):
        own: dict[str, Content] = {
            "suggestion": tuple(claim.text for claim in event.claims),
            "unit": unit.name,
            "study_due": wording.STUDY_DUE,
        }
        return letter_of(Document.SUGGESTION_ACCEPTED, unit, event.occurred_at, contact, common | own)
    return letter_of(Document.ACCEPTANCE, unit, event.occurred_at, contact, common | {
        "accepting_unit": unit.name,
        "path": tuple(_path(claim) for claim in event.claims),
        "procedure": wording.PROCEDURE,
        "time_limit": wording.TIME_LIMIT,
    })  # fmt: skip


def opinion(event: MatterOpinionIssued, sheet: MatterSheet, contact: Contact, directory: Directory) -> Letter:
    """D11.1: the unit's own words, with what the law wants told beside them."""
    unit, said = unit_of(directory, event.unit), event.opinion
    return letter_of(Document.OPINION, unit, event.occurred_at, contact, {
        "number": said.number,
        "matter": sheet.title,
        "received_at": wording.day(sheet.received_at),
        "sender": centre_of(directory, event.county).name,
        "claims_answers": tuple(_answers(said, sheet, directory)),
        "facts": said.facts,
        "evidence": said.evidence,
        "legal_basis": said.legal_basis,
        "result": tuple(_result(n, answer) for n, answer in enumerate(said.answers, 1)),
        "remedy_30d": wording.review_remedy(said.review_organ),
        "review_organ": said.review_organ,
        "hearing_right": wording.HEARING_RIGHT,
        "issue_date": wording.day(event.occurred_at),
        "signed_by": said.signed_by,
        "contact": unit.telephone,
    })  # fmt: skip


def electronic_proof(letter: Letter, at: datetime, answer: str) -> Proof:
    """D19.1 of a mail: the server's answer on taking it is what shows it [D]."""
    missing = _proof_lacks(letter, at, "电子邮箱", "本人", "电子送达", answer)
    return Proof(answer, missing)


def window_proof(
    letter: Letter, at: datetime, signed: SignedFor, sealed: str, *, identity_checked: bool
) -> Proof:
    """D19.1 of the window: who signed is a person's name and stays sealed; what is announced names nobody."""
    missing = _proof_lacks(letter, at, signed.received_by, signed.relation, "直接送达", signed.proof)
    said = f"窗口签收（{letter.contents['number']}送达回证）"
    return Proof(said, missing, sealed, identity_checked)


def _proof_lacks(
    letter: Letter, at: datetime, recipient: str, relation: str, mode: str, signature: str
) -> tuple[str, ...]:
    number, office = letter.contents["number"], letter.contents["office"]
    return missing_contents(Document.PROOF_OF_SERVICE, {
        "number": f"{number}送达回证", "office": office, "seal": office, "date": wording.day(at), "addressee": "存档",
        "doc_no": number, "recipient": recipient, "relation": relation, "mode": mode, "signature": signature,
    })  # fmt: skip


def letter_of(
    document: Document,
    organ: Organ,
    at: datetime,
    contact: Contact,
    own: Mapping[str, Content],
    query_code: Sealed | None = None,
) -> Letter:
    """A text as its organ issues it on that day to one addressee."""
    sealed = {"addressee": contact.name, "email": contact.email, "query_code": query_code}
    contents = {
        "office": organ.name,
        "seal": organ.name,
        "date": wording.day(at),
        "contact": organ.telephone,
        "addressee": ANYBODY,
        **own,
    }
    return Letter(
        document, contact.person, contents, {name: value for name, value in sealed.items() if value}
    )


def _path(claim: Claim) -> str:
    basis = f"，依据：{claim.path_basis}" if claim.path_basis else ""
    return f"{claim.text.rstrip('。')}：{wording.PATHS.get(claim.path, '') if claim.path else ''}{basis}"


def _result(n: int, answer: ClaimAnswer) -> str:
    """Blank for a word this release does not know: such an opinion is not sent on half understood."""
    word = wording.RESULTS.get(answer.result, "")
    return word and f"第{n}项请求{word}"


def _answers(said: HandlingOpinion, sheet: MatterSheet, directory: Directory) -> Iterable[str]:
    for n, answer in enumerate(said.answers, 1):
        by = f"，由{unit_of(directory, answer.answered_by).name}答复" if answer.answered_by else ""
        result = wording.RESULTS.get(answer.result, "")
        claim = sheet.claims.get(answer.claim_id, "原登记请求")
        yield f"{wording.ordinal(n)}请求：{claim.rstrip('。')}。答复（{result}{by}）：{answer.text}"
