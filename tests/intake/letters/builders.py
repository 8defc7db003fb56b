"""A letter room for the tests: its clerks, a letter, and the acts that lead it through its steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from chassis.decisions import Refused
from lianjie_contracts.base import Actor, Petitioner, Place, Sealed
from lianjie_contracts.events.letter_step_taken import LetterCover, LetterEntry
from lianjie_contracts.vocabulary import LetterKind, LetterMode, LetterState
from services.intake.letters.acts import Act, Intent
from services.intake.letters.letter import Letter, after
from services.intake.letters.lifecycle import ROWS, step

COUNTY = "450199"
NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
LETTER, NO = f"{COUNTY}:letter-1", "45019920261123X00001"
CLERK = Actor(id=f"registrar@{COUNTY}", role="letter_clerk", name="韦晓梅", org="云岭县群众信访联合接访中心")
DEPUTY = Actor(id=f"deputy@{COUNTY}", role="office_deputy_head", name="覃国安", org=CLERK.org)
SEALED = Sealed(key=f"{COUNTY}:key", nonce="AAAA", text="eA==")
KNOWN = Petitioner(petitioner_id=SEALED.key, name=SEALED, address=SEALED)
PLACE = Place(code=f"{COUNTY}003", name="河西街道")
ENTRY = LetterEntry(
    item_id=f"{COUNTY}:item-1", item_no="45019920261123L00001", matter_id=f"{COUNTY}:matter-1", registered_at=NOW, place=PLACE,
    is_repeat=True,
)  # fmt: skip
ALL_ROLES = frozenset({"letter_clerk", "office_deputy_head", "archivist"})
ROW_OF = {(source, row.act): row for row in ROWS for source in row.sources}
WAY = (
    Act.SIGN_IN, Act.OPEN, Act.BIND, Act.ENTER, Act.ENDORSE, Act.TELL, Act.SET_MODE, Act.FOLLOW, Act.CHECK, Act.REPLY, Act.COUNT,
    Act.HAND_OVER,
)  # fmt: skip


def intent(act: Act, **other: Any) -> Intent:
    """A wish that lacks nothing; what a test is about, it changes."""
    by = DEPUTY if act is Act.ENDORSE else CLERK
    chosen = LetterMode.HOLD if act in {Act.ENTER, Act.ENDORSE, Act.SET_MODE} else None
    full = Intent(
        act, ALL_ROLES, by, by.name, NOW, NOW, "依法转送核实", chosen,
        cover=LetterCover(kind=LetterKind.ORDINARY, sender=KNOWN) if act is Act.SIGN_IN else None,
        entry=ENTRY if act is Act.ENTER else None,
    )  # fmt: skip
    return replace(full, **other)


def taken(letter: Letter | None, wish: Intent) -> Letter | Refused:
    told = step(LETTER, NO, COUNTY, letter, wish)
    return told if isinstance(told, Refused) else after(letter, told)


def letter(state: LetterState = LetterState.SIGNED_IN, **changed: Any) -> Letter:
    """A letter that has come so far by every step, none left out."""
    so_far: Letter | None = None
    for act in WAY:
        moved = taken(so_far, intent(act))
        assert isinstance(moved, Letter), moved
        so_far = moved
        if so_far.state is state:
            return replace(so_far, **changed)
    raise AssertionError(f"no way leads to {state}")


def later(days: float) -> datetime:
    return NOW + timedelta(days=days)
