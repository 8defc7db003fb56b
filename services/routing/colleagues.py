"""Who works in one unit, or in the county's office, as far as the directory knows accounts.

Where people sign in elsewhere the directory has none: then a person goes by the word that was written, and what somebody
may do is judged by the own token when it is done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lianjie_contracts.cover import Person

if TYPE_CHECKING:
    from collections.abc import Collection

    from chassis.identity import Principal
    from lianjie_contracts.directory import Account, Directory


def colleagues(directory: Directory, caller: Principal) -> tuple[Account, ...]:
    """The accounts of the caller's own unit or office."""
    return tuple(a for a in directory.accounts if (a.county, a.unit) == (caller.county, caller.unit))


def colleague(
    directory: Directory, caller: Principal, said: str, posts: Collection[str] = ()
) -> Person | None:
    """The colleague of this account or name who holds these posts; None if the directory would know and does not."""
    if not directory.accounts:
        return Person(id=said, name=said)
    known = (each for each in colleagues(directory, caller) if said in (each.username, each.name))
    held = next((each for each in known if set(posts) <= set(each.roles)), None)
    return Person(id=held.username, name=held.name) if held else None


def posts_of(directory: Directory, caller: Principal, person: Person) -> Collection[str]:
    """The posts of a colleague, or of the caller."""
    if person.id == caller.id:
        return caller.roles
    return next((each.roles for each in colleagues(directory, caller) if each.username == person.id), ())
