"""What a matter comes from and what became of it: merged and parted matters, and the quick reports it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.workbench.destinations import QUICK
from services.workbench.views.parts import state_word
from services.workbench.views.timeline import Show

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.workbench.language import Language
    from services.workbench.people import User
    from services.workbench.readmodel import MatterView


@dataclass(frozen=True, slots=True)
class Related:
    """One line above the acts; without `href` it leads nowhere."""

    text: str
    href: str


def kin_of(matter: MatterView) -> tuple[tuple[str, str], ...]:
    """What each related matter is to this one, and its id."""
    named = (("merged_into", matter.merged_into), ("split_from", matter.split_from))
    several = (("sister", matter.sisters), ("absorbed", matter.absorbed))
    return (
        *((what, id_) for what, id_ in named if id_),
        *((what, id_) for what, ids in several for id_ in ids),
    )


def related(
    matter: MatterView, kin: Mapping[str, MatterView], user: User, language: Language
) -> tuple[Related, ...]:
    """`kin`: the related matters that this person may see; any other is named without its title and leads nowhere."""
    found = [_kin(what, id_, kin.get(id_), language) for what, id_ in kin_of(matter)]
    if user.in_unit:
        return tuple(found)
    for item in matter.items.values():
        if item.quick_report_id and user.is_any(QUICK):
            said = language.say("kin.quick_report", number=item.quick_report_no)
            found.append(Related(said, f"/quick/{item.quick_report_id}"))
    if matter.repeats_no and matter.open:
        said = language.say("kin.proposed", number=matter.repeats_no)
        found.append(Related(said, f"/matters/{matter.id}/acts/merge"))
    return tuple(found)


def _kin(what: str, id_: str, other: MatterView | None, language: Language) -> Related:
    """An absorbed matter's own page is asked for with its course, for without it leads here."""
    said = language.say(f"kin.{what}")
    if other is None:
        return Related(said, "")
    course = f"?show={Show.COURSE}" if what == "absorbed" else ""
    text = language.say("kin.named", what=said, title=other.title, state=state_word(other, language))
    return Related(text, f"/matters/{id_}{course}")
