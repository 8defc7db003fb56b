"""What the letter room keeps."""

from __future__ import annotations

from chassis.documents import Kind
from services.intake.letters.destruction import DestructionList
from services.intake.letters.letter import Letter

TOPIC = "intake.letters.{county}.v1"
LETTERS: Kind[Letter] = Kind(
    "letters", Letter, subject="letter", topic=TOPIC,
    indexes=(
        ("letter_no",), ("state", "-received_at"), ("-received_at",), ("lead_id",), ("entry.item_id",),
        ("shelf.state", "shelf.place.code", "shelf.since"), ("custody.valuable.taken_at",),
    ),
)  # fmt: skip
DESTRUCTION_LISTS: Kind[DestructionList] = Kind(
    "destruction_lists",
    DestructionList,
    subject="destruction",
    topic=TOPIC,
    indexes=(("told.state", "-told.proposed_at"),),
)
LETTER_SERIES, LIST_SERIES = "X", "D"  # the sign in a number, as L is an item's: 信, and destruction
