"""The exceptions of the chassis, as one tree.

ChassisError
├── SettingsError        a setting is wrong: the start stops with this sentence
├── TransientError       database or bus away for the moment: wait and do the same again
├── ConflictError        somebody else was first: read again, decide again
├── NotYetError          a fact of another stream is missing: park, and try when it is there
├── UndecodableError     a record nobody can read: dead letter at once
├── BehindError          a restored document cannot be brought to where its own topic is: it must not write
└── TooLargeError        a message larger than the bus takes: refused before it is saved
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lianjie_contracts.envelope import Envelope


class ChassisError(Exception):
    """Root of the tree."""


class SettingsError(ChassisError):
    """Says in one sentence which setting is wrong and what it should be."""


class TransientError(ChassisError):
    """Worth trying again unchanged."""


class ConflictError(ChassisError):
    """Lost a race; nothing was written."""


class NotYetError(ChassisError):
    """`fact` names what is awaited, e.g. "key:450199:…"."""

    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.fact = fact


class UndecodableError(ChassisError):
    """The reason never quotes the record: it may hold personal data. Where the envelope could be read, it is here."""

    envelope: Envelope | None = None


class BehindError(ChassisError):
    """Says which stream or partition; to go on would number other events like those that are already told."""


class TooLargeError(ChassisError):
    """The message would not fit the topic."""
