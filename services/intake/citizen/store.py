"""What the citizen's part keeps: the requests of each matter, and the signs on walls and windows."""

from __future__ import annotations

from dataclasses import dataclass

from chassis.documents import Kind
from services.intake.citizen.requests import Requests


@dataclass(frozen=True, slots=True)
class Sign:
    """A printed code: where it hangs, so that nobody need type a place. `place_code` is GB/T 2260 with the township."""

    label: str
    place_code: str


REQUESTS: Kind[Requests] = Kind("requests", Requests, subject="requests", topic="intake.requests.{county}.v1")
SIGNS: Kind[Sign] = Kind("signs", Sign, kept=True)
