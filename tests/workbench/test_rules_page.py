"""The rules page over the owners' own tables: what a local rule changes, and when a county's rules change."""

from __future__ import annotations

from tests.workbench.front import Front, text


def test_a_local_rule_stands_beside_the_national_one() -> None:
    shown = text(Front().sign_in("router").get("/rules?profile=shandong_binzhou_2023"))
    assert "滨州市 2023年9月1日起施行，未定终止日期" in shown
    assert "没有写到的，依次按 山东省、全国《信访工作条例》" in shown
    assert "未告知听证权利不得签发处理意见 否 是 不同" in shown
    assert "延长办理最长日数 30 30 " in shown


def test_limits_are_told_only_where_they_differ() -> None:
    shown = text(Front().sign_in("zjj.head").get("/rules?profile=zhejiang_2016"))
    assert "C07 办理期限 60 日 30 日 不同" in shown
    assert "10 人以下最多 3 名；最多 5 名 不同" in shown
    assert "C10" not in shown


def test_the_countys_own_rules_are_shown_with_the_days_on_which_they_change() -> None:
    shown = text(Front().sign_in("router").get("/rules?profile=atlantis"))
    assert "2022年5月1日 全国《信访工作条例》 现行" in shown
