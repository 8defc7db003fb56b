"""What a text is made of beside its event: the matter as it reads, whom it concerns, and who is who in the county."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lianjie_contracts.directory import Directory
from lianjie_contracts.vocabulary import Addressee, Channel
from services.notifications.contacts import MatterSheet
from services.notifications.domain import wording
from services.notifications.domain.documents import Content
from services.notifications.organs import Organ, centre_of, unit_of

Words = Mapping[str, Content]
ANYBODY = "信访人"  # where a name is not known, or may no longer be
CLOSED_PAPERS = "（保密事项，内容见专人移送的纸质材料）"


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of a text: for whom, and in which words; `unit` is the unit that it is addressed to. `about`: the number of the
    item, where one event makes the same text for the petitioners of several matters."""

    to: Addressee
    words: Words
    unit: str | None = None
    about: str = ""


Composer = Callable[[Any, "About"], Iterable[Copy]]


@dataclass(frozen=True, slots=True)
class About:
    """`files`: how many came with the matter's items. `instruction`: what a leader wrote on it, and who. `other`: the matter that
    this one goes into."""

    sheet: MatterSheet
    directory: Directory
    county: str
    at: datetime
    files: int = 0
    instruction: str = ""
    other: MatterSheet | None = None

    @property
    def centre(self) -> Organ:
        return centre_of(self.directory, self.county)

    @property
    def visited(self) -> bool:
        return self.sheet.channel == Channel.VISIT

    @property
    def address(self) -> str:
        """Where papers are sent back to."""
        entry = self.directory.county(self.county)
        return f"{entry.centre}（{entry.address}）" if entry.address else entry.centre

    @property
    def closed(self) -> bool:
        """Nothing of its contents is told to a unit on paper that many hands pass [R22 30]."""
        return self.sheet.restricted or self.sheet.secret

    def unit(self, code: str | None) -> Organ:
        """The unit, or the centre where none is named."""
        return unit_of(self.directory, code) if code else self.centre

    def names(self, codes: Iterable[str]) -> str:
        return "、".join(self.unit(code).name for code in codes)

    def today(self) -> str:
        return wording.day(self.at)

    def told(self, name: str, otherwise: str = "") -> str:
        """What an earlier event has told of the matter, by name."""
        return self.sheet.facts.get(name, otherwise)

    def matter_for_a_unit(self) -> str:
        return CLOSED_PAPERS if self.closed else self.sheet.title

    def claims_for_a_unit(self, ids: Iterable[str] = ()) -> tuple[str, ...]:
        """The claims a unit is to answer, all of them if none is named."""
        if self.closed:
            return (CLOSED_PAPERS,)
        named = [self.sheet.claims[id_] for id_ in ids if id_ in self.sheet.claims]
        return tuple(named or self.sheet.claims.values()) or (self.sheet.title,)

    def materials(self) -> tuple[str, ...]:
        """The papers that go with a letter, counted and never named: a file's name may name a person."""
        form = f"信访事项登记表1份（编号{self.sheet.item_no}）"
        return (form, f"信访人提交的材料{self.files}件") if self.files else (form,)


def to_petitioner(**words: Content) -> tuple[Copy]:
    return (Copy(Addressee.PETITIONER, words),)


def to_unit(code: str, **words: Content) -> tuple[Copy]:
    return (Copy(Addressee.UNIT, words, code),)


def to_office(**words: Content) -> tuple[Copy]:
    """To the office that sent the matter, or above."""
    return (Copy(Addressee.OFFICE, words),)


def to_file(**words: Content) -> tuple[Copy]:
    return (Copy(Addressee.FILE, words),)
