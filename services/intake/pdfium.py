"""PDFium knows no threads: in one process one call at a time, whoever makes it."""

from __future__ import annotations

import threading

ONE_AT_A_TIME = threading.Lock()
