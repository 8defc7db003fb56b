"""What this department is: its people, its document numbers, and the laws it applies."""

from __future__ import annotations

from dataclasses import dataclass

from lianjie_contracts.base import Actor

SURNAMES = "梁农蒙甘罗唐卢潘廖谭"
GIVEN = ("立新", "秀兰", "德胜", "雨桐", "建业", "永康", "小燕", "正平", "志强", "海英")

# Unit kind → the word in its document numbers, and the law that most of its answers rest on.
LAWS = {
    "zjj": ("住建", "《物业管理条例》第三十五条"),
    "rsj": ("人社", "《保障农民工工资支付条例》第三条"),
    "zrzyj": ("自然资源", "《土地管理法》第四十八条"),
    "sthjj": ("环", "《噪声污染防治法》第六十一条"),
    "jtj": ("交", "《公路法》第三十五条"),
    "jjdd": ("公交警", "《道路交通安全法》第二十五条"),
    "mzj": ("民", "《社会救助暂行办法》第九条"),
    "slj": ("水", "《水法》第五十四条"),
    "wjj": ("卫", "《基本医疗卫生与健康促进法》第三十一条"),
    "jyj": ("教", "《义务教育法》第十二条"),
    "nyncj": ("农", "《农村土地承包法》第五十七条"),
}
# Unit kind → words of what people take for its business and is not, and whose it is.
ANOTHER_S = {
    "zjj": {"县道": "县交通运输局", "乡道": "县交通运输局"},
    "jtj": {"小区道路": "县住房和城乡建设局"},
    "rsj": {"退伍": "县退役军人事务局"},
}
ANY_LAW = "《信访工作条例》第三十一条"


@dataclass(frozen=True, slots=True)
class Office:
    """One unit as this system plays it."""

    code: str
    review_organ: str = "县人民政府"

    @property
    def county(self) -> str:
        return self.code.partition("-")[0]

    @property
    def kind(self) -> str:
        return self.code.partition("-")[2]

    def person(self, post: str, org: str = "") -> Actor:
        """The same unit has the same people at every start; `org` is what Lianjie calls the unit."""
        posts = ("unit_liaison", "unit_handler", "second_handler", "unit_head")
        place = sum(self.code.encode()) + 3 * posts.index(post)
        name = SURNAMES[place % len(SURNAMES)] + GIVEN[(place * 7) % len(GIVEN)]
        return Actor(id=f"{self.code}.{post}", role=post, name=name, org=org or self.code)

    def document_number(self, year: int, serial: int) -> str:
        word = LAWS.get(self.kind, ("政", ""))[0]
        return f"{word}信处〔{year}〕{serial}号"

    def another_s(self, text: str) -> str:
        """Whose business it is, if the words say that it is another unit's; empty if it is our own."""
        return next((unit for word, unit in ANOTHER_S.get(self.kind, {}).items() if word in text), "")

    def laws(self) -> tuple[str, ...]:
        own = LAWS.get(self.kind, ("", ANY_LAW))[1]
        return (own,) if own == ANY_LAW else (own, ANY_LAW)
