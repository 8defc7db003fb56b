"""Handlers that fail on purpose, and records of releases that are not ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chassis.hearing import Hears
from lianjie_contracts.events.matter_signed import MatterSigned
from tests.chassis.builders import (
    HEARS,
    on_signed,
    signed,
    with_header,
)

if TYPE_CHECKING:
    from chassis.documents import Record
    from chassis.work import Heard, Work


class Once:
    """A handler that fails the first `times` times, after it has already saved."""

    def __init__(self, times: int, error: Exception) -> None:
        self.left = times
        self.calls = 0
        self.error = error

    async def __call__(self, heard: Heard[MatterSigned], work: Work) -> None:
        self.calls += 1
        await on_signed(heard, work)
        if self.left:
            self.left -= 1
            raise self.error


def bad_for(matter_id: str, seq: int) -> tuple[Hears, ...]:
    """The usual handlers, but one event of one matter can never be handled."""

    async def handler(heard: Heard[MatterSigned], work: Work) -> None:
        await on_signed(heard, work)
        if (heard.event.matter_id, heard.envelope.seq) == (matter_id, seq):
            raise RuntimeError("张三 13800000000")

    return Hears(MatterSigned, handler), *HEARS[1:]


def of_a_newer_release(seq: int) -> Record:
    return with_header(signed(seq), "ce_type", b"matter_celebrated")
