"""Hostile files through the window's own forms, over intake's real rules: each refused by its name, with the reason, nothing kept."""

from __future__ import annotations

import pytest

from tests.intake.attachments import builders as made
from tests.workbench.every_page import Doors
from tests.workbench.front import Front, text
from tests.workbench.test_citizen_acts import hidden, seen
from tests.workbench.town import COUNTY

GIF_AND_SCRIPT = b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(document.cookie)"
# The name its sender gave, what is in it, and what the page says of it.
HOSTILE = {
    "zip bomb": ("材料.docx", made.docx("word/media/a.bin", b"\0" * 300 * 2**20), "压缩炸弹"),
    "entity bomb": ("材料.docx", made.docx("word/settings.xml", b'<!DOCTYPE l [<!ENTITY a "ha">]><l>&a;</l>'), "压缩炸弹"),
    "GIF and script": ("动图.gif", GIF_AND_SCRIPT, "认不出这是什么文件"),
    "PDF and ZIP": ("合同.pdf", made.pdf() + made.office(), "伪装的文件"),
    "JPEG and page": ("现场.jpg", made.jpeg() + b"<script>alert(1)</script>", "伪装的文件"),
    "SVG with script": ("图纸.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>', "SVG 图形里可以藏脚本"),
    "nothing": ("空.jpg", b"", "文件是空的（0 字节）"),
    "a program called a picture": ("照片.jpg", b"MZ\x90\0\x03" + b"\0" * 200, "可执行程序"),
    "a picture of a million gigabytes": ("大.png", made.wide_png(60_000, 60_000), "尺寸大得异常"),
}  # fmt: skip
FORMS = {
    "hand-in": (f"/c/{COUNTY}/SIGN77", "photos", {"text": "下水沟堵了", "phone": "13877514267", "in_court": "NO"}),
    "quick report": (f"/report/{COUNTY}", "photos", {"place": f"{COUNTY}003", "where": "南门", "kind": "pavement", "text": "满了"}),
    "supplement": ("/query/supplement", "papers_now", {"text": "补一份材料", "do": "code"}),
    "import": ("/imports", "file", {}),
    "letters' scan": ("/letters/scans", "file", {}),
}  # fmt: skip
WHO = {"import": "deputy", "letters' scan": "registrar"}


@pytest.fixture(scope="module")
def doors() -> Doors:
    return Doors(Front().town)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("file", HOSTILE)
def test_a_hostile_file_is_named_with_the_reason_and_not_kept(doors: Doors, form: str, file: str) -> None:
    path, field, values = FORMS[form]
    name, content, says = HOSTILE[file]
    front = Front(owners=doors)
    if form in WHO:
        front.sign_in(WHO[form])
    elif form == "supplement":
        seen(front)
    sent = {**hidden(front.get(path)), **values}
    refused = front.ask("POST", path, data=sent, files={field: (name, content, "image/jpeg")})
    said = text(refused)
    assert (refused.status_code, f"没有收下“{name}”" in said, says in said) == (422, True, True), said[-400:]
    assert values.get("text", "") in refused.text
    assert doors.room.shelf.files.kept == {}
