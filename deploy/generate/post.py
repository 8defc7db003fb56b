"""The mail of a made-up history: nothing is sent, and what a server would have answered is put on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deploy.generate.persons import BOUNCES
from services.notifications.mailing import Accepted, Line, NotAccepted
from services.notifications.sender import AT_ONCE, Sender

if TYPE_CHECKING:
    from services.notifications.domain.delivery import Delivery
    from services.notifications.mailing import Outcome
    from services.notifications.opening import Opened

KEPT = "kept"
REFUSED = "550 5.1.1 no such mailbox"


class SilentSender(Sender):
    """Everything but the mail itself: rendering and sending are left out. One after the other, so that it ends the same."""

    async def round(self) -> None:
        line = Line(self.post.smtp, self.post.seconds, greeting="nowhere")
        for id_ in sorted(await self.shelf.due(self.clock.now(), AT_ONCE)):
            await self._deliver(id_, line)

    async def sent(self, _id: str, _delivery: Delivery, opened: Opened, _line: Line) -> Outcome:
        if opened.email().startswith(BOUNCES):
            return NotAccepted("对方邮箱不接收（550 5.1.1）", permanent=True)
        return Accepted(f"250 {KEPT}")
