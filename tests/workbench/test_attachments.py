"""The files of a matter: listed with their kind and size, and opened on behalf of whom the owner lets."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from lianjie_contracts.events.attachment_added import AttachmentAdded
from lianjie_contracts.vocabulary import AttachmentRole
from tests.workbench.front import Front, text
from tests.workbench.town import COUNTY, REGISTRAR, Story, Town, at

FILE = f"{COUNTY}:a-1"
HELD = {
    "content-type": "application/pdf",
    "content-disposition": "attachment; filename*=UTF-8''attachment.pdf",
    "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
}


@pytest.fixture
def town() -> Town:
    """A housing matter with a claim sent along, given to 住建局."""
    town = Town()
    story = Story(town, "墙面开裂", at(9, 24)).registered().opened().dispatched(at(9, 24, 15))
    event = AttachmentAdded(
        item_id=story.item_id, matter_id=story.matter_id, county=COUNTY, attachment_id=FILE, sha256="a" * 64,
        shared_sha256="a" * 64, media_type="application/pdf", size=4_404_019, role=AttachmentRole.SUBMITTED,
        occurred_at=at(9, 24, 9), by=REGISTRAR,
    )  # fmt: skip
    town.say("intake", f"item:{story.item_id}", event)
    return town


def address(front: Front, file: str = FILE) -> str:
    return f"/matters/{front.matter('墙面开裂').id}/attachments/{file}"


def owner(answer: httpx.Response, asked: list[httpx.Request]) -> httpx.MockTransport:
    def answered(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return answer

    return httpx.MockTransport(answered)


def opened(town: Town, answer: httpx.Response, who: str = "registrar", file: str = FILE) -> tuple[Any, Any]:
    asked: list[httpx.Request] = []
    front = Front(town, owner(answer, asked)).sign_in(who)
    return front.get(address(front, file)), asked


def test_a_matter_lists_what_was_handed_in(town: Town) -> None:
    front = Front(town).sign_in("registrar")
    page = front.get(f"/matters/{front.matter('墙面开裂').id}")
    assert "附件 每次打开都记入日志 附件 随件材料 PDF 文件 4.2 MB" in text(page)
    assert f'href="{address(front)}"' in page.text


def test_a_matter_without_files_has_no_empty_box(town: Town) -> None:
    Story(town, "路灯不亮", at(9, 25)).registered().opened()
    front = Front(town).sign_in("registrar")
    assert "每次打开都记入日志" not in text(front.get(f"/matters/{front.matter('路灯不亮').id}"))


@pytest.mark.parametrize("who", ["registrar", "router", "zjj.liaison"])
def test_a_file_comes_as_its_owner_gives_it_to_who_asks(town: Town, who: str) -> None:
    answer, (asked,) = opened(town, httpx.Response(200, content=b"%PDF-1.7", headers=HELD), who)
    assert answer.content == b"%PDF-1.7"
    assert {name: answer.headers[name] for name in HELD} == HELD
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert (asked.url.path, asked.headers["authorization"][:7]) == (f"/attachments/{FILE}", "Bearer ")


@pytest.mark.parametrize(
    ("who", "file"),
    [("analyst", FILE), ("rsj.liaison", FILE), ("registrar", f"{COUNTY}:of-another")],
)
def test_nobody_else_gets_as_far_as_the_owner(town: Town, who: str, file: str) -> None:
    answer, asked = opened(town, httpx.Response(200), who, file)
    assert (answer.status_code, asked) == (403, [])


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        (
            httpx.Response(409, json={"because": "这个附件查出病毒，已隔离，不能打开。"}),
            409,
            "已隔离，不能打开",
        ),
        (httpx.Response(403, json={}), 403, ""),
        (httpx.Response(404, json={}), 404, ""),
        (httpx.Response(500), 503, ""),
    ],
)
def test_what_the_owner_refuses_is_a_page_with_its_reason(
    town: Town, said: httpx.Response, status: int, words: str
) -> None:
    answer, _ = opened(town, said)
    assert (answer.status_code, words in text(answer)) == (status, True)
