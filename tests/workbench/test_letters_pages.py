"""The letter room's pages in front of intake's own rules: bundle, sheet, entry, scan, custody, shelf, lists."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest

from services.intake.letters.store import LETTERS
from services.intake.store import ITEMS
from tests.intake.letters.scanner import pdf, separator, written
from tests.workbench.front import Front, text
from tests.workbench.letter_desk import LetterDesk
from tests.workbench.town import COUNTY, Town

FIRST = f"{COUNTY}20260928X00001"
ENTRY = {
    "name": "覃桂兰", "address": "河西街道", "place": f"{COUNTY}003", "title": "低保被停，要求说明理由", "claims": "恢复低保",
    "matter_class": "APPEAL", "urgency": "ORDINARY", "mode": "FORWARD", "opinion": "转县民政局核实办理",
}  # fmt: skip
THING = {
    "kind": "MONEY",
    "what": "现金",
    "amount": "200 元",
    "found_by": "韦晓梅",
    "counted_by": "黄素芬",
    "kept_at": "保险柜 2 号",
}


@pytest.fixture
def desk() -> LetterDesk:
    return LetterDesk(Town())


def front(desk: LetterDesk, who: str = "registrar") -> Front:
    town = Town()
    town.clock = desk.room.clock
    return Front(town, desk).sign_in(who)


@pytest.fixture
def clerk(desk: LetterDesk) -> Front:
    return front(desk)


def signed(clerk: Front, **cells: str) -> str:
    """One letter signed in; its id."""
    page = clerk.send("/letters/new", {"sender_1": "覃桂兰", "address_1": "河西街道", **cells}).text
    return str(re.findall(rf'/letters/({COUNTY}:[^"]+)"', page)[0])


def takes(who: Front, letter: str, act: str, where: str = "steps", **form: str) -> httpx.Response:
    return who.send(f"/letters/{letter}/{where}", {"act": act, **form}, page=f"/letters/{letter}")


def on_shelf(desk: LetterDesk) -> str:
    """A letter that nobody can be found for, as far as the shelf; its id."""
    clerk = front(desk)
    letter = signed(clerk, sender_1="", address_1="", enclosures_1="1")
    for act in ("open_letter", "bind_letter"):
        takes(clerk, letter, act)
    clerk.send(f"/letters/{letter}/entry", {**ENTRY, "name": "", "address": "", "mode": "HOLD"})
    takes(front(desk, "deputy"), letter, "endorse_letter", note="同意暂存", mode="HOLD")
    takes(clerk, letter, "skip_tell_sender", "skips", note="姓名、住址不清")
    takes(clerk, letter, "set_letter_mode", mode="HOLD")
    shelved = takes(clerk, letter, "", "shelve", reason="NO_VALUE_OR_UNCLEAR", box="3 盒")
    assert shelved.status_code == 303, text(shelved)
    return letter


def test_a_bundle_gets_its_numbers_and_its_separator_sheets(clerk: Front) -> None:
    cells = {"sender_1": "覃桂兰", "postmark_on_1": "2026-09-25", "kind_3": "TELEGRAM", "unreadable": "2"}
    answer = clerk.send("/letters/new", cells)
    assert "已签收 4 封" in text(answer)
    assert text(answer).count("已当即启封") == 1
    sheets = re.search(r'/letters/separators\?([^"]+)"', answer.text)
    assert sheets
    printed = clerk.get(f"/letters/separators?{sheets[1]}".replace("&amp;", "&")).text
    assert printed.count("<svg") - 1 == 4
    assert f"LJX:{FIRST}" in printed


def test_what_is_wrong_in_a_bundle_stands_at_its_cell_and_nothing_is_lost(
    clerk: Front, desk: LetterDesk
) -> None:
    answer = clerk.send("/letters/new", {"sender_2": "覃桂兰", "enclosures_2": "许多"})
    assert answer.status_code == 422
    assert re.search(r'id="enclosures_2-error"', answer.text)
    assert 'value="许多"' in answer.text
    assert "还没有填" in text(clerk.send("/letters/new", {}))
    assert desk.room.store.all(LETTERS) == {}


def test_intake_away_keeps_every_word_and_sends_the_same_again(clerk: Front, desk: LetterDesk) -> None:
    tokens = clerk.tokens("/letters/new")
    desk.away = True
    answer = clerk.post("/letters/new", {**tokens, "sender_1": "覃桂兰"})
    assert (answer.status_code, f'name="key" value="{tokens["key"]}"' in answer.text) == (503, True)
    assert 'name="sender_1" value="覃桂兰"' in answer.text
    desk.away = False
    assert "已签收 1 封" in text(clerk.post("/letters/new", {**tokens, "sender_1": "覃桂兰"}))
    assert "已签收 1 封" in text(clerk.post("/letters/new", {**tokens, "sender_1": "覃桂兰"}))
    assert len(desk.room.store.all(LETTERS)) == 1


def test_a_letter_goes_its_way_on_the_sheet(clerk: Front, desk: LetterDesk) -> None:
    letter = signed(clerk)
    assert "下一步：启封" in text(clerk.get(f"/letters/{letter}"))
    assert takes(clerk, letter, "open_letter", sheets="3", enclosures="1").status_code == 303
    assert "主件 3 张，附件 1 件" in text(clerk.get(f"/letters/{letter}"))
    takes(clerk, letter, "skip_bind_letter", "skips", note="明信片，无须装订")
    assert "已略过 明信片，无须装订" in text(clerk.get(f"/letters/{letter}"))
    assert 'value="覃桂兰"' in clerk.get(f"/letters/{letter}/entry").text, (
        "begun with what the envelope tells"
    )
    assert clerk.send(f"/letters/{letter}/entry", ENTRY).status_code == 303
    (item,) = desk.room.store.all(ITEMS).values()
    sheet = clerk.get(f"/letters/{letter}").text
    assert f"/matters/{item.matter_id}" in sheet
    assert "已送分管领导审阅，等批示。" in sheet
    deputy = front(desk, "deputy")
    assert takes(deputy, letter, "endorse_letter", note="同意转送", mode="FORWARD").status_code == 303
    refused = takes(clerk, letter, "open_letter")
    assert (refused.status_code, "启封须在“已签收”时办理。" in text(refused)) == (409, True)
    paper = text(clerk.get(f"/letters/{letter}/paper"))
    assert "同意转送" in paper
    assert "2026年9月28日 09:41" in paper, "a document never says today"
    assert "今天" not in paper


def test_the_entry_names_each_gap_and_keeps_the_rest(clerk: Front) -> None:
    letter = signed(clerk)
    answer = clerk.send(f"/letters/{letter}/entry", {**ENTRY, "place": "", "opinion": ""})
    assert answer.status_code == 422
    for said in ("没有选事发地", "没有拟办意见", "还有 2 处要改"):
        assert said in text(answer)
    assert "低保被停，要求说明理由" in answer.text
    early = clerk.send(f"/letters/{letter}/entry", ENTRY)
    assert (early.status_code, "登记审阅须在“已装订”时办理" in text(early)) == (409, True)


def test_a_scan_is_looked_at_and_then_imported(clerk: Front, desk: LetterDesk) -> None:
    letter = signed(clerk)
    stack = pdf([written("nobody"), separator(FIRST), written("one"), written("two")])
    tokens = clerk.tokens("/letters/scans")
    sent = clerk.ask(
        "POST", "/letters/scans", data=tokens, files={"file": ("scan.pdf", stack, "application/pdf")}
    )
    assert sent.status_code == 303, text(sent)
    preview = clerk.get(sent.headers["location"])
    assert "4 页，拆成 1 封" in text(preview)
    assert "前面没有分隔页" in text(preview)
    picture = clerk.get(re.findall(r'src="(/letters/scans/[^"]+\.png)"', preview.text)[0])
    assert picture.content.startswith(b"\x89PNG")
    taken = clerk.send(f"{sent.headers['location']}/import", {}, page=sent.headers["location"])
    assert taken.status_code == 303
    assert "已导入 1 封" in text(clerk.get(sent.headers["location"]))
    assert len(desk.room.store.all(LETTERS)[letter].scans[0].pages) == 2


def test_what_is_no_scan_is_said_at_the_field(clerk: Front) -> None:
    tokens = clerk.tokens("/letters/scans")
    none = clerk.ask("POST", "/letters/scans", data=tokens)
    assert (none.status_code, "没有选文件" in text(none)) == (422, True)
    page = {"file": ("scan.pdf", b"<html>", "application/pdf")}
    wrong = clerk.ask("POST", "/letters/scans", data=tokens, files=page)
    assert wrong.status_code == 422
    assert 'id="file-error"' in wrong.text


def test_custody_stands_on_the_sheet_and_in_the_book(clerk: Front) -> None:
    letter = signed(clerk)
    alone = takes(clerk, letter, "", "valuables", **(THING | {"counted_by": "韦晓梅"}))
    assert "须由两人当场清点" in text(alone)
    assert 'value="保险柜 2 号"' in alone.text
    assert takes(clerk, letter, "", "valuables", **THING).status_code == 303
    assert "在保管 1 项" in text(clerk.get("/letters/custody"))
    id_ = re.findall(r'name="valuable_id" value="([^"]+)"', clerk.get(f"/letters/{letter}").text)[0]
    back = {
        "valuable_id": id_,
        "receipt_no": "退1",
        "recipient": "覃桂兰",
        "how": "窗口当面退还",
        "proof": "本人签名",
    }
    assert takes(clerk, letter, "", "return", **back).status_code == 303
    assert "在保管 0 项" in text(clerk.get("/letters/custody"))
    assert "回执 退1" in text(clerk.get("/letters/custody"))


def test_letters_of_one_content_stand_under_one(clerk: Front) -> None:
    lead, other = signed(clerk), signed(clerk)
    wrong = takes(clerk, other, "", "group", letter_id=other, lead_no="45019920260928X09999")
    assert "没有这封信。请核对来信编号。" in text(wrong)
    assert takes(clerk, other, "", "group", letter_id=other, lead_no=FIRST).status_code == 303
    assert "另有 1 封并在这封名下" in text(clerk.get(f"/letters/{lead}"))
    assert f"并在 {FIRST}" in text(clerk.get("/letters"))


def test_the_shelf_is_emptied_by_a_list_that_another_approves(desk: LetterDesk) -> None:
    letter, clerk = on_shelf(desk), front(desk)
    assert "暂存未满 365 天" in text(clerk.get("/letters/shelf"))
    desk.room.clock.advance(timedelta(days=366))
    clerk, deputy = front(desk), front(desk, "deputy")
    assert 'name="letter_' not in deputy.get("/letters/shelf").text, "who approves does not propose"
    assert "清单上没有信" in text(clerk.send("/letters/shelf", {}))
    assert clerk.send("/letters/shelf", {f"letter_{letter}": "1"}).status_code == 303
    lists = "/letters/destructions"
    assert "批准销毁 1 封" not in text(clerk.get(lists))
    (approve,) = re.findall(r'action="([^"]+/approve_destruction)"', deputy.get(lists).text)
    assert deputy.send(approve, {}, page=lists).status_code == 303
    carry_out = approve.replace("approve", "execute")
    alone = clerk.send(carry_out, {"witness_1": "黄素芬"}, page=lists)
    assert "须有两位监销人在场" in text(alone)
    assert 'value="黄素芬"' in alone.text
    assert (
        clerk.send(carry_out, {"witness_1": "黄素芬", "witness_2": "谭思远"}, page=lists).status_code == 303
    )
    assert "黄素芬、谭思远监销" in text(clerk.get(lists))
    assert "已销毁：销毁清单" in text(clerk.get(f"/letters/{letter}"))


def test_other_posts_have_no_letter_room(desk: LetterDesk) -> None:
    router = front(desk, "router")
    for path in ("/letters", "/letters/new", "/letters/shelf", "/letters/custody", "/letters/scans"):
        assert router.get(path).status_code == 403, path
    assert "办信" not in text(router.get("/matters"))
    assert front(desk).get("/letters/450199:nobody").status_code == 404


def test_a_mass_mailing_is_grouped_from_the_list_in_one_go(clerk: Front) -> None:
    clerk.send("/letters/new", {"sender_1": "覃桂兰", "unreadable": "4"})
    ids = re.findall(r'name="(letter_[^"]+)"', clerk.get("/letters").text)
    assert "没有勾选信" in text(clerk.send("/letters/groups", {}, page="/letters"))
    wrong = clerk.send("/letters/groups", {ids[0]: "1", "lead_no": "X"}, page="/letters")
    assert 'id="lead_no-error"' in wrong.text
    assert re.search(rf'name="{ids[0]}"[^>]* checked', wrong.text)
    assert (
        clerk.send(
            "/letters/groups", dict.fromkeys(ids, "1") | {"lead_no": FIRST}, page="/letters"
        ).status_code
        == 303
    )
    assert text(clerk.get("/letters")).count(f"并在 {FIRST}") == 4
