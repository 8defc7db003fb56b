"""The documents say what is there: links lead somewhere, the picture shows the declared topics, the rows are those built."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from deploy.local.home import PROJECT
from deploy.pages.architecture import PICTURE, drawn
from lianjie_contracts.topics import declared
from services.deadlines.recommendations.lifecycle import ROWS as RECOMMENDATIONS
from services.deadlines.supervision.lifecycle import ROWS as SUPERVISION
from services.notifications.domain.lifecycle import ROWS as DELIVERY
from services.routing.domain.lifecycle import ROWS as ROUTED
from services.routing.sessions.lifecycle import OUR_ROWS as SESSION_OURS, ROWS as SESSION

DOCUMENTS = sorted(
    [
        *PROJECT.glob("*.md"),
        *(PROJECT / "docs").rglob("*.md"),
        *(PROJECT / "examples").rglob("*.md"),
        *(PROJECT / "contracts").glob("*.md"),
        *(PROJECT / "services").glob("*/README.md"),
        PROJECT / "chassis" / "README.md",
    ]
)
LINK = re.compile(r"\]\((?!http|#)([^)#\s]+)")
CODE = re.compile(r"`((?:services|chassis|contracts|deploy|docs|examples|tests)/[\w./*<>-]+)`")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert [link for link in LINK.findall(text) if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_every_path_that_is_named_exists(document: Path) -> None:
    named = [path for path in CODE.findall(document.read_text(encoding="utf-8")) if "<" not in path]
    assert [path for path in named if not any(PROJECT.glob(path.rstrip("/")))] == []


def test_the_picture_is_drawn_from_the_declarations_of_today() -> None:
    picture = PICTURE.read_text(encoding="utf-8")
    assert drawn(picture) == picture, "python -m deploy.pages.architecture"


def test_the_picture_shows_who_writes_and_reads_every_topic() -> None:
    shown: dict[str, tuple[set[str], set[str]]] = {}
    for dot in ET.parse(PROJECT / "docs" / "architecture.svg").iter():
        if topic := dot.get("data-topic"):
            writes, reads = shown.setdefault(topic, (set(), set()))
            writes.update(filter(None, [dot.get("data-writes")]))
            reads.update(filter(None, [dot.get("data-reads")]))
    lasting = [topic for topic in declared() if "{n}" not in topic.name]  # others live as long as a rebuild
    assert shown == {topic.name: (set(topic.producers), set(topic.consumers)) for topic in lasting}


def test_every_row_that_is_built_stands_in_the_coverage() -> None:
    table = (PROJECT / "docs" / "coverage.md").read_text(encoding="utf-8").split("## Clocks")[0]
    named = set(re.findall(r"^\| ([\w., –]+) \|", table, re.MULTILINE))
    rows = {number for cell in named for number in re.split(r", ", cell)}
    rows |= {f"DL{n}" for n in range(1, 6)}  # written as a range
    rows |= {f"SV{n}" for n in range(1, 10)}
    rows |= {f"JS{n}" for n in range(1, 12)}
    ours = {"DLE", "SVA", *SESSION_OURS}  # rows of our own, explained where they stand
    built = {*ROUTED, *(row.number for row in (*DELIVERY, *SUPERVISION, *RECOMMENDATIONS, *SESSION))}
    assert built - ours <= rows


def test_every_decision_is_listed() -> None:
    decisions = PROJECT / "docs" / "decisions"
    listed = set(
        re.findall(r"\]\((\d{4}[\w-]+\.md)\)", (decisions / "README.md").read_text(encoding="utf-8"))
    )
    assert listed == {path.name for path in decisions.glob("0*.md")}


def test_both_readmes_have_the_same_bones() -> None:
    def bones(name: str) -> tuple[int, int, list[str]]:
        text = (PROJECT / name).read_text(encoding="utf-8")
        commands = re.findall(r"`(\./lianjie \w+)", text)
        return text.count("\n## "), text.count("\n|"), commands

    english, chinese = bones("README.md"), bones("README.zh.md")
    assert english[:2] == chinese[:2]
    assert set(english[2]) == set(chinese[2])
