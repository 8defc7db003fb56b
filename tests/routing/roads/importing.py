"""A lawful example of an import that is undone."""

from __future__ import annotations

from services.routing.domain.roads.importing import Undo
from tests.routing.builders import AT, a_matter, a_wish

LAWFUL = {"U1": (a_matter(carried_until=AT), a_wish("undo_import", Undo("450199:batch", "450199:i")))}
PROVOKED = ()  # tests/routing/test_guards.py has those of our own conditions
