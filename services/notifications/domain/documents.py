"""Every text that is made: what it must contain, who issues and signs it, how it is numbered (documents.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

Content = str | tuple[str, ...]
_ALWAYS = ("number", "office", "date", "seal", "addressee")


class Document(StrEnum):
    """The texts that code speaks of by name; every other one stands in the table alone."""

    RECEIPT = "D01.1"
    ACCEPTANCE = "D02.2"
    SUGGESTION_ACCEPTED = "D02.4"
    OPINION = "D11.1"
    SIMPLE_ANSWER = "D11.3"
    REVIEW_UPHELD = "D12.1"
    REVIEW_CHANGED = "D12.2"
    REVIEW_REVOKED = "D12.3"
    RECHECK_UPHELD = "D13.1"
    RECHECK_CHANGED = "D13.2"
    RECHECK_REVOKED = "D13.3"
    PROOF_OF_SERVICE = "D19.1"
    ANNOUNCEMENT = "D19.3"
    SUGGESTION_ANSWERED = "D22.1"
    PROGRESS_ANSWERED = "D25.2"


class Issuer(StrEnum):
    """In whose name a text goes out: the county's centre, the unit that acts, the organ that the event names, or who has the
    matter in hand: its leading unit, and while it is reviewed the organ above."""

    OFFICE = "office"
    UNIT = "unit"
    ORGAN = "organ"
    HOLDER = "holder"


@dataclass(frozen=True, slots=True)
class Text:
    """One line of documents.toml.

    `decided`: an organ has decided and signed it, so its service begins with the signature (row DL1), all else is a notice
    (DL2). `rows`: the rows of routing's tables that make it due. `series`: none where the number is given by somebody else, or
    nobody (`bare`: a paper for the file that is no letter of the office).
    """

    code: str
    title: str
    by: Issuer
    signers: frozenset[str]
    required: tuple[str, ...]
    rows: tuple[str, ...] = ()
    series: str = ""
    courtesy: bool = False
    decided: bool = False
    bare: bool = False


def _text(code: str, line: Mapping[str, Any]) -> Text:
    lists = {name: tuple(str(line.get(name, "")).split()) for name in ("signers", "must", "rows")}
    return Text(
        code, line["title"], Issuer(line["by"]), frozenset(lists["signers"]),
        lists["must"] if line.get("bare") else (*_ALWAYS, *lists["must"]), lists["rows"],
        line.get("series", ""), line.get("courtesy", False), line.get("decided", False), line.get("bare", False),
    )  # fmt: skip


def _read() -> Mapping[str, Text]:
    table = tomllib.loads(Path(__file__).parents[1].joinpath("documents.toml").read_text(encoding="utf-8"))
    return MappingProxyType({code: _text(code, line) for code, line in table.items()})


TEXTS: Mapping[str, Text] = _read()


def counted_as(code: str) -> str:
    """The text whose numbers this one shares: the first in the table with the same series."""
    series = TEXTS[code].series
    return next((text.code for text in TEXTS.values() if series and text.series == series), code)


def missing_contents(code: str, contents: Mapping[str, object]) -> tuple[str, ...]:
    """Required contents that are absent or blank, in the order of the specification."""
    return tuple(name for name in TEXTS[code].required if _blank(contents.get(name)))


def _blank(content: object) -> bool:
    if isinstance(content, str):
        return not content.strip()
    if isinstance(content, (tuple, list)):
        return not content or any(_blank(part) for part in content)
    return content is None
