"""What imports keep: their batches. The table itself is an attachment, and goes when its batch is taken."""

from __future__ import annotations

from chassis.documents import Kind
from services.intake.imports.batch import Batch

BATCHES: Kind[Batch] = Kind("imports", Batch, kept=True, indexes=(("state",), ("-checked_at",)))
