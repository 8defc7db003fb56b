"""Who holds a query code: the petitioner, and each representative their own (correction 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lianjie_contracts.base import Petitioner
from lianjie_contracts.events.item_registered import ItemRegistered
from services.intake.domain.numbers import holder, query_code, same_code

MOST = 6  # the petitioner and five representatives [R22 20]


@dataclass(frozen=True, slots=True)
class Holder:
    """Person `n` of an item: 0 is the petitioner, then the representatives in their order."""

    item_id: str
    n: int = 0

    @property
    def key(self) -> str:
        return holder(self.item_id, self.n)


def people_of(item: ItemRegistered) -> tuple[Petitioner, ...]:
    return (item.petitioner, *item.representatives)


def code_of(secret: bytes, whose_: Holder, issues: Mapping[str, int]) -> str:
    """The query code that is valid now: a reissued one counts up, and the old one is dead."""
    return query_code(secret, whose_.key, issues.get(whose_.key, 1))


def whose(
    secret: bytes, item_id: str, people: Sequence[Petitioner], issues: Mapping[str, int], given: str
) -> Holder | None:
    """Whose code was given, or nobody's. All that there could be are computed and compared, whatever the item is."""
    found = None
    for n in range(MOST):
        each = Holder(item_id, n)
        if same_code(given, code_of(secret, each, issues)) and n < len(people):
            found = each
    return found
