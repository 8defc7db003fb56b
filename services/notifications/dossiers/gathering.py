"""What there is of a matter to be bound: its registration forms, its texts with their proofs, its files; each with a fingerprint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from chassis.personal import KEY_COPIES, PersonKey, Safe
from chassis.store import Store
from services.notifications.contacts import Contact, MatterSheet
from services.notifications.domain import wording
from services.notifications.domain.delivery import Delivery
from services.notifications.dossiers.dossier import FIELD, Piece, fingerprint
from services.notifications.dossiers.kinds import RULES, Group, Rule, group_of, kind_of, lacking
from services.notifications.opening import open_letter
from services.notifications.rendering import PAPER_NOTE, framed, render
from services.notifications.shelf import Shelf
from services.notifications.store import CONTACTS, SHEETS

COPY_NOTE = "立卷时的副本。"
TEXT = "text/html"
_OF_ROLE: Mapping[str, Group] = {
    "RECORD": Group.EVIDENCE,
    "EVIDENCE": Group.EVIDENCE,
    "SEALED_PAPER": Group.CONCLUSION,
    "PHOTO": Group.EVIDENCE,
    "PHOTO_AFTER": Group.EVIDENCE,
    "OTHER": Group.OTHER,
}
_FORM_LINES = (
    ("登记编号", "item_no"), ("收到日期", "received_at"), ("登记日期", "registered_at"), ("信访形式", "channel"),
    ("问题属地", "place"), ("人数", "headcount"), ("事项", "matter"), ("请求", "claims"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gathered:
    """`issued`: the codes of the texts there are."""

    sheet: MatterSheet
    rule: Rule
    pieces: tuple[Piece, ...]
    issued: frozenset[str]

    def lacks(self) -> tuple[Group, ...]:
        return lacking(self.rule, (piece.group for piece in self.pieces), self.issued)

    def with_papers(self, papers: Iterable[Piece]) -> Gathered:
        """With papers that were never scanned, each in its group."""
        return Gathered(self.sheet, self.rule, in_order(self.rule, (*self.pieces, *papers)), self.issued)


async def gather(matter_id: str, store: Store, shelf: Shelf, safe: Safe) -> Gathered | None:
    """All that is known of a matter's papers; None if the matter is not known here."""
    sheet = (await store.get(SHEETS, [matter_id])).get(matter_id)
    if sheet is None or sheet.state is None:
        return None
    contacts = await store.get(CONTACTS, sheet.state.items)
    held = [document.state for document in contacts.values() if document.state]
    keys = await store.get(KEY_COPIES, [contact.person for contact in held])
    issued = await shelf.of_matter(matter_id)
    codes = frozenset(delivery.paper.document for _, delivery in issued)
    rule = RULES[kind_of(sheet.state, codes)]
    pieces: list[Piece] = []
    for contact in held:
        key = keys.get(contact.person)
        pieces.append(_form(contact, key.state if key and key.state else PersonKey(), safe))
        pieces.extend(_files(contact))
    for id_, delivery in issued:
        pieces.extend(await _text(id_, delivery, store, safe))
    return Gathered(sheet.state, rule, in_order(rule, pieces), codes)


def in_order(rule: Rule, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """By the groups of the kind, then by day."""
    first = datetime.min.replace(tzinfo=wording.LOCAL)
    return tuple(sorted(pieces, key=lambda piece: (rule.groups.index(piece.group), piece.dated or first)))


def copied(piece: Piece, html: str, person: str, wrapped: str | None, safe: Safe) -> Piece:
    """The piece with its own copy: sealed if a person stands in it, so that it goes when the person's key goes."""
    octets = html.encode()
    sealed = safe.seal(person, wrapped, FIELD, html) if person and wrapped else None
    return Piece(
        0, piece.group, piece.title, piece.number, piece.dated, piece.ref, media_type=TEXT, size=len(octets),
        sha256=fingerprint(octets), person=person if sealed else "", sealed=sealed, plain="" if sealed else html,
    )  # fmt: skip


def _form(contact: Contact, key: PersonKey, safe: Safe) -> Piece:
    name = safe.open(contact.name, key.wrapped, "name") if contact.name else None
    person = "匿名" if contact.anonymous else name or "（已按要求销毁）"
    lines = [
        f"信访人：{person}",
        *(f"{label}：{contact.form.get(field, '')}" for label, field in _FORM_LINES),
    ]
    title, number = "信访事项登记表", contact.form.get("item_no", "")
    html = framed(title, number, lines, note=COPY_NOTE)
    piece = Piece(0, Group.FORM, title, number, contact.registered_at)
    return copied(piece, html, contact.person if name else "", key.wrapped, safe)


def _files(contact: Contact) -> Iterator[Piece]:
    """By number and kind alone: what a file is called may name a person."""
    for n, file in enumerate(contact.files, 1):
        group = _OF_ROLE.get(file.role, Group.MATERIAL)
        yield Piece(
            0, group, f"附件{n}", contact.form.get("item_no", ""), file.at, ref=file.id, media_type=file.media_type,
            size=file.size, sha256=file.sha256,
        )  # fmt: skip


async def _text(id_: str, delivery: Delivery, store: Store, safe: Safe) -> list[Piece]:
    """The text as it was issued, and its proof of service."""
    opened, paper = await open_letter(store, safe, id_), delivery.paper
    if opened is None:
        return []
    words = opened.words()
    page = render(paper.document, words, PAPER_NOTE).html
    piece = Piece(0, group_of(paper.document), paper.title, str(words["number"]), delivery.opened_at, ref=id_)
    pieces = [copied(piece, page, opened.letter.person, opened.key.wrapped, safe)]
    if delivery.served_at and not paper.courtesy:
        lines = [
            f"文书：{paper.title} {paper.number}",
            f"送达时间：{wording.moment(delivery.served_at)}",
            f"凭证：{delivery.proof}",
        ]
        title, number = "送达回证", f"{paper.number}送达回证"
        proof = Piece(0, Group.SLIP, title, number, delivery.served_at, ref=id_)
        pieces.append(copied(proof, framed(title, number, lines, note=COPY_NOTE), "", None, safe))
    return pieces
