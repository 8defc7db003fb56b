"""Imports (导入): what a centre had on its old lists, looked at row by row first, and then registered like everything else."""

from __future__ import annotations

from services.intake.capability import Capability
from services.intake.imports.api import api
from services.intake.imports.store import BATCHES
from services.intake.imports.taking import JOB

CAPABILITY = Capability(kinds=(BATCHES,), api=api, jobs=(JOB,))
