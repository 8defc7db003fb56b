"""来信办理单: what is told of a letter over HTTP, in a line and as a whole; with what may be done next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chassis.identity import Principal
from services.intake.letters.acts import SKIPS, Act
from services.intake.letters.destruction import DestructionList
from services.intake.letters.letter import Custody, Letter
from services.intake.letters.lifecycle import MACHINE
from services.intake.letters.sender import may_follow
from services.intake.letters.shelf import MACHINE as SHELF

Sheet = dict[str, Any]
# The step a letter has still to take, in order: each with the act that leaves it out, if one does.
STEPS: tuple[tuple[Act, Act | None], ...] = (
    (Act.SIGN_IN, None), (Act.OPEN, None), (Act.BIND, Act.SKIP_BIND), (Act.ENTER, None), (Act.ENDORSE, None),
    (Act.TELL, Act.SKIP_TELL), (Act.SET_MODE, None), (Act.FOLLOW, Act.SKIP_FOLLOW), (Act.CHECK, Act.SKIP_CHECK),
    (Act.REPLY, Act.SKIP_REPLY), (Act.COUNT, None), (Act.HAND_OVER, None),
)  # fmt: skip


def line(letter_id: str, letter: Letter, sender: str, title: str) -> Sheet:
    """A row of a list; `sender` is masked already."""
    return {
        "letter_id": letter_id, "letter_no": letter.letter_no, "state": letter.state, "kind": letter.cover.kind,
        "received_at": letter.received_at, "postmark_on": letter.cover.postmark_on, "postmark_place": letter.cover.postmark_place,
        "sender": sender, "title": title, "item_no": letter.entry.item_no if letter.entry else "",
        "lead_no": letter.lead_no, "in_custody": len(letter.open_custody), "pages": sum(len(scan.pages) for scan in letter.scans),
        "on_shelf": letter.on_shelf,
    }  # fmt: skip


def whole(
    letter_id: str, letter: Letter, caller: Principal, sender: Mapping[str, str], title: str, followers: int
) -> Sheet:
    """Everything on the sheet; `sender` is empty for those who may not see it, and so are the words of its steps."""
    roles, reads = caller.roles, may_follow(caller, letter)
    return {
        **line(letter_id, letter, sender.get("name", ""), title),
        "address": sender.get("address", ""), "phone": sender.get("phone", ""), "sender_known": letter.sender_known,
        "postcode": letter.cover.postcode, "stamps": letter.cover.stamps,
        "contents": letter.contents.model_dump() if letter.contents else None,
        "entry": letter.entry.model_dump(mode="json") if letter.entry else None,
        "steps": [step(letter, n, *acts, reads=reads) for n, acts in enumerate(STEPS, 1)],
        "acts": MACHINE.allowed(letter.state, roles), "skips": sorted(SKIPS),
        "shelf_acts": [act for act in SHELF.allowed(letter.shelf.state if letter.shelf else None, roles) if act != "destroy_letter"],
        "shelf": letter.shelf.model_dump(mode="json") if letter.shelf else None,
        "custody": [kept(each) for each in letter.custody],
        "scans": [scan.model_dump(mode="json") for scan in letter.scans],
        "lead_id": letter.lead_id, "followers": followers,
    }  # fmt: skip


def step(letter: Letter, n: int, act: Act, skip: Act | None, *, reads: bool) -> Sheet:
    """One of the twelve, taken or still ahead."""
    taken = letter.step(act, *((skip,) if skip else ()))
    row: Sheet = {"n": n, "act": act, "skip": skip, "taken": taken is not None}
    if taken:
        row |= taken.model_dump(
            mode="json", include={"row", "skipped", "operator", "done_at", "note", "mode"}
        ) | ({} if reads else {"note": ""})
    return row


def kept(each: Custody) -> Sheet:
    """A line of the custody book; who took it back is not told here."""
    receipt = each.receipt
    return {
        **each.valuable.model_dump(mode="json"),
        "returned": receipt.model_dump(mode="json", exclude={"recipient"}) if receipt else None,
    }


def listed(list_id: str, list_: DestructionList) -> Sheet:
    told = list_.told.model_dump(mode="json", exclude={"by", "occurred_at"})
    return {**told, "list_id": list_id}
