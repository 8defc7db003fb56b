"""Learning from what people decided: a ranker, and honestly how good it is. Needs scikit-learn (requirements/learn.txt).

A linear support vector machine over runs of characters, each weighted by how rare it is and by how much it tells the answers
apart. How sure it may be is measured on texts it has not learned from, repeats of one text never on both sides.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from services.routing.learning.features import features
from services.routing.learning.ranker import Ranker

FOLDS = 5
LEAST = 300  # closed matters before anything is proposed [D]
LEAST_OF_AN_ANSWER = 10  # what was decided less often is never proposed [D]
ACCURACY = 0.95  # of what is proposed, this much is to be right [D]
MENDED = 2.0  # weight of a matter in which people decided otherwise than was proposed [D]
FIRMNESS = 1.0  # of the machine (C): how much a wrong answer costs it
NEVER = 1e9  # a lead nothing has


@dataclass(frozen=True, slots=True)
class Example:
    """A closed matter: its words, and what people decided. `group`: texts of one group tell of the same facts."""

    title: str
    text: str
    answer: str
    group: str
    mended: bool = False


@dataclass(frozen=True, slots=True)
class Learned:
    """`macro_f1` over the answers, each counting alike; `coverage`: the part of the texts that would get a proposal, so that 95 of
    a hundred proposals are right."""

    ranker: Ranker
    macro_f1: float
    accuracy: float
    coverage: float


class TooLittleError(Exception):
    """There is no real history yet: `known` closed matters, of `needed`."""

    def __init__(self, known: int, needed: int) -> None:
        super().__init__(f"{known} of {needed}")
        self.known, self.needed = known, needed


def learned(about: str, examples: Sequence[Example], least: int = LEAST) -> Learned:
    """The ranker for one question. Raises TooLittleError, which is no fault: it stays off until there is real history."""
    counted = Counter(example.answer for example in examples)
    answers = sorted(answer for answer, times in counted.items() if times >= LEAST_OF_AN_ANSWER)
    if len(examples) < least or len(answers) < 2:
        raise TooLittleError(len(examples), least)
    table = _Table(examples, answers)
    scores = table.unseen()
    margins, right = table.leads(scores)
    enough, coverage = _enough(margins, right)
    steps = _calibrated(margins, right)
    weights, bias, scale = table.fitted(range(len(examples)))
    kept = [n for n in range(len(table.ids)) if scale[n] > 0]
    ranker = Ranker(
        about, tuple(answers), array("I", (table.ids[n] for n in kept)), array("f", (scale[n] for n in kept)),
        array("f", weights[:, kept].T.ravel().tolist()), tuple(map(float, bias)), *steps, enough, len(examples),
    )  # fmt: skip
    return Learned(ranker, table.macro_f1(scores), sum(right) / len(right), coverage)


class _Table:
    """Texts by features, as the machine wants them."""

    def __init__(self, examples: Sequence[Example], answers: Sequence[str]) -> None:
        import numpy as np
        from scipy.sparse import csr_matrix

        self._np = np
        texts = [features(each.title, each.text) for each in examples]
        spread = Counter(id_ for text in texts for id_ in text)
        self.ids = sorted(id_ for id_, times in spread.items() if times > 1)
        place = {id_: n for n, id_ in enumerate(self.ids)}
        cells = [
            (row, place[id_], 1 + math.log(times))
            for row, text in enumerate(texts)
            for id_, times in text.items()
            if id_ in place
        ]
        rows, columns, values = zip(*cells, strict=True)
        self.x = csr_matrix((values, (rows, columns)), shape=(len(texts), len(self.ids)), dtype=np.float32)
        # What was decided too rarely is asked about and never answered.
        known = {answer: n for n, answer in enumerate(answers)}
        self.y = np.array([known.get(each.answer, -1) for each in examples])
        self.mended = np.array([MENDED if each.mended else 1.0 for each in examples])
        self.groups = np.array([each.group for each in examples])
        self.answers = answers

    def unseen(self) -> Any:  # noqa: ANN401 - a matrix: texts by answers
        """Scores of each text by a machine that has learned from none of its group."""
        from sklearn.model_selection import StratifiedGroupKFold

        scores = self._np.zeros((len(self.y), len(self.answers)))
        folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
        for learn, ask in folds.split(self.x, self.y, self.groups):
            weights, bias, scale = self.fitted(learn)
            scores[ask] = self._weighted(self.x[ask], scale) @ weights.T + bias
        return scores

    def fitted(self, rows: Any) -> tuple[Any, Any, Any]:  # noqa: ANN401 - arrays
        """Weights by answer and feature, one bias per answer, and what each feature counts."""
        from sklearn.svm import LinearSVC

        rows = self._np.array([row for row in rows if self.y[row] >= 0])
        scale = self._scale(rows)
        machine = LinearSVC(C=FIRMNESS, class_weight="balanced", random_state=0)
        machine.fit(self._weighted(self.x[rows], scale), self.y[rows], sample_weight=self.mended[rows])
        weights, bias = machine.coef_, machine.intercept_
        if len(self.answers) == 2:  # one line parts two answers
            weights, bias = self._np.vstack([-weights, weights]), self._np.concatenate([-bias, bias])
        return weights, bias, scale

    def _scale(self, rows: Any) -> Any:  # noqa: ANN401
        """Rarity of a feature, times the strongest odds by which one answer has it rather than the others."""
        np = self._np
        has = self.x[rows].sign()
        by_answer = np.vstack(
            [np.asarray(has[self.y[rows] == n].sum(axis=0)).ravel() for n in range(len(self.answers))]
        )
        texts = np.array([(self.y[rows] == n).sum() for n in range(len(self.answers))])[:, None]
        spread = by_answer.sum(axis=0)
        own = (by_answer + 1) / (texts + 2)
        others = (spread - by_answer + 1) / (texts.sum() - texts + 2)
        rarity = np.log((1 + len(rows)) / (1 + spread)) + 1
        return np.where(spread > 1, rarity * np.abs(np.log(own / others)).max(axis=0), 0)

    def _weighted(self, x: Any, scale: Any) -> Any:  # noqa: ANN401
        """Texts of length one."""
        from scipy.sparse import diags
        from sklearn.preprocessing import normalize

        return normalize(x @ diags(scale)).tocsr()

    def leads(self, scores: Any) -> tuple[list[float], list[bool]]:  # noqa: ANN401
        """By how much each first answer leads, and whether it is the right one."""
        ordered = self._np.sort(scores, axis=1)
        right = scores.argmax(axis=1) == self.y
        return (ordered[:, -1] - ordered[:, -2]).tolist(), right.tolist()

    def macro_f1(self, scores: Any) -> float:  # noqa: ANN401
        from sklearn.metrics import f1_score

        return float(f1_score(self.y, scores.argmax(axis=1), average="macro"))


def _enough(margins: Sequence[float], right: Sequence[bool]) -> tuple[float, float]:
    """The smallest lead with which ACCURACY of the proposals are right, and the part of the texts that has it."""
    best, hits = (NEVER, 0.0), 0
    for n, (margin, hit) in enumerate(sorted(zip(margins, right, strict=True), reverse=True), 1):
        hits += hit
        if hits >= ACCURACY * n:
            best = (margin, n / len(margins))
    return float(best[0]), best[1]


def _calibrated(
    margins: Sequence[float], right: Sequence[bool]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Steps of leads, and how often answers of such a lead were right: never less for a larger lead."""
    from sklearn.isotonic import IsotonicRegression

    fit = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(margins, right)
    return tuple(_steps(fit.X_thresholds_)), tuple(_steps(fit.y_thresholds_))


def _steps(values: Any) -> Iterator[float]:  # noqa: ANN401 - an array
    return (round(float(value), 4) for value in values)
