"""What is proposed is shown with its reasons and its certainty; and where nothing is learned yet, that it is so."""

from __future__ import annotations

import tomllib
from pathlib import Path

from lianjie_contracts.base import LearnedAnswer, Suggestion
from services.workbench.language import language
from services.workbench.views.suggesting import proposal
from tests.workbench.town import DIRECTORY

ZJJ, RSJ = "450199-zjj", "450199-rsj"
WORDS = language("zh")
LEARNED = (
    LearnedAnswer(about="unit", answer=RSJ, certainty=0.968, sure=True, words=("拖欠工资", "包工头")),
    LearnedAnswer(about="category", answer="04", certainty=0.62),
    LearnedAnswer(about="path", answer="ARBITRATION", certainty=0.99, sure=True),
)


def test_before_there_is_history_it_says_that_it_is_off() -> None:
    told = proposal(Suggestion(reasons=("没有单位的职责清单提到这件事，需您判断",)), DIRECTORY, WORDS)
    assert told["head"] == "系统拿不准，需您判断"
    assert told["history"] == "按办结历史的建议：有了真实的办结历史之前不启用。"
    assert told["learned"] == []


def test_each_answer_comes_with_its_certainty_and_its_words_and_an_unsure_one_says_so() -> None:
    told = proposal(Suggestion(learned=LEARNED, learned_from=412, alternatives=(ZJJ,)), DIRECTORY, WORDS)
    assert told["history"] == "按办结历史的建议，学自 412 件已办结事项："
    unit, category, path = told["learned"]
    assert (unit["about"], unit["says"]) == ("责任单位", "县人社局，约 97% 有把握")
    assert unit["words"] == "因为写了“拖欠工资”、“包工头”"
    assert category["says"] == "拿不准（最像劳动和社会保障，只有约 62% 把握）"
    assert (path["about"], path["says"], path["words"]) == ("办理途径", "仲裁，约 99% 有把握", "")


def test_the_window_calls_the_categories_what_the_front_door_calls_them() -> None:
    table = Path(__file__).resolve().parents[2] / "services" / "intake" / "tables" / "screening.toml"
    named = tomllib.loads(table.read_text(encoding="utf-8"))["categories"]
    assert {code: WORDS.word("category", code) for code in named} == {
        code: each["zh"] for code, each in named.items()
    }
