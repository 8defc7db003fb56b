"""Review and recheck: the same steps twice, each stage with its own machine, window and file (R22 35, 36)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from lianjie_contracts.base import MatterEvent
from lianjie_contracts.vocabulary import ReviewDecision, ReviewStage
from services.routing.domain.acts import Intent
from services.routing.domain.beside import Proceeding
from services.routing.domain.matter import Matter
from services.routing.domain.rows import filled


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its word on the bus, its machine, the window it is applied for in, and the code of its opinion."""

    word: ReviewStage
    machine: str
    window: str
    document: str

    def file(self, matter: Matter) -> Proceeding:
        return matter.recheck_file if self.machine == "recheck" else matter.review_file

    def with_file(self, matter: Matter, **changed: Any) -> Matter:  # noqa: ANN401 - fields of Proceeding
        filed: dict[str, Any] = {f"{self.machine}_file": replace(self.file(matter), **changed)}
        return replace(matter, **filed)

    def organ(self, matter: Matter) -> str:
        """The organ that the text before it names; empty if it names none."""
        if self.machine == "recheck":
            before = matter.review_file.opinion
            return before.recheck_organ if before else ""
        return matter.opinion.review_organ if matter.opinion else ""


REVIEW = Stage(ReviewStage.REVIEW, "review", "C10", "D12")
RECHECK = Stage(ReviewStage.RECHECK, "recheck", "C13", "D13")


def stage_of(intent: Intent) -> Stage:
    """Every act of a recheck says so in its name."""
    return RECHECK if "recheck" in intent.act else REVIEW


def of(event: Any) -> Stage:  # noqa: ANN401 - whichever event names its stage
    return RECHECK if event.stage == ReviewStage.RECHECK else REVIEW


def telling(event: type[MatterEvent]) -> Callable[[Matter, Intent, dict[str, Any]], MatterEvent]:
    """The event filled from what is brought, and the stage of the act."""
    return lambda _, intent, common: filled(event, intent, common, stage=stage_of(intent).word)


def decided(matter: Matter, intent: Intent) -> ReviewDecision | None:
    """What the signed opinion of this stage decides."""
    opinion = stage_of(intent).file(matter).opinion
    return opinion.decision if opinion else None
