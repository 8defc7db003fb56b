"""One act for several matters: which acts the chosen ones share, and for which of them each is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from services.workbench.acts import Act, Offer

# Pages of their own that ask nothing about a single matter.
FOR_ALL = frozenset({Act.DISPATCH, Act.SIGN_FOR, Act.ACCEPT, Act.NAME_HANDLERS})
# What can only be said of one matter: its claims, another matter, a paper of its own.
OF_ONE = frozenset({
    "claim_id", "claim_ids", "claims", "paths", "answers", "co_units", "parts", "into_no", "opinion", "number", "reply_no", "checked",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Common:
    """An act that is allowed for some of the chosen: for which (`acts`: as its page may stand for several), and why not for
    the others."""

    offer: Offer
    acts: tuple[str, ...]
    allowed: tuple[str, ...]
    refused: Mapping[str, str]


def common(offers: Mapping[str, Sequence[Offer]]) -> tuple[Common, ...]:
    """Every act that may be done with some of the matters (`offers` by their ids), by its page, in their owner's order."""
    pages = dict.fromkeys(offer.page for each in offers.values() for offer in each if _suits(offer))
    found = (_of_page(page, offers) for page in pages)
    return tuple(each for each in found if each.allowed)


def named(shared: Sequence[Common], page: str) -> Common | None:
    return next((each for each in shared if each.offer.page == page), None)


def asked_of_all(asks: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that can be filled in once for all."""
    return {name: field for name, field in asks.items() if name not in OF_ONE}


def _suits(offer: Offer) -> bool:
    if offer.asks is None or offer.page in set(Act):
        return offer.page in FOR_ALL
    return not any(field.get("required") for name, field in offer.asks.items() if name in OF_ONE)


def _of_page(page: str, offers: Mapping[str, Sequence[Offer]]) -> Common:
    mine = {id_: [o for o in each if o.page == page] for id_, each in offers.items()}
    allowed = {id_: [o for o in each if o.allowed] for id_, each in mine.items()}
    first = next(o for each in mine.values() for o in each)
    asks = None if first.asks is None else asked_of_all(first.asks)
    return Common(
        offer=replace(first, asks=asks),
        acts=tuple(dict.fromkeys(o.act for each in allowed.values() for o in each)),
        allowed=tuple(id_ for id_, each in allowed.items() if each),
        refused={id_: each[0].because if each else "" for id_, each in mine.items() if not allowed[id_]},
    )
