"""How well repeats are told apart and found, on real messages that stay outside the project: python -m tests.bench.repeats --data DIR.

The weights of likeness.toml were chosen here, by cross-validation on these files alone. What is printed for them as they
are shipped is therefore a little too good; the cross-validated line is the honest one.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.intake.repeats.likeness import Telling, likeness, measure, plain
from services.intake.repeats.ranking import FOLLOWED, nearest, nearness
from services.intake.repeats.shingles import shingles
from tests.bench.judging import cross_validated, figures, fit, threshold

RANKS = (1, 5, 10, 40)
SECRET = b"only for measuring".ljust(32)
Vector = dict[str, float]


@dataclass(frozen=True)
class Data:
    """Messages by id, newest first; pairs that a person has read."""

    messages: dict[str, dict[str, Any]]
    pairs: list[dict[str, Any]]

    @classmethod
    def read(cls, where: Path) -> Data:
        def rows(name: str) -> list[dict[str, Any]]:
            return [json.loads(line) for line in (where / name).read_text(encoding="utf-8").splitlines()]

        newest_first = sorted(rows("messages_dev.jsonl"), key=lambda row: str(row["time"]), reverse=True)
        return cls({row["id"]: row for row in newest_first}, rows("repeat_pairs_dev.jsonl"))

    def telling(self, id_: str) -> Telling:
        return Telling(self.messages[id_]["title"], self.messages[id_]["text"])


class TfIdf:
    """The plain baseline: cosine of character 1- to 3-grams."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.counts = {id_: Counter(_grams(text)) for id_, text in texts.items()}
        held = Counter(gram for count in self.counts.values() for gram in count)
        self.idf = {gram: math.log((1 + len(texts)) / (1 + n)) + 1 for gram, n in held.items()}
        self.vectors = {id_: self._vector(count) for id_, count in self.counts.items()}
        self.inverted: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for id_, vector in self.vectors.items():
            for gram, weight in vector.items():
                self.inverted[gram].append((id_, weight))

    def _vector(self, count: Counter[str]) -> Vector:
        weights = {gram: (1 + math.log(n)) * self.idf[gram] for gram, n in count.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {gram: weight / length for gram, weight in weights.items()}

    def cosine(self, a: str, b: str) -> float:
        other = self.vectors[b]
        return sum(weight * other.get(gram, 0.0) for gram, weight in self.vectors[a].items())

    def nearest(self, id_: str) -> list[str]:
        found: Counter[str] = Counter()
        for gram, weight in self.vectors[id_].items():
            for other, its in self.inverted[gram]:
                found[other] += weight * its  # type: ignore[assignment]
        found.pop(id_, None)
        return [other for other, _ in found.most_common(60)]


class Ours:
    """The system's own way, over postings in memory that are cut off as the database's are."""

    def __init__(self, data: Data) -> None:
        self.data = data
        self.pieces = {
            id_: shingles(SECRET, m["title"], m["text"], apart=False) for id_, m in data.messages.items()
        }
        self.postings: dict[int, list[str]] = defaultdict(list)
        for id_, pieces in self.pieces.items():
            for piece in pieces:
                if len(self.postings[piece]) < FOLLOWED:
                    self.postings[piece].append(id_)

    def nearest(self, id_: str) -> list[str]:
        near = nearness(tuple(tuple(self.postings[piece]) for piece in self.pieces[id_]))
        near.pop(id_, None)
        now = self.data.telling(id_)
        ranks = {other: near[other] + likeness(now, self.data.telling(other)).rank for other in nearest(near)}
        return sorted(ranks, key=lambda other: -ranks[other])


def _grams(text: str) -> Iterable[str]:
    for part in plain(text).split():
        for length in (1, 2, 3):
            yield from (part[at : at + length] for at in range(len(part) - length + 1))


def recalls(nearest_to: Callable[[str], list[str]], pairs: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Asked for each message of a known repeat: is the other one among the first? Other known repeats of it do not count
    against it."""
    known: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        if pair["same"]:
            known[pair["a_id"]].add(pair["b_id"])
            known[pair["b_id"]].add(pair["a_id"])
    hits: Counter[int] = Counter()
    for id_, others in known.items():
        found = nearest_to(id_)
        for other in others:
            rest = [each for each in found if each == other or each not in others]
            hits.update(rank for rank in RANKS if other in rest[:rank])
    asked = sum(len(others) for others in known.values())
    return {f"recall@{rank}": hits[rank] / asked for rank in RANKS}


def line(name: str, told: dict[str, float]) -> str:
    return f"{name:34}" + "  ".join(f"{what} {value:.3f}" for what, value in told.items())


def main(where: Path) -> None:
    data = Data.read(where)
    baseline, ours = TfIdf({id_: f"{m['title']} {m['text']}" for id_, m in data.messages.items()}), Ours(data)
    cosines = [(baseline.cosine(pair["a_id"], pair["b_id"]),) for pair in data.pairs]
    likes = [likeness(data.telling(pair["a_id"]), data.telling(pair["b_id"])) for pair in data.pairs]
    rows = [(like.best, like.where * like.what) for like in likes]
    same, how = [pair["same"] for pair in data.pairs], measure()
    told = [
        line("cosine, cross-validated", cross_validated(cosines, data.pairs, threshold)),
        line("likeness, cross-validated", cross_validated(rows, data.pairs, fit)),
        line("likeness, as shipped", figures([like.score for like in likes], data.pairs)),
        line("cosine, finding", recalls(baseline.nearest, data.pairs)),
        line("pieces and likeness, finding", recalls(ours.nearest, data.pairs)),
        f"shipped weights {how.best} {how.both} {how.none}; fitted to all: {[round(w, 2) for w in fit(rows, same)]}",
    ]
    sys.stdout.write("\n".join(told) + "\n")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    asked.add_argument(
        "--data",
        type=Path,
        required=True,
        help="a directory with messages_dev.jsonl and repeat_pairs_dev.jsonl",
    )
    main(asked.parse_args().data)
