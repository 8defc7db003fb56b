"""A dossier from its first paper to the archive's list: whole or refused, bound once, looked into on record, taken along as one file."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from chassis.commands import Commands
from chassis.documents import Document
from chassis.identity import IdentityError, Principal
from chassis.personal import KEY_COPIES, PersonKey
from chassis.web import dress
from lianjie_contracts.events.attachment_added import AttachmentAdded
from lianjie_contracts.events.dossier_bound import DossierBound
from lianjie_contracts.events.dossier_handed_over import DossierHandedOver
from lianjie_contracts.vocabulary import Channel
from services.notifications.api import Desk
from services.notifications.dossiers.api import routes
from services.notifications.store import DOSSIERS
from services.workbench.bundle import INDEX, SUMS, AlteredError, GoneError, bundled
from tests.notifications.builders import NOW
from tests.notifications.town import (
    COUNTY,
    DIRECTORY,
    ITEM,
    MATTER,
    NAME,
    SAFE,
    Town,
    accepted,
    issued,
    opened,
)

pytestmark = pytest.mark.asyncio
PEOPLE = {
    "keeper": Principal("archivist@450199", "覃静", frozenset({"archivist"}), COUNTY),
    "deputy": Principal("deputy@450199", "覃国安", frozenset({"office_deputy_head"}), COUNTY),
    "router": Principal("router@450199", "莫志远", frozenset({"router"}), COUNTY),
    "elsewhere": Principal("archivist@450198", "韦一鸣", frozenset({"archivist"}), "450198"),
}
LETTER = "来信原件的扫描".encode() * 5000
FILE = AttachmentAdded(
    item_id=ITEM, matter_id=MATTER, county=COUNTY, attachment_id="450199:a1", sha256=hashlib.sha256(LETTER).hexdigest(),
    shared_sha256=hashlib.sha256(LETTER).hexdigest(), media_type="application/pdf", size=len(LETTER), occurred_at=NOW,
)  # fmt: skip


class Known:
    """A verifier to whom the token is the person."""

    asks = False

    def verify(self, token: str) -> Principal:
        if token not in PEOPLE:
            raise IdentityError("unknown")
        return PEOPLE[token]


class Archive:
    """notifications over HTTP, with what it keeps in memory."""

    def __init__(self, town: Town) -> None:
        self.town, app = town, FastAPI()
        commands = Commands(town.store, town.clock, "lianjie/notifications", town.saved)
        app.include_router(routes(Desk(town.shelf, town.store, commands, town.clock, SAFE, DIRECTORY)))
        dress(app, Known())
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://notifications")
        self._keys = 0

    async def see(self, path: str, who: str = "keeper") -> httpx.Response:
        return await self._client.get(path, headers={"authorization": f"Bearer {who}"})

    async def send(self, path: str, body: dict[str, Any], who: str = "keeper") -> httpx.Response:
        self._keys += 1
        headers = {"authorization": f"Bearer {who}", "idempotency-key": f"key-number-{self._keys}"}
        return await self._client.post(path, json=body, headers=headers)

    async def told(self) -> dict[str, Any]:
        return (await self.see(f"/dossiers/{MATTER}?whole=true")).json()

    async def octets(self, line: Any) -> AsyncIterator[bytes]:
        """As the window fetches: texts from here, files from intake."""
        if line["source"] == "file":
            for start in range(0, len(LETTER), 4096):
                yield LETTER[start : start + 4096]
            return
        got = await self.see(f"/dossiers/{MATTER}/pieces/{line['seq']}")
        if got.status_code == 410:
            raise GoneError
        yield got.content


async def answered(channel: Channel = Channel.LETTER) -> Archive:
    """A letter that a unit has accepted and answered, with its scan."""
    town = Town()
    item = town.item(channel=channel)
    await town.hear(town.key(), item, FILE, opened(channel=channel), accepted(), issued())
    return Archive(town)


async def whole(archive: Archive, told: dict[str, Any]) -> bytes:
    return b"".join([piece async for piece in bundled(told, archive.octets)])


async def test_a_whole_dossier_is_bound_under_its_own_number_and_told() -> None:
    archive = await answered()
    before = await archive.told()
    assert (before["bound"], before["kind"], before["lacks"]) == (False, "LETTER_SELF", [])
    done = await archive.send(f"/dossiers/{MATTER}/bind", {})
    assert done.status_code == 200
    (told,) = [event for event in archive.town.said() if isinstance(event, DossierBound)]
    assert (told.dossier_no, told.volume, told.pieces) == (
        "2026-XZ-45019920261121L00001",
        1,
        len(before["pieces"]),
    )
    after = await archive.told()
    assert [line["group"] for line in after["pieces"]] == ["MATERIAL", "FORM", "CONCLUSION", "SLIP", "SLIP"]
    assert (after["broken_at"], after["chain"]) == (None, told.chain)


async def test_what_lacks_is_named_and_a_paper_that_was_never_scanned_fills_the_gap() -> None:
    town = Town()
    await town.hear(town.key(), town.item(), opened())  # nobody has scanned the letter
    archive = Archive(town)
    refused = await archive.send(f"/dossiers/{MATTER}/bind", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "DOSSIER_INCOMPLETE")
    assert refused.json()["because"] == "案卷材料不齐全,不能归档。还缺：信访人材料。"
    paper = {"group": "MATERIAL", "title": "来信原件", "pages": 3}
    assert (await archive.send(f"/dossiers/{MATTER}/bind", {"papers": [paper]})).status_code == 200
    assert ("来信原件", "3", "paper") in [
        (line["title"], line["pages"], line["source"]) for line in (await archive.told())["pieces"]
    ]


async def test_the_bundle_is_the_list_the_pieces_and_their_fingerprints_the_same_each_time() -> None:
    archive = await answered()
    await archive.send(f"/dossiers/{MATTER}/bind", {})
    told = await archive.told()
    first = await whole(archive, told)
    assert first == await whole(archive, told)
    with zipfile.ZipFile(io.BytesIO(first)) as bundle:
        assert bundle.testzip() is None
        names = bundle.namelist()
        assert names[:2] == [INDEX, SUMS]
        assert bundle.read(INDEX).startswith(b"%PDF-1.6")
        sums = dict(reversed(line.split("  ", 1)) for line in bundle.read(SUMS).decode().splitlines()[:-1])
        assert {name: hashlib.sha256(bundle.read(name)).hexdigest() for name in names[2:]} == sums
        assert LETTER in [bundle.read(name) for name in names]
        assert NAME in bundle.read(next(name for name in names if "登记表" in name)).decode()


async def test_a_byte_that_is_not_what_was_bound_breaks_the_bundle_off() -> None:
    archive = await answered()
    await archive.send(f"/dossiers/{MATTER}/bind", {})
    told = await archive.told()

    async def forged(line: Any) -> AsyncIterator[bytes]:
        async for octets in archive.octets(line):
            yield octets.replace("信".encode(), "伪".encode())

    with pytest.raises(AlteredError):
        _ = [piece async for piece in bundled(told, forged)]


async def test_a_changed_copy_or_list_breaks_the_chain() -> None:
    archive = await answered()
    await archive.send(f"/dossiers/{MATTER}/bind", {})
    document = (await archive.town.store.get(DOSSIERS, [MATTER]))[MATTER]
    assert document.state is not None
    pieces = document.state.pieces
    forged = (*pieces[:2], replace(pieces[2], title="另一份意见书"), *pieces[3:])
    archive.town.store.documents[DOSSIERS.name, MATTER] = document.with_state(
        replace(document.state, pieces=forged)
    )
    assert (await archive.told())["broken_at"] == 3


async def test_a_destroyed_key_takes_the_copies_and_leaves_the_list() -> None:
    archive = await answered()
    await archive.send(f"/dossiers/{MATTER}/bind", {})
    person = "450199:person-1"
    archive.town.store.documents[KEY_COPIES.name, person] = Document(KEY_COPIES, person).with_state(
        PersonKey()
    )
    told = await archive.told()
    assert told["broken_at"] is None
    with zipfile.ZipFile(io.BytesIO(await whole(archive, told))) as bundle:
        gone = [name for name in bundle.namelist() if name.endswith(".html.txt")]
        assert len(gone) == 4  # the form, the receipt, the acceptance and the opinion
        assert NAME.encode() not in b"".join(bundle.read(name) for name in bundle.namelist())


async def test_every_look_is_on_record_and_strangers_find_nothing() -> None:
    archive = await answered()
    await archive.send(f"/dossiers/{MATTER}/bind", {})
    await archive.see(f"/dossiers/{MATTER}/pieces/2", "deputy")
    looks = (await archive.told())["looks"]
    assert ("覃国安", 2, False) in [(look["name"], look["piece"], look["whole"]) for look in looks]
    assert looks[0]["whole"] or any(look["whole"] for look in looks)
    assert (await archive.see(f"/dossiers/{MATTER}", "elsewhere")).status_code == 404
    assert (await archive.see(f"/dossiers/{MATTER}", "router")).status_code == 403


async def test_a_restricted_dossier_is_not_the_archivist_s_to_open() -> None:
    town = Town()
    await town.hear(town.key(), town.item(), opened(restricted=True))
    archive = Archive(town)
    assert (await archive.see(f"/dossiers/{MATTER}")).status_code == 404
    assert (await archive.see(f"/dossiers/{MATTER}", "deputy")).status_code == 200


async def test_a_restricted_dossier_is_sealed_by_a_head_and_kept_unopened_by_the_archivist() -> None:
    town = Town()
    await town.hear(town.key(), town.item(), FILE, opened(restricted=True), accepted(), issued())
    archive = Archive(town)
    assert (await archive.send(f"/dossiers/{MATTER}/bind", {})).status_code == 404
    papers = {
        "papers": [
            {"group": group["group"], "title": "纸质原件", "pages": 2}
            for group in (await archive.see(f"/dossiers/{MATTER}", "deputy")).json()["lacks"]
        ]
    }
    assert (await archive.send(f"/dossiers/{MATTER}/bind", papers, "deputy")).status_code == 200
    (listed,) = (await archive.see("/dossiers")).json()
    assert (listed["sealed"], "matter" in listed, "pieces" in listed) == (True, False, False)
    assert not (await archive.see("/dossiers", "deputy")).json()[0]["sealed"]
    assert (await archive.see(f"/dossiers/{MATTER}/pieces/1")).status_code == 404
    body = {"matter_ids": [MATTER], "list_no": "移交2027-1", "to": "云岭县档案馆"}
    assert (await archive.send("/dossiers/hand-over", body)).json()["done"] == [MATTER]
    assert (await archive.send("/dossiers/hand-over", body, "elsewhere")).status_code == 404


async def test_a_head_binds_nothing_else() -> None:
    archive = await answered()
    assert (await archive.send(f"/dossiers/{MATTER}/bind", {}, "deputy")).status_code == 403


async def test_what_came_later_is_counted_and_bound_as_a_further_volume() -> None:
    archive = await answered()
    await archive.send(f"/dossiers/{MATTER}/bind", {})
    later = FILE.model_copy(update={"attachment_id": "450199:a2"})
    await archive.town.hear(later)
    assert (await archive.told())["added"] == 1
    await archive.send(f"/dossiers/{MATTER}/bind", {})
    assert ((await archive.told())["volume"], (await archive.told())["added"]) == (2, 0)


async def test_dossiers_are_handed_over_on_one_list_and_once() -> None:
    archive = await answered()
    body = {"matter_ids": [MATTER], "list_no": "移交2027-1", "to": "云岭县档案馆"}
    unbound = await archive.send("/dossiers/hand-over", body)
    assert "还没有编制" in unbound.json()["refused"][0]["because"]
    await archive.send(f"/dossiers/{MATTER}/bind", {})
    assert (await archive.send("/dossiers/hand-over", body)).json()["done"] == [MATTER]
    assert any(isinstance(event, DossierHandedOver) for event in archive.town.said())
    again = (await archive.send("/dossiers/hand-over", body)).json()
    assert "移交2027-1" in again["refused"][0]["because"]
    (row,) = (await archive.see("/dossiers")).json()
    assert row["handed_over"]["to"] == "云岭县档案馆"


async def test_a_visit_that_nobody_handled_is_an_ordinary_dossier() -> None:
    town = Town()
    await town.hear(town.key(), town.item(channel=Channel.VISIT), opened(channel=Channel.VISIT))
    told = (await Archive(town).see(f"/dossiers/{MATTER}")).json()
    assert (told["kind"], told["keep"], told["lacks"]) == ("ORDINARY", "10年", [])
