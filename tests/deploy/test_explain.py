"""What `explain` says of a matter: events with who and why, roads, and who has heard what."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from rich.console import Console

from chassis.mongo import Mongo
from deploy.explain import dossiers, hearing, page, reasons, streams
from deploy.explain.hearing import Heard
from deploy.explain.streams import Said, Stream
from deploy.local.home import DIRECTORY
from lianjie_contracts.directory import load
from lianjie_contracts.registry import NEWEST
from lianjie_contracts.vocabulary import DossierKind
from services.notifications.dossiers.dossier import Dossier, Piece, fingerprint, linked
from services.notifications.dossiers.kinds import Group
from services.notifications.store import DOSSIERS

AT = datetime(2026, 9, 28, tzinfo=UTC)
MATTER = "450199:11111111-1111-5111-8111-111111111111"


def said(seq: int, type_: str, **body: Any) -> Said:
    told = {"occurred_at": "2026-09-28T01:00:00Z", "by": {"org": "县住建局", "name": "陆正平"}, **body}
    return Said(seq, f"event-{seq}", type_, "routing.matters.v1", 5, 50 + seq, told, "")


def stream(*own: Said, owner: str = "routing", subject: str = f"matter:{MATTER}") -> Stream:
    return Stream(subject, owner, own)


def shown(*parts: Any) -> str:
    console = Console(width=220, file=io.StringIO())
    for part in parts:
        console.print(part)
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return text


@pytest.mark.parametrize(
    "type_",
    sorted(
        t for t in NEWEST if not t.startswith(("reply_sign", "reply_obj", "reply_acc", "reply_iss", "person"))
    ),
)
def test_every_event_of_a_matter_has_a_name(type_: str) -> None:
    assert reasons.what(type_) != type_


def test_an_event_of_a_newer_release_keeps_its_own_name() -> None:
    assert reasons.what("matter_of_tomorrow") == "matter_of_tomorrow"
    assert reasons.why("matter_of_tomorrow", {"reason": "新规"}) == "新规"


def test_a_proposal_is_told_with_its_reasons() -> None:
    proposal = {"unit": "450199-zjj", "unit_name": "县住建局", "reasons": ["提到“物业”"]}
    assert reasons.why("matter_opened", {"suggestion": proposal}) == "建议县住建局：提到“物业”"
    assert reasons.why("matter_opened", {"suggestion": {"reasons": ["拿不准"]}}) == "拿不准"


def test_a_dispatch_names_units_reason_and_approver() -> None:
    body = {
        "mode": "ASSIGN",
        "assignments": [{"unit_name": "县人社局", "role": "LEAD"}, {"unit_name": "县住建局", "role": "CO"}],
        "reason": "涉及人数多",
        "approved_by": "deputy@450199",
    }
    assert (
        reasons.why("matter_dispatched", body)
        == "交办 县人社局（主办）、县住建局（协办）；涉及人数多；deputy@450199 批准"
    )


def test_an_opinion_is_told_by_number_results_and_law() -> None:
    opinion = {
        "number": "人社信处〔2026〕1号",
        "answers": [{"result": "SUPPORT"}, {"result": "NOT_SUPPORT"}],
        "legal_basis": ["《劳动合同法》第三十条"],
    }
    assert reasons.why("matter_opinion_issued", {"opinion": opinion}) == (
        "人社信处〔2026〕1号  1 支持、2 不支持  《劳动合同法》第三十条"
    )


def test_the_history_tells_items_and_matter_in_local_time() -> None:
    item = stream(said(1, "item_registered", item_no="45019920260928V00001", title="电梯"), owner="intake")
    clock = stream(said(1, "clock_started"), owner="deadlines")
    text = shown(page.history([item, stream(said(1, "matter_signed", row="7")), clock]))
    assert "2026-09-28 09:00:00" in text
    assert "签收（7）" in text
    assert "县住建局 陆正平" in text
    assert "45019920260928V00001《电梯》" in text
    assert "期限开始" not in text


def test_a_mail_servers_code_is_told_in_words() -> None:
    assert page.proof("250 kept as 1.eml") == "邮件服务器已接收（250）"
    assert page.proof("本人在送达回证上签字") == "本人在送达回证上签字"
    assert page.proof(None) == ""


def roads(told: Sequence[Stream], heard: Mapping[str, Sequence[Heard]]) -> str:
    return shown(*page.roads(told, heard))


def test_every_event_shows_where_it_went_and_who_has_heard_it() -> None:
    told = stream(said(1, "matter_opened"), said(2, "matter_signed"))
    heard = {
        told.subject: [
            Heard("deadlines", 2),
            Heard("analytics", 1, parked=((2, "matter:x"),)),
            Heard("workbench", None),
            Heard("notifications", 1, dead=("#2 handler failed: KeyError",), forked=True),
        ]
    }
    text = roads([told], heard)
    assert "routing.matters.v1/5/52" in text
    assert "✓ 期限 听到第 2 条，共 2 条" in text
    assert "… 分析 听到第 1 条，共 2 条  第 2 条搁置，在等 matter:x" in text
    assert "→ 窗口没有应答" in text
    assert "死信 #2 handler failed: KeyError" in text
    assert "分叉" in text


def test_a_stream_without_events_says_so() -> None:
    assert "还没有消息" in roads([stream()], {f"matter:{MATTER}": []})


def test_the_consumers_of_a_stream_are_those_of_the_contracts() -> None:
    directory = load(DIRECTORY)
    assert {"deadlines", "notifications", "analytics", "workbench"} <= set(
        hearing.consumers(stream(said(1, "matter_opened")), directory)
    )
    assert hearing.consumers(stream(), directory) == []


class Database:
    """The rows of some collections; a question is answered by those whose fields fit."""

    def __init__(self, **collections: list[dict[str, Any]]) -> None:
        self.collections = collections

    async def find(self, collection: str, where: Mapping[str, Any], **_: object) -> list[dict[str, Any]]:
        def fits(row: dict[str, Any]) -> bool:
            return all(_at(row, path) == value for path, value in where.items())

        return [row for row in self.collections.get(collection, []) if fits(row)]


def _at(row: Any, path: str) -> Any:
    for name in path.split("."):
        row = row.get(name) if isinstance(row, dict) else None
    return row


def sent(subject: str, seq: int, *, owned: bool = True, topic: str = "routing.matters.v1") -> dict[str, Any]:
    headers = [["ce_type", b"matter_signed"], ["traceparent", b"00-aa-bb-01"]]
    return {
        "subject": subject, "seq": seq, "id": f"e{seq}", "owned": owned, "topic": topic, "headers": headers,
        "partition": 1, "offset": seq, "body": b'{"occurred_at": "2026-09-28T01:00:00Z"}',
    }  # fmt: skip


def databases() -> dict[str, Any]:
    item = {"_id": "450199:item", "state": {"item_no": "45019920260928V00001", "matter_id": MATTER}}
    subject = f"matter:{MATTER}"
    matters = [
        sent(subject, 1),
        sent(subject, 2),
        sent(subject, 3, owned=False, topic="routed.450199-zjj.v1"),
    ]
    return {
        "intake_450199": Database(
            items=[item], items_history=[sent("item:450199:item", 1, topic="intake.items.450199.v1")]
        ),
        "intake_450198": Database(),
        "intake_450197": Database(),
        "routing": Database(matters_history=matters),
        "deadlines": Database(),
        "notifications": Database(),
        "analytics": Database(),
        "workbench": Database(
            dead_letters=[
                {"_id": "letter-1", "state": {"subject": subject, "open": True, "seq": 2, "why": "x"}}
            ]
        ),
    }


@pytest.mark.asyncio
@pytest.mark.parametrize("asked", ["45019920260928V00001", " 450199 20260928 v00001 ", MATTER])
async def test_a_matter_is_found_by_its_id_or_by_an_items_number(asked: str) -> None:
    assert await streams.matter_of(databases(), asked) == MATTER


@pytest.mark.asyncio
async def test_an_unknown_number_is_nobodys() -> None:
    assert await streams.matter_of(databases(), "45019920260928V09999") is None


@pytest.mark.asyncio
async def test_the_streams_of_a_matter_part_events_from_what_units_were_shown() -> None:
    told = await streams.of_matter(databases(), MATTER)
    assert [each.owner for each in told] == ["intake", "routing", "deadlines"]
    assert [each.seq for each in told[1].own] == [1, 2]
    assert [each.place for each in told[1].for_units] == ["routed.450199-zjj.v1/1/3"]
    assert told[2].own == ()


@pytest.mark.asyncio
async def test_a_service_that_is_down_is_said_to_be_and_its_dead_letters_are_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("deploy.explain.hearing.probe.get", lambda *_: None)
    told = await streams.of_matter(databases(), MATTER)
    heard = await hearing.heard([told[1]], load(DIRECTORY), databases())
    workbench = next(each for each in heard[told[1].subject] if each.consumer == "workbench")
    assert workbench.seq is None
    assert workbench.dead == ("#2 x (./lianjie dlq show letter-1)",)


class Kept(Mongo):
    """notifications' database with a few dossiers in it."""

    def __init__(self, *rows: dict[str, Any]) -> None:  # asks nobody
        self._rows = sorted(rows, key=lambda row: row["_id"])

    async def find(self, _collection: str, where: Mapping[str, Any], **_how: Any) -> list[dict[str, Any]]:
        wanted = where["_id"]
        last = wanted["$gt"] if isinstance(wanted, dict) else None
        return [
            row for row in self._rows if (row["_id"] > last if last is not None else row["_id"] == wanted)
        ][:1]


def kept(matter_id: str, *, title: str = "信访处理意见书") -> dict[str, Any]:
    """A dossier of two pieces, as it lies in the database; the second may have been renamed since it was bound."""
    form = Piece(0, Group.FORM, "信访事项登记表", plain="张贴", sha256=fingerprint("张贴".encode()))
    pieces = linked([form, Piece(0, Group.CONCLUSION, "信访处理意见书", ref="d", sha256="0" * 64)])
    dossier = Dossier(
        matter_id, "450199", f"2026-ZJ-{matter_id}", DossierKind.FULL, "覃静", AT, pieces[-1].chain, pieces
    )
    state = DOSSIERS.dump(replace(dossier, pieces=(pieces[0], replace(pieces[1], title=title))))
    return {"_id": matter_id, "state": state}


def test_a_dossier_that_was_altered_since_it_was_bound_is_found_and_told() -> None:
    base = Kept(kept("m1"), kept("m2", title="另一份意见书"))
    assert asyncio.run(dossiers.altered(base)) == [("2026-ZJ-m2", 2)]
    whole, forged = (asyncio.run(dossiers.of_matter(base, matter_id)) for matter_id in ("m1", "m2"))
    assert whole
    assert forged
    assert "2 件，指纹链完整" in shown(page.dossier(whole))
    assert "第 2 件与编制时不符" in shown(page.dossier(forged))
    assert asyncio.run(dossiers.of_matter(base, "m3")) is None
