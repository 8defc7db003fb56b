"""Small stand-ins for the parts of a system: real processes that answer, die or refuse to."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from deploy.local import probe
from deploy.local.part import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

ANSWERING = """
import http.server, sys
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *_): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Ready).serve_forever()
"""
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + ANSWERING
DYING = "import sys; sys.exit('the database is not there')"


class Small(Part):
    program = ANSWERING

    def command(self) -> Sequence[str]:
        return [sys.executable, "-c", self.program, str(self.port)]

    def ready(self) -> bool:
        return probe.is_ready(self.port)


class Stubborn(Small):
    program = STUBBORN


class Dying(Small):
    program = DYING
