"""Every word of the pages stands in a locale file, and every word there is used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from string import Formatter

import pytest

from lianjie_contracts.vocabulary import (
    Addressee,
    Channel,
    ClaimResult,
    ClockLevel,
    DeliveryMode,
    DeliveryState,
    LitigationStatus,
    MatterClass,
    MatterState,
    Outcome,
    Path,
    TransferMode,
    Urgency,
)
from services.routing.asks import asked, by_hand
from services.routing.domain.lifecycle import ROWS
from services.routing.domain.roads.closing import CHECKED_ITEMS
from services.workbench.act_forms import Words
from services.workbench.acts import OWN_PAGES, Act, Asked, asked_of
from services.workbench.hears import HEARS
from services.workbench.language import language
from services.workbench.people import Role
from services.workbench.web.window import HERE
from services.workbench.worklists import EVERY

ZH, EN = language("zh"), language("en")
SOURCES = [path for path in HERE.rglob("*") if path.suffix in {".py", ".html"}]
CITIZEN = [path for path in SOURCES if path.name.startswith("citizen")]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LISTS = {
    "channel": Channel, "claim_result": ClaimResult, "delivery_mode": DeliveryMode, "delivery_state": DeliveryState, "paper_to": set(Addressee) - {Addressee.PETITIONER},
    "level": ClockLevel, "litigation": LitigationStatus, "matter_class": MatterClass, "mode": TransferMode, "outcome": Outcome,
    "path": Path, "state": MatterState, "urgency": Urgency, "role": Role, "act": Act, "act_lead": Act, "saved": Act,
    "saved_note": Act,
}  # fmt: skip


def named(path) -> set[str]:
    """Keys that a source names in full: t("a.b"), say("a.b"), words.say("a.b")."""
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"""(?:\bt|say|has)\(\s*["']([a-z_0-9]+\.[A-Za-z_0-9.]+)["']\s*[,)]""", text)
    chosen = re.findall(r"""["']([a-z_]+\.[a-z_]+)["'] if .*? else ["']([a-z_]+\.[a-z_]+)["']""", text)
    return {key for key in (*found, *(key for pair in chosen for key in pair)) if not key.endswith(".html")}


def begun(path) -> set[str]:
    """Beginnings of keys whose end is only known on the page: f"act.{act}", "act." ~ act, word("state", …)."""
    text = path.read_text(encoding="utf-8")
    joined = re.findall(r"""["']([a-z_]+(?:\.[a-z_A-Z0-9]+)*[._])["'] ~""", text)
    filled = re.findall(r"""f["']([a-z_]+\.(?:[a-z_A-Z0-9]+[._])*)\{""", text)
    lists = [f"{name}." for name in re.findall(r"""word\(\s*["']([a-z_]+)["']""", text)]
    return {*joined, *filled, *lists}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_key_is_missing(path) -> None:
    assert {key for key in named(path) if not ZH.has(key)} == set()


def test_no_word_is_kept_for_nothing() -> None:
    used = set().union(*(named(path) for path in SOURCES))
    beginnings = tuple(
        set().union(*(begun(path) for path in SOURCES))
        | {
            "channel.",
            "application.",
            "code_kind.",
            "flagged.",
            "level_given.",
            "rated.",
            "followed.",
            "level.",
            "met.",
            "mode.",
            "outcome.",
            "duty.",
            "event.",
            "citizen_step.",
            "source.",
            "petitioner_type.",
            "purpose.",
            "file_kind.",
            "read_back.",
            "correction.",
            "repeat.",
            "corrected_field.",
            "undo.",
            "verdict.",
            "moved.",
            "standstill.",
            "category.",
            "learned_about.",
            "result.",
            "wish.",
        }
    )
    dead = [key for key in ZH.sentences if key not in used and not key.startswith(beginnings)]
    assert dead == []


@pytest.mark.parametrize("path", CITIZEN, ids=lambda path: path.name)
def test_the_citizens_pages_say_everything_in_english_too(path) -> None:
    assert {key for key in named(path) if not EN.has(key)} == set()


def test_english_names_the_same_facts_as_chinese() -> None:
    def facts(sentence: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(sentence) if name}

    extra = {"date": {"name", "year", "month", "day", "weekday", "time"}}
    for key, sentence in EN.sentences.items():
        assert ZH.has(key), key
        assert facts(sentence) - extra.get(key.partition(".")[0], set()) <= facts(ZH.sentences[key]), key


@pytest.mark.parametrize(
    ("name", "words"), LISTS.items(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_word_of_the_closed_lists_has_a_name(name: str, words) -> None:
    assert [word for word in words if not ZH.has(f"{name}.{word}")] == []


def test_every_act_that_somebody_does_by_hand_has_its_words() -> None:
    """The owner's tables are walked here, not in the window: a row that lands there asks for its words here."""
    asks = {
        row.act: asked_of(asked(row) or {})
        for row in ROWS.values()
        if by_hand(row) and row.act not in OWN_PAGES
    }
    parts = ("title", "button", "done", "next")
    missing = {f"do.{act}.{part}" for act in asks for part in parts if not ZH.has(f"do.{act}.{part}")}
    for act, fields in asks.items():
        missing |= set(_unnamed(act, fields))
    assert sorted(missing) == []


def test_the_items_of_the_checklist_are_those_its_owner_asks_for() -> None:
    assert [item for item, _ in ZH.list_of("choice.item")] == list(CHECKED_ITEMS)


def _unnamed(act: str, fields: Iterable[Asked]) -> Iterator[str]:
    """The fields of a paper, and the words to choose from, that a person would read as code."""
    named = Words(act, {}, ZH)
    for field, shown in zip(fields, named.fields(fields), strict=True):
        if shown.label == field.name:
            yield f"asked.{act}.{field.name}.label"
        yield from (f"choice.{act}.{field.name}.{value}" for value, word in shown.options if value == word)
        yield from _unnamed(act, field.fields)


@pytest.mark.parametrize("code", ["zh", "en"])
def test_the_citizen_is_told_every_state(code: str) -> None:
    known = [state for state in MatterState if state is not MatterState.UNKNOWN]
    assert [state for state in known if not language(code).has(f"citizen_now.{state}")] == []


def test_every_event_heard_has_words_in_the_history() -> None:
    told = {hears.message.type for hears in HEARS} - {
        "person_key_issued",
        "directory_published",
        "covers_published",
    }  # of no matter
    assert [type_ for type_ in told if not ZH.has(f"event.{type_}.what")] == []


def test_every_worklist_has_a_name() -> None:
    for worklist in EVERY:
        assert ZH.has(f"worklist.{worklist.key}")
        assert worklist.group == "unit" or ZH.has(f"worklist_group.{worklist.group}")


@pytest.mark.parametrize("path", [p for p in SOURCES if p.suffix == ".html"], ids=lambda path: path.name)
def test_templates_hold_no_word_of_their_own(path) -> None:
    text = re.sub(r"\{[{%].*?[%}]\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert CHINESE.findall(text) == []


def test_no_sentence_shouts_or_blames() -> None:
    for key, sentence in ZH.sentences.items():
        assert not re.search("！|输入有误|非法|系统异常|上访户|缠访|重点人员", sentence), key
