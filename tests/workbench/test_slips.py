"""Slip and plain sheet: from intake's own answer, one for each person, and a square that leads to the status without its code."""

from __future__ import annotations

import re

import pytest

from services.workbench.language import language
from services.workbench.sheets import GENERAL, sheet, sheets
from services.workbench.views.slip import slips, square
from services.workbench.web.forms import Form
from tests.workbench.front import Front, text
from tests.workbench.test_register_page import GOOD
from tests.workbench.town import NOW

TOLD = {
    "item_no": "45019920260928V00012", "query_code": "7KQ2MWX9D",
    "query_codes": [{"holder": "petitioner", "code": "7KQ2MWX9D"}, {"holder": "representatives.0", "code": "AAABBBCCC"}],
    "missing": {"REGISTER": [{"field": "petitioner.phone", "label": "联系电话"}], "INTERVIEW": []},
    "slip": {"bring": ["本回执和有效身份证件"]}, "warnings": ["请照证件再核对一遍。"],
}  # fmt: skip


def test_each_representative_has_a_slip_and_a_code_of_their_own() -> None:
    form = Form("k", GOOD | {"rep_2_name": "陆小凤"})
    made = slips(TOLD, form, "https://xf.example/", NOW, language("zh"))
    assert [(slip.person, slip.code) for slip in made.each] == [("覃*兰", "7KQ 2MW X9D"), ("陆*凤", "AAA BBB CCC")]  # fmt: skip
    assert (made.groups, made.missing, made.bring) == (("450199", "20260928", "V00012"), ("联系电话",), ("本回执和有效身份证件",))  # fmt: skip


def test_the_square_is_read_back_as_the_address_with_the_number_and_never_the_code() -> None:
    made = slips(TOLD, Form("k", GOOD), "https://xf.example", NOW, language("zh"))
    assert _read(str(made.square)) == "https://xf.example/query?number=45019920260928V00012"


def test_the_square_has_no_style_of_its_own() -> None:
    drawn = str(square("https://xf.example/query", "扫"))
    assert "style" not in drawn
    assert drawn.startswith("<svg")
    assert "<title>扫</title>" in drawn


def test_the_citizens_page_takes_the_number_from_the_square() -> None:
    page = Front().get("/query?number=45019920260928V00012").text
    assert 'value="45019920260928V00012"' in page


@pytest.mark.parametrize("each", sheets(), ids=lambda each: each.code)
def test_every_sheet_says_what_to_bring_who_decides_and_whom_to_ask(each) -> None:
    front = Front().sign_in("registrar")
    said = text(front.get(f"/sheets/{each.code}"))
    assert f"明白纸：{each.name}" in said
    assert "0775-2830016" in said
    assert all(sentence in said for sentence in (*each.bring, *each.roads))


def test_a_kind_without_a_sheet_gets_the_general_one() -> None:
    assert sheet("12") == sheet(GENERAL)
    assert sheet("0403").code == "04"


def test_the_sheet_that_was_chosen_is_printed_behind_the_slip() -> None:
    page = Front().sign_in("registrar").send("/register", GOOD | {"sheet": "04"})
    assert re.findall(r'<p class="ttl">([^<]*)', page.text) == ["信访事项登记回执", "明白纸：劳动和社会保障"]


def _read(drawn: str) -> str:
    """What a telephone would read in the square."""
    import zxingcpp
    from PIL import Image, ImageDraw

    found = re.search(r'viewBox="0 0 (\d+) \d+".*? d="([^"]+)"', drawn)
    assert found
    scale = re.search(r"scale\((\d+)\)", drawn)
    size, unit = int(found[1]), int(scale[1]) if scale else 1
    picture = Image.new("L", (size, size), 255)
    pen, x, y = ImageDraw.Draw(picture), 0.0, 0.0
    for step, numbers in re.findall(r"([Mmhlv])([^Mmhlv]*)", found[2]):
        given = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", numbers)]
        if step == "M":
            x, y = given
        elif step == "m":
            x, y = x + given[0], y + given[1]
        elif step == "h":
            pen.rectangle([x * unit, (y - 0.5) * unit, (x + given[0]) * unit - 1, (y + 0.5) * unit - 1], fill=0)  # fmt: skip
            x += given[0]
    return str(zxingcpp.read_barcode(picture).text)
