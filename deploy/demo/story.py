"""The story as data: what is handed in, by whom, through which channel, and what people then make of it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from deploy.demo.people import Person
from lianjie_contracts import vocabulary as words

HERE = Path(__file__).parent
FILES = ("yunling.toml", "qingshi.toml", "longjiang.toml")

# Units whose people work in the browser today; the others have a system of their own.
IN_BROWSER = ("zjj", "rsj", "hexi")


class Part(BaseModel):
    """A piece of the story; a misspelt field stops the reading."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Lead(Part):
    """The router decides otherwise than proposed, or where the rules could not tell."""

    unit: str
    reason: str


class Assign(Part):
    days: int
    reason: str


class Guide(Part):
    path: words.Path
    reason: str
    basis: str
    remedy: str


class Answer(Part):
    result: words.ClaimResult
    text: str


def _answer(told: object) -> object:
    """Read "SUPPORT|text"."""
    result, _, text = str(told).partition("|")
    return {"result": result, "text": text}


class Petition(Part):
    """One item as handed in. `until`: how far it gets today; `late`: it waits till evening, and why that is too late."""

    county: str
    number: int
    key: str
    channel: words.Channel
    who: str = ""
    anonymous: bool = False
    mail: bool = False
    place: str
    title: str
    content: str
    claims: list[str]
    days_ago: int = 0
    urgency: words.Urgency = words.Urgency.ORDINARY
    matter_class: words.MatterClass = Field(words.MatterClass.APPEAL, alias="class")
    litigation: words.LitigationStatus = words.LitigationStatus.NONE
    accused: str = ""
    headcount: int = 1
    representatives: list[str] = []
    special_needs: list[str] = []
    no_id: str = ""
    old_id: bool = False
    id_type: words.IdType = words.IdType.RESIDENT
    id_no: str = ""
    slip: Literal["", "id", "phone"] = ""
    repeat_of: str = ""
    lead: Lead | None = None
    co: dict[str, list[int]] = {}
    assign: Assign | None = None
    guide: Guide | None = None
    discipline: str = ""
    late: str = ""
    until: Literal["screening", "dispatched", "signed", "accepted", "answered"] = "answered"
    laws: list[str] = []
    answers: list[Annotated[Answer, BeforeValidator(_answer)]] = []

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if not self.anonymous:
            self.person()
        if self.answers and (len(self.answers) != len(self.claims) or not self.laws):
            raise ValueError("an answer to each claim and the law, or none of it")
        return self

    def person(self) -> Person:
        return Person.of(self.who, self.county)

    @property
    def is_dispatched(self) -> bool:
        return not (self.repeat_of or self.guide or self.discipline or self.until == "screening")


def read(directory: Path = HERE) -> list[Petition]:
    """The whole day: the counties take turns, so that something happens everywhere."""
    counties = [_county(directory / name) for name in FILES]
    turns = max(map(len, counties))
    return [county[turn] for turn in range(turns) for county in counties if turn < len(county)]


def _county(path: Path) -> list[Petition]:
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    county = told["county"]
    petitions = [Petition(county=county, number=n, **each) for n, each in enumerate(told["petitions"], 1)]
    seen: set[str] = set()
    for petition in petitions:
        if petition.key in seen or (petition.repeat_of and petition.repeat_of not in seen):
            raise ValueError(f"{path.name}: {petition.key}: told twice, or repeats what was not told before")
        seen.add(petition.key)
    return petitions
