"""Test doubles that obey the same interfaces and rules as the real parts, shipped with them."""

from chassis.clock import SettableClock
from chassis.testing.memory import MemoryStore, RecordingBus

__all__ = ["MemoryStore", "RecordingBus", "SettableClock"]
