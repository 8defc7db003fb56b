"""What a fresh form already knows, so that nobody types what the window has heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.workbench.acts import Act
from services.workbench.commands import claims_of

if TYPE_CHECKING:
    from services.workbench.language import Language
    from services.workbench.people import User
    from services.workbench.readmodel import MatterView


def defaults(act: Act, matter: MatterView, user: User, contact: str, language: Language) -> dict[str, str]:
    """What a fresh form already knows."""
    match act:
        case Act.DISPATCH:
            return _suggested(matter)
        case Act.GUIDE:
            return {
                "path": "LITIGATION",
                "basis": language.say("guide.basis_default"),
                "reason": language.say("guide.reason_default"),
            }
        case Act.TO_DISCIPLINE:
            return {"reason": language.say("to_discipline.reason_default")}
        case Act.ACCEPT:
            basis = language.say("accept.basis_default")
            known = {"contact": contact}
            for n, claim in claims_of(matter, user):
                known |= {f"path_{n}": claim.path or "PETITION", f"basis_{n}": claim.path_basis or basis}
            return known
        case Act.OPINION:
            handlers = matter.lead.handlers if matter.lead else ()
            return {
                "hearing_right_told": "1",
                "sealed_with": "UNIT",
                "drafted_by": handlers[0] if handlers else "",
            }
        case _:
            return {}


def _suggested(matter: MatterView) -> dict[str, str]:
    """The suggestion where the rules are sure; where they are not, nothing is chosen for the person."""
    suggestion = matter.suggestion
    road = {"simple": "1"} if suggestion and suggestion.simple else {}
    if suggestion is None or not suggestion.sure or suggestion.unit == matter.accused_unit:
        return road
    each = {
        f"claim_{n}": claim.unit
        for n, claim in enumerate(matter.claims, 1)
        if claim.unit and claim.unit != suggestion.unit
    }
    return {"unit": suggestion.unit or "", **each, **road}
