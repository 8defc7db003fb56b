"""Which streams a process follows, where it is of one tenant: its own, or those of the others; by the kind of their subject.

What nobody here will ever ask about is passed over before it is read, and leaves no position behind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Whose(Enum):
    """Whose streams of one kind of subject are followed."""

    OWN = "own"
    OTHERS = "others"


@dataclass(frozen=True)
class Following:
    """`whose` says it by the subject's kind ("matter"); of a kind that is not named, everybody's are followed."""

    tenant: str = ""
    whose: Mapping[str, Whose] = field(default_factory=dict)

    def __call__(self, subject: str) -> bool:
        """Whether a stream ("matter:450199:…") is followed; one that does not say whose it is counts as another's."""
        kind, _, id_ = subject.partition(":")
        whose = self.whose.get(kind)
        return whose is None or (id_.partition(":")[0] == self.tenant) is (whose is Whose.OWN)


ALL = Following()
