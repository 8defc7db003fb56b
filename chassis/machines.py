"""A machine as a table of numbered rows: which act is allowed in which state, for whom, and under which conditions.

A guard answers None, or the refusal a person is told; the order in a row is the order of telling. Ask `permits` before
anything is changed: it gives the row that allows the act, or the first reason why not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar

from chassis.decisions import Refused, by_state_and_act


class Intent(Protocol):
    """Who wants which act; whatever it brings along is for the guards."""

    @property
    def act(self) -> str: ...
    @property
    def roles(self) -> frozenset[str]: ...


S = TypeVar("S", bound=str)
T = TypeVar("T")
W = TypeVar("W", bound=Intent)


@dataclass(frozen=True, slots=True)
class Row(Generic[S, T, W]):
    """One numbered line of the specification. Source None: it does not exist yet. Target None: the state stays."""

    number: str
    sources: frozenset[S | None]
    act: str
    target: S | None
    roles: frozenset[str]
    guards: tuple[Callable[[T, W], Refused | None], ...]
    basis: str

    def after(self, state: S) -> S:
        """The state in which this row leaves what is in `state`."""
        return self.target or state


def row(
    number: str, sources: Iterable[S | None], act: str, target: S | None, roles: str, basis: str,
    *guards: Callable[[T, W], Refused | None],
) -> Row[S, T, W]:  # fmt: skip
    """A row as it reads in a table; `roles` are parted by spaces."""
    return Row(number, frozenset(sources), act, target, frozenset(roles.split()), guards, basis)


@dataclass(frozen=True)
class Machine(Generic[S, T, W]):
    """`acts` and `states` are what people call them; `wrong_state` is told with {act}, {state} and {first} (where it may)."""

    rows: tuple[Row[S, T, W], ...]
    acts: Mapping[Any, str]
    states: Mapping[Any, str]
    wrong_state: str = "现在是“{state}”，{act}须在“{first}”时办理。"
    wrong_role: str = "{act}不由您的岗位办理。"

    @cached_property
    def _moves(self) -> Mapping[tuple[Any, Any], Row[S, T, W]]:
        return by_state_and_act(self.rows)

    def permits(self, state: S | None, subject: T, intent: W) -> Row[S, T, W] | Refused:
        """The row under which `intent` may happen to `subject`, which is in `state`; or the first reason why not."""
        act = self.acts[intent.act]
        found = self._moves.get((state, intent.act))
        if found is None:
            sources = sorted({s for each in self.rows if each.act == intent.act for s in each.sources if s})
            first = "或".join(self.states[each] for each in sources) or "尚未开始"
            now = self.states[state] if state else "尚未开始"
            return Refused("WRONG_STATE", self.wrong_state.format(state=now, act=act, first=first))
        if not intent.roles & found.roles:
            return Refused("ROLE_NOT_ALLOWED", self.wrong_role.format(act=act))
        return next((no for guard in found.guards if (no := guard(subject, intent))), found)

    def allowed(self, state: S | None, roles: frozenset[str]) -> tuple[str, ...]:
        """The acts of a state that one of the roles may try, in the order of the table; their guards are not asked."""
        return tuple(each.act for each in self.rows if state in each.sources and roles & each.roles)

    def roles_of(self, act: str) -> frozenset[str]:
        """Whoever may do it in some state."""
        return frozenset[str]().union(*(each.roles for each in self.rows if each.act == act))
