"""What a proposal of repeats costs as the store grows: python -m tests.bench.repeats_at_scale [--items 1000 100000].

A real MongoDB of its own and one county's routes in this process; items and traces are written straight into the
database. Complaints are put together from parts, places drawn so that a few are named often and most seldom.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from chassis.documents import Document
from chassis.mongo import Mongo
from chassis.mongo_store import whole_row
from deploy.local import ports
from deploy.local.home import Home
from deploy.local.mongodb import MongoDB
from services.intake.repeats.shingles import VERSION, shingles
from services.intake.repeats.store import TRACES, Trace
from services.intake.store import ITEMS
from tests.intake.repeats.county import QIN, County

ASKED, AT_ONCE = 500, 2000
SIGNS = "金银福瑞安康泰和兴隆盛华锦绣江南北山水云龙凤翔嘉德文昌明月星河阳光春秋桂兰竹梅松柏"
KINDS = ("花园", "小区", "家园", "公寓", "村", "路", "幼儿园", "市场", "学校", "公司", "苑", "街道")
WRONGS = (
    "屋顶漏水", "夜市占道油烟扰民", "拖欠工资", "路灯不亮", "停车收费太高", "电梯经常停运", "水渠淤塞", "噪声到凌晨", "补偿款没有到账",
    "暖气不热", "办证拖了三年", "垃圾没有人清", "违建挡了采光", "井盖丢失", "物业断水断电", "公交改线不便", "低保被停", "学位不够",
)  # fmt: skip
TAILS = (
    "两年没有修好",
    "多次反映没有结果",
    "请尽快处理",
    "物业和开发商互相推",
    "影响老人出行",
    "不知道该找谁",
    "去年答应的没有做到",
)
DETAILS = (
    "每逢下雨就更严重，墙面已经发霉，老人摔过一跤。", "打过几次电话，都说不归他们管，让我们再等一等。", "附近几十户都签了名，照片和收据都留着。",
    "去年冬天来过一次人，看了看就走了，再也没有下文。", "晚上十一点以后声音最大，孩子要上学，没办法睡。", "合同上写得清清楚楚，到现在一分钱也没有拿到。",
)  # fmt: skip


def complaint(draw: random.Random) -> dict[str, Any]:
    """One made-up complaint; a place's rank follows a long tail."""
    rank = int(draw.paretovariate(0.7)) % 9000
    its = random.Random(rank)
    place = "".join(its.choices(SIGNS, k=its.choice((2, 2, 3, 4)))) + its.choice(KINDS)
    wrong = draw.choice(WRONGS)
    title = (
        draw.choice(("反映", "关于", "", "再问"))
        + place
        + draw.choice(("", f"{draw.randint(1, 30)}栋"))
        + wrong
        + draw.choice(TAILS)
    )
    content = f"我住在{place}。" + "".join(draw.sample(DETAILS, 3)) + f"{wrong}，{draw.choice(TAILS)}。"
    return {"title": title, "main_content": content, "claims": [f"解决{place}{wrong}"]}


def rows(county: County, first: dict[str, Any], n: range) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Items n and their traces, as they lie in the database; two of each person."""
    secret = county.door.registrar.secret
    for number in n:
        told = complaint(random.Random(number))
        id_, matter = f"{county.county}:scale-{number}", f"{county.county}:matter-{number}"
        at = first["state"]["last_at"] + timedelta(seconds=number)
        claims = [{"claim_id": "1", "text": text} for text in told["claims"]]
        registered = {
            **first["state"]["registered"],
            **told,
            "claims": claims,
            "item_id": id_,
            "matter_id": matter,
        }
        state = {
            **first["state"],
            "item_no": f"S{number:08}",
            "matter_id": matter,
            "last_at": at,
            "person": "-",
            "registered": registered,
        }
        pieces = shingles(
            secret, told["title"], "\n".join((told["main_content"], *told["claims"])), apart=False
        )
        trace = Trace(VERSION, at, matter, (f"somebody {number // 2}",), (), pieces)
        yield {**first, "_id": id_, "state": state}, whole_row(Document(TRACES, id_, trace, version=1), None)


def fill(county: County, url: str, first: dict[str, Any], n: range) -> None:
    """Straight into the database: how long that takes is not asked here."""
    with MongoClient(url, tz_aware=True) as client:
        database = client[county.door.parts.mongo.name]
        for start in range(n.start, n.stop, AT_ONCE):
            both = list(rows(county, first, range(start, min(start + AT_ONCE, n.stop))))
            database[ITEMS.name].insert_many([item for item, _ in both], ordered=False)
            database[TRACES.name].insert_many([trace for _, trace in both], ordered=False)


async def ask(county: County, stored: int) -> dict[str, float]:
    """Milliseconds of each of 500 questions, told anew from what is stored; and how often its claim was among the five."""
    took, found, draw = [], 0, random.Random(stored)
    for _ in range(ASKED):
        number = draw.randrange(stored)
        told = complaint(random.Random(number))
        anew = {
            **told,
            "main_content": draw.choice(DETAILS),
            "title": told["title"].removeprefix("反映") + "怎么办",
        }
        began = time.perf_counter()
        candidates = await county.proposed(petitioner=QIN, place_code=f"{county.county}003", **anew)
        took.append((time.perf_counter() - began) * 1000)
        claims = {row["then"] for each in candidates for row in each["grounds"] if row["ground"] == "claims"}
        found += told["claims"][0] in claims
    cuts = statistics.quantiles(took, n=100)
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98], "found": found / ASKED}


async def measure(sizes: list[int], server: MongoDB) -> None:
    mongo = Mongo(server.url, "repeats_at_scale")
    county = await County(mongo).open()
    await county.registered()
    (first,), filled = await mongo.find(ITEMS.name, {}), 0
    for size in sizes:
        began = time.perf_counter()
        fill(county, server.url, first, range(filled, size))
        took, filled = time.perf_counter() - began, size
        told = await ask(county, size)
        index = await mongo.command({"collStats": TRACES.name})
        figures = "  ".join(f"{name} {value:.3g}" for name, value in told.items())
        sys.stdout.write(
            f"{size:>7} items  {figures}  indexes {index['totalIndexSize'] / 1e6:.0f} MB  filled in {took:.0f} s\n"
        )
    await mongo.close()


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description="What a proposal of repeats costs as the store grows.")
    asked.add_argument("--items", type=int, nargs="+", default=[1000, 100_000])
    with tempfile.TemporaryDirectory() as root:
        home = Home(root=Path(root), cache=Home.here().cache)
        home.make()
        database = MongoDB(home, *ports.free_ports(1))
        try:
            database.start()
            asyncio.run(measure(asked.parse_args().items, database))
        finally:
            database.kill()
