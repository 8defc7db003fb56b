"""What a rule answers when it is asked: the change it makes, or the refusal with its ground."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Changed(Generic[S]):
    """The new state, the messages that announce it (in order), and the answer to whoever asked."""

    state: S
    announce: tuple[Any, ...] = ()
    answer: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing changes. `because` is a full sentence in the user's language: the ground, and the way out.

    `announce` may hold messages on topics other than the aggregate's own, e.g. the answer to a unit.
    """

    code: str
    because: str
    announce: tuple[Any, ...] = ()


Decision = Changed[S] | Refused
