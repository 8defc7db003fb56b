"""What all messages share: the base classes, the value objects used by several events, and encoding."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Annotated, Any, ClassVar, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from lianjie_contracts.vocabulary import (
    AssignmentRole,
    ClaimResult,
    IdType,
    MatterState,
    Path,
    PetitionerType,
    RepeatResult,
    TransferMode,
)

County = Annotated[str, Field(pattern=r"^\d{6}$", description="GB/T 2260 code of the county")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256 of a file, hexadecimal")]
UnitCode = Annotated[str, Field(pattern=r"^\d{6}-[a-z0-9]+$", description="unit code, county included")]


class Value(BaseModel):
    """A frozen part of a message; fields of a newer release are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Sealed(Value):
    """A personal field under its person's own data key (AES-256-GCM); unreadable for ever once the key is destroyed."""

    key: str = Field(description="id of the person's data key")
    nonce: str = Field(description="base64, 12 bytes")
    text: str = Field(description="base64, ciphertext and tag")


class Actor(Value):
    """Who did it: a public servant in office, a unit's system, the petitioner (never named), or the system itself."""

    id: str
    role: str
    name: str = ""
    org: str = ""


SYSTEM = Actor(id="system", role="system", name="系统", org="")


class Place(Value):
    """事发地; drives 属地 routing."""

    code: str = Field(
        pattern=r"^\d{6}(\d{3})?$", description="GB/T 2260 code, with the township's three digits if known"
    )
    name: str = ""


class Claim(Value):
    """One claim (请求). Path, unit and result live here, for one item may hold several (correction 10)."""

    claim_id: str
    text: str
    path: Path | None = None
    path_basis: str | None = None
    unit: UnitCode | None = None
    result: ClaimResult | None = None


class Assignment(Value):
    """One unit's share of a matter."""

    assignment_id: str
    unit: UnitCode
    unit_name: str
    role: AssignmentRole
    mode: TransferMode
    claim_ids: tuple[str, ...] = ()
    feed: bool | None = Field(
        default=None, description="false: the unit has no topics yet, and works in the window"
    )


class Petitioner(Value):
    """信访人 as registered: every personal field sealed, so that nothing readable leaves intake."""

    petitioner_id: str
    type: PetitionerType = PetitionerType.CITIZEN
    is_anonymous: bool = False
    name: Sealed | None = None
    id_type: IdType | None = None
    id_no: Sealed | None = None
    id_unavailable_reason: str | None = None
    phone: Sealed | None = None
    address: Sealed | None = None
    email: Sealed | None = None
    consents_electronic: bool = Field(
        default=False, description="agreed to electronic service (民事诉讼法 90 by analogy)"
    )
    uscc: Sealed | None = Field(default=None, description="统一社会信用代码 of an organisation (GB 32100)")
    gender: Sealed | None = Field(default=None, description="GB/T 2261.1")
    birth_on: Sealed | None = None
    ethnicity: Sealed | None = Field(default=None, description="GB/T 3304")
    occupation: Sealed | None = None
    household_addr: Sealed | None = None
    address_code: Sealed | None = Field(default=None, description="GB/T 2260 code of the address")
    query_code: Sealed | None = Field(default=None, description="a representative's own code (correction 4)")


class Agent(Value):
    """代理人 with a written mandate [SD 28]: acts for the petitioner, is never the same person for repeats."""

    person: Petitioner
    mandate: str = Field(
        description="number or description of the mandate document, which is kept with the item"
    )


class Accused(Value):
    """被反映人: sealed under a key of their own, for an accused person is a person, too."""

    petitioner_id: str = Field(description="id of the data key")
    name: Sealed | None = None
    position: Sealed | None = None


class LeaderInstruction(Value):
    """领导批示 that an item came with; an official's act in office, never shown to petitioners."""

    leader: str
    text: str
    given_on: date
    due_on: date | None = None


class GroundSeen(Value):
    """One ground of a proposed repeat as a person saw it; the words compared stay with the items."""

    ground: str = Field(description="person, title, place, claims, category or accused")
    same: bool


class RepeatAnswer(Value):
    """What a person answered about one earlier item (判重); it is not proposed for this item again."""

    item_id: str = Field(description="the earlier item")
    item_no: str
    matter_id: str = Field(description="of the earlier item")
    result: RepeatResult
    grounds: tuple[GroundSeen, ...] = ()
    by: Actor
    at: AwareDatetime


class LearnedAnswer(Value):
    """What closed matters speak for, beside what the rules say; a person decides."""

    about: str = Field(description="unit, category, matter_class or path")
    answer: str
    certainty: float = Field(
        ge=0, le=1, description="the part of answers given as surely that was what people decided"
    )
    sure: bool = Field(default=False, description="certain enough to be proposed; else it abstains")
    words: tuple[str, ...] = Field(
        default=(), description="of title and claims: what spoke most for the answer"
    )


class Suggestion(Value):
    """The unit the rules propose, and why; what closed matters speak for; a person decides."""

    unit: UnitCode | None = Field(default=None, description="none: the rules cannot tell")
    unit_name: str = ""
    sure: bool = False
    reasons: tuple[str, ...] = ()
    alternatives: tuple[UnitCode, ...] = ()
    simple: bool | None = Field(default=None, description="简易办理 is proposed: clear and small")
    learned: tuple[LearnedAnswer, ...] | None = None
    learned_from: int | None = Field(
        default=None,
        description="closed matters that were learned from; none: off, for there is no real history yet",
    )


class DaysUsed(Value):
    """Days of the running limit that were used by the end of that day; fewer than have passed if it once stood still."""

    days: int = Field(ge=0)
    counted_on: date


class PastStep(Value):
    """Marks what happened before this system knew of the matter: it counts on its own day, and nobody is sent a notice."""

    batch: str
    used: DaysUsed | None = Field(default=None, description="of the limit that this step started")


class Message(BaseModel):
    """A message of one type and version; `topic` may hold {county} or {unit}, filled from its fields."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    type: ClassVar[str]
    version: ClassVar[int] = 1
    topic: ClassVar[str]

    def body(self) -> bytes:
        """The JSON bytes; raises UnknownWordError rather than write back a word that was not understood."""
        return self.model_dump_json(exclude_none=True).encode()

    @classmethod
    def read(cls, body: bytes) -> Self:
        return cls.model_validate_json(body)

    def topic_name(self) -> str:
        return self.topic.format(county=getattr(self, "county", ""), unit=getattr(self, "unit", ""))

    def upgraded(self) -> Message:
        """The same fact in the newest version; each old version overrides this with one step."""
        return self


class Event(Message):
    """A fact of the business (past tense)."""

    occurred_at: AwareDatetime
    by: Actor = SYSTEM


class MatterEvent(Event):
    """A fact about one matter. The optional fields are there from V1 (correction 29), so that no consumer meets them late."""

    topic: ClassVar[str] = "routing.matters.v1"

    matter_id: str
    county: County
    office: str
    profile: str = "national_2022"
    row: str = Field(default="", description="row of the transition table, e.g. 6.2")
    drove: tuple[str, ...] = Field(
        default=(), description="rows of machines beside it that the move carried along"
    )
    state: MatterState | None = Field(default=None, description="main state after the event")
    first_handler: str | None = None
    desk: str | None = None
    session_id: str | None = None
    leader_duty_id: str | None = None
    claim_id: str | None = None
    assignment_id: str | None = None
    exchange_no: str | None = None
    files: tuple[Sha256, ...] = Field(
        default=(), description="what the act rests on: originals of files of the matter, asked for over HTTP"
    )
    carried_over: PastStep | None = Field(
        default=None,
        description="only of a step taken in an older system, which an import has told (ADR 0027)",
    )
    on_behalf_of: Actor | None = Field(
        default=None, description="the absent person for whom `by` stands in (AB岗, ADR 0035)"
    )


class Reply(Message):
    """What a unit asks for in its own matters: a command, answered on the unit's topic by `reply_answered`.

    The topic is the identity: `unit` must be the topic's unit, `by` says who acts for it.
    """

    topic: ClassVar[str] = "replies.{unit}.v1"
    asks: ClassVar[str] = ""

    unit: UnitCode
    matter_id: str
    by: Actor
    at: AwareDatetime

    @property
    def wish(self) -> tuple[str, dict[str, Any]]:
        """The act that is asked for, and its paper as JSON: every other field of the reply."""
        return self.asks, self.model_dump(mode="json", exclude=set(Reply.model_fields))

    @classmethod
    def read(cls, body: bytes) -> Self | Misfit:  # type: ignore[override]
        """The reply; what fits its schema in nothing but unit and matter is read as a `Misfit`, for that can be answered."""
        try:
            return super().read(body)
        except ValidationError as wrong:
            return Misfit.of(cls.type, body, wrong)


class Fault(Value):
    """Where a reply does not fit its schema, and how; what stood there is not repeated."""

    field: str
    kind: str = Field(description="pydantic's word for it: missing, string_type, …")


class Misfit(Message):
    """A reply that cannot be read, but says whose it is and about what: it is refused, field by field. Never written."""

    type: ClassVar[str] = "misfit"
    topic: ClassVar[str] = Reply.topic

    unit: UnitCode
    matter_id: str
    reply: str
    digest: str
    faults: tuple[Fault, ...]

    @classmethod
    def of(cls, reply: str, body: bytes, wrong: ValidationError) -> Misfit:
        """Raises `wrong` itself if nobody could be answered."""
        faults = tuple(Fault(field=".".join(map(str, e["loc"])), kind=e["type"]) for e in wrong.errors())
        if any(fault.field in ("", "unit", "matter_id") for fault in faults):
            raise wrong
        said = json.loads(body)
        digest = hashlib.sha256(body).hexdigest()
        return cls(unit=said["unit"], matter_id=said["matter_id"], reply=reply, digest=digest, faults=faults)


def schema_of(message: type[Message]) -> dict[str, Any]:
    """The JSON Schema of what is written: the reader's rules are looser (unknown fields and words are allowed)."""
    return message.model_json_schema(mode="validation")
