"""Over HTTP: uploading in pieces, adding to an item, opening; who may, and what is refused before it is all there."""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import httpx
import psutil
import pytest
import pytest_asyncio
from fastapi import FastAPI
from PIL import Image

from chassis.clock import SettableClock
from chassis.commands import Commands
from chassis.documents import Document
from chassis.identity import IdentityError, Principal
from chassis.personal import Safe
from chassis.testing import MemoryStore
from chassis.web import dress
from lianjie_contracts.base import Petitioner, Place
from lianjie_contracts.events.attachment_added import AttachmentAdded
from lianjie_contracts.events.item_registered import ItemRegistered
from lianjie_contracts.vocabulary import AttachmentRole, Channel, MatterClass
from services.intake.attachments.api import routes
from services.intake.attachments.attachment import Scan
from services.intake.attachments.desk import desk_of
from services.intake.attachments.hostile import NotTakenError
from services.intake.attachments.receiving import NAME
from services.intake.attachments.scanning import Scanner
from services.intake.attachments.shelf import ATTACHMENTS
from services.intake.attachments.tidying import scan_again, sweep
from services.intake.capability import FrontDoor
from services.intake.domain.item import Holders, Item, PersonDataKey
from services.intake.settings import IntakeSettings
from services.intake.store import HOLDERS, ITEMS, PERSON_KEYS
from tests.intake.attachments import builders as made
from tests.intake.attachments.builders import NOW, MemoryShelf, in_pieces
from tests.intake.town import Ledger

pytestmark = pytest.mark.asyncio
COUNTY, ITEM, MATTER, KEY = "450199", "450199:item-1", "450199:matter-1", "450199:key-1"
SAFE = Safe(b"m" * 32)
PEOPLE = {
    "registrar": Principal("registrar@450199", "韦晓梅", frozenset({"registrar"}), COUNTY),
    "router": Principal("router@450199", "莫志远", frozenset({"router"}), COUNTY),
    "supervisor": Principal("supervisor@450199", "黄立新", frozenset({"supervisor"}), COUNTY),
    "holder": Principal("zjj.liaison@450199", "梁雨桐", frozenset({"unit_liaison"}), COUNTY, "450199-zjj"),
    "other": Principal("rsj.liaison@450199", "农秀兰", frozenset({"unit_liaison"}), COUNTY, "450199-rsj"),
    "stranger": Principal("registrar@450198", "韦晓梅", frozenset({"registrar"}), "450198"),
}
SETTINGS = IntakeSettings(
    kafka="k:1", mongo="mongodb://m", county=COUNTY, largest_file=2**21, files_of_item=3, files_of_form=2, grants_a_minute=3
)  # fmt: skip


class Known:
    """A verifier to whom the token is the person."""

    asks = False

    def verify(self, token: str) -> Principal:
        if token not in PEOPLE:
            raise IdentityError("unknown")
        return PEOPLE[token]


class Counter:
    """A front door with attachments only, asked without a network."""

    def __init__(self) -> None:
        self.store, self.clock = MemoryStore(), SettableClock(NOW)
        self.shelf = MemoryShelf(self.store)
        self.commands = Commands(self.store, self.clock, "lianjie/intake", lambda *_: None)
        self.desk = desk_of(SETTINGS, self.shelf, self.commands, SAFE, b"s" * 32)
        county = SimpleNamespace(
            county=lambda _: SimpleNamespace(centre="云岭县联合接访中心"), has_unit=lambda _: True,
            unit=lambda _: SimpleNamespace(name="县住建局"),
        )  # fmt: skip
        parts = SimpleNamespace(
            settings=SETTINGS, clock=self.clock, directory=county, mongo=Ledger(self.store)
        )
        door = FrontDoor(parts, SimpleNamespace(secret=b"s" * 32))  # type: ignore[arg-type]
        app = FastAPI()
        app.include_router(routes(door, self.desk))
        dress(app, Known())
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://intake")

    async def upload(self, who: str, whole: Any, key: str = "upload-0001", **headers: str) -> httpx.Response:
        sent = {"Authorization": f"Bearer {who}", "Idempotency-Key": key} | headers
        return await self.client.post("/attachments", content=whole, headers=sent)

    async def upload_form(self, name: str, whole: bytes, key: str = "upload-0001") -> httpx.Response:
        headers = {"Authorization": "Bearer registrar", "Idempotency-Key": key}
        files = {"file": (name, io.BytesIO(whole), "application/x-lies")}
        return await self.client.post("/attachments", data={"note": "随手"}, files=files, headers=headers)

    async def add(
        self, *ids: str, key: str = "add-00001", who: str = "registrar", role: str = "SUBMITTED", **more: str
    ) -> httpx.Response:
        body = {"attachments": [{"attachment_id": id_, "role": role} for id_ in ids]} | more
        headers = {"Authorization": f"Bearer {who}", "Idempotency-Key": key}
        return await self.client.post(f"/items/{ITEM}/attachments", json=body, headers=headers)

    async def get(self, who: str, path: str) -> httpx.Response:
        return await self.client.get(path, headers={"Authorization": f"Bearer {who}"})

    async def registered(self, **changed: Any) -> None:
        event = ItemRegistered(
            item_id=ITEM, item_no="45019920261123V00001", matter_id=MATTER, county=COUNTY, office=COUNTY, channel=Channel.VISIT,
            received_at=NOW, registered_at=NOW, petitioner=Petitioner(petitioner_id=KEY), place=Place(code="450199003"),
            title="屋面渗漏", claims=(), occurred_at=NOW,
        ).model_copy(update=changed)  # fmt: skip
        held = self.store.documents.get((ITEMS.name, ITEM), Document(ITEMS, ITEM))
        await self.store.put(held.with_state(Item("45019920261123V00001", MATTER, "person", event)))

    def added(self) -> list[AttachmentAdded]:
        said = self.store.said.get((ITEMS.name, ITEM), [])
        return [AttachmentAdded.read(message.body) for message in said]


@pytest_asyncio.fixture
async def counter() -> AsyncIterator[Counter]:
    made_ = Counter()
    await made_.registered()
    await made_.store.put(Document(PERSON_KEYS, KEY).with_state(PersonDataKey(COUNTY, SAFE.new_key())))
    await made_.store.put(Document(HOLDERS, MATTER).with_state(Holders(("450199-zjj",))))
    yield made_
    await made_.client.aclose()


async def _one(counter: Counter, whole: bytes = b"", name: str = "李某某的房产证.exe") -> str:
    reply = await counter.upload_form(name, whole or made.jpeg())
    assert reply.status_code == 201, reply.text
    return str(reply.json()["attachment_id"])


async def test_a_picture_is_taken_and_its_copy_lies_beside_it(counter: Counter) -> None:
    reply = await counter.upload("registrar", in_pieces(made.jpeg()))
    told = reply.json()
    assert (reply.status_code, told["media_type"], told["scan"]) == (201, "image/jpeg", "UNSCANNED")
    assert told["sha256"] == hashlib.sha256(made.jpeg()).hexdigest()
    kept = counter.shelf.all()[told["attachment_id"]]
    assert kept.original.sha256 != kept.shared.sha256
    assert counter.shelf.files.kept[kept.original.id] == made.jpeg()


async def test_the_same_key_is_the_same_file_and_another_file_under_it_is_refused(counter: Counter) -> None:
    first = await counter.upload("registrar", made.pdf())
    again = await counter.upload("registrar", made.pdf())
    assert (again.status_code, again.json()["repeated"]) == (200, True)
    assert again.json()["attachment_id"] == first.json()["attachment_id"]
    other = await counter.upload("registrar", made.png())
    assert (other.status_code, other.json()["code"]) == (409, "COMMAND_REUSED")
    assert list(counter.shelf.files.kept.values()) == [made.pdf()]


async def test_what_is_too_large_is_cut_off_at_the_bound_and_nothing_of_it_stays(counter: Counter) -> None:
    asked = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal asked
        yield made.jpeg()
        while True:
            asked += 2**16
            yield b"\0" * 2**16

    reply = await counter.upload("registrar", endless())
    assert (reply.status_code, reply.json()["code"]) == (413, "TOO_LARGE")
    assert "超过 2 MB" in reply.json()["because"]
    assert asked <= SETTINGS.largest_file + 2**16
    assert counter.shelf.files.kept == {}


async def test_a_gigabyte_that_does_not_say_so_ends_at_the_bound_and_is_never_in_memory(
    counter: Counter,
) -> None:
    receiving, process = replace(counter.desk.receiving, largest=100 * 2**20), psutil.Process()
    before, most, asked = process.memory_info().rss, 0, 0

    async def film() -> AsyncIterator[bytes]:
        nonlocal most, asked
        yield b"\0\0\0\x20ftypisom\0\0\0\0"
        while asked < 2**30:
            asked, most = asked + 2**20, max(most, process.memory_info().rss)
            yield b"\0" * 2**20

    with pytest.raises(NotTakenError) as refused:
        await receiving.receive(film(), lambda: "", "user:x", "upload-0001", NOW)
    assert "超过 100 MB" in refused.value.because
    assert asked <= 101 * 2**20
    assert most - before < 16 * 2**20, f"{(most - before) / 2**20:.0f} MB"
    assert counter.shelf.files.kept == {}


async def test_a_gigabyte_that_says_so_is_not_even_begun(counter: Counter) -> None:
    async def never() -> AsyncIterator[bytes]:
        raise AssertionError("nobody should ask for it")
        yield b""

    reply = await counter.upload("registrar", never(), **{"Content-Length": str(2**30)})
    assert (reply.status_code, reply.headers["connection"]) == (413, "close")


async def test_what_is_plainly_unwanted_is_refused_before_it_has_all_come(counter: Counter) -> None:
    asked = 0

    async def program() -> AsyncIterator[bytes]:
        nonlocal asked
        yield b"MZ"
        for _ in range(1000):
            asked += 1
            yield b"\0" * 2**16

    reply = await counter.upload("registrar", program())
    assert (reply.status_code, reply.json()["code"]) == (422, "EXECUTABLE")
    assert asked == 16


@pytest.mark.parametrize("name", ["../../etc/passwd", "照片\u202egpj.exe", "a\0b.jpg", ".."])
async def test_a_name_that_pretends_is_refused(counter: Counter, name: str) -> None:
    async def body() -> AsyncIterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="' + name.encode() + b'"\r\n\r\n'
        yield made.jpeg() + b"\r\n--b--\r\n"

    reply = await counter.upload("registrar", body(), **{"Content-Type": "multipart/form-data; boundary=b"})
    assert reply.status_code == 422
    assert reply.json()["code"] in ("NAME_WITH_PATH", "NO_FILE")
    assert counter.shelf.files.kept == {}


@pytest.mark.parametrize("body", [b"", b"--b\r\n\r\nx", b"no multipart at all"])
async def test_a_form_without_a_file_is_told(counter: Counter, body: bytes) -> None:
    reply = await counter.upload("registrar", body, **{"Content-Type": "multipart/form-data; boundary=b"})
    assert (reply.status_code, reply.json()["code"]) == (422, "NO_FILE")


async def test_nobody_uploads_without_an_account_or_a_leave(counter: Counter) -> None:
    assert (await counter.upload("nobody", made.pdf())).status_code == 401
    assert (await counter.upload("stranger", made.pdf())).status_code == 403
    forged = await counter.upload("nobody", made.pdf(), **{"Upload-Grant": "form-0001.9999999999.00"})
    assert (forged.status_code, forged.json()["code"]) == (403, "GRANT_ENDED")


async def test_a_citizen_uploads_with_a_leave_for_one_form_until_it_ends(counter: Counter) -> None:
    grant = (await counter.client.post("/attachments/grants", json={"form_key": "form-0001"})).json()["grant"]
    sent = [
        await counter.upload("nobody", made.png(64 + n), f"picture-000{n}", **{"Upload-Grant": grant}) for n in range(3)
    ]  # fmt: skip
    assert [reply.status_code for reply in sent] == [201, 201, 422]
    assert "已经传了 2 个文件" in sent[2].json()["because"]
    one = sent[0].json()["attachment_id"]
    assert (await counter.add(one, form_key="form-0002")).json()["code"] == "NOT_YOUR_ATTACHMENT"
    assert (await counter.add(one, form_key="form-0001")).status_code == 201
    counter.clock.advance(timedelta(minutes=31))
    late = await counter.upload("nobody", made.png(), "picture-0009", **{"Upload-Grant": grant})
    assert late.json()["code"] == "GRANT_ENDED"


async def test_leaves_are_given_so_many_a_minute_and_for_a_form_only(counter: Counter) -> None:
    given = [
        await counter.client.post("/attachments/grants", json={"form_key": f"form-000{n}"}) for n in range(4)
    ]
    assert [reply.status_code for reply in given] == [201, 201, 201, 429]
    wrong = await counter.client.post("/attachments/grants", json={"form_key": "../x.y"})
    assert wrong.status_code == 422


async def test_an_item_tells_of_its_file_by_fingerprint_and_never_by_name(counter: Counter) -> None:
    id_ = await _one(counter)
    reply = await counter.add(id_)
    assert (reply.status_code, reply.json()["attachments"]) == (201, 1)
    [event] = counter.added()
    assert (event.attachment_id, event.media_type, event.item_id) == (id_, "image/jpeg", ITEM)
    [message] = counter.store.said[ITEMS.name, ITEM]
    assert "李某某" not in message.body.decode()
    assert event.name is not None
    wrapped = counter.store.all(PERSON_KEYS)[KEY].wrapped
    assert SAFE.open(event.name, wrapped, NAME) == "李某某的房产证.exe"
    again = await counter.add(id_)
    assert again.json()["repeated"] is True
    assert (await counter.add(id_, key="add-00002")).json()["attachments"] == 1
    assert len(counter.added()) == 1


async def test_an_item_holds_so_many_files_and_no_more(counter: Counter) -> None:
    ids = [
        (await counter.upload("registrar", made.png(50 + n), f"upload-000{n}")).json()["attachment_id"]
        for n in range(4)
    ]
    assert (await counter.add(*ids)).json()["code"] == "TOO_MANY_FILES"
    assert (await counter.add(*ids[:3], key="add-00002")).json()["attachments"] == 3


async def test_the_office_opens_both_copies_and_every_opening_is_on_record(counter: Counter) -> None:
    id_ = await _one(counter)
    await counter.add(id_)
    shared = await counter.get("registrar", f"/attachments/{id_}")
    assert Image.open(io.BytesIO(shared.content)).getexif().get_ifd(0x8825) == {}
    original = await counter.get("registrar", f"/attachments/{id_}?original=true")
    assert original.content == made.jpeg()
    assert [(o.opened_by, o.original) for o in counter.shelf.openings] == [
        ("registrar@450199", False), ("registrar@450199", True)
    ]  # fmt: skip
    assert shared.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert shared.headers["content-disposition"].endswith(".jpg")
    assert shared.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in shared.headers["content-security-policy"]


async def test_the_unit_that_holds_the_matter_gets_the_copy_by_fingerprint(counter: Counter) -> None:
    id_ = await _one(counter)
    await counter.add(id_)
    [event] = counter.added()
    for reference in (event.shared_sha256, id_):
        reply = await counter.get("holder", f"/attachments/{reference}")
        assert hashlib.sha256(reply.content).hexdigest() == event.shared_sha256
    assert (await counter.get("holder", f"/attachments/{id_}?original=true")).status_code == 403
    assert (await counter.get("supervisor", f"/attachments/{id_}?original=true")).status_code == 403
    for who, status in (("other", 404), ("stranger", 403)):
        assert (await counter.get(who, f"/attachments/{event.shared_sha256}")).status_code == status
    listed = (await counter.get("holder", f"/items/{ITEM}/attachments")).json()
    assert [(row["attachment_id"], row["name"], row["role"]) for row in listed] == [(id_, "", "SUBMITTED")]


async def test_a_unit_adds_what_it_has_found_out_to_a_matter_it_holds(counter: Counter) -> None:
    """By the fingerprint an act may then rest on it; what petitioners hand in is the office's to add."""
    sent = (await counter.upload("holder", made.pdf())).json()
    theirs = await counter.add(sent["attachment_id"], who="holder")
    assert (theirs.status_code, theirs.json()["code"]) == (409, "ROLE_OF_FILE")
    added = await counter.add(sent["attachment_id"], key="add-00002", who="holder", role="SEALED_PAPER")
    assert added.status_code == 201, added.text
    [event] = counter.added()
    assert (event.role, event.sha256) == (AttachmentRole.SEALED_PAPER, hashlib.sha256(made.pdf()).hexdigest())
    assert (event.by.role, event.by.org, event.shared_size) == ("unit_liaison", "县住建局", len(made.pdf()))
    assert (await counter.get("router", f"/attachments/{event.sha256}")).content == made.pdf()


async def test_a_unit_adds_nothing_to_what_it_does_not_hold_nor_what_another_has_sent(
    counter: Counter,
) -> None:
    other = (await counter.upload("other", made.pdf())).json()["attachment_id"]
    assert (await counter.add(other, who="other", role="EVIDENCE")).status_code == 404
    assert (await counter.add(other, key="add-00002", who="holder", role="EVIDENCE")).json()[
        "code"
    ] == "NOT_YOUR_ATTACHMENT"


@pytest.mark.parametrize("changed", [{"secrecy_requested": True}, {"matter_class": MatterClass.ACCUSATION}])
async def test_secrecy_and_accusation_keep_it_in_the_office(
    counter: Counter, changed: dict[str, Any]
) -> None:
    id_ = await _one(counter)
    await counter.add(id_)
    item = counter.store.all(ITEMS)[ITEM]
    held = counter.store.documents[ITEMS.name, ITEM]
    await counter.store.put(
        held.with_state(replace(item, registered=item.registered.model_copy(update=changed)))
    )
    assert (await counter.get("holder", f"/attachments/{id_}")).status_code == 404
    assert (await counter.get("router", f"/attachments/{id_}")).status_code == 200
    clerk = 404 if "matter_class" in changed else 200
    assert (await counter.get("registrar", f"/attachments/{id_}")).status_code == clerk


async def test_what_belongs_to_nothing_is_served_to_nobody_and_swept_after_a_day(counter: Counter) -> None:
    id_ = await _one(counter)
    assert (await counter.get("router", f"/attachments/{id_}")).status_code == 404
    used = await _one_more(counter)
    await sweep(counter.shelf, counter.clock)
    assert set(counter.shelf.all()) == {id_, used}
    counter.clock.advance(timedelta(hours=25))
    await sweep(counter.shelf, counter.clock)
    assert set(counter.shelf.all()) == {used}
    assert set(counter.shelf.files.kept) == set(counter.shelf.all()[used].ids)


async def _one_more(counter: Counter) -> str:
    used = str((await counter.upload("registrar", made.pdf(), "upload-0002")).json()["attachment_id"])
    await counter.add(used)
    return used


class Clamd:
    """Speaks clamd's INSTREAM over a real socket, and finds the test virus."""

    def __init__(self) -> None:
        self.seen = b""

    async def listening(self) -> tuple[asyncio.Server, Scanner]:
        server = await asyncio.start_server(self.answer, "127.0.0.1", 0)
        return server, Scanner(f"127.0.0.1:{server.sockets[0].getsockname()[1]}")

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await reader.readexactly(10) == b"zINSTREAM\0"
        self.seen = b""
        while size := int.from_bytes(await reader.readexactly(4), "big"):
            self.seen += await reader.readexactly(size)
        found = b"EICAR" in self.seen
        writer.write(b"stream: Eicar-Signature FOUND\0" if found else b"stream: OK\0")
        await writer.drain()
        writer.close()


async def test_a_scanner_clears_or_keeps_apart_and_when_away_is_asked_again(counter: Counter) -> None:
    clamd = Clamd()
    server, scanner = await clamd.listening()
    away = Scanner("127.0.0.1:1")
    virus = "X5O!P%@AP EICAR 测试\n".encode()
    receiving = replace(counter.desk.receiving, scanner=away)
    kept = await receiving.receive(in_pieces(virus), lambda: "", "user:registrar@450199", "upload-0001", NOW)
    id_ = str(kept.body["attachment_id"])
    assert counter.shelf.all()[id_].scan is Scan.UNSCANNED
    await counter.add(id_)
    await scan_again(counter.shelf, counter.commands, scanner)
    assert counter.shelf.all()[id_].scan is Scan.INFECTED
    assert clamd.seen == virus
    refused = await counter.get("registrar", f"/attachments/{id_}")
    assert (refused.status_code, "隔离" in refused.json()["because"]) == (409, True)
    clean = replace(receiving, scanner=scanner)
    answer = await clean.receive(in_pieces(made.pdf()), lambda: "", "user:x", "upload-0002", NOW)
    assert answer.body["scan"] == "CLEAN"
    server.close()
    await server.wait_closed()


async def test_an_infected_file_is_refused_by_name_and_can_be_given_to_nothing(counter: Counter) -> None:
    server, scanner = await Clamd().listening()
    object.__setattr__(counter.desk.receiving, "scanner", scanner)
    reply = await counter.upload("registrar", b"EICAR test\n")
    assert (reply.status_code, reply.json()["code"]) == (422, "VIRUS")
    [(id_, kept)] = counter.shelf.all().items()
    assert kept.scan is Scan.INFECTED
    assert (await counter.add(id_)).json()["code"] == "VIRUS"
    server.close()
    await server.wait_closed()


async def test_an_attachment_names_no_person_in_the_database(counter: Counter) -> None:
    id_ = await _one(counter)
    document = counter.store.documents[ATTACHMENTS.name, id_]
    assert "李某某" not in str(document)
