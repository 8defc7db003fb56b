"""Puts the window's pages, its safety and its error pages on an app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.web import (
    acts,
    approvals,
    assets,
    attachments,
    calendar,
    citizen,
    citizen_acts,
    citizen_hand_in,
    citizen_lost_code,
    citizen_quick,
    county_rules,
    covering,
    digest,
    directory,
    dossiers,
    drafts,
    due,
    figures,
    hall,
    hall_appointment,
    hall_plans,
    hall_public,
    imports,
    instructions,
    items,
    laws,
    letter,
    letter_scans,
    letter_shelf,
    letters,
    lists,
    matters,
    papers,
    petitioners,
    quick,
    recommendations,
    records,
    register,
    rules,
    saved,
    serving,
    session,
    sessions,
    slips,
    supervision,
    together,
)
from services.workbench.web.errors import handle_errors
from services.workbench.web.safety import SafeHeaders

if TYPE_CHECKING:
    from fastapi import FastAPI

    from services.workbench.web.window import Window

# `together` before `matters`, and that before `acts`: what is asked of several is not a matter, and the page of one is shorter
# than the address of an act on it; for the same reason one `letter` last.
PAGES = (
    assets,
    serving,
    session,
    sessions,
    lists,
    saved,
    petitioners,
    together,
    matters,
    papers,
    attachments,
    dossiers,
    acts,
    register,
    drafts,
    digest,
    slips,
    records,
    items,
    citizen,
    citizen_acts,
    citizen_hand_in,
    citizen_lost_code,
    citizen_quick,
    quick,
    figures,
    due,
    calendar,
    hall,
    hall_plans,
    hall_appointment,
    hall_public,
    letters,
    letter_scans,
    letter_shelf,
    letter,
    imports,
    rules,
    county_rules,
    laws,
    instructions,
    recommendations,
    supervision,
    approvals,
    directory,
    covering,
)


def open_window(app: FastAPI, window: Window) -> None:
    """The window is open: every page is there."""
    app.state.window = window
    for each in PAGES:
        app.include_router(each.router)
    app.add_middleware(SafeHeaders, secure=window.public_url.startswith("https://"))
    handle_errors(app)
