"""Both languages say everything, with the same facts."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from deploy.local.home import PROJECT
from deploy.words import say, sentences


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


@pytest.mark.parametrize("language", ["xx", "../zh", ""])
def test_an_unknown_language_reads_as_chinese(monkeypatch, language: str) -> None:
    monkeypatch.setenv("LIANJIE_LANGUAGE", language)
    assert say("not_running") == sentences("zh")["not_running"]
