"""What follows a registration at the front door: the talk, the screening, and corrections; the registration itself stays."""

from __future__ import annotations

from services.intake.capability import Capability
from services.intake.stages.api import api

CAPABILITY = Capability(api=api)
