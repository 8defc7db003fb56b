"""The county of the pictures: the matters of ui/guide's pages, and a window open onto them."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict
from datetime import timedelta
from functools import cache
from types import SimpleNamespace
from typing import Any

import httpx

from chassis.identity import DevelopmentIssuer
from lianjie_contracts.profiles import NATIONAL
from lianjie_contracts.vocabulary import Channel, LitigationStatus, MatterClass, Urgency
from services.deadlines import law
from services.intake.tables import tables
from services.routing.domain import profiles as conditions
from services.workbench.owners import Owners
from services.workbench.web.window import Window
from tests.workbench.archive import archive
from tests.workbench.memory_drafts import MemoryDrafts
from tests.workbench.memory_matters import MemoryMatters
from tests.workbench.memory_saved import MemorySavedLists
from tests.workbench.routing_desk import RoutingDesk
from tests.workbench.town import COUNTY, DIRECTORY, MASTER, Story, Town, at

SECRET = "a development secret of at least 32 characters"
URLS = SimpleNamespace(
    intake_urls={COUNTY: "http://intake"}, routing_url="http://routing", deadlines_url="http://deadlines", notifications_url="http://notifications",
    analytics_url="http://analytics",
)  # fmt: skip

# title, day of September, channel, place, unit, reason, headcount, claims
WAITING = (
    ("要求解决红星小学门口无斑马线、无减速带", 9, Channel.LETTER, "002", "jjdd", "规则“交通事故与秩序”：提到“斑马线”", 1, 2),
    ("建筑工地拖欠 14 名工人七、八月工资", 11, Channel.VISIT, "001", "rsj", "规则“工资与劳动合同”：提到“拖欠”“工资”", 14, 1),
    ("鞋厂停产后未补缴养老保险", 11, Channel.PHONE, "001", "rsj", "规则“社会保险与就业”：提到“社保”", 1, 1),
    ("河道采砂夜间作业，噪声扰民", 13, Channel.ONLINE, "002", None, "县水利局或县生态环境局，职责相当，需您判断", 1, 1),
    ("村集体鱼塘发包未公示，要求公开账目", 14, Channel.VISIT, "004", "longkou", "规则“本乡事务”：提到“村务”；事发地在该镇街，属地办理", 1, 1),
    ("失业保险金申领被退回三次", 15, Channel.LETTER, "001", "rsj", "规则“社会保险与就业”：提到“失业金”", 1, 1),
    ("自来水发黄，连续一周，涉及三个村", 17, Channel.ONLINE, "002", "slj", "规则“农村饮水与灌溉”：提到“饮水”", 1, 1),
    ("宅基地界址与邻户争议，要求确权", 18, Channel.VISIT, "004", "zrzyj", "规则“征地与补偿”：提到“宅基地”“确权”", 1, 1),
    ("公交 6 路取消末班车，学生晚归无车", 21, Channel.PHONE, "001", "jtj", "规则“客货运输”：提到“公交”", 1, 1),
    ("农贸市场排水沟堵塞，污水外溢", 23, Channel.QR, "003", "hexi", "规则“本街道事务”；事发地在该镇街，属地办理", 1, 1),
    ("低保复核未通过，要求说明理由", 24, Channel.VISIT, "002", "mzj", "规则“社会救助”：提到“低保”", 1, 1),
    ("小区电动车充电棚起火，要求整改", 24, Channel.PHONE, "001", "zjj", "规则“住房保障与物业”：提到“小区”", 1, 1),
)  # fmt: skip


def a_county() -> Town:
    return _county().copy()


@cache
def _county() -> Town:
    town = Town()
    the_roof(town)
    for title, day, channel, place, unit, reason, heads, claims in WAITING:
        Story(
            town, title, at(9, day), channel=channel, place=place, unit=unit, reasons=(reason,), headcount=heads,
            claims=("请依法解决", "请书面答复")[:claims],
        ).registered().opened()  # fmt: skip
    Story(town, "物业费收支两年未公示", at(9, 27, 10), unit="zjj").registered().opened().dispatched(
        at(9, 28, 9)
    )
    Story(town, "楼上装修破坏承重墙", at(9, 24), urgency=Urgency.URGENT).registered().opened().dispatched(
        at(9, 24, 15)
    ).signed(at(9, 25, 9))
    Story(
        town,
        "反映村干部侵占危房补助",
        at(9, 26),
        unit="jwjw",
        matter_class=MatterClass.ACCUSATION,
        channel=Channel.LETTER,
    ).registered().opened()
    Story(
        town, "不服法院判决，要求县里重新处理", at(9, 25), unit=None, litigation=LitigationStatus.DECIDED,
        reasons=("涉诉：依法应通过诉讼、仲裁、复议等途径，建议引导",),
    ).registered().opened()  # fmt: skip
    done = (
        Story(town, "公租房退租押金未退", at(7, 20))
        .registered()
        .opened()
        .dispatched(at(7, 21))
        .signed(at(7, 21, 15))
    )
    done.accepted(at(7, 23)).handled(at(7, 24), "黄建业", "梁雨桐").answered(at(8, 20)).completed(at(8, 21))
    return town


def the_roof(town: Town) -> Story:
    """The matter of the guide's own page: three claims, three units, brought four times."""
    story = Story(
        town, "河西安置小区三期屋面渗漏要求维修，并反映工人工资、物业收费", at(7, 30, 9, 26), place="003", headcount=23,
        claims=("修好屋面渗漏，赔偿室内损失", "结清木工班组工资 46.8 万元", "公开物业费收支"),
        reasons=("规则“住房保障与物业”：提到“房屋”“小区”", "事发地在河西街道"),
    )  # fmt: skip
    story.registered().opened().dispatched(at(7, 31, 16, 48), "zjj", "rsj", "hexi").signed(at(8, 3, 9, 12))
    story.accepted(at(8, 3, 9, 30)).handled(at(8, 4, 10), "黄建业", "唐德胜")
    story.signed(at(8, 3, 11), "hexi", name="罗小燕").joined(at(9, 18, 15, 2), "催问进度").joined(
        at(9, 28, 9, 13), "再次来访，补充工资欠条"
    )
    return story


def window_of(town: Town, transport: httpx.AsyncBaseTransport | None = None) -> Window:
    issuer = DevelopmentIssuer("development", SECRET)
    owners = RoutingDesk(town, issuer, transport or httpx.MockTransport(owners_of(town)))
    return Window(
        matters=MemoryMatters(town.store), drafts=MemoryDrafts(), saved=MemorySavedLists(), owners=Owners(URLS, owners), directory=DIRECTORY, clock=town.clock, verifier=issuer, issuer=issuer, safe=town.safe, secret=base64.b64decode(MASTER),
    )  # fmt: skip


def owners_of(town: Town) -> Any:
    """The owners as the window meets them: they answer every command, and refuse what is named “refuse”."""

    def answer(request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content or b"{}")
        if request.url.path.startswith("/rules/"):
            return httpx.Response(200, json=_rules(request.url.host, request.url.path.rsplit("/", 1)[-1]))
        if request.url.path == "/county-rules":
            return httpx.Response(200, json={"entry": None, "waiting": None, "versions": []})
        if request.url.path.startswith("/dossiers"):
            return archive(request)
        match request.url.host, request.url.path.rsplit("/", 1)[-1]:
            case "intake", _:
                return _of_intake(request, body, town)
            case "notifications", last:
                return _paper(request.url.path.split("/")[2], last, body)
            case "analytics", _:
                return httpx.Response(200, json=FIGURES)
            case "routing", _ if body.get("reason") == "refuse":
                return httpx.Response(
                    409, json={"code": "X", "because": "这件刚被别人转给县人社局（09:40）。"}
                )
            case _:
                matter_id = request.url.path.split("/")[2]
                return httpx.Response(
                    200, json={"subject": f"matter:{matter_id}", "seq": 1, "repeated": False}
                )

    return answer


def _of_intake(request: httpx.Request, body: dict[str, Any], town: Town) -> httpx.Response:
    if request.url.path.startswith("/citizen/"):
        return citizen(request, body)
    match request.method, request.url.path.rsplit("/", 1)[-1]:
        case _, "check":
            return httpx.Response(200, json=_checked(body["id_no"]))
        case _, "fields":
            return httpx.Response(200, json=sheet(request.url.params["channel"]))
        case _, "repeats":
            found = REPEATS if body["petitioner"]["id_no"] else {"candidates": [], "elsewhere": []}
            return httpx.Response(200, json=found)
        case _, "items":
            return _registered(body)
        case "GET", "x":
            return httpx.Response(200, json=ITEM)
        case _, "interview" | "screen" | "corrections":
            return _staged(body)
        case "GET", "status":
            return httpx.Response(200, json={"unsent": 3})
        case _, "status":
            return _status(body, town)
        case _:  # contact
            known = {"name": "覃桂兰", "phone": "13877514267", "address": None, "email": None}
            return httpx.Response(200, json=known)


def _rules(owner: str, profile: str) -> list[dict[str, Any]]:
    """What the owners' own tables say of a rule profile."""
    if owner == "deadlines":
        return law.committed(timedelta(0)).changed_by(profile)
    told = tables().profile if owner == "intake" else conditions.profile
    national, here = (asdict(told(each)) for each in (NATIONAL, profile))
    return [
        {"rule": rule, "national": value, "here": here[rule]}
        for rule, value in national.items()
        if rule not in ("id", "fields")
    ]


def _staged(body: dict[str, Any]) -> httpx.Response:
    """What follows a registration: refused where the test says so, else taken."""
    if body.get("reason") == "refuse":
        because = "该信访人的个人信息已按要求销毁，不能更正。其他事项请另行登记。"
        return httpx.Response(409, json={"code": "PERSON_ERASED", "because": because})
    if any(not claim.get("path") for claim in body.get("claims", ()) if isinstance(claim, dict)):
        fields = {"category": "格式不对", "claims.0.path": "path 不是可选的值。"}
        return httpx.Response(
            422,
            json={"code": "FIELDS_INVALID", "because": "登记必填项有误,请检查标红项目。", "fields": fields},
        )
    if any(claim.get("path") == "ACCUSATION" for claim in body.get("claims", ()) if isinstance(claim, dict)):
        fields = {"claims.0.path": "“移送纪检监察”不适用于所选事项性质。请改途径或性质。"}
        return httpx.Response(422, json={"code": "FIELDS_INVALID", "because": "请检查。", "fields": fields})
    return httpx.Response(200, json={"subject": "item:x", "seq": 2, "repeated": False})


def citizen(request: httpx.Request, body: dict[str, Any]) -> httpx.Response:
    """The citizen's part of intake: the code is 123456, and a sign is SIGN77."""
    path = request.url.path
    if path.endswith("/places/SIGN77"):
        label = {"label": "白石镇红星村　村委会门口", "place_code": f"{COUNTY}002", "sign": True}
        return httpx.Response(200, json=label)
    if "/places/" in path:
        return httpx.Response(404, json={"because": "-"})
    if path.endswith("/signs") and request.method == "GET":
        return httpx.Response(
            200, json=[{"code": "SIGN77", "label": "白石镇红星村　村委会门口", "place_code": f"{COUNTY}002"}]
        )
    if path == "/citizen/codes" or path == "/citizen/lost-code":
        return httpx.Response(202, json={"because": "验证码发往登记时留的手机或邮箱"})
    if path == "/citizen/items":
        return _handed_in(body)
    if path.endswith("/window/codes"):
        return httpx.Response(
            200, json={"query_code": "NEWC0DE99"} if body["code"] == "QUERY" else {"one_time_code": "654321"}
        )
    if body.get("one_time_code", "123456") != "123456":
        because = "验证码不对或已过期。请核对短信或邮件；也可以带证件到窗口办理。"
        return httpx.Response(409, json={"code": "SECOND_FACTOR", "because": because})
    if path.endswith("/confirmed"):
        return httpx.Response(200, json={"query_code": "NEWC0DE99"})
    return httpx.Response(200, json={"number": "45019920260730V00001-1", "subject": "requests:x", "seq": 1})


def _handed_in(body: dict[str, Any]) -> httpx.Response:
    if len(body["phone"]) == 10:
        fields = {"phone": "手机号少 1 位。请补足 11 位；座机请写区号，如 0775-2830016。"}
        return httpx.Response(422, json={"code": "FIELDS_INVALID", "because": "-", "fields": fields})
    return httpx.Response(201, json={
        "item_no": "45019920260928Q00012", "matter_id": "x", "query_code": "GOODCODE9", "ticket": "t", "photos": "",
    })  # fmt: skip


def _status(body: dict[str, Any], town: Town) -> httpx.Response:
    found = [m for m in _views(town) if body["item_no"] in m.numbers]
    if found and body["query_code"].replace(" ", "") == "GOODCODE9":
        return httpx.Response(200, json={"matter_id": found[0].id, "ticket": f"ticket of {body['item_no']}"})
    return httpx.Response(404, json={"because": "-"})


def _paper(id_: str, last: str, body: dict[str, Any]) -> httpx.Response:
    if last == "letter":
        return httpx.Response(200, html="<style>p{margin:0}</style><p>处理意见书</p>")
    if body["received_by"] == "refuse":
        return httpx.Response(409, json={"code": "X", "because": "这份文书已经送达，不用再送达。"})
    return httpx.Response(200, json={"subject": f"delivery:{id_}", "seq": 1})


def _views(town: Town) -> list[Any]:
    from services.workbench.store import MATTERS

    return list(town.store.all(MATTERS).values())


def _checked(number: str) -> dict[str, Any]:
    if len("".join(number.split())) != 18:
        return {
            "ok": False,
            "because": f"身份证号码少 {18 - len(number)} 位。居民身份证为 18 位，老证为 15 位；没有带证请勾“证件暂缺”。",
        }
    return {"ok": True, "because": None, "gender": "女", "age": 68, "warnings": []}


def _registered(body: dict[str, Any]) -> httpx.Response:
    if any(person["name"] == "refuse" for person in body.get("representatives", ())):
        fields = {"representatives": "代表不得超过3人。"}
        return httpx.Response(
            422, json={"code": "FIELDS_INVALID", "because": "请检查标红项目。", "fields": fields}
        )
    if len(body["petitioner"]["phone"]) == 10:
        fields = {"petitioner.phone": "手机号少 1 位。请补足 11 位；座机请写区号，如 0775-2830016。"}
        return httpx.Response(
            422,
            json={"code": "FIELDS_INVALID", "because": "登记必填项有误,请检查标红项目。", "fields": fields},
        )
    return httpx.Response(201, json={
        "subject": "item:x", "seq": 1, "repeated": False, "item_id": "x", "item_no": "45019920260928V00012",
        "matter_id": f"{COUNTY}:x", "query_code": "7KQ2MWX9D",
    })  # fmt: skip


# The form sheets as intake's table gives them (spec/domain 3), as far as these tests look: needs of VISIT, LETTER, ONLINE, PHONE, FAX.
NEEDS = {
    "petitioner.name": "BCMCC", "petitioner.id_no": "BOMOO", "petitioner.phone": "MOMMO", "petitioner.address": "MCMCC",
    "urgency": "MMMMM", "secrecy_requested": "MMMMM", "place_code": "BBBBB", "title": "BBBBB", "headcount": "M-OO-", "claims": "MMMMM",
    "representatives.*.name": "MOMOO", "representatives.*.id_no": "MOMOO",
}  # fmt: skip


LABELS = {
    "petitioner.phone": "联系电话",
    "place_code": "事发地",
    "headcount": "人数",
    "urgency": "紧急程度",
    "claims": "请求",
}


def sheet(channel: str) -> dict[str, Any]:
    at = ("VISIT", "LETTER", "ONLINE", "PHONE", "FAX").index(channel)
    return {
        "channel": channel,
        "fields": [
            {"id": field, "label": LABELS.get(field, field), "need": needs[at], "correctable": True}
            for field, needs in NEEDS.items()
        ],
        "words": {
            "ethnicity": {"01": "汉族", "08": "壮族"},
            "category": {"03": "城乡建设"},
            "category_l2": {"0303": "房屋质量"},
            "purpose": {"SEEK_DECISION": {"label": "求决", "class": "APPEAL"}},
            "path": {
                path: {"label": label}
                for path, label in (("PETITION", "信访程序"), ("ACCUSATION", "移送纪检监察"))
            },
        },
        "anonymous": {"channel": channel != "VISIT"},
    }


# One item as intake shows it to its county's staff: registered, heard and corrected once.
_BY = {
    "id": f"registrar@{COUNTY}",
    "role": "registrar",
    "name": "韦晓梅",
    "org": "云岭县群众信访联合接访中心",
}
ITEM: dict[str, Any] = {
    "item_id": "x", "item_no": "45019920260928V00012", "matter_id": f"{COUNTY}:x", "profile": "national_2022", "stage": "INTERVIEW",
    "reads": {
        "channel": "VISIT", "title": "安置房三期屋顶漏水两年没修好", "headcount": 3, "urgency": "ORDINARY", "litigation_status": "NOT_ASKED",
        "received_at": "2026-09-28T09:13:00+08:00", "place": {"code": f"{COUNTY}003", "name": "河西街道"}, "main_content": "",
        "claims": [{"claim_id": "c1", "text": "修好屋面渗漏", "path": None}, {"claim_id": "c2", "text": "公开物业费收支", "path": None}],
        "matter_class": "APPEAL", "secrecy_requested": False, "facts_reasons": "两年前开始漏。", "category": "",
    },
    "people": [{"holder": "petitioner", "filled": ["name", "phone"]}], "dispatched": False,
    "interviews": [{
        "at": "2026-09-28T09:30:00+08:00", "by": _BY, "claims": ["修好屋面渗漏"], "facts_reasons": "两年前开始漏。",
        "read_back": {"at": "2026-09-28T09:30:00+08:00", "signed_by": ["petitioner", "representatives.1"], "refused_because": ""},
    }],
    "screenings": [],
    "corrections": [{
        "at": "2026-09-28T09:35:00+08:00", "by": _BY["id"], "name": "韦晓梅", "kind": "WRONG", "found_by": "petitioner", "reason": "听错",
        "fields": [
            {"field": "headcount", "label": "人数", "was": "2", "now": "3", "personal": False},
            {"field": "petitioner.phone", "label": "联系电话", "was": "", "now": "", "personal": True},
        ],
    }],
    "missing": {"REGISTER": [{"field": "petitioner.occupation", "label": "职业或单位"}], "INTERVIEW": [], "SCREEN": []},
    "refusals": {},
}  # fmt: skip
# The roof of the guide's picture, found by its petitioner's document.
REPEATS = {
    "candidates": [{
        "item_id": "y", "item_no": "45019920260730V00008", "matter_id": f"{COUNTY}:y", "received_on": "2026-07-30", "channel": "VISIT",
        "title": "河西安置小区三期屋面渗漏要求维修", "state": "HANDLING", "count": 3, "same_person": True, "grounds": [
            {"ground": "person", "now": "450199********2248", "then": "450199********2248", "same": True, "words": []},
            {"ground": "title", "now": "安置房三期屋顶漏水两年没修好", "then": "河西安置小区三期屋面渗漏要求维修", "same": True, "words": ["安置", "三期", "屋"]},
            {"ground": "place", "now": "城关镇", "then": "河西街道", "same": False, "words": []},
        ],
    }],
    "elsewhere": [{"county": "青石县", "place": "城关镇", "received_on": "2026-05-12"}],
}  # fmt: skip
FIGURES: dict[str, Any] = {
    "volumes": {"items": 446, "heads": 702, "repeats": 39, "group_batches": 12, "accepted": 410, "completed": 459, "closed": 31, "open": 213, "overdue": 2, "by_channel": {"VISIT": 181, "LETTER": 63, "ONLINE": 92, "PHONE": 70, "QR": 40}},
    "rates": [
        {"id": "R03", "target": 100.0, "rows": [{"county": COUNTY, "unit": None, "numerator": 410, "denominator": 412}]},
        {"id": "R05", "target": 95.0, "rows": [
            {"county": COUNTY, "unit": f"{COUNTY}-{unit}", "numerator": met, "denominator": due, "small_sample": due < 10}
            for unit, met, due in (("wjj", 42, 42), ("rsj", 116, 118), ("jyj", 51, 52), ("baishi", 61, 63), ("zjj", 88, 94), ("zrzyj", 70, 78), ("slj", 31, 37), ("mzj", 3, 3))
        ]},
    ],
}  # fmt: skip
