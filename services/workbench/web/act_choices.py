"""What may be chosen in the form of an act: units, claims, approvers, paths, results, files, and the laws that may be cited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lianjie_contracts.laws import library
from lianjie_contracts.vocabulary import ClaimResult, Path, Seal
from services.workbench.act_forms import Choices, Options
from services.workbench.acts import Act
from services.workbench.language import language
from services.workbench.people import Role
from services.workbench.standing import is_co
from services.workbench.views.papers import originals
from services.workbench.views.parts import unit_name
from services.workbench.views.suggesting import proposal
from services.workbench.words import local

if TYPE_CHECKING:
    from services.workbench.people import User
    from services.workbench.readmodel import MatterView
    from services.workbench.web.window import Window


def citable(its: Window) -> Options:
    """What may be cited today, each with what it says."""
    today = local(its.now()).date()
    return tuple((each.citation, each.about or each.law.edition) for each in library().find("", today))


def choices(found: MatterView, its: Window) -> Choices:
    """What may be chosen in any form: the county's units, the claims, who may approve."""
    units = tuple((unit.code, unit.name) for unit in its.directory.units_of(found.county))
    claims = tuple(
        (claim.claim_id, language("zh").say("act_form.claim", n=n, text=claim.text))
        for n, claim in enumerate(found.claims, 1)
    )
    approvers = _approvers(found, its)
    holders = tuple((share.assignment.unit, share.assignment.unit_name) for share in found.assignments)
    return {
        "former": holders,
        "unit": units,
        "units": units,
        "claim_id": claims,
        "claim_ids": claims,
        "approved_by": approvers,
    }


def own_choices(act: Act, found: MatterView, user: User, its: Window) -> dict[str, Any]:
    """What a page of its own offers besides."""
    words = language("zh")
    match act:
        case Act.DISPATCH:
            return {
                "units": [(unit.code, unit.name) for unit in its.directory.units_of(found.county)],
                "suggestion": found.suggestion and proposal(found.suggestion, its.directory, words),
                "accused": unit_name(found.accused_unit, its.directory, words) if found.accused_unit else "",
                "approvers": _approvers(found, its),
            }
        case Act.TO_DISCIPLINE:
            return {"approvers": _approvers(found, its)}
        case Act.ACCEPT | Act.GUIDE:
            never = {Path.UNKNOWN, Path.PETITION} if act is Act.GUIDE else {Path.UNKNOWN}
            paths = [(path.value, words.word("path", path)) for path in Path if path not in never]
            heads = user.is_any(frozenset({Role.UNIT_HEAD})) and not is_co(found, user)
            return {"paths": paths, "names_handlers": heads}
        case Act.OPINION:
            lead = found.lead if not is_co(found, user) else None
            results = [
                (r.value, words.word("claim_result", r)) for r in ClaimResult if r is not ClaimResult.UNKNOWN
            ]
            drafters = [(name, name) for name in lead.handlers] if lead else []
            seals = [(s.value, words.word("seal", s)) for s in Seal if s is not Seal.UNKNOWN]
            return {
                "results": results, "signer": user.name, "drafters": drafters, "seals": seals,
                "originals": originals(found, its.now(), words) if lead else (),
            }  # fmt: skip
        case _:
            return {}


def _approvers(found: MatterView, its: Window) -> Options:
    """Who may approve, where the directory knows the accounts."""
    deputies = (
        a for a in its.directory.accounts if a.county == found.county and Role.OFFICE_DEPUTY_HEAD in a.roles
    )
    return tuple(
        (a.username, language("zh").say("dispatch.approver", name=a.name, post=a.post)) for a in deputies
    )
