"""What routing keeps: matters, whole, with what grows with the years beside them in the history; each county's directory."""

from __future__ import annotations

from chassis.documents import Kind
from services.routing.domain.covering import CoverBoard
from services.routing.domain.directory import CountyDirectory
from services.routing.domain.handover import Handover
from services.routing.domain.matter import Matter

MATTERS: Kind[Matter] = Kind(
    "matters",
    Matter,
    subject="matter",
    topic="routing.matters.v1",
    indexes=(
        ("county", "state"),
        ("county", "exchange"),
        ("item_nos",),
        ("county", "handlers"),
        ("county", "first_handler"),
    ),
)
DIRECTORIES: Kind[CountyDirectory] = Kind(
    "directories", CountyDirectory, subject="directory", topic="reference.directory.v1"
)
COVERS: Kind[CoverBoard] = Kind("covers", CoverBoard, subject="covers", topic="routing.covers.v1")
HANDOVERS: Kind[Handover] = Kind(
    "handovers", Handover, indexes=(("county", "unit", "-at"), ("state",)), kept=True
)
