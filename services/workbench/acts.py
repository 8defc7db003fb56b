"""What the owner of matters says may be done with one now: this window keeps no table of its own of who may do what.

Most acts have the form that their owner describes (`asks`); some have a page made for them, which may stand for several.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Act(StrEnum):
    """The acts with a page of their own, by the last part of its address."""

    DISPATCH = "dispatch"
    GUIDE = "guide"
    TO_DISCIPLINE = "to_discipline"
    SIGN_FOR = "sign_for"
    ACCEPT = "accept"
    NAME_HANDLERS = "name_handlers"
    OPINION = "opinion"


OWN_PAGES: Mapping[str, Act] = {
    "forward": Act.DISPATCH, "assign": Act.DISPATCH, "guide_to_path": Act.GUIDE, "hand_to_discipline": Act.TO_DISCIPLINE,
    "sign_for": Act.SIGN_FOR, "sign": Act.SIGN_FOR, "accept": Act.ACCEPT, "accept_suggestion": Act.ACCEPT,
    "acknowledge": Act.ACCEPT, "assign_handler": Act.NAME_HANDLERS, "issue_opinion": Act.OPINION, "answer_claims": Act.OPINION,
}  # fmt: skip
WRONG_STATE = "WRONG_STATE"
WRONG_ROLE = frozenset({"ROLE_NOT_ALLOWED", "NOT_YOUR_MATTER", "NOT_THE_LEAD"})


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of an act's paper. `kind`: text, date, datetime, bool, number, choice, unit; for several of them list, units,
    choices; a group or table of further `fields`."""

    name: str
    kind: str
    required: bool = False
    choices: tuple[str, ...] = ()
    fields: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """An act of this person's post: allowed now, or refused with the owner's code and sentence. `asks` are the fields of its
    form as the owner tells them; None where the act has a door of its own."""

    act: str
    name: str
    allowed: bool
    code: str = ""
    because: str = ""
    asks: Mapping[str, Any] | None = None

    @property
    def page(self) -> str:
        """The last part of the address of its form."""
        return OWN_PAGES.get(self.act, f"acts/{self.act}")

    @property
    def has_form(self) -> bool:
        return self.act in OWN_PAGES or self.asks is not None


def offers_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Offer, ...]:
    """The owner's list as this window reads it, in the owner's order; what nobody could fill in here is left out."""
    found = (
        Offer(
            str(row["act"]), str(row.get("name") or row["act"]), bool(row.get("allowed")), str(row.get("refusal_code") or ""),
            str(row.get("because") or ""), row.get("asks"),
        )
        for row in rows
    )  # fmt: skip
    return tuple(offer for offer in found if offer.has_form)


def on_page(offers: Iterable[Offer], page: str) -> tuple[Offer, ...]:
    """The acts of one page: those that are allowed, else the first of those refused; empty if there is none."""
    mine = tuple(offer for offer in offers if offer.page == page)
    return tuple(offer for offer in mine if offer.allowed) or mine[:1]


def asked_of(fields: Mapping[str, Any]) -> tuple[Asked, ...]:
    """The fields of a paper as their owner describes them: {name: {type, required, choices?, fields?}}."""
    return tuple(
        Asked(
            name, str(told.get("type") or "text"), bool(told.get("required")), tuple(map(str, told.get("choices") or ())),
            asked_of(told.get("fields") or {}),
        )
        for name, told in fields.items()
    )  # fmt: skip
