"""The slip and the sheet as they are printed: one slip for each person, with number, query code and the square to point a telephone at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from markupsafe import Markup

from services.workbench.registration import representatives
from services.workbench.words import grouped, masked_name, on_paper

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from services.workbench.language import Language
    from services.workbench.web.forms import Form


@dataclass(frozen=True, slots=True)
class Slip:
    """One person's slip. `code` is theirs alone: each representative has one (correction 4)."""

    person: str
    code: str


@dataclass(frozen=True, slots=True)
class Slips:
    """What all slips of one registration say; `square` is an SVG of the address that shows the status."""

    groups: tuple[str, ...]
    received: str
    date: str
    title: str
    claims: tuple[str, ...]
    address: str
    square: Markup
    each: tuple[Slip, ...]
    bring: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()  # asked for at this stage and not there; said to the clerk, not printed
    warnings: tuple[str, ...] = ()


def slips(told: Mapping[str, Any], form: Form, public: str, now: datetime, language: Language) -> Slips:
    """From intake's own answer (`item_no`, `query_codes` by holder, what is `missing`, what to `bring`) and what was typed."""
    number = str(told["item_no"])
    address = f"{public.rstrip('/')}/query"
    codes = told.get("query_codes") or [{"holder": "petitioner", "code": told["query_code"]}]
    lacking = (told.get("missing") or {}).get("REGISTER") or ()
    return Slips(
        groups=grouped(number), received=on_paper(now, language, time=True), date=on_paper(now, language),
        title=form.value("title"), claims=form.lines("claims"), address=address,
        square=square(f"{address}?{urlencode({'number': number})}", language.say("receipt.square")),
        each=tuple(Slip(masked_name(_name(each["holder"], form)), spaced(str(each["code"]))) for each in codes),
        bring=tuple((told.get("slip") or {}).get("bring") or ()),
        missing=tuple(str(each["label"]) for each in lacking), warnings=tuple(told.get("warnings") or ()),
    )  # fmt: skip


def _name(holder: str, form: Form) -> str:
    """Whose code it is: `petitioner`, or `representatives.0` for the first row that was filled."""
    group, _, index = holder.partition(".")
    named = representatives(form)
    if group == "representatives" and index.isdecimal() and int(index) < len(named):
        return named[int(index)]["name"]
    return form.value("name")


def square(address: str, name: str) -> Markup:
    """A QR code as SVG with a quiet zone of four (ISO 18004), without a style of its own; `name` is read aloud."""
    import segno  # only who prints a slip needs it

    made = segno.make(address, error="m", micro=False)
    drawn = made.svg_inline(scale=3, border=4, svgclass=None, lineclass=None, title=name, omitsize=True)
    return Markup(drawn)  # noqa: S704 - drawn here from an address of our own


def spaced(code: str) -> str:
    """In threes, as it is read aloud."""
    return " ".join(code[at : at + 3] for at in range(0, len(code), 3))
