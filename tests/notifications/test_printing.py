"""Every text on paper: all that is said stands in the PDF, page by page, and the window gets it from its owner."""

from __future__ import annotations

import pypdfium2
import pytest

from chassis.typeface import typeface
from services.notifications.printing import Sheet, printed
from services.notifications.rendering import PAPER_NOTE
from tests.notifications.test_api import Client
from tests.notifications.test_letters import letters
from tests.notifications.town import Town, accepted, issued, opened


def read(pdf: bytes) -> list[str]:
    pages = pypdfium2.PdfDocument(pdf)
    return ["".join(page.get_textpage().get_text_range().split()) for page in pages]


def sheet(**changed: object) -> Sheet:
    said = {
        "title": "信访处理意见书", "number": "住建信处〔2026〕57号", "addressee": "王秀兰", "paragraphs": ["经查属实。"],
        "office": "云岭县住建局", "date": "2026年11月22日", "note": PAPER_NOTE,
    }  # fmt: skip
    return Sheet(**(said | changed))  # type: ignore[arg-type]


def test_title_number_addressee_body_office_and_day_stand_in_their_order() -> None:
    (page,) = read(printed(sheet(), typeface()))
    assert page == (
        "信访处理意见书住建信处〔2026〕57号王秀兰：经查属实。（加盖印章）云岭县住建局2026年11月22日窗口送达用纸。未盖章无效。第1页共1页"
    )


def test_a_long_one_goes_on_and_every_page_says_which_it_is_of_how_many() -> None:
    pages = read(printed(sheet(paragraphs=[f"第{n}段。" + "事实清楚，" * 40 for n in range(9)]), typeface()))
    assert len(pages) > 2
    assert [page[-len(f"第{n}页共{len(pages)}页") :] for n, page in enumerate(pages, 1)] == [
        f"第{n}页共{len(pages)}页" for n in range(1, len(pages) + 1)
    ]
    whole = "".join(pages)
    assert all(f"第{n}段。" in whole for n in range(9))
    assert "云岭县住建局" in pages[-1]


@pytest.mark.parametrize("rows", range(14, 26))
def test_office_and_seal_are_never_parted_nor_off_the_page(rows: int) -> None:
    pages = read(printed(sheet(paragraphs=["一行。"] * rows), typeface()))
    assert "（加盖印章）云岭县住建局2026年11月22日" in pages[-1]


@pytest.mark.asyncio
async def test_what_the_letter_says_the_paper_says() -> None:
    town = Town()
    await town.hear(town.key(), town.item(), opened(), accepted(), issued())
    said = await letters()
    client = Client(town)
    for document, letter in said.items():
        if document not in town.deliveries():
            continue
        answer = await client.get("registrar", f"/deliveries/{town.id_of(document)}/letter.pdf")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
        whole = "".join(read(answer.content))
        for line in letter.text.splitlines()[4:-6]:
            assert "".join(line.split()) in whole.replace("第1页共2页", ""), (document, line)


@pytest.mark.asyncio
async def test_it_is_shown_to_nobody_who_may_not_read_the_letter() -> None:
    town = Town()
    await town.hear(town.key(), town.item(), opened(), accepted())
    path = f"/deliveries/{town.id_of('D02.2')}/letter.pdf"
    assert (await Client(town).get("other", path)).status_code == 404
    assert (await Client(town).get("stranger", path)).status_code == 404
    assert (await Client(town).get("analyst", path)).status_code == 403
