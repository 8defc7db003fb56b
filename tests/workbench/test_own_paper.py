"""A head answers on the unit's own sealed paper: chosen among its scans, by fingerprint, with its own day and seal."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from lianjie_contracts.events.attachment_added import AttachmentAdded
from lianjie_contracts.vocabulary import AttachmentRole
from tests.workbench.front import Front, text
from tests.workbench.town import COUNTY, REGISTRAR, at

SCAN = "c" * 64
FILLED = {
    "number": "住建函〔2026〕9号", "legal_basis~0": "《民法典》第二百八十八条", "review_organ": "云岭县人民政府", "drafted_by": "黄建业",
    "sealed_with": "UNIT",
    **{f"{name}_{n}": value for n in (1, 2, 3) for name, value in (("result", "SUPPORT"), ("answer", "已修复"))},
}  # fmt: skip


@pytest.fixture
def sent() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def front(sent: list[dict[str, Any]]) -> Front:
    def record(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            sent.append(json.loads(request.read()))
        return httpx.Response(200, json={"subject": "matter:x", "seq": 1})

    front = Front(owners=httpx.MockTransport(record))
    matter = front.matter("安置小区")
    for n, role in enumerate((AttachmentRole.SEALED_PAPER, AttachmentRole.EVIDENCE)):
        event = AttachmentAdded(
            item_id=matter.first_item.id, matter_id=matter.id, county=COUNTY, attachment_id=f"{COUNTY}:p{n}",
            sha256=SCAN if n == 0 else "e" * 64, shared_sha256="d" * 64, media_type="application/pdf", size=99_000, role=role,
            occurred_at=at(9, 24, 9), by=REGISTRAR,
        )  # fmt: skip
        front.town.say("intake", f"item:{matter.first_item.id}", event)
    return front.sign_in("zjj.head")


def path(front: Front) -> str:
    return f"/matters/{front.matter('安置小区').id}/opinion"


def test_only_sealed_papers_are_offered_and_none_is_taken_for_granted(front: Front) -> None:
    page = front.get(path(front)).text
    assert f'<option value="{SCAN}"' in page
    assert "e" * 64 not in page
    assert 'value="UNIT" checked' in page


def test_the_chosen_paper_goes_by_its_fingerprint_and_nothing_is_written_twice(
    front: Front, sent: list[dict[str, Any]]
) -> None:
    front.send(path(front), FILLED | {"original_scan": SCAN, "original_dated_on": "2026-09-20"})
    (body,) = sent
    assert body["external_original"] == {"scan": SCAN, "dated_on": "2026-09-20", "proof_of_service": ""}
    assert (body["sealed_with"], body["opinion"]["number"]) == ("UNIT", "住建函〔2026〕9号")


def test_a_paper_without_its_day_is_asked_for_it_and_without_a_paper_the_facts_are(
    front: Front, sent: list[dict[str, Any]]
) -> None:
    answer = front.send(path(front), FILLED | {"original_scan": SCAN})
    assert "没有填原件日期。请照原件上的日期填写。" in text(answer)
    assert "没有写查明的事实" not in text(answer)
    assert "没有写查明的事实" in text(front.send(path(front), FILLED))
    assert sent == []
