"""What one life makes the system write and say: who saves what, how large, and announces what; counted, never typed.

Read from recipe.json beside this file, which `python -m deploy.bench.counting` makes. Sizes are bytes, of documents as
they lie in the database and of messages as they lie on the bus; the benchmark puts the database's own counts of both
runs side by side as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

PREFIX = "raw."
FILE = Path(__file__).with_name("recipe.json")
ELSEWHERE = "intake elsewhere"  # the front door of a county that the life is not in


@dataclass(frozen=True, slots=True)
class Save:
    """One document saved. `id` is one everybody knows (matter_id, item_id, key_id), that of a unit or a county for what
    lives share, or the name of a document of this life alone; `says` are messages by their numbers."""

    collection: str
    id: str
    size: int
    says: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """The life's n-th message: what it is, and what each service that hears it saves. Who only moves on saves nothing."""

    type: str
    topic: str
    size: int
    document: str = ""
    delivery: str = ""
    heard: Mapping[str, tuple[Save, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recipe:
    """`acts`: what each act of a person saves, by the service and the last words of its address."""

    acts: Mapping[str, tuple[Save, ...]]
    messages: Sequence[Message]


ADAPTER = TypeAdapter(Recipe)


@cache
def recipe() -> Recipe:
    return ADAPTER.validate_json(FILE.read_bytes())
