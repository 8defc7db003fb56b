"""What is learned from closed matters: honest about how sure it is, silent where it is not, and nothing before there is history."""

from __future__ import annotations

import io
from array import array
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from lianjie_contracts.base import LearnedAnswer, Suggestion
from lianjie_contracts.directory import Duty, Unit
from lianjie_contracts.vocabulary import LitigationStatus, MatterClass, MatterState as S, Path as Road
from services.routing.domain.suggestion import Facts, suggest, with_learned
from services.routing.learning.features import features, plain
from services.routing.learning.history import examples, learnable
from services.routing.learning.loaded import Learned
from services.routing.learning.ranker import MARK, Ranker, Ranking, read, write
from services.routing.learning.training import Example, TooLittleError, learned
from tests.routing.builders import RSJ, ZJJ, a_claim, a_matter, a_share

# Of each answer, words that tell it apart and words that do not.
OWN = {
    ZJJ: ("屋面渗漏", "电梯停运", "物业收费", "外墙脱落"),
    RSJ: ("拖欠工资", "社保断缴", "工伤认定", "劳动合同"),
}
COMMON = ("请尽快处理", "反映多次", "没有人管", "来信来访", "望予解决", "已经两年")


def texts(of_each: int, noise: float = 0.0) -> list[Example]:
    """Made-up matters; `noise`: the part that people decided the other way."""
    chance, made = Random(7), []
    for n in range(of_each):
        for unit, words in OWN.items():
            title = f"{chance.choice(words)}{chance.choice(COMMON)}"
            text = "，".join([*chance.sample(COMMON, 3), chance.choice(words)])
            other = next(each for each in OWN if each != unit)
            answer = other if chance.random() < noise else unit
            made.append(Example(title, text, answer, f"{unit}-{n}"))
    return made


def a_ranker(**changed: object) -> Ranker:
    """By hand: 渗漏 speaks for one unit, 工资 for the other."""
    ids = sorted(features("", "渗漏").keys() | features("", "工资").keys())
    leak = features("", "渗漏")
    weights = array("f", [w for id_ in ids for w in ((1.0, -1.0) if id_ in leak else (-1.0, 1.0))])
    ranker = Ranker(
        "unit", (ZJJ, RSJ), array("I", ids), array("f", [1.0] * len(ids)), weights, (0.0, 0.0), (0.0, 1.0, 2.0), (0.5, 0.8, 0.97),
        2.0, 400,
    )  # fmt: skip
    return replace(ranker, **changed)  # type: ignore[arg-type]


def test_what_reads_alike_is_spelt_alike_and_a_number_is_any_number() -> None:
    assert plain("Ａ区 ３栋\n１２0１室") == "a区0栋0室"
    assert features("", "３栋") == features("", "12栋")


def test_it_answers_with_the_words_that_speak_for_it() -> None:
    found = a_ranker().rank("屋面渗漏", "")
    assert (found.answer, found.second, found.sure, found.certainty) == (ZJJ, RSJ, True, 0.97)
    assert found.words == ("渗漏",)
    assert a_ranker().rank("", "老板不发工资").words == (), "of a text that is not public no word is shown"
    assert a_ranker().rank("", "老板不发工资", "不发工资").words == ("工资",)


def test_of_words_it_never_saw_it_says_that_it_cannot_tell() -> None:
    found = a_ranker().rank("路灯不亮", "")
    assert (found.sure, found.certainty) == (False, 0.5)


def test_a_ranker_is_kept_and_read_back_and_nothing_of_it_runs() -> None:
    into = io.BytesIO()
    write(a_ranker(), into)
    assert read(io.BytesIO(into.getvalue())) == a_ranker()
    with pytest.raises((EOFError, ValueError)):
        read(io.BytesIO(into.getvalue()[:-4]))


def test_without_a_file_it_is_off_and_a_new_file_is_taken_up(tmp_path: Path) -> None:
    file = tmp_path / "ranker"
    asked = Learned(file)
    assert (asked.learned_from, asked("屋面渗漏", "", "")) == (0, {})
    kept(file, a_ranker())
    assert asked.learned_from == 400
    assert asked("屋面渗漏", "", "")["unit"].answer == ZJJ
    file.write_bytes(b"something else\n")
    assert Learned(file).learned_from == 0
    assert Learned(None).learned_from == 0


def kept(file: Path, *rankers: Ranker) -> None:
    with file.open("wb") as into:
        into.write(MARK)
        for each in rankers:
            write(each, into)


# What is proposed: rules first.
UNITS = (
    Unit(code=ZJJ, name="县住建局", county="450199", kind="department", duties=(Duty(title="房屋", category="03", words=("渗漏",)),)),
    Unit(code=RSJ, name="县人社局", county="450199", kind="department", duties=(Duty(title="劳动", category="02", words=("工资",)),)),
)  # fmt: skip
NOTHING_KNOWN = Facts("路灯不亮", "", "450199003", MatterClass.APPEAL, LitigationStatus.NONE)
SURE = Ranking(ZJJ, 0.97, True, ("路灯",), RSJ)


def proposed(facts: Facts, ranking: Ranking) -> Suggestion:
    return with_learned(suggest(facts, UNITS), {"unit": ranking}, 400, facts, UNITS)


def test_where_no_rule_speaks_history_does_with_its_certainty() -> None:
    told = proposed(NOTHING_KNOWN, SURE)
    assert (told.unit, told.sure, told.learned_from) == (ZJJ, True, 400)
    assert told.reasons[0] == "已办结事项中用词相近的（如“路灯”），由县住建局办理的约占97%"
    assert told.learned == (
        LearnedAnswer(about="unit", answer=ZJJ, certainty=0.97, sure=True, words=("路灯",)),
    )


def test_a_rule_stands_before_history_which_is_then_an_alternative() -> None:
    told = proposed(replace(NOTHING_KNOWN, text="拖欠工资"), SURE)
    assert (told.unit, told.sure) == (RSJ, True)
    assert told.alternatives == (ZJJ,)
    assert told.reasons[0].startswith("规则")


def test_who_is_not_sure_proposes_nothing() -> None:
    told = proposed(NOTHING_KNOWN, replace(SURE, sure=False, certainty=0.6))
    assert (told.unit, told.sure, told.alternatives) == (None, False, (ZJJ,))


@pytest.mark.parametrize(
    "changed",
    [
        {"litigation_status": LitigationStatus.PENDING},
        {"matter_class": MatterClass.ACCUSATION},
        {"accused_unit": ZJJ},
    ],
)
def test_history_never_overrules_the_law(changed: dict[str, object]) -> None:
    told = proposed(replace(NOTHING_KNOWN, **changed), SURE)  # type: ignore[arg-type]
    assert told.unit != ZJJ
    assert ZJJ not in told.alternatives


# What is learned from.
def test_every_closed_matter_is_learned_from_and_no_accusation_nor_secret() -> None:
    closed = a_matter(S.COMPLETED)
    assert learnable(closed)
    assert not learnable(a_matter(S.HANDLING))
    assert not learnable(replace(closed, restricted=True))
    assert not learnable(replace(closed, secret=True))


def test_what_people_decided_is_learned_and_what_they_mended_counts_more() -> None:
    followed = a_matter(S.COMPLETED, assignments=(a_share(ZJJ),), suggestion=Suggestion(unit=ZJJ, sure=True))
    mended = a_matter(S.CLOSED, assignments=(a_share(RSJ),), suggestion=Suggestion(unit=ZJJ, sure=True))
    found = examples([followed, mended, a_matter(S.HANDLING)])
    assert [(each.answer, each.mended) for each in found["unit"]] == [(ZJJ, False), (RSJ, True)]
    assert {each.answer for each in found["category"]} == {"03"}
    assert {each.answer for each in found["matter_class"]} == {"APPEAL"}
    assert {each.answer for each in found["path"]} == {"PETITION"}


def test_a_claim_of_another_unit_s_says_nothing_of_the_lead_s_path() -> None:
    claims = (a_claim(1, path=Road.LITIGATION), a_claim(2))
    share = a_share(ZJJ, claim_ids=("c2",))
    assert [
        e.answer for e in examples([a_matter(S.CLOSED, claims=claims, assignments=(share,))])["path"]
    ] == ["PETITION"]


def test_before_there_is_real_history_nothing_is_learned() -> None:
    with pytest.raises(TooLittleError) as little:
        learned("unit", texts(20))
    assert (little.value.known, little.value.needed) == (40, 300)
    with pytest.raises(TooLittleError):
        learned("unit", [replace(each, answer=ZJJ) for each in texts(200)])


@pytest.fixture(scope="module")
def machine() -> None:
    pytest.importorskip("sklearn")


@pytest.mark.usefixtures("machine")
def test_what_is_learned_answers_texts_it_has_not_seen_and_knows_how_often_it_is_right() -> None:
    found = learned("unit", texts(60), least=100)
    assert found.macro_f1 > 0.95
    assert found.coverage > 0.9
    answer = found.ranker.rank("外墙脱落，物业收费", "")
    assert (answer.answer, answer.sure) == (ZJJ, True)
    assert set(answer.words) & {"外墙脱落", "物业收费"}


@pytest.mark.usefixtures("machine")
def test_where_people_disagree_it_abstains() -> None:
    """Four of ten decided the other way: no lead makes 95 of a hundred right."""
    found = learned("unit", texts(100, noise=0.4), least=100)
    assert found.coverage < 0.2
    assert not found.ranker.rank("外墙脱落，望予解决", "").sure
