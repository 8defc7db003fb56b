"""What an act rests on: every legal basis that is brought stands in the library, in force on the day of the act (correction 23)."""

from __future__ import annotations

from collections.abc import Iterator

from chassis.decisions import Refused
from services.routing.domain.acts import Intent
from services.routing.domain.matter import Matter
from services.routing.domain.rows import mendable

EXPIRED = "请引用现行有效的法律依据"


@mendable
def legal_basis_current(matter: Matter, intent: Intent) -> Refused | None:
    """At least one, and none that has expired or that nobody can find."""
    if not any(law.strip() for law in _of_opinion(intent)):
        return Refused("BASIS_MISSING_OR_EXPIRED", f"{EXPIRED}。")
    wrong = _wrong(matter, intent)
    return Refused("BASIS_MISSING_OR_EXPIRED", f"{EXPIRED}：{wrong}") if wrong else None


@mendable
def basis_in_force(matter: Matter, intent: Intent) -> Refused | None:
    """[D] Whatever legal basis is given; whether one must be given is another condition's."""
    wrong = _wrong(matter, intent)
    return Refused("BASIS_NOT_IN_FORCE", wrong) if wrong else None


@mendable
def competence_in_force(_: Matter, intent: Intent) -> Refused | None:
    """[D] Competence may rest on a plan of posts and duties, which is no law; but no law that is gone makes competent."""
    basis = getattr(intent.says("paper") or intent.brings, "basis", "")
    wrong = intent.laws.expired(basis, intent.on) if intent.laws else ""
    return Refused("BASIS_NOT_IN_FORCE", wrong) if wrong else None


def _wrong(matter: Matter, intent: Intent) -> str:
    """Why one of the bases does not hold; an older system's past is told, not judged."""
    laws = intent.laws
    if laws is None:
        return ""
    told = (laws.wrong(text, intent.on) for text in _brought(matter, intent) if text.strip())
    return next(filter(None, told), "")


def _brought(matter: Matter, intent: Intent) -> Iterator[str]:
    """Of the opinion, of the act itself, of each path that is chosen anew: what the office wrote before is not the unit's to mend."""
    yield from _of_opinion(intent)
    yield intent.says("basis") or ""
    held = {claim.claim_id: claim.path_basis for claim in matter.claims}
    yield from (p.basis for p in intent.says("paths") or () if p.basis != held.get(p.claim_id))


def _of_opinion(intent: Intent) -> tuple[str, ...]:
    opinion = getattr(intent.brings, "offered", intent.brings)
    return getattr(opinion, "legal_basis", ())
