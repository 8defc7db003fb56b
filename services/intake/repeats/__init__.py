"""Repeats (判重): is this the same person about the same facts; proposed with its grounds, decided by a person (spec/domain 3.2)."""

from __future__ import annotations

from services.intake.capability import Capability
from services.intake.repeats.api import api
from services.intake.repeats.store import TRACES
from services.intake.repeats.tracing import JOB

CAPABILITY = Capability(kinds=(TRACES,), api=api, jobs=(JOB,))
