"""What routing has to learn from: its own closed matters, as people decided them, beside what was proposed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from lianjie_contracts.base import LearnedAnswer
from lianjie_contracts.vocabulary import MatterClass, MatterState, Path
from services.routing.domain.matter import Matter
from services.routing.learning.training import Example

# Where a matter has been decided by those who are competent, and nothing of that is open any more.
CLOSED = (MatterState.COMPLETED, MatterState.CLOSED, MatterState.FINALIZED, MatterState.ARCHIVED)


def learnable(matter: Matter) -> bool:
    """Closed, and neither an accusation nor a secret: of those nothing is learned."""
    return matter.state in CLOSED and not (matter.restricted or matter.secret)


def examples(matters: Iterable[Matter]) -> Mapping[str, list[Example]]:
    """By what is asked: one example of each closed matter that has been decided on it."""
    found: dict[str, list[Example]] = {about: [] for about in _DECIDED}
    for matter in filter(learnable, matters):
        for about, decided in _DECIDED.items():
            if answer := decided(matter):
                mended = any(proposed != answer for proposed in _proposed(matter, about))
                found[about].append(Example(matter.title, _text(matter), answer, matter.matter_id, mended))
    return found


def _text(matter: Matter) -> str:
    return f"{matter.main_content} {' '.join(claim.text for claim in matter.claims)}"


def _unit(matter: Matter) -> str:
    return matter.lead.unit if matter.lead else ""


def _class(matter: Matter) -> str:
    known = matter.matter_class not in (MatterClass.UNKNOWN, MatterClass.OTHER)
    return matter.matter_class.value if known else ""


def _path(matter: Matter) -> str:
    """Of the lead's first claim: where several paths are taken, each claim has its own."""
    mine = matter.lead.claim_ids if matter.lead else ()
    paths = (c.path for c in matter.claims if c.claim_id in mine and c.path not in (None, Path.UNKNOWN))
    return next((path.value for path in paths if path), "")


_DECIDED: Mapping[str, Callable[[Matter], str]] = {
    "unit": _unit, "category": lambda matter: matter.category, "matter_class": _class, "path": _path,
}  # fmt: skip


def _proposed(matter: Matter, about: str) -> Iterator[str]:
    """What rules and ranker proposed when the matter was opened; it stays with the matter beside what was decided."""
    if about == "unit" and matter.suggestion.unit:
        yield matter.suggestion.unit
    answers: Iterable[LearnedAnswer] = matter.suggestion.learned or ()
    yield from (each.answer for each in answers if each.about == about and each.sure)
