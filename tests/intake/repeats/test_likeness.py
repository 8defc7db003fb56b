"""Same facts: the same place and the same grievance, however it is worded; a copy for another estate is another matter."""

from __future__ import annotations

import pytest

from services.intake.repeats.likeness import UNKNOWN, Likeness, Telling, likeness, plain, within_names

LEAK = Telling(
    "金桂花园3栋屋顶漏水两年没有修好", "每逢下雨顶楼就漏，物业推给开发商，墙面已经发霉，老人摔过一跤。"
)
TOLD_ANEW = Telling("再问金桂花园顶楼渗水何时维修", "雨季又到了，屋顶一下雨就漏，物业和开发商互相推。")
COPIED_ELSEWHERE = Telling(
    "银杏家园3栋屋顶漏水两年没有修好", "每逢下雨顶楼就漏，物业推给开发商，墙面已经发霉，老人摔过一跤。"
)
OTHER_THING = Telling("金桂花园门口夜市占道到凌晨", "烧烤摊油烟大，喇叭吵得睡不着，请城管来管一管。")
STRANGER = Telling("龙潭村水渠淤塞稻田缺水", "上游的采石场把泥沙冲进水渠，三十亩稻田插不了秧。")


def same(now: Telling, then: Telling) -> bool:
    assert likeness(now, then).score == pytest.approx(likeness(then, now).score)
    return likeness(now, then).same


def test_the_same_leak_told_anew_is_the_same() -> None:
    assert same(LEAK, LEAK)
    assert same(LEAK, TOLD_ANEW)


def test_a_text_copied_for_another_estate_is_another_matter() -> None:
    assert not same(LEAK, COPIED_ELSEWHERE)
    assert likeness(LEAK, COPIED_ELSEWHERE).all > 0.8, "though nearly every word is the same"


def test_another_grievance_at_the_same_place_is_another_matter() -> None:
    assert not same(LEAK, OTHER_THING)


def test_what_has_nothing_in_common_is_far_from_the_same() -> None:
    assert (
        likeness(LEAK, STRANGER).score < likeness(LEAK, OTHER_THING).score < likeness(LEAK, TOLD_ANEW).score
    )


def test_half_a_line_while_typing_and_none_at_all() -> None:
    assert likeness(Telling("金桂花园屋顶漏"), LEAK).same
    nothing = likeness(Telling(""), LEAK)
    assert not nothing.same
    assert nothing.all == 0.0


def test_a_line_of_names_only_says_nothing_of_the_grievance() -> None:
    assert Telling("金桂花园").found_in(LEAK) == (1.0, UNKNOWN)
    assert Telling("漏水").found_in(LEAK) == (UNKNOWN, 1.0)


def test_without_a_title_the_first_words_are_the_line() -> None:
    assert Telling("", "金桂花园屋顶漏水").short == "金桂花园屋顶漏水"


def test_names_reach_back_from_what_they_end_in() -> None:
    text = plain("投诉：金桂花园漏水")
    assert text == "投诉 金桂花园漏水"
    assert "".join(sign for sign, named in zip(text, within_names(text), strict=True) if named) == "金桂花园"


def test_the_surer_of_place_and_grievance_the_nearer_in_order() -> None:
    assert Likeness(1, 1, 1, 1).rank > Likeness(1, 1, 0.2, 0.5).rank > Likeness(0, 0, 0, 0).rank == 0
