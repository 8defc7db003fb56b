"""随手拍 at the window: one screen for whoever passes by, a list and a page for who works on it."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from tests.workbench.front import Front, text

ID, NUMBER = "450199:r-1", "45019920261123K00001"
REPORT: dict[str, Any] = {
    "report_id": ID, "number": NUMBER, "state": "DISPATCHED", "state_name": "待签收", "kind_code": "pavement", "kind": "占道停放",
    "place": "河西街道", "where": "安置小区南门", "text": "盲道停满了车", "submitted_at": "2026-11-23T01:00:00Z",
    "last_at": "2026-11-23T01:00:00Z", "unit": "450199-hexi", "unit_name": "河西街道办", "by_rule": True, "photos": ["450199:p-1"],
    "before": [], "after": [], "returns": 0, "failed": "", "redo_due_on": None, "passed_by": "", "passed_note": "",
    "phase": "SIGNING", "phase_began_at": "2026-11-23T01:00:00Z", "done_note": "", "no_photo_reason": "", "rejected": "", "note": "",
    "item_no": "", "level": "", "may_rate": False, "may_convert": True,
}  # fmt: skip
ACTS = [{"act": act, "name": ""} for act in ("sign_quick", "pass_on_quick")]


class Intake(httpx.AsyncBaseTransport):
    """Answers as the front door of one county, and remembers what it was asked."""

    def __init__(self, **changed: Any) -> None:
        self.report, self.asked = REPORT | changed, []  # type: ignore[var-annotated]
        self.refuses: dict[str, dict[str, Any]] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        body = await request.aread()
        path = request.url.path
        self.asked.append((request.method, path, body, request.headers))
        for ending, said in self.refuses.items():
            if path.endswith(ending):
                return httpx.Response(409, json=said)
        answers: dict[str, Any] = {
            "/quick-reports/kinds": {"pavement": "占道停放", "own": "本县自定"},
            "/quick-reports": {"report_id": ID, "number": NUMBER, "code": "ABCDEFGH2", "unit_name": "河西街道办"},
            "/attachments/grants": {"grant": "form.1.x"}, "/attachments": {"attachment_id": "450199:p-9"},
            "/quick-reports/status": self.report, "/quick-reports/rate": {}, f"/quick-reports/{ID}": self.report | {"acts": ACTS},
        }  # fmt: skip
        if "/photos/" in path:
            return httpx.Response(200, content=b"\xff\xd8\xff", headers={"content-type": "image/jpeg"})
        if path == "/quick-reports" and request.method == "GET":
            return httpx.Response(200, json=[self.report])
        return httpx.Response(200, json=answers.get(path, {}))

    def sent(self, path: str) -> bytes:
        return next(
            bytes(body) for method, at, body, _ in reversed(self.asked) if at == path and method == "POST"
        )


def test_whoever_passes_by_hands_in_on_one_screen_with_a_photograph() -> None:
    intake = Intake()
    front = Front(owners=intake)
    page = front.get("/report/450199")
    assert "不用留姓名" in text(page)
    assert "本县自定" in text(page)
    values = {
        **front.tokens("/report/450199"),
        "place": "450199003",
        "where": "南门",
        "kind": "pavement",
        "text": "",
    }
    files = {"photos": ("a.jpg", b"\xff\xd8\xff", "image/jpeg")}
    done = front.ask("POST", "/report/450199", data=values, files=files)
    assert "已交给河西街道办" in text(done)
    assert "ABCDEFGH2" in text(done)
    asked = intake.sent("/quick-reports").decode()
    assert '"photos":["450199:p-9"]' in asked
    assert f'"form_key":"{values["key"]}"' in asked
    upload = next(headers for _, at, _, headers in intake.asked if at == "/attachments")
    assert upload["upload-grant"] == "form.1.x"
    assert "authorization" not in upload


def test_nothing_typed_is_lost_when_a_place_is_missing_or_a_picture_is_refused() -> None:
    intake = Intake()
    front = Front(owners=intake)
    typed = {**front.tokens("/report/450199"), "text": "路灯不亮三天了"}
    assert "请选乡镇街道，才知道交给谁" in text(again := front.post("/report/450199", typed))
    assert (again.status_code, "路灯不亮三天了" in again.text) == (422, True)
    intake.refuses["/attachments"] = {"code": "PICTURE_BROKEN", "because": "这张图片坏了，打不开。"}
    files = {"photos": ("a.jpg", b"x", "image/jpeg")}
    refused = front.ask("POST", "/report/450199", data=typed | {"place": "450199003"}, files=files)
    assert (refused.status_code, "这张图片坏了" in text(refused), "路灯不亮三天了" in refused.text) == (
        422,
        True,
        True,
    )
    assert not [at for method, at, _, _ in intake.asked if (method, at) == ("POST", "/quick-reports")]


def test_a_foreign_form_and_a_county_that_is_none_are_turned_away() -> None:
    front = Front(owners=Intake())
    assert front.post("/report/450199", {"place": "450199003", "text": "x"}).status_code == 403
    assert front.get("/report/999999").status_code == 404


def test_its_sender_sees_who_works_on_it_and_rates_with_one_tap() -> None:
    intake = Intake(state="CLOSED", may_rate=True, done_note="已清走")
    front = Front(owners=intake)
    shown = front.send("/report/status", {"number": NUMBER, "code": "ABCDEFGH2"})
    said = text(shown)
    assert [word in said for word in ("已办结", "河西街道办", "已清走", "基本满意")] == [True] * 4
    hidden = dict(re.findall(r'<input type="hidden" name="(number|code)" value="([^"]*)"', shown.text))
    assert hidden == {"number": NUMBER, "code": "ABCDEFGH2"}
    front.send("/report/rate", {**hidden, "level": "SATISFIED"}, "/report/status")
    assert b'"level":"SATISFIED"' in intake.sent("/quick-reports/rate")
    intake.refuses["/status"] = {"because": "编号和查询码对不上。请照提交后的页面核对。"}
    wrong = front.send("/report/status", {"number": NUMBER, "code": "WRONG"})
    assert "编号和查询码对不上" in text(wrong)
    assert "河西街道办" not in text(wrong)
    assert front.send("/report/status", {"number": "xx", "code": "y"}).status_code == 404


@pytest.mark.parametrize(
    ("path", "says"), [("/report/450199", "No name needed"), ("/report/status", "Show progress")]
)
def test_it_speaks_english_too(path: str, says: str) -> None:
    assert says in text(Front(owners=Intake()).get(f"{path}?lang=en"))


def test_whoever_reads_english_sees_how_far_it_is() -> None:
    front = Front(owners=Intake())
    shown = text(front.send("/report/status?lang=en", {"number": NUMBER, "code": "ABCDEFGH2"}))
    assert [word in shown for word in ("Assigned", "Blocked pavement", "23 November")] == [True] * 3


def test_a_grid_worker_lands_on_the_own_list_and_sees_no_petition() -> None:
    front = Front(owners=Intake()).sign_in("hexi.grid")
    assert front.get("/").headers["location"] == "/quick"
    listed = front.get("/quick")
    assert "占道停放、占道经营" in text(listed)
    assert "签收流转，11月23日 09:00 起" in text(listed)
    assert front.get("/matters").status_code == 403
    assert front.get("/matters?q=屋面").status_code == 403
    matter = front.matter("屋面")
    assert front.get(f"/matters/{matter.id}").status_code == 403


def test_the_page_shows_the_picture_and_the_acts_of_the_post_and_no_others() -> None:
    front = Front(owners=Intake()).sign_in("hexi.grid")
    page = front.get(f"/quick/{ID}")
    assert f'src="/quick/{ID}/photos/450199:p-1"' in page.text
    assert ["签收这条随手拍" in text(page), "审核通过" in text(page)] == [True, False]
    picture = front.get(f"/quick/{ID}/photos/450199:p-1")
    assert (picture.headers["content-type"], picture.headers["x-content-type-options"]) == (
        "image/jpeg",
        "nosniff",
    )


def test_an_act_goes_to_intake_and_a_refusal_comes_back_with_what_was_typed() -> None:
    intake = Intake()
    front = Front(owners=intake).sign_in("hexi.grid")
    done = front.send(f"/quick/{ID}/sign", {}, f"/quick/{ID}")
    assert (done.status_code, done.headers["location"]) == (303, f"/quick/{ID}")
    intake.refuses["/pass-on"] = {
        "code": "PASSED_ON_BEFORE",
        "because": "该上报只能转派一次,请由分办员处理。",
    }
    refused = front.send(f"/quick/{ID}/pass-on", {"said": "不归街道"}, f"/quick/{ID}")
    assert (refused.status_code, "只能转派一次" in text(refused), 'value="不归街道"' in refused.text) == (
        409,
        True,
        True,
    )


def test_photographs_before_and_after_go_up_under_the_workers_own_name() -> None:
    intake = Intake(state="DISPOSING")
    front = Front(owners=intake).sign_in("hexi.grid")
    values = front.tokens(f"/quick/{ID}")
    files = [
        ("after", ("a.jpg", b"\xff\xd8\xff", "image/jpeg")),
        ("before", ("b.jpg", b"\xff\xd8\xff", "image/jpeg")),
    ]
    done = front.ask("POST", f"/quick/{ID}/finish", data=values | {"note": "已清走"}, files=files)
    assert (done.status_code, done.headers["location"]) == (303, "/quick")
    asked = intake.sent(f"/quick-reports/{ID}/finish").decode()
    assert '"before":["450199:p-9"]' in asked
    assert '"after":["450199:p-9"]' in asked
    assert all("authorization" in headers for _, at, _, headers in intake.asked if at == "/attachments")


def test_what_is_to_be_done_again_names_the_day_as_people_say_it() -> None:
    front = Front(owners=Intake(failed="还有两辆车停在盲道上", redo_due_on="2026-11-24")).sign_in("hexi.grid")
    assert "退回重办：还有两辆车停在盲道上。请在 11月24日（周二）前办好。" in text(front.get(f"/quick/{ID}"))
