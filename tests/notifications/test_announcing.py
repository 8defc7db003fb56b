"""What is announced is a text of its own: numbered, naming the other's number and where it may be collected, and nobody."""

from __future__ import annotations

import httpx
import pytest

from lianjie_contracts.vocabulary import Addressee, DeliveryState
from services.notifications.domain.documents import Document
from services.notifications.opening import open_letter
from services.notifications.rendering import PAPER_NOTE, render
from services.notifications.store import DELIVERIES
from tests.notifications.test_api import Client
from tests.notifications.town import NAME, SAFE, Town, accepted, issued, opened

pytestmark = pytest.mark.asyncio
PLACE = "云岭县住建局一楼信访窗口"


async def announced() -> tuple[Town, Client, httpx.Response]:
    town = Town()
    await town.hear(town.key(), town.item(email=None), opened(), accepted(), issued())
    client, path = Client(town), f"/deliveries/{town.id_of(Document.OPINION)}"
    for mode in ("DIRECT", "MAIL"):
        tried = await client.post("liaison", f"{path}/in-vain", mode=mode, reason=f"{mode}：无人签收")
        assert tried.status_code == 200, tried.text
    return town, client, await client.post("head", f"{path}/announcement", place=PLACE)


async def test_it_has_a_number_of_its_own_and_says_where_and_until_when() -> None:
    town, _, answer = await announced()
    assert (answer.status_code, answer.json()["state"]) == (200, "PUBLIC_NOTICE")
    letter = await open_letter(town.store, SAFE, town.id_of(Document.ANNOUNCEMENT))
    assert letter is not None
    text = render(letter.letter.document, letter.words(), PAPER_NOTE).text
    for said in (
        "送达公告",
        "住建公〔2026〕1号",
        "《信访处理意见书》（住建信处〔2026〕57号）",
        PLACE,
        "（2026年12月22日届满）",
    ):
        assert said in text
    assert NAME not in text
    assert "屋面" not in text
    assert town.deliveries()[Document.ANNOUNCEMENT].paper.to == Addressee.FILE


async def test_what_is_refused_announces_nothing_and_the_same_press_twice_announces_once() -> None:
    town, client, _ = await announced()
    id_ = town.id_of(Document.OPINION)
    again = await client.post("head", f"/deliveries/{id_}/announcement", place=PLACE)
    assert again.json()["repeated"] is True
    assert [d.paper.document for d in town.store.all(DELIVERIES).values()].count("D19.3") == 1

    other = Town()
    await other.hear(other.key(), other.item(email=None), opened(), accepted(), issued())
    path = f"/deliveries/{other.id_of(Document.OPINION)}/announcement"
    assert (await Client(other).post("head", path, place=PLACE)).status_code == 409
    assert Document.ANNOUNCEMENT not in other.deliveries()
    assert other.deliveries()[Document.OPINION].state == DeliveryState.SIGNED
