"""What routing allows makes every text whole: no row leads to a paper that its own required contents would refuse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chassis.decisions import Refused
from lianjie_contracts.base import MatterEvent
from lianjie_contracts.directory import load
from lianjie_contracts.vocabulary import Addressee, Channel
from services.notifications.contacts import Contact, MatterSheet
from services.notifications.domain.documents import TEXTS, Text
from services.notifications.handlers.on_matter_moved import issuer
from services.notifications.letters import Letter, addressed
from services.notifications.rendering import PAPER_NOTE, render
from services.notifications.texts.about import CLOSED_PAPERS, About
from services.notifications.texts.table import COMPOSED, due_by
from services.routing.domain.acts import Intent, Paper
from services.routing.domain.lifecycle import ROWS
from services.routing.domain.matter import Matter
from services.routing.domain.moving import move
from tests.routing.roads import LAWFUL

DIRECTORY = load(Path(__file__).parents[2] / "deploy" / "directory.toml")
AT = datetime(2026, 9, 1, tzinfo=UTC)
WANG = Contact("m", "450199:wang", AT)
SHEET = MatterSheet(
    "屋面渗漏", "45019920260901L00001", AT, ("i",), {"c1": "修好屋面"}, Channel.LETTER,
    facts={"lead": "450199-zjj", "units": "450199-zjj", "call": "陆正平", "called_on": "2026年9月1日9时00分"},
)  # fmt: skip
# Rows whose text no lawful example of routing reaches, each with the reason.
NO_EXAMPLE = {
    "1": "the slip is made of the item itself",
    "36.3": "taken up again: D02.2 follows when the unit accepts", "41": "as 36.3",
    "JS2": "of the table of joint sessions: tests/notifications/test_invited.py",
    **dict.fromkeys(("SV2", "SV8", "RM1"), "of deadlines' tables: tests/notifications/test_supervised.py"),
    "AS1": "told with the row that carries it along", "AS6": "as AS1", "AS7": "the lead's opinion holds the answers",
    "28.4": "undeliverable decisions are put down by hand", "28.6": "as 28.4", "31.5": "as 28.4", "31.6": "as 28.4",
}  # fmt: skip
TOLD_BY = sorted({row for code in COMPOSED for row in TEXTS[code].rows} - NO_EXAMPLE.keys())


def told(matter: Matter, intent: Intent) -> MatterEvent | None:
    moved = move(matter, intent)
    return None if isinstance(moved, Refused) else moved[1]


def letters(
    event: MatterEvent, sheet: MatterSheet = SHEET, instruction: str = ""
) -> Iterator[tuple[Text, Addressee, Letter]]:
    """Every copy of every text that an event makes due, with a number."""
    about = About(sheet, DIRECTORY, "450199", event.occurred_at, 2, instruction, SHEET)
    for text, compose in due_by(event):
        for copy in compose(event, about):
            letter = addressed(text, issuer(text, event, about), AT, copy, WANG, about)
            assert letter is not None
            yield text, copy.to, replace(letter, contents={"number": "1号", **letter.contents})


def less_said(intent: Intent) -> Iterator[Intent]:
    """The same wish with one field after the other left blank, as a form may be sent."""
    yield intent
    if not isinstance(intent.brings, Paper):
        return
    for name, field in type(intent.brings).model_fields.items():
        if not field.is_required():
            yield replace(
                intent,
                brings=intent.brings.model_copy(update={name: field.get_default(call_default_factory=True)}),
            )


@pytest.mark.parametrize("row", TOLD_BY)
def test_whatever_routing_allows_makes_its_texts_whole(row: str) -> None:
    matter, intent = LAWFUL[row]
    made = set()
    for wish in less_said(intent):
        event = told(matter, wish)
        for text, _, letter in letters(event) if event else ():
            made.add(text.code)
            assert letter.missing() == (), (text.code, wish.brings)
            assert render(text.code, letter.contents, PAPER_NOTE).text
    visits = told(matter, intent)
    assert visits is not None
    for sheet, instruction in ((replace(SHEET, channel=Channel.VISIT), ""), (SHEET, "县长：请尽快办理")):
        for text, _, letter in letters(visits, sheet, instruction):
            made.add(text.code)
            assert letter.missing() == (), text.code
    wanted = {code for code in COMPOSED if row in TEXTS[code].rows}
    assert made <= wanted
    assert made or row == "16", f"row {row} makes none of {wanted}"


@pytest.mark.parametrize("row", TOLD_BY)
def test_whoever_may_do_the_act_may_sign_its_notices(row: str) -> None:
    for text in TEXTS.values():
        if row in text.rows and not text.decided:
            assert ROWS[row].roles <= text.signers


@pytest.mark.parametrize("row", TOLD_BY)
def test_nobody_but_the_petitioner_is_sent_a_name_and_a_closed_matter_is_told_to_no_unit(row: str) -> None:
    event = told(*LAWFUL[row])
    assert event is not None
    closed = replace(SHEET, restricted=True, title="举报某局长受贿", claims={"c1": "查处某局长"})
    for text, to, letter in letters(event, closed):
        if to == Addressee.PETITIONER:
            continue
        assert (letter.person, letter.sealed) == ("", {})
        printed = render(text.code, letter.contents, PAPER_NOTE).text
        assert "某局长" not in printed
        assert CLOSED_PAPERS in printed or "matter" not in text.required
