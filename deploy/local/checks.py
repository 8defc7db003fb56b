"""What must be true of the machine before anything starts."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from deploy.words import Complaint

if TYPE_CHECKING:
    from deploy.local.home import Home

NEEDED_MIB = 2048


def check_disk(home: Home) -> None:
    free = shutil.disk_usage(home.root).free >> 20
    if free < NEEDED_MIB:
        raise Complaint("disk_full", path=home.root, free=free, needed=NEEDED_MIB)
