"""Who may read a document of a matter, who may hand it over at the window, and what the owner is asked then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lianjie_contracts.vocabulary import Addressee, DeliveryMode, DeliveryState
from services.workbench.people import Role, concerns

if TYPE_CHECKING:
    from services.workbench.language import Language
    from services.workbench.people import User
    from services.workbench.readmodel import DeliveryView
    from services.workbench.web.forms import Form

AT_WINDOW = frozenset({Role.REGISTRAR, Role.RECEPTIONIST, Role.UNIT_LIAISON, Role.UNIT_HANDLER})
READING = AT_WINDOW | {
    Role.LETTER_CLERK,
    Role.ROUTER,
    Role.UNIT_HEAD,
    Role.SUPERVISOR,
    Role.OFFICE_DEPUTY_HEAD,
    Role.OFFICE_HEAD,
    Role.ARCHIVIST,
}
BY_HAND = (DeliveryMode.DIRECT, DeliveryMode.LEFT, DeliveryMode.MAIL)
COLLECTABLE = frozenset({DeliveryState.FAILED, DeliveryState.UNDELIVERABLE, DeliveryState.PUBLIC_NOTICE})


def may_read(delivery: DeliveryView, user: User) -> bool:
    """The office reads every document, a unit its own; notifications decides again."""
    return user.is_any(READING) and (user.unit is None or concerns(delivery, user.unit))


def may_hand_over(delivery: DeliveryView, user: User) -> bool:
    """What waits at the window, or could not be brought in another way."""
    waits = delivery.state is DeliveryState.SIGNED and delivery.mode is DeliveryMode.DIRECT
    served = delivery.to is Addressee.PETITIONER
    return (
        served
        and user.is_any(AT_WINDOW)
        and may_read(delivery, user)
        and (waits or delivery.state in COLLECTABLE)
    )


def hand_over_asked(form: Form, language: Language) -> tuple[dict[str, Any], dict[str, str]]:
    """The owner's body, and the sentences for what is missing."""
    errors = {
        name: language.say(f"hand_over.error_{name}")
        for name in ("received_by", "relation", "proof")
        if not form.value(name)
    }
    body: dict[str, Any] = {name: form.value(name) for name in ("received_by", "relation", "proof")}
    mode = {"mode": form.value("mode")} if form.value("mode") else {}
    return body | mode | {"identity_checked": bool(form.value("identity_checked"))}, errors
