"""What may be done about a document that does not reach its addressee, by whom, and what is asked then; notifications decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lianjie_contracts.vocabulary import Addressee, DeliveryMode, DeliveryState as S
from services.workbench.act_forms import Field
from services.workbench.papers import AT_WINDOW, may_read
from services.workbench.people import Role

if TYPE_CHECKING:
    from services.workbench.language import Language
    from services.workbench.people import User
    from services.workbench.readmodel import DeliveryView

HEADS = frozenset({Role.UNIT_HEAD, Role.OFFICE_DEPUTY_HEAD})


@dataclass(frozen=True, slots=True)
class Step:
    """`name` ends its address here and that of the owner's door; `asks` are its fields, each of which must be filled."""

    name: str
    posts: frozenset[Role]
    states: frozenset[S]
    asks: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Where its words stand."""
        return f"do.serve_{self.name.replace('-', '_')}"


STEPS = {
    step.name: step
    for step in (
        Step("in-vain", AT_WINDOW, frozenset({S.SIGNED, S.FAILED}), ("mode", "reason")),
        Step("undeliverable", HEADS, frozenset({S.FAILED})),
        Step("announcement", HEADS, frozenset({S.FAILED, S.UNDELIVERABLE}), ("place",)),
        Step("void", frozenset({Role.UNIT_HEAD}), frozenset({S.SIGNED}), ("reason",)),
    )
}
TRIED = (DeliveryMode.DIRECT, DeliveryMode.MAIL, DeliveryMode.LEFT)


def steps_of(delivery: DeliveryView, user: User) -> Iterator[Step]:
    """The steps open to this person; a copy to an office or unit is served on nobody."""
    if delivery.to is Addressee.PETITIONER and may_read(delivery, user):
        yield from (s for s in STEPS.values() if delivery.state in s.states and user.is_any(s.posts))


def fields_of(step: Step, language: Language) -> tuple[Field, ...]:
    def asked(name: str) -> Field:
        modes = tuple((mode.value, language.word("serving_mode", mode)) for mode in TRIED)
        label, hint = (
            language.say(f"serving.{part}_{step.name.replace('-', '_')}_{name}") for part in ("label", "help")
        )
        kind, options = ("choice", modes) if name == "mode" else ("text", ())
        return Field(name, kind, label, required=True, help=hint, options=options)

    return tuple(asked(name) for name in step.asks)
