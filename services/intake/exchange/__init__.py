"""The superior's petition system hands matters down on a topic of its own: registered once, and always answered (corrections 21)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from chassis.hearing import Hears
from lianjie_contracts.events.upper_transfer import UpperTransfer
from services.intake.capability import Capability, FrontDoor
from services.intake.exchange.handlers.on_upper_transfer import on_upper_transfer
from services.intake.exchange.store import TRANSFERS


def _hears(door: FrontDoor) -> Sequence[Hears]:
    return (
        Hears(
            UpperTransfer,
            partial(on_upper_transfer, door=door),
            lambda e: ((TRANSFERS, f"{e.county}:{e.number}"),),
        ),
    )


CAPABILITY = Capability(kinds=(TRANSFERS,), hears=_hears)
