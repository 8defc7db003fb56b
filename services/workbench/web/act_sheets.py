"""The form of one act on one matter for one person: made from what its owner asks for, or by the page it has of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lianjie_contracts.vocabulary import AttachmentRole
from services.workbench.act_forms import Field, Options, Words
from services.workbench.act_papers import beside, paper_of, speaks_of
from services.workbench.acts import Act, Asked
from services.workbench.commands import ADDRESSES, Body, Errors, asked, claims_of
from services.workbench.defaults import defaults
from services.workbench.language import language
from services.workbench.standing import is_co
from services.workbench.web.act_choices import choices, citable, own_choices
from services.workbench.words import local

if TYPE_CHECKING:
    from lianjie_contracts.directory import Directory
    from services.workbench.people import User
    from services.workbench.readmodel import MatterView
    from services.workbench.web.forms import Form
    from services.workbench.web.window import Window

# The fields of a page of its own in the order of the page, the first and those that a refusal may speak of.
ORDER = {
    Act.DISPATCH: ("unit",), Act.GUIDE: ("path", "basis"), Act.ACCEPT: ("path_1",), Act.NAME_HANDLERS: ("handlers",),
    Act.OPINION: ("number", "legal_basis"),
}  # fmt: skip
CITE = frozenset({Act.GUIDE, Act.ACCEPT, Act.OPINION})
OF_ANSWER = (AttachmentRole.EVIDENCE,)
OF_OPINION = (AttachmentRole.SEALED_PAPER, AttachmentRole.EVIDENCE)


def _as_told(told: Mapping[str, str], code: str, because: str) -> Errors:
    """Before the fields of a page are known: as their owner names them."""
    del code, because
    return dict(told)


def _of_page(order: tuple[str, ...]) -> Callable[[Mapping[str, str], str, str], Errors]:
    """Of a page of its own the fields are named as its owner names them; a refusal stands at the one it speaks of."""

    def said(told: Mapping[str, str], code: str, because: str) -> Errors:
        spoken = next((name for name in speaks_of().get(code, ()) if name in order), None)
        return ({spoken: because} if spoken else {}) | dict(told)

    return said


@dataclass(frozen=True, slots=True)
class Sheet:
    """`page` ends its address here, `address` that of the owner's door; `read` makes the owner's body of what was typed,
    or says what is missing; `beside` puts what the owner says to its field; `shows` is what its template needs besides.
    `uploads`: as what files may be sent along."""

    page: str
    template: str
    title: str
    lead: str
    address: str
    read: Callable[[Form], tuple[Body, Errors]]
    beside: Callable[[Mapping[str, str], str, str], Errors] = _as_told
    order: tuple[str, ...] = ()
    knows: Mapping[str, str] = field(default_factory=dict)
    shows: Mapping[str, Any] = field(default_factory=dict)
    uploads: tuple[AttachmentRole, ...] = ()


def own_sheet(act: Act, acts: str, found: MatterView, user: User, its: Window) -> Sheet:
    """A page of its own, and which of its acts are allowed, parted by spaces."""
    words, directory = language("zh"), its.directory
    contact = directory.unit(user.unit).telephone if user.unit and directory.has_unit(user.unit) else ""
    return Sheet(
        page=act,
        template=f"act_{act}.html",
        title=words.say(f"act.{act}"),
        lead=words.say(f"act_lead.{act}"),
        address=ADDRESSES[act],
        read=lambda form: asked(act, form, found, user, words, local(its.now()).date()),
        beside=_of_page(ORDER.get(act, ())),
        order=ORDER.get(act, ()),
        knows=defaults(act, found, user, contact, words)
        | ({"mode": _modes(acts)[0][0]} if act is Act.DISPATCH else {}),
        shows={
            "mine": {n for n, _ in claims_of(found, user)},
            "modes": _modes(acts),
            **({"laws": citable(its)} if act in CITE else {}),
            **own_choices(act, found, user, its),
        },
        uploads=(OF_ANSWER if is_co(found, user) else OF_OPINION) if act is Act.OPINION else (),
    )


def asked_sheet(
    act: str, name: str, asks: tuple[Asked, ...], found: MatterView, user: User, its: Window
) -> Sheet:
    """Any other act, with the fields its owner asks for; `name` is what its owner calls it."""
    words, key = language("zh"), f"do.{act}"
    fields = Words(act, choices(found, its), words).fields(asks)
    title = words.say(f"{key}.title") if words.has(f"{key}.title") else name
    return Sheet(
        page=f"acts/{act}",
        template="act_asked.html",
        title=title,
        lead=words.say(f"{key}.next") if words.has(f"{key}.next") else "",
        address=f"acts/{act}",
        read=lambda form: paper_of(fields, form, words),
        beside=lambda told, code, because: beside(fields, told, code, because),
        order=tuple(each.name for each in fields),
        knows=_known(fields, found) | _succeeded(fields, found, its.directory),
        shows={
            "fields": fields,
            "laws": citable(its) if any(each.cites for each in fields) else (),
            "button": words.say(f"{key}.button") if words.has(f"{key}.button") else title,
        },
        uploads=OF_ANSWER if fields and user.in_unit else (),
    )


def _modes(acts: str) -> Options:
    """How this person may hand a matter on: a letter clerk assigns, and does not forward."""
    named = {"forward": "FORWARD", "assign": "ASSIGN"}
    allowed = [mode for act, mode in named.items() if act in acts.split()] or list(named.values())
    return tuple((mode, language("zh").say(f"dispatch.mode_{mode.lower()}")) for mode in allowed)


def _known(fields: tuple[Field, ...], found: MatterView) -> dict[str, str]:
    """What a fresh form already knows: the one thing there is to choose, and the path each claim has so far."""
    known = {each.name: each.options[0][0] for each in fields if each.required and len(each.options) == 1}
    if found.repeats_no:
        known |= {each.name: found.repeats_no for each in fields if each.name == "into_no"}
    held = {
        claim.claim_id: {"path": claim.path or "", "basis": claim.path_basis or ""} for claim in found.claims
    }
    for head, *cells in (row for each in fields for row in each.rows):
        of_claim = held.get(head.options[0][0], {}) if head.kind == "fixed" and cells[0].key == "path" else {}
        known |= {cell.name: value for cell in cells if (value := of_claim.get(cell.key))}
    return known


def _succeeded(fields: tuple[Field, ...], found: MatterView, directory: Directory) -> dict[str, str]:
    """Who takes over from a unit that is no more, as the directory says (row SU1)."""
    if not {"former", "successor"} <= {each.name for each in fields}:
        return {}
    held = (share.assignment.unit for share in found.assignments)
    units = (directory.unit(code) for code in held if directory.has_unit(code))
    ended = next((unit for unit in units if unit.closed_on and unit.successor), None)
    return {"former": ended.code, "successor": ended.successor or ""} if ended else {}
