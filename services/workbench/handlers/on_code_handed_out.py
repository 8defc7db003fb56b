"""The window has given a petitioner a code against identity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.projection import remember

if TYPE_CHECKING:
    from chassis.work import Heard, Work
    from lianjie_contracts.events.code_handed_out import CodeHandedOut


async def on_code_handed_out(heard: Heard[CodeHandedOut], work: Work) -> None:
    event = heard.event
    await remember(heard, work, lambda view: view, code_kind=event.code, identity=event.identity)
