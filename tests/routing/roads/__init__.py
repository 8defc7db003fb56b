"""For every row a matter and a wish that it allows, and for every condition one that it refuses; one file per road."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from services.routing.domain.acts import Intent
from services.routing.domain.matter import Matter

Example = tuple[Matter, Intent]
_ALL = tuple(
    import_module(f"{__name__}.{file.stem}")
    for file in sorted(Path(__file__).parent.glob("*.py"))
    if file.stem != "__init__"
)
LAWFUL: dict[str, Example] = {number: example for road in _ALL for number, example in road.LAWFUL.items()}
PROVOKED: tuple[tuple[str, Matter, Intent], ...] = tuple(each for road in _ALL for each in road.PROVOKED)
