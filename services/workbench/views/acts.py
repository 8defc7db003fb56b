"""The act bar: what this person may do with the matter, the likeliest first, and why not the rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import LitigationStatus
from services.workbench.acts import OWN_PAGES, WRONG_STATE, Act, Offer, on_page

if TYPE_CHECKING:
    from services.workbench.language import Language
    from services.workbench.readmodel import MatterView

SHOWN = 5  # acts beside each other; the others are one click away
AT_COURT = frozenset({LitigationStatus.PENDING, LitigationStatus.DECIDED, LitigationStatus.SHOULD_GO})
# What leads straight on, in the order of the road: the first of these that is allowed is the likeliest act. A decision
# between two is not here, nor what happens only when something went wrong: there the person chooses among equals.
STRAIGHT_ON: tuple[str, ...] = (
    Act.TO_DISCIPLINE, Act.DISPATCH, Act.SIGN_FOR, Act.ACCEPT, Act.NAME_HANDLERS, Act.OPINION, "acts/designate",
    "acts/record_path_result", "acts/resume", "acts/start_redo", "acts/submit_report", "acts/prove_execution", "acts/archive",
)  # fmt: skip
KEYS = {
    Act.DISPATCH: "D", Act.GUIDE: "G", Act.TO_DISCIPLINE: "I", Act.SIGN_FOR: "S", Act.ACCEPT: "A", Act.NAME_HANDLERS: "N",
    Act.OPINION: "O",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Button:
    """One act: `href` opens its form; `because` is the owner's sentence where it is refused; `likely`: it leads straight on."""

    name: str
    href: str
    likely: bool = False
    key: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """`refused` may be mended or will come; `elsewhere` are the names of what belongs to another step. `away`: the owner could
    not be asked, and nothing is known."""

    first: tuple[Button, ...] = ()
    more: tuple[Button, ...] = ()
    refused: tuple[Button, ...] = ()
    elsewhere: tuple[str, ...] = ()
    away: bool = False


def bar(offers: Iterable[Offer] | None, matter: MatterView, language: Language) -> Bar:
    """Allowed acts in the owner's order with the likeliest at the head; of refused ones, those of another step by name alone."""
    if offers is None:
        return Bar(away=True)
    every = tuple(offers)
    pages = [on_page(every, page)[0] for page in dict.fromkeys(each.page for each in every)]
    allowed = [each for each in pages if each.allowed]
    allowed.sort(key=lambda each: _rank(each, matter))
    refused = [each for each in pages if not each.allowed]
    digits = iter("123456789")
    buttons = tuple(
        _button(
            each,
            matter,
            language,
            _key(each, digits),
            likely=n == 0 and _rank(each, matter) < len(STRAIGHT_ON),
        )
        for n, each in enumerate(allowed)
    )
    near = tuple(_button(each, matter, language) for each in refused if each.code != WRONG_STATE)
    elsewhere = tuple(title_of(each, language) for each in refused if each.code == WRONG_STATE)
    return Bar(buttons[:SHOWN], buttons[SHOWN:], near, elsewhere)


def title_of(offer: Offer, language: Language) -> str:
    """What the act is called; one that only a newer owner knows, as its owner calls it."""
    if offer.act in OWN_PAGES:
        return language.say(f"act.{offer.page}")
    title = f"do.{offer.act}.title"
    return language.say(title) if language.has(title) else offer.name


def _rank(offer: Offer, matter: MatterView) -> int:
    if offer.page == Act.GUIDE and matter.litigation in AT_COURT:
        return -1
    return STRAIGHT_ON.index(offer.page) if offer.page in STRAIGHT_ON else len(STRAIGHT_ON)


def _key(offer: Offer, digits: Iterable[str]) -> str:
    return KEYS[Act(offer.page)] if offer.act in OWN_PAGES else next(iter(digits), "")


def _button(
    offer: Offer, matter: MatterView, language: Language, key: str = "", *, likely: bool = False
) -> Button:
    return Button(title_of(offer, language), f"/matters/{matter.id}/{offer.page}", likely, key, offer.because)
