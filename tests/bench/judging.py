"""Judging pairs: two ways to learn a limit, cross-validation that never knows a message it is asked about, and the figures."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterable, Sequence
from typing import Any

FOLDS, TIMES = 5, 10
Features = tuple[float, ...]
Learn = Callable[[Sequence[Features], Sequence[bool]], list[float]]


def fit(rows: Sequence[Features], same: Sequence[bool], steps: int = 400) -> list[float]:
    """Weights and a constant by logistic regression (gradient descent with momentum, weak ridge)."""
    weights = [0.0] * (len(rows[0]) + 1)
    speed = list(weights)
    for _ in range(steps):
        slope = [0.02 * w for w in weights[:-1]] + [0.0]
        for row, truth in zip(rows, same, strict=True):
            off = 1 / (1 + math.exp(-score(weights, row))) - truth
            for n, value in enumerate((*row, 1.0)):
                slope[n] += off * value
        speed = [0.9 * v - 2.0 * s / len(rows) for v, s in zip(speed, slope, strict=True)]
        weights = [w + v for w, v in zip(weights, speed, strict=True)]
    return weights


def score(weights: Sequence[float], row: Features) -> float:
    return sum(w * value for w, value in zip(weights, (*row, 1.0), strict=True))


def linked(pairs: Sequence[dict[str, Any]]) -> list[str]:
    """For each pair the group it is linked to by shared messages: a fold never knows a message it is asked about."""
    root: dict[str, str] = {}

    def top(id_: str) -> str:
        while root.setdefault(id_, id_) != id_:
            id_ = root[id_]
        return id_

    for pair in pairs:
        root[top(pair["a_id"])] = top(pair["b_id"])
    return [top(pair["a_id"]) for pair in pairs]


def threshold(rows: Sequence[Features], same: Sequence[bool]) -> list[float]:
    """For one feature: the limit with the best F1, as a weight and a constant."""

    def f1(limit: float) -> float:
        said = [row[0] >= limit for row in rows]
        return 2 * sum(a and b for a, b in zip(said, same, strict=True)) / (sum(said) + sum(same))

    best = max(sorted(row[0] for row in rows), key=f1)
    return [1.0, -best + 1e-9]


def cross_validated(
    rows: Sequence[Features],
    pairs: Sequence[dict[str, Any]],
    learn: Learn,
) -> dict[str, float]:
    """The mean figures of ten shufflings into five folds."""
    groups, same = linked(pairs), [pair["same"] for pair in pairs]
    told = []
    for time in range(TIMES):
        names = sorted(set(groups))
        random.Random(time).shuffle(names)
        fold = {name: n % FOLDS for n, name in enumerate(names)}
        scores = [0.0] * len(rows)
        for out in range(FOLDS):
            known = [n for n, group in enumerate(groups) if fold[group] != out]
            weights = learn([rows[n] for n in known], [same[n] for n in known])
            for n, group in enumerate(groups):
                if fold[group] == out:
                    scores[n] = score(weights, rows[n])
        told.append(figures(scores, pairs))
    return {name: sum(each[name] for each in told) / TIMES for name in told[0]}


def figures(scores: Sequence[float], pairs: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Above 0 is said to be the same. `copies`: texts copied with another name put in, which are not the same."""
    same = [pair["same"] for pair in pairs]
    said = [value > 0 for value in scores]
    right = [a == b for a, b in zip(said, same, strict=True)]
    both = sum(a and b for a, b in zip(said, same, strict=True))
    lower = [
        (p > n) + (p == n) / 2
        for p, t in zip(scores, same, strict=True)
        if t
        for n, u in zip(scores, same, strict=True)
        if not u
    ]

    def among(chosen: Iterable[bool]) -> float:
        hits = [hit for hit, wanted in zip(right, chosen, strict=True) if wanted]
        return sum(hits) / len(hits) if hits else math.nan

    return {
        "precision": both / max(1, sum(said)), "recall": both / sum(same), "F1": 2 * both / (sum(said) + sum(same)),
        "AUC": sum(lower) / len(lower), "accuracy": among(True for _ in pairs), "hard": among(pair["hard"] for pair in pairs),
        "copies": among("换名" in pair["why"] or "模板" in pair["why"] for pair in pairs),
    }  # fmt: skip
