"""Every page for everybody: axe-core looks at each in a real Chromium, and a page that nobody showed it is found missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from services.workbench.web import window
from services.workbench.web.window import HERE
from tests.served import served
from tests.workbench.chromium import chromium
from tests.workbench.every_page import Shown, every_page, page_of, pages
from tests.workbench.front import app_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


pytestmark = pytest.mark.browser
# What answers GET and is no page of the window.
NO_PAGES = {
    "/": "leads to everybody's own list",
    "/feeds/{address}.ics": "a calendar for a program",
    "/query/forget/{county}": "leads to the first page of the machine",
    "/static/{name:path}": "style and script",
    "/imports/templates/{kind}.xlsx": "a spreadsheet",
    "/imports/{batch_id}/given-back.xlsx": "a spreadsheet",
    "/letters/scans/{scan_id}/pages/{number}.png": "a picture",
    "/matters/{matter_id}/attachments/{attachment_id}": "a file as it was handed in",
    "/quick/{report_id}/photos/{attachment_id}": "a picture",
    "/matters/{matter_id}/papers/{delivery_id}/letter": "a document as its owner renders it",
    "/matters/{matter_id}/papers/{delivery_id}/letter.pdf": "the same as a file",
    "/matters/{matter_id}/dossier/bundle": "a file",
    "/matters/{matter_id}/dossier/pieces/{seq}": "a document as its owner renders it",
    "/directory/template.csv": "a spreadsheet",
    "/register/waiting": "a part of the counter's page, fetched while it stands open",
}
FRAMES = {"base.html", "citizen.html"}
# One document shows page after page, so that axe-core is read in only once: the page as the browser parses it, with its styles.
LOOK = """async ([path, answer]) => {
  const reply = path && await fetch(path);
  if (reply && reply.redirected) throw new Error(path + " leads to " + reply.url);
  const page = new DOMParser().parseFromString(reply ? await reply.text() : answer, "text/html");
  page.querySelectorAll("noscript").forEach(each => each.remove());  // a parser alone takes it for part of the page
  document.replaceChild(document.adoptNode(page.documentElement), document.documentElement);
  const styles = [...document.querySelectorAll("link[rel=stylesheet]")];
  await Promise.all(styles.map(each => each.sheet || new Promise(loaded => { each.onload = loaded; })));
  return (await axe.run({resultTypes: ["violations"]})).violations;
}"""


@pytest.fixture(scope="module")
def rendered() -> set[str]:
    return set()


@pytest.fixture(scope="module")
def shown(rendered: set[str]) -> Iterator[Shown]:
    """Made before the browser, which holds this thread's event loop."""
    templates = window.templates()
    real = templates.get_template

    def noted(name: str, *rest: Any) -> Any:
        rendered.add(name)
        return real(name, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(templates, "get_template", noted)
        yield every_page()


def test_every_page_is_on_the_way(shown: Shown) -> None:
    seen = {page_of(path) for paths in shown.addresses.values() for path in paths}
    assert {route.path for route in pages()} - seen == set(NO_PAGES)


def test_nobody_is_shut_out_of_any_page(shown: Shown, rendered: set[str]) -> None:
    found: list[str] = []
    with chromium() as browser, served(app_of(shown.town, shown.doors)) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
        page = context.new_page()
        page.goto(address + "/sign-in")
        page.evaluate(AXE_SCRIPT)
        for who, its in shown.browsers.items():
            context.clear_cookies()
            context.add_cookies([{"name": n, "value": v, "url": address} for n, v in its.cookies.items()])
            for path in shown.addresses.get(who, ()):
                found += _serious(path, page.evaluate(LOOK, [path, ""]))
            for name, answer in shown.answers.get(who, {}).items():
                found += _serious(name, page.evaluate(LOOK, ["", answer]))
    assert not found, "\n".join(found)
    assert {path.name for path in HERE.glob("templates/*.html") if _is_page(path)} - rendered == set()


def _is_page(template: Path) -> bool:
    """Whole pages, those among them that only a form is answered with; frames and parts of pages are seen within."""
    source = template.read_text(encoding="utf-8")
    return template.name not in FRAMES and ("{% extends" in source or "<html" in source)


def _serious(page: str, violations: list[dict[str, Any]]) -> list[str]:
    """The serious and critical findings, each with the place it stands at."""
    return [
        f"{page}: {wrong['id']} ({wrong['impact']}) {node['target']} {node['html'][:120]}"
        for wrong in violations
        if wrong["impact"] in {"serious", "critical"}
        for node in wrong["nodes"]
    ]
