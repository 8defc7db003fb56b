"""Both languages say everything, with the same facts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from string import Formatter

import pytest

from deploy.local.home import PROJECT
from deploy.words import say, sentences
from lianjie_contracts import vocabulary
from services.deadlines.domain.clock import State
from services.notifications.domain.documents import TEXTS


def facts(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_both_languages_name_the_same_facts() -> None:
    chinese, english = sentences("zh"), sentences("en")
    assert {key: facts(text) for key, text in chinese.items()} == {
        key: facts(text) for key, text in english.items()
    }


def test_every_sentence_that_the_code_names_exists() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT / "deploy").rglob("*.py"))
    assert set(re.findall(r'(?:say|Complaint)\(\s*"(\w+)"', code)) <= set(sentences("zh"))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("matter", vocabulary.MatterState),
        ("path", vocabulary.Path),
        ("mode", vocabulary.TransferMode),
        ("role", vocabulary.AssignmentRole),
        ("result", vocabulary.ClaimResult),
        ("delivery", vocabulary.DeliveryState),
        ("delivery_mode", vocabulary.DeliveryMode),
        ("document", TEXTS),
        ("clock_state", State),
    ],
)
def test_what_the_services_say_has_a_name_in_the_tables(kind: str, words: Iterable[str]) -> None:
    said = {f"{kind}_{word}" for word in words if word != "UNKNOWN"}
    assert said <= set(sentences("zh"))


def test_every_clock_that_runs_has_a_name_in_the_tables() -> None:
    table = tomllib.loads((PROJECT / "services/deadlines/clocks.toml").read_text(encoding="utf-8"))
    assert {f"clock_{row['id']}" for row in table["clock"] if row.get("runs")} <= set(sentences("zh"))


@pytest.mark.parametrize("language", ["xx", "../zh", ""])
def test_an_unknown_language_reads_as_chinese(monkeypatch, language: str) -> None:
    monkeypatch.setenv("LIANJIE_LANGUAGE", language)
    assert say("not_running") == sentences("zh")["not_running"]
