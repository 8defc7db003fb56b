"""What can be done to a letter, and what whoever does it brings along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lianjie_contracts.base import Actor
from lianjie_contracts.events.letter_step_taken import LetterContents, LetterCover, LetterEntry
from lianjie_contracts.vocabulary import LetterMode


class Act(StrEnum):
    """The acts of machine `letter`; a step may be left out only by an act of its own."""

    SIGN_IN = "sign_in_letter"
    OPEN = "open_letter"
    BIND = "bind_letter"
    SKIP_BIND = "skip_bind_letter"
    ENTER = "enter_letter"
    ENDORSE = "endorse_letter"
    TELL = "tell_sender"
    SKIP_TELL = "skip_tell_sender"
    SET_MODE = "set_letter_mode"
    FOLLOW = "follow_letter"
    SKIP_FOLLOW = "skip_follow_letter"
    CHECK = "check_letter"
    SKIP_CHECK = "skip_check_letter"
    REPLY = "reply_letter"
    SKIP_REPLY = "skip_reply_letter"
    COUNT = "count_letter"
    HAND_OVER = "hand_over_letter"


TELLING = frozenset({Act.TELL, Act.REPLY})
SKIPS = frozenset({Act.SKIP_BIND, Act.SKIP_TELL, Act.SKIP_FOLLOW, Act.SKIP_CHECK, Act.SKIP_REPLY})


@dataclass(frozen=True, slots=True)
class Intent:
    """`operator` did it at `done_at`; `by` notes it at `at`. `conflict`: the clerk declares an interest of their own.
    `unsigned`: the letter was registered without a name."""

    act: Act
    roles: frozenset[str]
    by: Actor
    operator: str
    at: datetime
    done_at: datetime
    note: str = ""
    mode: LetterMode | None = None
    conflict: bool = False
    unsigned: bool = False
    cover: LetterCover | None = None
    contents: LetterContents | None = None
    entry: LetterEntry | None = None
