"""The words of each text, fixed on the day it is issued: contents by the names of the specification, personal ones sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from lianjie_contracts.base import Sealed
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.vocabulary import Addressee, DeliveryMode
from services.notifications.contacts import Contact
from services.notifications.domain import wording
from services.notifications.domain.acts import Proof
from services.notifications.domain.documents import Content, Document, Text, missing_contents
from services.notifications.organs import Organ, centre_of
from services.notifications.texts.about import ANYBODY, About, Copy


@dataclass(frozen=True, slots=True)
class Letter:
    """`sealed` holds what names or reaches a person, under `person`'s data key; opened only in memory.

    A text between authorities, or for the file, is of no `person` and names none.
    """

    document: str
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


def addressed(
    text: Text, organ: Organ, at: datetime, copy: Copy, contact: Contact, about: About
) -> Letter | None:
    """One copy of a text. Only a petitioner's own copy names anybody. Whoever left no name is sent no notice [R22 23]; what is
    decided waits for whoever has number and code."""
    if copy.to == Addressee.PETITIONER:
        if contact.anonymous and not text.decided:
            return None
        letter = letter_of(text.code, organ, at, contact, copy.words)
        named = {"applicant": contact.name} if contact.name and "applicant" in text.required else {}
        return replace(letter, sealed={**letter.sealed, **named})
    to = "存档" if copy.to == Addressee.FILE else about.unit(copy.unit).name
    return Letter(text.code, "", {**_frame(organ, at), "addressee": to, **copy.words})


def electronic_proof(letter: Letter, at: datetime, answer: str) -> Proof:
    """D19.1 of a mail: the server's answer on taking it is what shows it [D]."""
    missing = _proof_lacks(letter, at, "电子邮箱", "本人", "电子送达", answer)
    return Proof(answer, missing)


BY_HAND = {
    DeliveryMode.DIRECT: ("直接送达", "窗口签收"),
    DeliveryMode.LEFT: ("留置送达", "留置送达"),
    DeliveryMode.MAIL: ("邮寄送达", "邮寄签收"),
}


def window_proof(
    letter: Letter, at: datetime, signed: SignedFor, sealed: str, mode: DeliveryMode = DeliveryMode.DIRECT, *, identity_checked: bool
) -> Proof:  # fmt: skip
    """D19.1 of what people serve: who signed, or before whom it was left (D19.2), is a person's name and stays sealed; what is
    announced names nobody."""
    name, how = BY_HAND.get(mode, BY_HAND[DeliveryMode.DIRECT])
    missing = _proof_lacks(letter, at, signed.received_by, signed.relation, name, signed.proof)
    said = f"{how}（{letter.contents['number']}送达回证）"
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
    document: str,
    organ: Organ,
    at: datetime,
    contact: Contact,
    own: Mapping[str, Content],
    query_code: Sealed | None = None,
) -> Letter:
    """A text as its organ issues it on that day to one petitioner."""
    sealed = {"addressee": contact.name, "email": contact.email, "query_code": query_code}
    contents = {**_frame(organ, at), "addressee": ANYBODY, **own}
    return Letter(
        document, contact.person, contents, {name: value for name, value in sealed.items() if value}
    )


def _frame(organ: Organ, at: datetime) -> dict[str, Content]:
    return {"office": organ.name, "seal": organ.name, "date": wording.day(at), "contact": organ.telephone}
