"""An operator beside a service that has a fault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chassis.hearing import Hears
from chassis.operations import OPERATIONS, Operation
from chassis.recovering import Recovery, Step
from chassis.replaying import replay, skip
from lianjie_contracts.events.matter_signed import MatterSigned
from tests.chassis.builders import (
    HEARS,
    NOW,
    ORDERS,
    Listener,
    matter,
    on_signed,
    signed,
    with_header,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chassis.dead_letters import DeadLetter
    from chassis.documents import Record
    from chassis.work import Heard, Work

STREAM, OTHER = f"matter:{matter()}", matter(2)


@dataclass
class Fault:
    """What breaks every event of these numbers until it is mended."""

    seqs: Sequence[int]
    tried: int = 0

    async def handler(self, heard: Heard[MatterSigned], work: Work) -> None:
        self.tried += heard.envelope.seq in self.seqs
        await on_signed(heard, work)
        if heard.envelope.seq in self.seqs:
            raise RuntimeError("broken")

    def mend(self) -> None:
        self.seqs = ()


@dataclass
class Desk:
    """An operator beside a service that has a fault."""

    fault: Fault
    listener: Listener

    @property
    def recovery(self) -> Recovery:
        return Recovery(self.listener.store, ORDERS, "wang@centre", "mended in 0.2.1", NOW)

    @property
    def letters(self) -> dict[str, DeadLetter]:
        return {
            id_: document.state
            for (name, id_), document in self.listener.memory.documents.items()
            if name == "dead_letters"
        }

    @property
    def on_record(self) -> list[Operation]:
        return list(self.listener.memory.all(OPERATIONS).values())

    async def replay(self, *, do: bool = True) -> list[Step]:
        """Every letter that is open."""
        ids = [id_ for id_, letter in self.letters.items() if letter.open]
        return [await replay(self.recovery, id_, do=do) for id_ in ids]

    async def skip(self, *, do: bool = True) -> list[Step]:
        ids = [id_ for id_, letter in self.letters.items() if letter.open]
        return [await skip(self.recovery, id_, the_owners, do=do) for id_ in ids]


def a_desk(*broken: int) -> Desk:
    fault = Fault(broken)
    return Desk(fault, Listener((Hears(MatterSigned, fault.handler), *HEARS[1:])))


async def the_owners(subject: str, seq: int) -> str:
    return f"{subject}-{seq}"


def verdicts(steps: list[Step]) -> list[str]:
    return [step.verdict for step in steps]


def unreadable(seq: int, of: str = matter()) -> Record:
    return with_header(signed(seq, of), "ce_schemaver", b"9")
