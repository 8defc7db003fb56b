"""From a letter's contents to plain text and to HTML, both with the same paragraphs in the form of an official text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from chassis.typeface import Typeface
from services.notifications.domain.documents import TEXTS, Content
from services.notifications.domain.wording import ordinal
from services.notifications.printing import Sheet, printed

MAIL_NOTE = (
    "本邮件自动发出，请勿直接回复，有事请拨打{contact}。需要加盖印章的纸质文书的，可带证件到窗口领取。"
)
PAPER_NOTE = "窗口送达用纸。未盖章无效。"
VOID_NOTE = "本件已作废，编号保留，不再使用。作废原因：{reason}"

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), undefined=StrictUndefined, trim_blocks=True,
    lstrip_blocks=True, keep_trailing_newline=True, autoescape=select_autoescape(["html"], default=False),
)  # fmt: skip
_templates.globals["ordinal"] = ordinal


@dataclass(frozen=True, slots=True)
class Rendered:
    title: str
    number: str
    text: str
    html: str


def render(document: str, words: Mapping[str, Content], note: str) -> Rendered:
    """Raises jinja2.UndefinedError for a content that is missing: nothing goes out with a hole in it."""
    title, number = TEXTS[document].title, str(words["number"])
    paragraphs = _paragraphs(document, words)
    frame = {name: words[name] for name in ("addressee", "office", "date")}
    pages = [
        _templates.get_template(f"letter.{form}").render(
            frame, title=title, number=number, paragraphs=paragraphs, note=note
        )
        for form in ("txt", "html")
    ]
    return Rendered(title, number, *pages)


def on_paper(document: str, words: Mapping[str, Content], note: str, face: Typeface) -> bytes:
    """The same text as a PDF to be sealed; raises as `render` does."""
    addressee, office, date = (str(words[name]) for name in ("addressee", "office", "date"))
    paragraphs = _paragraphs(document, words)
    title, number = TEXTS[document].title, str(words["number"])
    return printed(Sheet(title, number, addressee, paragraphs, office, date, note), face)


def _paragraphs(document: str, words: Mapping[str, Content]) -> list[str]:
    body = _templates.get_template(f"{document}.txt").render(words)
    return [line.strip() for line in body.splitlines() if line.strip()]


def framed(title: str, number: str, paragraphs: Sequence[str], note: str) -> str:
    """A sheet for the file, as a page: issued by nobody to nobody."""
    return _templates.get_template("sheet.html").render(
        title=title, number=number, paragraphs=paragraphs, note=note
    )
