"""What somebody of a unit wants done, by whichever road it comes: an act by its name, and its paper as it was filled in.

The window's doors and a unit's reply topic end here, and from here in the same decision (ADR 0033).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from pydantic import Field

from chassis.web import Form
from lianjie_contracts.base import Actor, Sha256
from lianjie_contracts.directory import Directory
from lianjie_contracts.events.reply_accept import ClaimPath
from lianjie_contracts.events.reply_issue_opinion import OfferedOpinion, OfferedOriginal
from lianjie_contracts.vocabulary import Seal
from services.routing.asks import by_hand, filled_in, read
from services.routing.decide import accept, object_to, opine, sign
from services.routing.domain.acts import Act, Intent
from services.routing.domain.lifecycle import OF_ACT, UNIT_ROLES
from services.routing.domain.matter import Matter
from services.routing.domain.opinions import Draft
from services.routing.domain.roads.accepting import Acceptance, Handlers
from services.routing.domain.roads.taking import OwnAcceptance
from services.routing.sending import prepared


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks for a unit: the person, the posts that count, and the unit itself."""

    by: Actor
    roles: frozenset[str]
    unit: str


class Files(Form):
    """What any act may rest on: fingerprints of files of the matter, in a field `files` beside those of its paper."""

    files: tuple[Sha256, ...] = Field(default=(), max_length=100)


class AcceptForm(Form):
    """受理; with `handlers` also 确定承办人."""

    paths: tuple[ClaimPath, ...] = ()
    handlers: tuple[str, ...] = ()
    contact: str = ""


class HandlersForm(Form):
    handlers: tuple[str, ...]


class OpinionForm(Files):
    drafted_by: str = ""
    opinion: OfferedOpinion
    sealed_with: Seal = Seal.UNIT
    external_original: OfferedOriginal | None = None

    def draft(self) -> Draft:
        return Draft(self.opinion, self.drafted_by, self.sealed_with, self.external_original)


Wish = Callable[[Matter, Speaker, datetime], list[Intent]]
# What is filled in where it is not the paper of a row.
FORMS: Mapping[str, type[Form]] = {
    Act.ACCEPT: AcceptForm, Act.ACCEPT_SUGGESTION: AcceptForm, Act.ACKNOWLEDGE: AcceptForm, Act.ASSIGN_HANDLER: HandlersForm,
    Act.DRAFT_OPINION: OpinionForm, Act.ISSUE_OPINION: OpinionForm, Act.ANSWER_CLAIMS: OpinionForm,
}  # fmt: skip
UNIT_ACTS = tuple(
    act
    for act, rows in sorted(OF_ACT.items())
    if any(row.roles & UNIT_ROLES and (by_hand(row) or act in FORMS) for row in rows)
)


def wished(act: str, paper: Mapping[str, Any], directory: Directory) -> Wish | None:
    """What is decided once the matter is read; None for an act that no unit has.

    Raises RequestValidationError, field by field, for a paper that cannot be read.
    """
    if act not in UNIT_ACTS:
        return None
    files = read(Files, {"files": paper.get("files", ())}).files
    paper = {name: value for name, value in paper.items() if name != "files"}
    if form := FORMS.get(act):
        return partial(_resting_on, files, partial(_by_form, act, read(form, paper)))
    row = next(row for row in OF_ACT[act] if by_hand(row))
    return partial(_resting_on, files, partial(_by_paper, act, filled_in(row, paper), directory))


def _resting_on(
    files: tuple[str, ...], wish: Wish, matter: Matter, who: Speaker, at: datetime
) -> list[Intent]:
    """The last of what is done rests on the files: of an acceptance that names investigators, the naming."""
    *first, last = wish(matter, who, at)
    return [*first, replace(last, files=files)]


def _by_form(act: str, form: Form, matter: Matter, who: Speaker, at: datetime) -> list[Intent]:
    """One form may be two acts (受理 and 确定承办人), and another row for a helping unit or a suggestion."""
    speaks = (who.by, who.roles, who.unit, at)
    match form:
        case AcceptForm() if act == Act.ACCEPT:
            return accept(matter, *speaks, Acceptance(form.paths, form.contact), form.handlers)
        case OpinionForm() if act == Act.ISSUE_OPINION:
            return opine(matter, *speaks, form.draft())
        case AcceptForm():
            return [_intent(act, who, at, Acceptance(form.paths, form.contact))]
        case OpinionForm():
            return [_intent(act, who, at, form.draft())]
        case HandlersForm():
            return [_intent(act, who, at, Handlers(form.handlers))]
    raise TypeError(type(form).__name__)


def _by_paper(
    act: str, brings: Any, directory: Directory, matter: Matter, who: Speaker, at: datetime  # noqa: ANN401 - any paper
) -> list[Intent]:  # fmt: skip
    """Signing and objecting are another row for a helping unit; a unit takes a matter for no other than itself."""
    if act == Act.SIGN_FOR:
        return sign(matter, who.by, who.roles, who.unit, at)
    if act == Act.OBJECT:
        return object_to(matter, who.by, who.roles, who.unit, at, brings)
    if isinstance(brings, OwnAcceptance):
        brings = brings.model_copy(update={"unit": who.unit})
    return [_intent(act, who, at, prepared(brings, matter, directory))]


def _intent(act: str, who: Speaker, at: datetime, brings: object) -> Intent:
    return Intent(act, who.by, at, who.roles, who.unit, brings)
