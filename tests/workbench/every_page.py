"""One county with something on every page of the window, and the way to each: what a look at all pages goes through."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx
import jwt

from chassis.identity import DevelopmentIssuer
from lianjie_contracts.events.delivery_opened import DeliveryOpened
from lianjie_contracts.vocabulary import DeliveryMode
from services.workbench.citizen_acts import ACTS
from services.workbench.web.app import PAGES
from services.workbench.web.visiting import COOKIE
from tests.deadlines.notices import made
from tests.intake.hall.builders import Counter
from tests.intake.imports.office import Office
from tests.intake.imports.table import as_csv, row
from tests.intake.letters.scanner import pdf, separator, written
from tests.workbench.county import SECRET, a_county, owners_of, window_of
from tests.workbench.covering_desk import CoveringDesk
from tests.workbench.deadlines_desk import DeadlinesDesk, load
from tests.workbench.front import Front
from tests.workbench.sessions_desk import SessionsDesk
from tests.workbench.test_hall_pages import address_of
from tests.workbench.test_letters_pages import ENTRY, THING, on_shelf, signed, takes
from tests.workbench.test_quick_pages import ID as REPORT, NUMBER as REPORTED, Intake as Street
from tests.workbench.test_recommendation_pages import ID as RECOMMENDATION, Deadlines as Recommending
from tests.workbench.test_register_page import GOOD as VISIT
from tests.workbench.test_sessions_pages import ALL as TO_RECEPTION, MINUTES, brought_to
from tests.workbench.test_supervision_pages import ID as SUPERVISION, Deadlines as Supervising
from tests.workbench.town import COUNTY, NOW, Story, Town, at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.routing import Route

WAITING = f"{COUNTY}:waiting"
FIRST = f"{COUNTY}20260928X00001"
NOBODY, VISITOR = "", "visitor"  # without an account; the visitor has proved number and code
NUMBER = "45019920260730V00001"
TALK = {
    "claims": "修好屋面渗漏\n公开物业费收支",
    "facts_reasons": "两年前开始漏。",
    "prior_history": "找过物业",
}


class Doors(httpx.AsyncBaseTransport):
    """intake's own rules where they run in memory: letters, files, imports, the hall; the rest as the window meets it."""

    def __init__(self, town: Town) -> None:
        self.office = Office(DevelopmentIssuer("development", SECRET), clock=town.clock)
        self.room = self.office.room
        self.hall, self.street = Counter(clock=town.clock), Street(may_rate=True, state="CLOSED")
        self.deadlines = DeadlinesDesk(town)
        self.covering = CoveringDesk(town)
        self.supervision = httpx.MockTransport(Supervising(town))
        self.recommending = httpx.MockTransport(Recommending(town))
        self.sessions = SessionsDesk(town)
        self.away = False
        self._others: Any = owners_of(town)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        behind = {
            "letters": self.room.transport, "attachments": self.room.transport, "imports": self.office.transport,
            "hall": self.hall.transport, "quick-reports": self.street,
        }.get(request.url.path.split("/")[1])  # fmt: skip
        if request.url.host == "intake" and self.away:
            raise httpx.ConnectError("down")
        if request.url.path.startswith("/supervisions"):
            return await self.supervision.handle_async_request(request)
        if request.url.path.startswith("/sessions"):
            return await self.sessions.handle_async_request(request)
        if request.url.path.startswith("/recommendations"):
            return await self.recommending.handle_async_request(request)
        if request.url.path.split("/")[1] in ("covers", "handovers"):
            return await self.covering.handle_async_request(request)
        if request.url.host == "deadlines":
            return await self.deadlines.handle_async_request(request)
        if request.url.host == "intake" and behind:
            return await behind.handle_async_request(request)
        await request.aread()
        answer: httpx.Response = self._others(request)
        return answer


@dataclass
class Shown:
    """`addresses`: who opens which page. `answers`: what whose form was answered with, by a name for it."""

    town: Town
    doors: Doors
    addresses: dict[str, list[str]] = field(default_factory=dict)
    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    browsers: dict[str, Front] = field(default_factory=dict)

    def see(self, who: str, *paths: str) -> None:
        self.browser(who)
        self.addresses.setdefault(who, []).extend(paths)

    def browser(self, who: str = NOBODY) -> Front:
        """One browser for each person, as the window knows it by its cookies."""
        if who not in self.browsers:
            front = self.browsers[who] = Front(self.town, self.doors)
            if who == VISITOR:
                front.cookies.set(COOKIE, self._visit(), domain="127.0.0.1")
            elif who:
                front.sign_in(who)
        return self.browsers[who]

    def _visit(self) -> str:
        matter = self.browser().matter("安置小区").id
        claims = {"matter": matter, "number": NUMBER, "ticket": self.doors.hall.registered()}
        return jwt.encode(claims, window_of(self.town).secret, "HS256")

    def told(self, who: str, name: str, answer: httpx.Response, status: int = 200) -> None:
        assert answer.status_code == status, (name, answer.status_code, answer.text)
        self.answers.setdefault(who, {})[name] = answer.text


def every_page() -> Shown:
    """Everything a county has after a busy morning."""
    town = a_county()
    shown = Shown(town, Doors(town))
    for part in (
        _letters,
        _hall,
        _matters,
        _sessions,
        _covering,
        _counter,
        _imports,
        _limits,
        _citizen,
        _quick_reports,
    ):
        part(shown)
    return shown


def pages() -> Iterator[Route]:
    """Every page that can be opened, in the order in which the window looks for it."""
    for module in PAGES:
        yield from (route for route in module.router.routes if "GET" in route.methods)


def page_of(address: str) -> str:
    """The path of the page that answers at an address."""
    path = address.partition("?")[0]
    return next(route.path for route in pages() if route.path_regex.match(path))


def _letters(shown: Shown) -> None:
    shown.town.clock.at = at(9, 1).replace(year=2025)
    shelved = on_shelf(shown.doors)  # type: ignore[arg-type]
    shown.town.clock.at = NOW
    clerk = shown.browser("registrar")
    clerk.send("/letters/shelf", {f"letter_{shelved}": "1"})
    letter, other = signed(clerk), signed(clerk)
    for act in ("open_letter", "bind_letter"):
        takes(clerk, letter, act)
    takes(clerk, letter, "", "valuables", **THING)
    bundle = clerk.send("/letters/new", {"sender_1": "覃桂兰", "unreadable": "2"})
    shown.told("registrar", "letters signed", bundle)
    sheets = re.findall(r'/letters/separators\?([^"]+)"', bundle.text)[0].replace("&amp;", "&")
    shown.told(
        "registrar",
        "a letter without its fields",
        clerk.send(f"/letters/{letter}/entry", {**ENTRY, "place": ""}),
        422,
    )
    shown.told(
        "registrar",
        "a bundle with a wrong cell",
        clerk.send("/letters/new", {"sender_1": "甲", "enclosures_1": "许多"}),
        422,
    )
    scan = clerk.ask(
        "POST", "/letters/scans", data=clerk.tokens("/letters/scans"),
        files={"file": ("scan.pdf", pdf([written("nobody"), separator(FIRST), written("one")]), "application/pdf")},
    )  # fmt: skip
    shown.doors.away, tokens = True, clerk.tokens("/register")
    shown.told(
        "registrar",
        "a letter kept",
        clerk.post(f"/letters/{letter}/steps", {**tokens, "act": "open_letter"}),
        503,
    )
    shown.doors.away = False
    shown.see(
        "registrar", "/letters", "/letters/new", "/letters/scans", scan.headers["location"], "/letters/shelf"
    )
    shown.see("registrar", "/letters/destructions", "/letters/custody", f"/letters/separators?{sheets}")
    shown.see("registrar", *(f"/letters/{each}{part}" for each, part in ((letter, ""), (letter, "/entry"), (letter, "/paper"), (other, ""), (shelved, ""))))  # fmt: skip
    shown.see("deputy", "/letters/destructions")


def _hall(shown: Shown) -> None:
    clerk, deputy, page = shown.browser("registrar"), shown.browser("deputy"), "/hall/appointments"
    shown.told("registrar", "a ticket", clerk.send("/hall/tickets", {"queue": "A"}))
    card = address_of(shown.doors.hall)
    clerk.send("/hall/desk/open", {"no": "1", "queue_A": "1"}, "/hall/desk")
    for act in ("next", "begin", "end"):
        clerk.send(f"/hall/desk/1/{act}", {}, "/hall/desk")
    for queue in ("A", "B", "B+"):
        clerk.send("/hall/tickets", {"queue": queue})
    clerk.send("/hall/desk/1/next", {}, "/hall/desk")
    shown.told(NOBODY, "thanks for a card", shown.browser().send(card, {"of_REGISTRATION": "SATISFIED"}))
    clerk.send(page, {"day": "2026-09-28", "at": "10:30", "with_": "office", "via": "PHONE"})
    deputy.send("/hall/roster", {
        "unit": f"{COUNTY}-rsj", "desk": "2", "person": "rsj.liaison", "from_day": "2026-09-28", "to_day": "2026-12-31",
        "weekday_0": "1", "half_am": "1",
    })  # fmt: skip
    setup = deputy.get("/hall/setup").text
    shown.see("registrar", "/hall/tickets", "/hall/desk", "/hall/waiting", page, "/hall/roster")
    shown.see("deputy", "/hall/setup", "/hall/roster")
    shown.see("zjj.liaison", "/hall/desk")
    shown.see(NOBODY, re.findall(rf"/screen/{COUNTY}/[0-9A-Z]+", setup)[0])
    shown.see(NOBODY, re.findall(rf"/tablet/{COUNTY}/1/[0-9A-Z]+", setup)[0], card, f"{card}?lang=en")
    shown.see(
        NOBODY, "/display", *sorted(set(re.findall(r'href="(/display/\w+)"', clerk.get("/display").text)))[:2]
    )


def _sessions(shown: Shown) -> None:
    """One only proposed, one about to decide, one followed up: each with the forms of where it stands."""
    coordinator = shown.browser("coordinator")
    matter = coordinator.matter("安置小区").id
    shown.see(
        "coordinator",
        "/sessions",
        "/sessions?ended=1",
        f"/sessions?matter={matter}",
        f"/sessions/new?matter={matter}",
    )
    first = brought_to(coordinator, matter)
    shown.see("coordinator", first, f"{first}/convene_session", f"{first}/cancel_session")
    deciding = brought_to(coordinator, matter, *TO_RECEPTION)
    shown.see("coordinator", deciding, f"{deciding}/conclude_session")
    form = f"{deciding}/conclude_session"
    shown.told("coordinator", "a session without decisions", coordinator.send(form, MINUTES, form), 409)
    aligning = brought_to(coordinator, matter, *TO_RECEPTION[:3])
    shown.see("coordinator", f"{aligning}/align_session")
    shown.see("zjj.head", "/sessions", aligning, f"{aligning}/answer_invitation", f"{aligning}/confirm_line")
    ready = brought_to(coordinator, matter, *TO_RECEPTION[:4])
    shown.see("coordinator", f"{ready}/receive_in_session")
    done = brought_to(coordinator, matter, *TO_RECEPTION)
    claims = len(coordinator.matter("安置小区").claims)
    made = {
        f"{name}-{n}": said
        for n in range(1, claims + 1)
        for name, said in (("unit", f"{COUNTY}-zjj"), ("text", f"办好第 {n} 项"))
    }
    coordinator.send(f"{done}/conclude_session", MINUTES | made, f"{done}/conclude_session")
    shown.see("coordinator", done, f"{done}/extend_decision", f"{done}/track_session")
    shown.see("zjj.head", done, f"{done}/report_decision")


def _matters(shown: Shown) -> None:
    town, router = shown.town, shown.browser("router")
    accepted = Story(town, "墙面开裂", at(9, 24)).registered().opened().dispatched(at(9, 24, 15))
    accepted.signed(at(9, 25, 9)).accepted(at(9, 25, 10))
    cause = next(e.id for e in town.matter(accepted.matter_id).timeline if e.type == "matter_accepted")
    paper = DeliveryOpened(
        delivery_id=WAITING, matter_id=accepted.matter_id, county=COUNTY, document="D02.2", title="信访事项受理告知书",
        occurred_at=at(9, 25, 10), mode=DeliveryMode.DIRECT, unit=f"{COUNTY}-zjj",
    )  # fmt: skip
    town.say("notifications", f"delivery:{WAITING}", paper, cause)

    def act(title: str, act: str) -> str:
        return f"/matters/{router.matter(title).id}/{act}"

    roof = f"/matters/{router.matter('安置小区').id}"
    shown.see("router", "/matters?list=to_dispatch", roof, f"{roof}?show=all", f"{roof}/requests", "/figures")
    waits = Story(town, "建筑工地拖欠工资", at(9, 24)).registered().opened()
    waits.put_up(at(9, 24, 10), "reroute", "改派", {"reason": "原单位职责已划出"})
    shown.see("deputy", "/approvals")
    shown.see("router", f"/matters/{waits.matter_id}")
    shown.see("zjj.head", "/directory", f"/directory/{COUNTY}-zjj")
    shown.see(
        "router",
        "/rules",
        "/rules?profile=zhejiang_2016",
        "/rules/suggestions",
        "/rules/profile",
        "/laws?every=1",
        "/laws?q=无此法",
    )
    shown.see(
        "router",
        act("失业保险金", "dispatch"),
        act("不服法院判决", "guide"),
        act("侵占危房补助", "to_discipline"),
    )
    shown.see("zjj.liaison", act("物业费收支两年", "sign_for"), act("承重墙", "accept"))
    shown.see(
        "zjj.head",
        f"/matters/{accepted.matter_id}",
        f"/matters/{accepted.matter_id}/name_handlers",
        f"{roof}/opinion",
    )
    shown.see(
        "registrar", "/matters?list=all_open", f"/matters/{accepted.matter_id}/papers/{WAITING}/hand-over"
    )
    for who in ("router", "zjj.head", "zjj.liaison"):
        offered = shown.browser(who).get(shown.addresses[who][-1].rpartition("/")[0]).text
        shown.see(who, *re.findall(r'href="(/matters/[^"]+/acts/\w+)"', offered)[:3])
    shown.see("analyst", "/figures")
    kept = {"list": "to_dispatch", "channel": "LETTER", "name": "来信"}
    router.send("/worklists", kept)
    shown.told("router", "a list without a name", router.send("/worklists", kept | {"name": ""}), 422)
    shown.see("router", "/worklists?list=to_dispatch&channel=VISIT")
    shown.see(
        "supervisor", "/matters", "/supervisions", "/supervisions?ended=1", f"/supervisions/{SUPERVISION}"
    )
    shown.see("supervisor", f"/supervisions/new?matter={accepted.matter_id}")
    shown.see("supervisor", "/instructions", "/recommendations", f"/recommendations/{RECOMMENDATION}")
    shown.see("supervisor", f"/recommendations/new?matter={accepted.matter_id}&kind=ACCOUNTABILITY")
    shown.see("zjj.liaison", f"/matters/{accepted.matter_id}/papers/{WAITING}/serving/in-vain")
    ticked = "&".join(f"m={router.matter(title).id}" for title in ("建筑工地", "鞋厂停产"))
    shown.see("router", f"/matters/together?{ticked}", f"/matters/together/dispatch?{ticked}")
    dossier = f"/matters/{accepted.matter_id}/dossier"
    shown.see("archivist", "/dossiers", dossier)
    code = {"holder": f"{NUMBER}/0", "identity": "已核对居民身份证"}
    shown.told(
        "registrar",
        "a code handed out",
        shown.browser("registrar").send(f"{roof}/requests/code", code, f"{roof}/requests"),
    )


def _covering(shown: Shown) -> None:
    """A colleague stands in, and a handover waits for the head."""
    handler, mate = shown.browser("zjj.handler"), f"zjj.handler.b@{COUNTY}"
    shown.doors.covering.holds(安置小区=("黄建业", "梁伟"), 墙面开裂=("黄建业", "覃少华"))
    cover = {"delegate": mate, "from_on": "2026-09-28", "to_on": "2026-10-10", "reason": "年休假"}
    shown.told("zjj.handler", "a cover without its end", handler.send("/covers", cover | {"to_on": ""}), 422)
    handler.send("/covers", cover)
    look = f"/handovers?giver=zjj.handler@{COUNTY}&taker={mate}"
    wish = {"giver": f"zjj.handler@{COUNTY}", "taker": mate, "what": "all"}
    shown.told("zjj.handler", "a handover without a reason", handler.send("/handovers", wish, look), 422)
    handler.send("/handovers", wish | {"reason": "调离本科室"}, look)
    shown.see("zjj.handler", "/covers", look)
    shown.see("zjj.head", "/covers", "/handovers")
    shown.see("zjj.handler.b", "/covers", "/matters?list=mine")


def _counter(shown: Shown) -> None:
    clerk = shown.browser("registrar")
    shown.told("registrar", "a slip", clerk.send("/register", VISIT))
    shown.told(
        "registrar", "a wrong telephone", clerk.send("/register", VISIT | {"phone": "1387751426"}), 422
    )
    shown.told(
        "registrar",
        "a record to read back",
        clerk.send("/items/x/interview/record", TALK, "/items/x/interview"),
    )
    shown.told(
        "registrar",
        "a record without facts",
        clerk.send("/items/x/interview/record", TALK | {"facts_reasons": ""}, "/items/x/interview"),
        422,
    )
    shown.told("registrar", "repeats found", clerk.send("/register/repeats", VISIT, "/register"))
    clerk.send("/register/draft", {"title": "漏水"}, "/register")
    shown.see("registrar", *(f"/register?channel={each}" for each in ("VISIT", "LETTER", "PHONE")))
    shown.see("registrar", "/register/drafts", "/signs", "/sheets/03", "/matters/none")
    shown.see("registrar", "/items/x", "/items/x/interview", "/items/x/screen", "/items/x/corrections")
    shown.see(NOBODY, "/sign-in")


def _imports(shown: Shown) -> None:
    head = shown.browser("deputy")
    table = as_csv([row(1), row(2, 电话="1387751426")])
    batch = head.ask("POST", "/imports", data=head.tokens("/imports"), files={"file": ("旧件.csv", table)})
    shown.told("deputy", "no table", head.send("/imports", {}), 422)
    shown.see("deputy", "/imports", batch.headers["location"])


def _limits(shown: Shown) -> None:
    """A notice that waits, seen by who loaded it and by who may approve it."""
    analyst, deputy = shown.browser("analyst"), shown.browser("deputy")
    shown.told("analyst", "a bad calendar", load(analyst, b"x"), 409)
    load(analyst, made.csv())
    address = deputy.send("/due/subscribe", {"scope": "office"}, "/due?scope=office")
    shown.told("deputy", "an address of a calendar", address)
    shown.see("analyst", "/calendar?year=2026", "/calendar?year=2027")
    shown.see("deputy", "/calendar?year=2027", "/due?scope=office")
    shown.see("zjj.handler", "/due", "/digest")
    shown.see("analyst", "/digest")


def _citizen(shown: Shown) -> None:
    for lang in ("", "?lang=en"):
        nobody, visitor = shown.browser(), shown.browser(VISITOR)
        hand_in = {"text": "下水沟堵了", "phone": "13877514267", "in_court": "no"}
        sign, withdraw = f"/c/{COUNTY}/SIGN77{lang}", f"/query/withdraw{lang}"
        shown.told(NOBODY, f"a wrong hand-in{lang}", nobody.send(sign, hand_in | {"text": ""}), 422)
        shown.told(NOBODY, f"a receipt{lang}", Front(shown.town, shown.doors).send(sign, hand_in))
        written = {"text": "想通了", "own_will": "1"}
        shown.told(VISITOR, f"a code asked for{lang}", visitor.send(withdraw, written | {"do": "code"}))
        done = written | {"do": "act", "sent": "1", "code": "123456"}
        shown.told(VISITOR, f"an act done{lang}", visitor.send(withdraw, done))
        shown.told(
            VISITOR,
            f"an act without words{lang}",
            visitor.send(f"/query/supplement{lang}", {"do": "code"}),
            422,
        )
        lost = {"number": NUMBER, "phone": "13877514267", "code": "123456"}
        shown.told(NOBODY, f"a new code{lang}", nobody.send(f"/lost-code{lang}", lost | {"do": "act"}))
        shown.told(
            NOBODY, f"a wrong number{lang}", nobody.send(f"/query{lang}", {"number": "1", "code": "2"}), 404
        )
        shown.see(
            NOBODY,
            f"/c/{COUNTY}{lang}",
            sign,
            f"/c/{COUNTY}/NOSIGN{lang}",
            f"/query{lang}",
            f"/lost-code{lang}",
        )
        shown.see(VISITOR, f"/query{lang}", *(f"/query/{act}{lang}" for act in ACTS), f"/appointment{lang}")
    shown.told(
        VISITOR,
        "an appointment",
        shown.browser(VISITOR).send("/appointment", {"day": "2026-09-29", "at": "10:30"}),
    )
    shown.see(NOBODY, f"/c/{COUNTY}?terminal={COUNTY}", f"/query?terminal={COUNTY}&size=large")
    shown.see(VISITOR, f"/query?terminal={COUNTY}")


def _quick_reports(shown: Shown) -> None:
    for lang in ("", "?lang=en"):
        visitor, page = shown.browser(), f"/report/{COUNTY}{lang}"
        seen = {"place": f"{COUNTY}003", "where": "南门", "kind": "pavement", "text": "盲道停满了车"}
        shown.told(NOBODY, f"a report taken{lang}", visitor.send(page, seen))
        shown.told(NOBODY, f"a report without a place{lang}", visitor.send(page, {"text": "路灯"}), 422)
        known = {"number": REPORTED, "code": "ABCDEFGH2"}
        shown.told(NOBODY, f"a report's state{lang}", visitor.send(f"/report/status{lang}", known))
        shown.see(NOBODY, page, f"/report/status{lang}")
    shown.see("hexi.grid", "/quick", f"/quick/{REPORT}")
