"""The words that are underlined: what stands in both texts and means something."""

from __future__ import annotations

from services.intake.repeats.words import SHOWN, in_common


def test_the_words_of_one_leak_reported_twice() -> None:
    now, then = "安置房三期屋顶漏水两年没修好", "安置小区三期 6 栋屋顶漏水，要求维修并赔偿"
    assert in_common(now, then) == ["安置", "三期屋顶漏水"] or in_common(now, then) == [
        "安置",
        "三期",
        "屋顶漏水",
    ]


def test_what_every_petition_says_is_no_ground() -> None:
    assert in_common("要求解决问题，希望领导处理", "请求领导解决，要求处理问题，希望") == []


def test_texts_with_nothing_in_common() -> None:
    assert in_common("路灯不亮", "工资拖欠") == []
    assert in_common("", "工资拖欠") == []


def test_at_most_eight_and_the_longest() -> None:
    words = [f"甲{n}乙{n}丙" for n in "一二三四五六七八九"]
    told = in_common("，".join(["丁戊", *words]), "；".join([*words, "丁戊"]))
    assert len(told) == SHOWN
    assert "丁戊" not in told


def test_no_long_text_makes_it_slow() -> None:
    assert in_common("漏水" * 2500, "漏水" * 2500)
