"""The hall's pages over intake's real rules: numbers, calls, the screen without names, the card that staff cannot touch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import jwt
import pytest

from services.intake.hall.store import CARDS, TICKETS
from tests.intake.hall.builders import COUNTY, Counter
from tests.workbench.county import a_county, window_of
from tests.workbench.front import Front, text

if TYPE_CHECKING:
    import httpx


class Hall:
    """One county's hall, and as many browsers in front of its window as are wanted."""

    def __init__(self) -> None:
        self.intake = Counter()
        self.town = a_county()
        self.town.clock = self.intake.clock

    def browser(self, username: str = "") -> Front:
        front = Front(self.town, self.intake.transport)
        return front.sign_in(username) if username else front

    def press(self, front: Front, path: str, page: str = "/hall/desk", **values: str) -> httpx.Response:
        return front.send(path, values, page)

    def numbers(self) -> dict[str, str]:
        return {ticket.number: ticket.state.value for ticket in self.intake.store.all(TICKETS).values()}


@pytest.fixture
def hall() -> Hall:
    return Hall()


def a_talk(hall: Hall) -> tuple[Front, str]:
    """The registrar has taken a ticket, opened desk 1 and talked; the browser, and the card's address from the paper."""
    clerk = hall.browser("registrar")
    slip = hall.press(clerk, "/hall/tickets", "/hall/tickets", queue="A")
    assert slip.status_code == 200, text(slip)
    hall.press(clerk, "/hall/desk/open", no="1", queue_A="1")
    for act in ("next", "begin", "end"):
        assert hall.press(clerk, f"/hall/desk/1/{act}").status_code == 303
    return clerk, address_of(hall.intake)


def address_of(counter: Counter) -> str:
    """What the QR on the paper leads to."""
    from services.intake.hall.codes import card_code
    from tests.intake.hall.builders import SECRET

    ((ticket_id, ticket),) = counter.store.all(TICKETS).items()
    return f"/card/{COUNTY}/{ticket.day}/{ticket.number}/{card_code(SECRET, ticket_id)}"


def test_one_press_takes_a_number_and_the_paper_carries_it_with_a_code(hall: Hall) -> None:
    clerk = hall.browser("registrar")
    page = clerk.get("/hall/tickets")
    assert re.search(r'value="A" data-key="1" autofocus', page.text)
    slip = hall.press(clerk, "/hall/tickets", "/hall/tickets", queue="A")
    assert "A001" in text(slip)
    assert "您前面还有 0 人" in text(slip)
    assert re.search(r'<svg[^>]* viewBox="0 0 (\d+) \1"', slip.text), (
        "without its box the code would be cut off"
    )
    assert "style=" not in slip.text, "the policy lets no style of its own through"
    hall.press(clerk, "/hall/tickets", "/hall/tickets", queue="B")
    green = hall.press(clerk, "/hall/tickets", "/hall/tickets", queue="B+")
    assert "优先号 您前面还有 0 人" in text(green)


def test_a_desk_is_opened_calls_talks_hands_over_and_ends(hall: Hall) -> None:
    clerk, unit = hall.browser("registrar"), hall.browser("zjj.liaison")
    hall.press(clerk, "/hall/tickets", "/hall/tickets", queue="A")
    hall.press(clerk, "/hall/desk/open", no="1", queue_A="1")
    hall.press(unit, "/hall/desk/open", no="5", queue_C="1")
    assert hall.press(clerk, "/hall/desk/1/next").headers["location"] == "/hall/desk"
    page = clerk.get("/hall/desk")
    assert "已叫号，等来访人过来" in text(page)
    assert re.search(r'data-key="b" autofocus', page.text)
    hall.press(clerk, "/hall/desk/1/begin")
    assert "登记来访" in text(clerk.get("/hall/desk")).partition("结束接谈")[2]
    hall.press(clerk, "/hall/desk/1/hand_over", to="5")
    assert "转来" in text(unit.get("/hall/desk"))
    for act in ("next", "begin"):
        hall.press(unit, f"/hall/desk/5/{act}")
    assert "登记来访" not in text(unit.get("/hall/desk")), "registering is not a unit's work"
    hall.press(unit, "/hall/desk/5/end")
    assert hall.numbers() == {"A001": "DONE"}


def test_a_refusal_stands_on_the_page_with_the_way_out(hall: Hall) -> None:
    clerk = hall.browser("registrar")
    hall.press(clerk, "/hall/desk/open", no="1", queue_A="1")
    empty = hall.press(clerk, "/hall/desk/1/next")
    assert (empty.status_code, "现在没有人等本窗口接的队" in text(empty)) == (409, True)
    none = hall.press(hall.browser("zjj.liaison"), "/hall/desk/open", no="2")
    assert "请至少选一个" in text(none)


def test_the_screen_needs_no_sign_in_and_names_nobody(hall: Hall) -> None:
    clerk, _ = a_talk(hall)
    hall.press(clerk, "/hall/tickets", "/hall/tickets", queue="A")
    hall.press(clerk, "/hall/desk/1/next")
    (path,) = re.findall(rf"/screen/{COUNTY}/[0-9A-Z]{{24}}", hall.browser("deputy").get("/hall/setup").text)[
        :1
    ]
    screen = hall.browser().get(path)
    assert screen.status_code == 200
    assert "A002 请到 1 号窗口" in text(screen)
    assert not re.search(r"韦晓梅|registrar|@|登记员", screen.text)
    assert '<noscript><meta http-equiv="refresh"' in screen.text
    assert hall.browser().get(path[:-1] + "Z").status_code == 404


def test_a_screen_whose_intake_is_away_says_so_and_goes_on_trying(hall: Hall) -> None:
    import httpx

    def away(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("down")

    screen = Front(hall.town, httpx.MockTransport(away)).get(f"/screen/{COUNTY}/x")
    assert "请听工作人员叫号" in text(screen)
    assert 'http-equiv="refresh"' in screen.text


def test_the_visitor_rates_by_one_tap_and_is_thanked(hall: Hall) -> None:
    _, address = a_talk(hall)
    visitor = hall.browser()
    page = visitor.get(address)
    assert "登记窗口办得怎么样" in text(page)
    nothing = hall.press(visitor, address, address)
    assert "还没有选" in text(nothing)
    thanks = hall.press(visitor, address, address, of_SERVICE_ATTITUDE="DISSATISFIED", words="等太久")
    assert "谢谢您的评价" in text(thanks)
    assert [(c.level.value, c.words) for c in hall.intake.store.all(CARDS).values()] == [
        ("DISSATISFIED", "等太久")
    ]
    assert "接待人员态度" not in text(visitor.get(address)), "each is asked once"
    assert "The registration window" in text(visitor.get(address + "?lang=en"))


@pytest.mark.parametrize(
    "username", ["registrar", "router", "deputy", "supervisor", "analyst", "zjj.liaison", "zjj.head"]
)
def test_a_signed_in_browser_can_neither_open_nor_send_a_card(hall: Hall, username: str) -> None:
    clerk, address = a_talk(hall)
    (tablet,) = re.findall(
        rf"/tablet/{COUNTY}/1/[0-9A-Z]{{24}}", hall.browser("deputy").get("/hall/setup").text
    )
    staff = clerk if username == "registrar" else hall.browser(username)
    for path in (address, tablet):
        shown = staff.get(path)
        assert (shown.status_code, "请先退出登录" in text(shown)) == (403, True)
        tokens = staff.tokens("/figures")
        sent = staff.post(path, {**tokens, "of_REGISTRATION": "SATISFIED", "number": "A001"})
        assert sent.status_code == 403
    assert hall.intake.store.all(CARDS) == {}


def test_the_tablet_asks_whoever_has_just_got_up(hall: Hall) -> None:
    a_talk(hall)
    (tablet,) = re.findall(
        rf"/tablet/{COUNTY}/1/[0-9A-Z]{{24}}", hall.browser("deputy").get("/hall/setup").text
    )
    visitor = hall.browser()
    thanks = visitor.post(
        tablet,
        hidden(visitor.get(tablet).text)
        | {"of_REGISTRATION": "SATISFIED", "of_SERVICE_ATTITUDE": "SATISFIED"},
    )
    assert "谢谢您的评价" in text(thanks)
    assert "已经评过了" in text(visitor.get(tablet))
    hall.intake.later(minutes=6)
    assert "接谈结束后，这里会出现评价卡" in text(visitor.get(tablet))


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))


def test_the_roster_is_planned_by_heads_and_read_by_the_hall(hall: Hall) -> None:
    deputy = hall.browser("deputy")
    form = {
        "unit": f"{COUNTY}-rsj", "desk": "2", "person": "rsj.liaison", "from_day": "2026-11-23", "to_day": "2026-12-31",
        "weekday_0": "1", "half_am": "1",
    }  # fmt: skip
    assert hall.press(deputy, "/hall/roster", "/hall/roster", **form).status_code == 303
    assert "县人社局" in text(hall.browser("registrar").get("/hall/roster"))
    assert "已排了县人社局" in text(hall.press(deputy, "/hall/roster", "/hall/roster", **form))
    wrong = hall.press(deputy, "/hall/roster", "/hall/roster", **(form | {"person": ""}))
    assert (wrong.status_code, "错误" in wrong.text or "没有填写" in text(wrong)) == (422, True)
    unit = hall.browser("zjj.liaison")
    hall.press(unit, "/hall/desk/open", no="3", queue_C="1")
    assert "县人社局" in text(unit.get("/hall/desk")), "who is here now stands beside the line"


def test_a_day_of_appointments_is_a_plain_list(hall: Hall) -> None:
    clerk, page = hall.browser("registrar"), "/hall/appointments"
    made = hall.press(clerk, page, page, day="2026-11-23", at="10:00", with_="office", via="PHONE")
    assert "预约号 Y001，请告诉来访人。" in text(made)
    values = {"day": "2026-11-23", "at": "10:00", "with_": "office", "number": "Y001"}
    assert "已改期" in text(
        hall.press(clerk, f"{page}/move", page, **values, to_day="2026-11-23", to_at="15:00")
    )
    slip = hall.press(
        clerk, f"{page}/arrive", page, **(values | {"at": "15:00", "number": "Y002", "queue": "A"})
    )
    assert "A001 到预约时间优先叫您" in text(slip)
    assert "已到号" in text(clerk.get(page))
    again = hall.press(clerk, f"{page}/cancel", page, **(values | {"at": "15:00", "number": "Y002"}))
    assert (again.status_code, "这个预约已经到号" in text(again)) == (409, True)


def test_an_appointment_begun_at_an_item_is_about_it(hall: Hall) -> None:
    page = hall.browser("registrar").get("/hall/appointments?item_no=45019920260928V00012").text
    assert 'name="item_no" value="45019920260928V00012"' in page


def test_waiting_times_are_shown_and_who_leaves_is_taken_off(hall: Hall) -> None:
    clerk, page = hall.browser("registrar"), "/hall/waiting"
    hall.press(clerk, "/hall/tickets", "/hall/tickets", queue="A")
    hall.intake.later(minutes=12)
    assert "12 分钟" in text(clerk.get(page))
    (leave,) = re.findall(r'action="(/hall/waiting/[^"]+/leave)"', clerk.get(page).text)
    assert hall.press(clerk, leave, page).status_code == 303
    assert "没有人等候" in text(clerk.get(page))


def test_laws_and_sheets_are_open_to_everybody_and_printed(hall: Hall) -> None:
    page = hall.browser().get("/display")
    keys = re.findall(r'href="/display/(\w+)"', page.text)
    assert len(keys) >= 10
    for key in keys:
        assert "data-print" in hall.browser().get(f"/display/{key}").text
    assert hall.browser().get("/display/none").status_code == 404


@pytest.mark.parametrize(
    ("username", "path"),
    [
        ("router", "/hall/tickets"),
        ("analyst", "/hall/waiting"),
        ("registrar", "/hall/setup"),
        ("router", "/hall/desk"),
    ],
)
def test_each_page_is_for_its_posts(hall: Hall, username: str, path: str) -> None:
    front = hall.browser(username)
    assert front.get(path).status_code == 403
    assert f'href="{path}"' not in front.get("/figures").text


def test_a_citizen_makes_an_appointment_on_the_visit_that_was_proved(hall: Hall) -> None:
    visitor, path = hall.browser(), "/appointment"
    assert visitor.get(path).headers["location"] == "/query", "number and code come first"
    claims = {
        "matter": f"{COUNTY}:m",
        "number": f"{COUNTY}20261120V00001",
        "ticket": hall.intake.registered(),
    }
    secret = window_of(hall.town).secret
    visitor.cookies.set("lianjie_query", jwt.encode(claims, secret, "HS256"), domain="127.0.0.1")
    assert "10:30" in text(visitor.get(f"{path}?day=2026-11-24"))
    form = {"day": "2026-11-24", "at": "10:30"}
    assert "还没有选时段" in text(hall.press(visitor, path, path, day="2026-11-24"))
    assert "Y001" in text(hall.press(visitor, path, path, **form))
    assert "本人网上" in text(hall.browser("registrar").get("/hall/appointments?day=2026-11-24"))
