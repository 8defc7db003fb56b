"""A joint session invites (D24.4): every unit once with all matters, every petitioner with the own one; and nobody for what is not yet convened."""

from __future__ import annotations

from typing import Any

import pytest

from lianjie_contracts.events.session_moved import SessionMatter, SessionMoved
from lianjie_contracts.vocabulary import Addressee, SessionMode, SessionState as S
from services.notifications.letters import Letter
from services.notifications.store import DELIVERIES, LETTERS
from services.notifications.texts.met import MODES
from tests.notifications.town import MATTER, Town, opened
from tests.routing.sessions.builders import HEXI, RSJ, ZJJ, so_far

OTHER = "450199:matter-2"
SECOND = {
    "item_id": "450199:item-2",
    "item_no": "45019920261121L00002",
    "matter_id": OTHER,
    "title": "路灯不亮",
}


def _told(state: S) -> SessionMoved:
    held = so_far(state)
    assert held is not None
    matters = (
        SessionMatter(matter_id=MATTER, item_no="45019920261121L00001", title="屋面渗漏"),
        SessionMatter(matter_id=OTHER, item_no="45019920261121L00002", title="路灯不亮"),
    )
    return held.told.model_copy(update={"matters": matters})


async def _convened() -> Town:
    town = Town()
    person = "450199:person-2"
    await town.hear(town.key(), town.key(person), town.item(), town.item(person, **SECOND))
    await town.hear(opened(), opened(**SECOND))
    await town.hear(_told(S.CONVENED))
    return town


def _invitations(town: Town) -> dict[str, Letter]:
    """By the unit, or by the matter of the petitioner."""
    papers = {
        id_: held.paper for id_, held in town.store.all(DELIVERIES).items() if held.paper.document == "D24.4"
    }
    letters = town.store.all(LETTERS)
    return {paper.to_unit or paper.matter_id: letters[id_] for id_, paper in papers.items()}


@pytest.mark.asyncio
async def test_every_unit_is_invited_once_and_every_petitioner_to_the_own_matter() -> None:
    town = await _convened()
    invited = _invitations(town)
    assert set(invited) == {ZJJ, RSJ, HEXI, MATTER, OTHER}
    assert "屋面渗漏" in str(invited[ZJJ].contents["matter"])
    assert "路灯不亮" in str(invited[ZJJ].contents["matter"])
    assert "路灯不亮" not in str(invited[MATTER].contents["matter"])
    assert "屋面渗漏" not in str(invited[OTHER].contents["matter"])
    for letter in invited.values():
        assert letter.missing() == ()
        assert "2026年9月3日" in str(letter.contents["time"])
    numbers = {letter.contents["number"] for letter in invited.values()}
    assert len(numbers) == len(invited), "each copy has a number of its own"


@pytest.mark.asyncio
async def test_an_invitation_is_a_courtesy_that_starts_no_limit() -> None:
    town = await _convened()
    papers = [held.paper for held in town.store.all(DELIVERIES).values() if held.paper.document == "D24.4"]
    assert all(paper.courtesy for paper in papers)
    assert {paper.to for paper in papers} == {Addressee.UNIT, Addressee.PETITIONER}


@pytest.mark.asyncio
async def test_no_other_act_of_a_session_invites() -> None:
    town = Town()
    await town.hear(town.key(), town.item(), opened())
    for state in (S.PROPOSED, S.ALIGNED, S.CONCLUDED):
        event: Any = _told(state)
        assert await town.hear(event) == []


def test_every_way_of_receiving_has_its_wording() -> None:
    assert set(MODES) == set(SessionMode) - {SessionMode.UNKNOWN}
