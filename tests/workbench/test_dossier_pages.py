"""The archivist's pages: the list and its handing over, one dossier with what lacks, and all of it as one file."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from typing import Any

import httpx
import pytest

from chassis.documents import Document
from lianjie_contracts.vocabulary import MatterClass
from services.workbench.store import MATTERS
from tests.workbench.archive import BRIEF, CHAIN, LACKS, NUMBER, TEXT, WHOLE, archive
from tests.workbench.county import a_county, owners_of
from tests.workbench.front import Front, text
from tests.workbench.town import Story, at


class Room:
    """notifications as the archivist meets it, and what was sent there."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.town, self.told, self.sent = a_county(), told, []  # type: ignore[var-annotated]
        Story(self.town, "墙面开裂", at(9, 24)).registered().opened().dispatched(at(9, 24, 15))
        self._others = owners_of(self.town)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.host != "notifications":
            answer: httpx.Response = self._others(request)
            return answer
        if request.method == "POST":
            self.sent.append((request.url.path, json.loads(request.content)))
        return archive(request, self.told)


def room(told: dict[str, Any] = WHOLE, username: str = "archivist") -> tuple[Front, Room, str]:
    its = Room(told)
    front = Front(its.town, httpx.MockTransport(its)).sign_in(username)
    return front, its, f"/matters/{front.matter('墙面开裂').id}/dossier"


def test_a_dossier_shows_its_list_its_fingerprints_and_who_has_looked() -> None:
    front, _, address = room()
    said = text(front.get(address))
    for words in (
        NUMBER,
        "专卷",
        "保管期限 30年",
        "信访处理意见书",
        "住建信处〔2026〕57号",
        "来信原件",
        "3 页",
        "覃静（档案员）",
        "下载了整卷",
        "看了第 1 件",
    ):
        assert words in said
    assert f'href="{address}"' in front.get(address.removesuffix("/dossier")).text


def test_what_lacks_is_asked_for_by_name_and_pages_and_nothing_typed_is_lost() -> None:
    front, its, address = room(LACKS)
    refused = front.send(address, {}, address)
    assert (refused.status_code, "还缺：信访人材料" in text(refused)) == (409, True)
    wrong = front.send(address, {"paper_MATERIAL": "来信原件", "pages_MATERIAL": "三"}, address)
    assert wrong.status_code == 422
    assert "只写数字" in text(wrong)
    assert 'value="来信原件"' in wrong.text
    done = front.send(address, {"paper_MATERIAL": "来信原件", "pages_MATERIAL": "3"}, address)
    assert (done.status_code, done.headers["location"]) == (303, f"{address}?done=bound")
    assert its.sent[-1][1] == {"papers": [{"group": "MATERIAL", "title": "来信原件", "pages": "3"}]}


def test_one_file_holds_the_list_and_the_copies() -> None:
    front, _, address = room()
    got = front.get(f"{address}/bundle")
    assert (got.status_code, got.headers["content-type"]) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(got.content)) as bundle:
        assert bundle.namelist() == [
            "卷内目录.pdf",
            "SHA256SUMS",
            "001-答复、结论-信访处理意见书 住建信处〔2026〕57号.html",
        ]
        assert bundle.read(bundle.namelist()[2]).decode() == TEXT
        assert CHAIN in bundle.read("SHA256SUMS").decode()
    copy = front.get(f"{address}/pieces/1")
    assert (copy.text, "sandbox" in copy.headers["content-security-policy"]) == (TEXT, True)


def test_the_ticked_dossiers_go_over_on_one_list() -> None:
    front, its, _ = room()
    none = front.send("/dossiers", {"list_no": "移交2027-1", "to": "云岭县档案馆"}, "/dossiers")
    assert (none.status_code, "还没有勾选案卷" in text(none)) == (422, True)
    assert 'value="移交2027-1"' in none.text
    done = front.send(
        "/dossiers", {"dossier_450199:m": "on", "list_no": "移交2027-1", "to": "云岭县档案馆"}, "/dossiers"
    )
    assert done.status_code == 303
    assert its.sent[-1][1] == {"matter_ids": ["450199:m"], "list_no": "移交2027-1", "to": "云岭县档案馆"}


@pytest.mark.parametrize(
    ("who", "status"), [("deputy", 200), ("supervisor", 200), ("registrar", 403), ("zjj.head", 403)]
)
def test_the_pages_are_the_archivist_s_and_the_heads(who: str, status: int) -> None:
    front, _, address = room(username=who)
    for page in ("/dossiers", address, f"{address}/bundle", f"{address}/pieces/1"):
        assert front.get(page).status_code == status
    if status == 200:
        assert "<button" not in front.get("/dossiers").text.split("</nav>")[-1]


def test_what_is_sealed_is_kept_by_its_number_and_archived_from_the_list() -> None:
    its = Room(WHOLE)
    accused = (
        Story(its.town, "反映王某收受礼金", at(9, 20), matter_class=MatterClass.ACCUSATION)
        .registered()
        .opened()
    )
    held = its.town.store.all(MATTERS)[accused.matter_id]
    its.town.store.documents[MATTERS.name, held.id] = Document(
        MATTERS, held.id, replace(held, state="FINALIZED", restricted=True), 1
    )
    sealed = BRIEF | {"matter_id": held.id, "sealed": True}

    def answer(request: httpx.Request) -> httpx.Response:
        if (request.url.host, request.url.path) == ("notifications", "/dossiers"):
            return httpx.Response(200, json=[sealed])
        if request.url.path == f"/matters/{held.id}/archive":
            its.sent.append((request.url.path, {}))
            return httpx.Response(200, json={"subject": f"matter:{held.id}", "seq": 1, "state": "ARCHIVED"})
        return its(request)

    front = Front(its.town, httpx.MockTransport(answer)).sign_in("archivist")
    page = front.get("/dossiers")
    assert "限制查阅，封存" in text(page)
    assert f'href="/matters/{held.id}/dossier"' not in page.text
    assert "反映王某" not in page.text
    assert front.get(f"/matters/{held.id}").status_code == 403
    done = front.send(f"/dossiers/{held.id}/archive", {}, "/dossiers")
    assert done.headers["location"] == "/dossiers?done=archived"
    assert its.sent == [(f"/matters/{held.id}/archive", {})]
