"""The counter where an item is registered: its channels, and which fields each of them asks, as intake's table says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lianjie_contracts.vocabulary import Channel

if TYPE_CHECKING:
    from collections.abc import Mapping

# In the order in which they stand in the side column; letters that come by post have the letter room's own pages besides.
CHANNELS = (Channel.VISIT, Channel.PHONE, Channel.LETTER, Channel.FAX, Channel.ONLINE)
FACE_TO_FACE = frozenset({Channel.VISIT})  # somebody is there: the rest is told in the interview
DATED = frozenset({Channel.LETTER, Channel.FAX, Channel.ONLINE})  # it came in before it is typed
MOST_REPRESENTATIVES = 5  # R22 art. 20; as many rows has the page, the rule is intake's
BLOCKS, MAY, NEVER = "B", "O", "-"
# this form's names of fields, where they differ from intake's
NAMES = {
    "place_code": "place",
    "main_content": "content",
    "litigation_status": "litigation",
    "received_at": "received_on",
    "repeat_of": "repeats",
    "petitioner.id_unavailable_reason": "id_reason",
    "petitioner.is_anonymous": "anonymous",
    "petitioner.consents_electronic": "consent",
}


@dataclass(frozen=True, slots=True)
class Counter:
    """One channel's form. `needs` are intake's by field: B no number without it, M and C asked for, O optional, "-" not asked."""

    channel: Channel
    needs: Mapping[str, str] = field(default_factory=dict)
    anonymous: bool = True
    ethnic_groups: Mapping[str, str] = field(default_factory=dict)

    def must(self, name: str) -> bool:
        return self.needs.get(name) == BLOCKS

    def asks(self, name: str) -> bool:
        return self.needs.get(name) != NEVER

    def may(self, name: str) -> bool:
        """Whether the label says 可不填; what must be filled says nothing."""
        return self.needs.get(name) == MAY

    @property
    def face_to_face(self) -> bool:
        return self.channel in FACE_TO_FACE

    @property
    def dated(self) -> bool:
        return self.channel in DATED

    @property
    def first(self) -> str:
        """Where the caret starts: in the identity field, but a caller holds no card to the telephone."""
        return "name" if self.may("id_no") else "id_no"


def channel_of(given: str) -> Channel:
    """The channel named in an address or a form; a visit if it names none of these."""
    return next((each for each in CHANNELS if each.value == given.upper()), Channel.VISIT)


def counter(channel: Channel, told: Mapping[str, Any]) -> Counter:
    """`told` is intake's form sheet; empty if intake could not be asked, and then nothing is demanded here."""
    return Counter(
        channel,
        {name_of(row["id"]): row["need"] for row in told.get("fields", ())},
        bool((told.get("anonymous") or {}).get("channel", True)),
        (told.get("words") or {}).get("ethnicity") or {},
    )


def name_of(field: str) -> str:
    """This form's name of a field of intake."""
    return NAMES.get(field, field.removeprefix("petitioner."))
