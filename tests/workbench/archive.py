"""The dossiers of notifications as the window meets them: one bound and whole, one that lacks its material."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import httpx

TEXT = "<!doctype html><title>信访处理意见书</title><p>三个月内修好。</p>"
CHAIN = "9f" * 32
NUMBER = "2026-ZJ-45019920260924V00001"
BRIEF = {
    "matter_id": "450199:m", "dossier_no": NUMBER, "kind": "FULL", "title": "专卷", "keep": "30年", "volume": 1, "keeper": "覃静",
    "bound_at": "2026-09-28T01:30:00+00:00", "count": 2, "chain": CHAIN, "broken_at": None, "handed_over": None,
}  # fmt: skip


def _line(seq: int, group: str, title: str, number: str, source: str) -> dict[str, Any]:
    print_ = hashlib.sha256(TEXT.encode()).hexdigest()
    return {
        "seq": seq, "group": "CONCLUSION", "group_name": group, "title": title, "number": number, "dated": "2026-09-25T02:00:00+00:00",
        "pages": "3" if source == "paper" else "", "media_type": "text/html", "size": 9, "sha256": print_, "chain": CHAIN,
        "source": source, "ref": "450199:d",
    }  # fmt: skip


PIECES = [
    _line(1, "答复、结论", "信访处理意见书", "住建信处〔2026〕57号", "text"),
    _line(2, "信访人材料", "来信原件", "", "paper"),
]
LOOKS = [
    {"name": "覃静", "role": "archivist", "at": "2026-09-28T01:31:00+00:00", "piece": None, "whole": True},
    {
        "name": "覃国安",
        "role": "office_deputy_head",
        "at": "2026-09-28T01:30:30+00:00",
        "piece": 1,
        "whole": False,
    },
]
WHOLE = {
    **BRIEF,
    "item_no": "45019920260924V00001",
    "matter": "墙面开裂",
    "bound": True,
    "added": 0,
    "pieces": PIECES,
    "lacks": [],
    "looks": LOOKS,
}
LACKS = {
    "item_no": "45019920260924V00001", "matter": "墙面开裂", "kind": "LETTER_SELF", "title": "来信案卷（自办）", "keep": "30年", "bound": False,
    "added": 0, "pieces": PIECES[:1], "dossier_no": "", "broken_at": None, "lacks": [{"group": "MATERIAL", "name": "信访人材料"}], "looks": [],
}  # fmt: skip


def archive(request: httpx.Request, told: dict[str, Any] = WHOLE) -> httpx.Response:
    """As notifications answers at /dossiers…; `told` of any one dossier."""
    path, body = request.url.path, json.loads(request.content or b"{}")
    if request.method == "GET":
        if "/pieces/" in path:
            return httpx.Response(200, content=TEXT.encode())
        return httpx.Response(200, json=[BRIEF] if path == "/dossiers" else told)
    if path.endswith("/hand-over"):
        return httpx.Response(
            200, json={"list_no": body["list_no"], "done": body["matter_ids"], "refused": []}
        )
    if told["lacks"] and not body["papers"]:
        because = "案卷材料不齐全,不能归档。还缺：信访人材料。"
        return httpx.Response(409, json={"code": "DOSSIER_INCOMPLETE", "because": because})
    return httpx.Response(200, json={"subject": "dossier:m", "seq": 1})
