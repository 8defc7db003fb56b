"""我存的条件: a list kept under a name stands in the own side column, with its count, until it is dropped."""

from __future__ import annotations

import re

import pytest

from services.workbench.saved import LONGEST, MOST
from tests.workbench.front import Front, text
from tests.workbench.town import COUNTY

LETTERS = {"list": "to_dispatch", "channel": "LETTER"}
OPEN = "/matters?list=to_dispatch&channel=LETTER"


@pytest.fixture
def front() -> Front:
    return Front().sign_in("router")


def keep(front: Front, name: str, **chosen: str) -> int:
    return front.send("/worklists", {**(chosen or LETTERS), "name": name}).status_code


def side(front: Front, path: str = "/matters") -> str:
    """The own lists of the side column, as text."""
    found = re.search(r"<h2>我存的条件</h2><ul>(.*?)</ul>", front.get(path).text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


def test_the_open_list_is_kept_and_stands_in_the_side_column_with_its_count(front: Front) -> None:
    page = front.get(OPEN).text
    place = re.search(r'href="(/worklists\?[^"]+)">存为我的条件', page)
    assert place is not None
    form = text(front.get(place[1].replace("&amp;", "&")))
    assert "清单和条件 待分办 来信" in form
    saved = front.send("/worklists", {**LETTERS, "name": "来信"})
    assert saved.headers["location"] == OPEN
    assert side(front) == "来信 3 改或删"
    assert re.search(r'aria-current="page"><span>来信</span>', front.get(OPEN).text)
    assert "改或删这个条件" in text(front.get(OPEN))


def test_kept_twice_is_kept_once_and_the_same_name_takes_the_filters_of_now(front: Front) -> None:
    assert [keep(front, "来信"), keep(front, "来信")] == [303, 303]
    assert side(front) == "来信 3 改或删"
    keep(front, "来信", list="to_dispatch", channel="PHONE")
    assert "channel=PHONE" in front.get("/worklists").text
    assert side(front).count("来信") == 1


def test_a_list_that_looks_for_words_is_not_counted_beside_every_page(front: Front) -> None:
    keep(front, "白石镇 涉水", list="all_open", town=f"{COUNTY}002", q="水")
    assert side(front) == "白石镇 涉水 改或删"
    kept = re.search(r'href="(/matters[^"]+)"><span>白石镇 涉水', front.get("/matters").text)
    assert kept is not None
    shown = text(front.get(kept[1].replace("&amp;", "&")))
    assert "自来水发黄" in shown
    assert "河道采砂" not in shown


@pytest.mark.parametrize(
    ("name", "said"),
    [("", "还没有起名字"), ("长" * (LONGEST + 1), f"名字有 {LONGEST + 1} 个字，最长 {LONGEST} 个字")],
)
def test_a_name_that_cannot_be_kept_is_said_at_its_field_and_nothing_is_lost(
    front: Front, name: str, said: str
) -> None:
    answer = front.send("/worklists", {**LETTERS, "name": name})
    assert answer.status_code == 422
    assert said in text(answer)
    assert 'name="channel" value="LETTER"' in answer.text
    assert f'value="{name}"' in answer.text


def test_a_full_column_says_so_and_one_that_is_dropped_makes_room(front: Front) -> None:
    assert {keep(front, f"第{n}个") for n in range(MOST)} == {303}
    answer = front.send("/worklists", {**LETTERS, "name": "再来一个"})
    assert answer.status_code == 422
    assert f"最多存 {MOST} 个，已经存满。请先在下面删去一个不用的。" in text(answer)
    dropped = re.search(r'action="(/worklists/[^/]+/drop)"', answer.text)
    assert dropped is not None
    front.send(dropped[1], {}, "/worklists")
    assert keep(front, "再来一个") == 303


def test_nobody_sees_or_drops_the_lists_of_another(front: Front) -> None:
    keep(front, "来信")
    dropped = re.search(r'action="(/worklists/[^/]+/drop)"', front.get("/worklists").text)
    assert dropped is not None
    front.sign_in("deputy")
    assert side(front) == ""
    front.send(dropped[1], {}, "/worklists")
    front.sign_in("router")
    assert side(front) == "来信 3 改或删"


def test_a_list_of_a_post_that_the_person_has_no_more_is_not_shown(front: Front) -> None:
    front.sign_in("zjj.head")
    assert keep(front, "来信") == 403


def test_a_list_is_narrowed_by_town_unit_and_words_through_its_address(front: Front) -> None:
    page = front.get("/matters?list=to_dispatch&channel=VISIT").text
    form = re.search(r'<details id="narrow".*?</details>', page, re.DOTALL)
    assert form is not None
    assert '<input type="hidden" name="channel" value="VISIT">' in form[0]
    assert f'<option value="{COUNTY}002">白石镇</option>' in form[0]
