"""What every staff page has around it: who is there, and the worklists with their counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.workbench.counter import CHANNELS
from services.workbench.destinations import DESTINATIONS, open_to
from services.workbench.drafts import DRAFTS
from services.workbench.people import REGISTERING
from services.workbench.views.listing import address
from services.workbench.words import counted
from services.workbench.worklists import EVERY, lists_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lianjie_contracts.directory import Directory
    from services.workbench.destinations import Destination
    from services.workbench.language import Language
    from services.workbench.people import User
    from services.workbench.saved import SavedList


ROOMS = frozenset(each.group for each in DESTINATIONS) - {each.group for each in EVERY}
FEW = 2  # links that need no folding


@dataclass(frozen=True, slots=True)
class Link:
    """One line of the side column; `loud` is the class of a count that must be seen."""

    label: str
    href: str
    count: str = ""
    loud: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A room that has nothing to count may be folded, and is while nobody is in it."""

    key: str
    heading: str
    links: tuple[Link, ...]

    @property
    def foldable(self) -> bool:
        return self.key in ROOMS and len(self.links) > FEW

    @property
    def current(self) -> bool:
        return any(link.current for link in self.links)


@dataclass(frozen=True, slots=True)
class Frame:
    """The bar and the side column of one person."""

    centre: str
    name: str
    post: str
    groups: tuple[Group, ...]


def frame(
    user: User,
    counts: Mapping[str, int],
    here: str,
    directory: Directory,
    language: Language,
    saved: Sequence[SavedList] = (),
) -> Frame:
    """`here` is the key of the list or page that is open, or the id of a list that the person has `saved`."""
    groups: dict[str, list[Link]] = {}
    if user.is_any(REGISTERING):
        groups["register"] = _registering(counts, here, language)
    for page in open_to(user):
        if page.group in ROOMS:
            groups.setdefault(page.group, []).append(_room(page, here, language))
    for worklist in lists_for(user):
        count = counts.get(worklist.key, 0)
        groups.setdefault(worklist.group, []).append(
            Link(
                language.say(f"worklist.{worklist.key}"),
                worklist.href or f"/matters?list={worklist.key}",
                counted(count),
                worklist.loud if count else "",
                current=here == worklist.key,
            )
        )
    if own := _saved(saved, user, counts, here):
        groups["saved"] = [
            *own,
            Link(language.say("saved.manage_all"), "/worklists", current=here == "saved"),
        ]
    for page in open_to(user):
        if page.group not in ROOMS:  # beside the lists of the same heading
            groups.setdefault(page.group, []).append(_room(page, here, language))
    groups["figures"] = [Link(language.say("page.figures"), "/figures", current=here == "figures")]
    shown = tuple(Group(name, _heading(name, user, language), tuple(links)) for name, links in groups.items())
    return Frame(directory.county(user.county).centre, user.name, _post(user, language), shown)


def _saved(saved: Sequence[SavedList], user: User, counts: Mapping[str, int], here: str) -> list[Link]:
    """A list that looks for words is counted when it is opened, for that count reads every title."""
    return [
        Link(
            each.name,
            address(worklist, each.asks()),
            counted(counts[each.id]) if each.id in counts else "",
            current=here == each.id,
        )
        for each in saved
        if (worklist := each.opened_by(user))
    ]


def _room(page: Destination, here: str, language: Language) -> Link:
    return Link(language.say(f"page.{page.key}"), page.href, current=here == page.key)


def _registering(counts: Mapping[str, int], here: str, language: Language) -> list[Link]:
    """The counter by channel, and what was begun and not finished."""
    links = [
        Link(
            language.say(f"page.register_{channel}"),
            f"/register?channel={channel}",
            current=here == f"register_{channel}",
        )
        for channel in CHANNELS
    ]
    begun = counts.get(DRAFTS.name, 0)
    return [
        *links,
        Link(language.say("page.drafts"), "/register/drafts", str(begun or ""), current=here == "drafts"),
        Link(language.say("petitioners.signs"), "/signs", current=here == "signs"),
    ]


def _post(user: User, language: Language) -> str:
    where = user.org if user.in_unit else user.desk
    return language.say("punctuation.space").join(part for part in (user.post, where) if part)


def _heading(group: str, user: User, language: Language) -> str:
    return user.org if group == "unit" else language.say(f"worklist_group.{group}")
