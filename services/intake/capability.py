"""What intake is made of: each thing that a reception centre does at its front door, and what it may use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, HTTPException

from chassis.documents import Kind
from chassis.hearing import Hears
from chassis.identity import Principal
from chassis.personal import Safe, secret
from chassis.rolling import Rolls
from chassis.service import Job, Parts
from services.intake.registrar import Registrar
from services.intake.settings import IntakeSettings


@dataclass(frozen=True, slots=True)
class FrontDoor:
    """One county's front door: the running parts, and the registrar that every way in ends at."""

    parts: Parts[IntakeSettings]
    registrar: Registrar

    @classmethod
    def of(cls, parts: Parts[IntakeSettings]) -> FrontDoor:
        """The front door of one process; raises SettingsError if a secret is missing."""
        settings = parts.settings
        safe = Safe(secret("LIANJIE_MASTER_KEY", settings.master_key))
        person_key = secret("LIANJIE_PERSON_KEY", settings.person_key)
        registrar = Registrar(
            settings.county, parts.directory, parts.commands, parts.mongo, safe, person_key
        )  # fmt: skip
        return cls(parts, registrar)

    @property
    def county(self) -> str:
        return self.parts.settings.county

    def here(self, caller: Principal) -> None:
        """Raises 403 for somebody of another county's centre."""
        if caller.county != self.county:
            raise HTTPException(403, "您只能办理本县中心的信访件。")


def _nothing(_: FrontDoor) -> tuple[()]:
    return ()


@dataclass(frozen=True)
class Capability:
    """One thing the front door does: what it keeps, how it is asked, what it hears, what it does by itself."""

    kinds: tuple[Kind[Any], ...] = ()
    api: Callable[[FrontDoor], APIRouter] | None = None
    hears: Callable[[FrontDoor], Sequence[Hears]] = _nothing
    rolls: Callable[[FrontDoor], Sequence[Rolls[Any]]] = _nothing
    jobs: tuple[Job[IntakeSettings], ...] = ()
