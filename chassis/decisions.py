"""What a rule answers when it is asked: the change it makes, or the refusal with its ground."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

S = TypeVar("S")
St_co = TypeVar("St_co", covariant=True)
A_co = TypeVar("A_co", covariant=True)


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


class TableRow(Protocol[St_co, A_co]):
    """One numbered line of a transition table."""

    @property
    def number(self) -> str: ...
    @property
    def sources(self) -> Iterable[St_co]: ...
    @property
    def act(self) -> A_co: ...


R = TypeVar("R", bound=TableRow[Any, Any])


def by_state_and_act(rows: Iterable[R]) -> dict[tuple[Any, Any], R]:
    """A table by (state, act); raises ValueError if two rows claim one move, which no test of a row would see."""
    index: dict[tuple[Any, Any], R] = {}
    for row in rows:
        for source in row.sources:
            if (held := index.setdefault((source, row.act), row)) is not row:
                raise ValueError(f"two rows claim {source} {row.act}: {held.number} and {row.number}")
    return index
