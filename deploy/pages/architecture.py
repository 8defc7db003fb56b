"""docs/architecture.svg: the lower half, who writes and who reads each topic, drawn from the topics as they are declared.

`python -m deploy.pages.architecture` writes it below the mark; what stands above, people and services, is drawn by hand.
A test fails when the picture is no longer what the declarations say.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from lianjie_contracts.topics import Topic, declared

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "architecture.svg"
MARK = "<!-- below: drawn by python -m deploy.pages.architecture -->\n"
COLUMNS = {
    "workbench": 340, "intake": 507, "routing": 674, "deadlines": 841, "notifications": 1008, "analytics": 1175, "unit": 1336,
    "superior": 1336,
}  # fmt: skip
WORDS = {
    "intake.keys.v1": "密钥，压缩 · data keys, compacted",
    "intake.items.{county}.v1": "信访件 · items as handed in",
    "intake.sightings.v1": "别县登记 · where else a person came",
    "intake.hall.{county}.v1": "接访大厅 · tickets of the hall",
    "intake.cards.{county}.v1": "服务评价卡 · on-site cards, of nobody",
    "intake.letters.{county}.v1": "来信 · letters and their steps",
    "intake.requests.{county}.v1": "信访人的请求 · what petitioners ask for",
    "intake.quick_reports.{county}.v1": "随手拍 · quick reports and their phases",
    "intake.codes.{county}.v1": "一次验证码，密封 · one-time codes, sealed",
    "routing.matters.v1": "事项 · the life of every matter",
    "routing.covers.v1": "替岗，压缩 · who stands in for whom, compacted",
    "routing.sessions.v1": "联合接访 · joint sessions",
    "routed.{unit}.v1": "给一个单位看的全貌 · what a unit may see",
    "replies.{unit}.v1": "一个单位的回复 · one unit's wishes",
    "exchange.in.v1": "上级转交与回执 · transfers and receipts from above",
    "exchange.out.v1": "答复与结果 · answers and results to the superior",
    "deadlines.clocks.v1": "期限 · limits begun, ended, missed",
    "deadlines.proposals.v1": "期满待定 · what time brings about",
    "reference.directory.v1": "名录，压缩 · the directory, compacted",
    "deadlines.calendars.v1": "工作日历 · work calendars, day by day",
    "deadlines.supervisions.v1": "督办、建议 · supervision, recommendations",
    "notifications.deliveries.v1": "送达 · papers under way",
    "notifications.dossiers.v1": "案卷 · dossiers, bound",
    "{service}.dlq.v1": "死信 · dead letters, original bytes",
}
TOP, ROW, FIRST = 458, 50, 506
INK, BLUE, GREY, PALE = "#1b1f27", "#3d4fae", "#6a7280", "#cfd4dc"


def main() -> None:
    """Draw the lower half anew."""
    PICTURE.write_text(drawn(PICTURE.read_text(encoding="utf-8")), encoding="utf-8")


def drawn(picture: str) -> str:
    """The picture with its lower half as the declarations say; what is above the mark stays."""
    above, mark, _ = picture.partition(MARK)
    topics = [topic for topic in declared() if "{n}" not in topic.name]  # others live as long as a rebuild
    height = FIRST + ROW * len(topics) + 69
    width, _, rest = above.partition('viewBox="0 0 1440 ')
    head = width + f'viewBox="0 0 1440 {height}"' + rest.partition('"')[2]
    before, _, after = head.partition('<rect width="1440" height="')
    head = before + f'<rect width="1440" height="{height}"' + after.partition('"')[2]
    return head + mark + "\n".join(_lower(topics)) + "\n</svg>\n"


def _lower(topics: list[Topic]) -> Iterator[str]:
    bottom = FIRST + ROW * len(topics)
    yield f'<rect x="14" y="{TOP}" width="1412" height="{bottom + 16 - TOP}" rx="10" fill="#fbfcfe" stroke="#1f2d4a" stroke-width="1.8"/>'
    yield _text(30, 486, "Apache Kafka", 17, "#1f2d4a", 700)
    yield _text(155, 486, "一本流水账，各读各的", 13, "#454c59")
    yield f'<circle cx="880" cy="481" r="7" fill="{BLUE}"/>' + _text(893, 486, "写 writes", 13, "#454c59")
    yield f'<circle cx="985" cy="481" r="6" fill="#fff" stroke="{BLUE}" stroke-width="2.2"/>'
    yield _text(998, 486, "读 reads, its own position", 13, "#454c59")
    yield _text(1410, 486, "key = id of the subject", 12, GREY, anchor="end")
    for n in range(0, len(topics), 2):
        yield f'<rect x="16" y="{FIRST + ROW * n}" width="1408" height="{ROW}" fill="#f4f6f9"/>'
    for x in sorted(set(COLUMNS.values())):
        yield f'<path d="M{x},{FIRST} V{bottom}" stroke="{PALE}" stroke-width="1.4"/>'
        roof = 72 if x == COLUMNS["unit"] else 310
        yield f'<path d="M{x},428 V{FIRST}" stroke="{PALE}" stroke-width="1.4"/><path d="M{x},{roof} V336" stroke="{PALE}" stroke-width="1.4"/>'
    for n, topic in enumerate(topics):
        yield from _row(topic, FIRST + ROW * n)
    said = "一个服务停了，别的照常；回来以后从自己的位置接着读。 A service that is down delays, and loses nothing: it goes on reading from its own position."
    yield _text(720, bottom + 42, said, 13.5, "#454c59", anchor="middle")


def _row(topic: Topic, y: int) -> Iterator[str]:
    yield _text(30, y + 21, topic.name.replace("{", "<").replace("}", ">"), 13.5, INK, 600)
    yield _text(30, y + 39, WORDS[topic.name], 11.5, GREY)
    name, middle = escape(topic.name), y + ROW // 2
    for writes in topic.producers:
        yield f'<circle data-topic="{name}" data-writes="{writes}" cx="{COLUMNS[writes]}" cy="{middle}" r="7.5" fill="{BLUE}"/>'
    for reads in topic.consumers:
        around = reads in topic.producers  # its own topic: a ring around the dot
        size, fill = (11.5, "none") if around else (6.5, "#fff")
        yield f'<circle data-topic="{name}" data-reads="{reads}" cx="{COLUMNS[reads]}" cy="{middle}" r="{size}" fill="{fill}" stroke="{BLUE}" stroke-width="2.4"/>'


def _text(
    x: int, y: int, said: str, size: float, colour: str, weight: int = 400, anchor: str = "start"
) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}" text-anchor="{anchor}" font-weight="{weight}" >{escape(said)}</text>'


if __name__ == "__main__":
    main()
