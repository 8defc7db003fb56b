"""What is proposed for a matter, and on what ground: rules first, then what closed matters speak for, with how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.workbench.views.parts import unit_name

if TYPE_CHECKING:
    from lianjie_contracts.base import LearnedAnswer, Suggestion
    from lianjie_contracts.directory import Directory
    from services.workbench.language import Language


def proposal(given: Suggestion, directory: Directory, words: Language) -> dict[str, Any]:
    """`head`, the `reasons` in their order, `alternatives`; `learned`: one line per question, or that nothing is learned yet."""
    others = (unit_name(code, directory, words) for code in given.alternatives)
    return {
        "head": words.say("dispatch.sure", unit=given.unit_name) if given.sure else words.say("dispatch.unsure"),
        "reasons": given.reasons,
        "alternatives": words.say("punctuation.list").join(others),
        "history": words.say("dispatch.learned", count=given.learned_from) if given.learned_from else words.say("dispatch.learned_off"),
        "learned": [_line(each, directory, words) for each in given.learned or ()],
    }  # fmt: skip


def _line(each: LearnedAnswer, directory: Directory, words: Language) -> dict[str, str]:
    answer = (
        unit_name(each.answer, directory, words)
        if each.about == "unit"
        else words.word(each.about, each.answer)
    )
    said = words.say("punctuation.list").join(
        words.say("dispatch.learned_word", word=word) for word in each.words
    )
    key = "dispatch.learned_sure" if each.sure else "dispatch.learned_unsure"
    return {
        "about": words.word("learned_about", each.about),
        "says": words.say(key, answer=answer, certainty=f"{each.certainty:.0%}"),
        "words": words.say("dispatch.learned_words", words=said) if said else "",
    }
