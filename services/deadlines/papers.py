"""What a person fills in for an act on a record of supervision or of a recommendation."""

from __future__ import annotations

from chassis.web import Form

LONG = 2000  # characters of what a person writes


class Paper(Form, extra="forbid"):
    """A field nobody knows is refused."""
