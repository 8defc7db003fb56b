"""Whether a row of a machine says what its line of the specification says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from chassis.machines import Row


def assert_as_specified(
    row: Row[Any, Any, Any], written: Mapping[str, Any], ours: Collection[str] = ()
) -> None:
    """States, act, target, roles, basis, and the guards in their order; `ours` are guards of our own [D]."""
    assert {source or "NONE" for source in row.sources} == set(written["from"])
    assert (row.act, row.target or "SAME", row.basis) == (written["act"], written["to"], written["basis"])
    assert row.roles == set(written["actor_roles"])
    assert [guard.__name__ for guard in row.guards if guard.__name__ not in ours] == (written["guards"] or [])
