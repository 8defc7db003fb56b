"""Which answer closed matters speak for, how surely, and by which words. Arithmetic on arrays: no library is needed to ask it."""

from __future__ import annotations

import json
import math
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import Any, BinaryIO

from services.routing.learning.features import features, plain, runs_of

MARK = b"lianjie-ranker-1\n"
SHOWN = 3  # words of a reason
LOOKED_AT = 8  # runs that they are made of


@dataclass(frozen=True, slots=True)
class Ranking:
    """`certainty`: the part of answers with such a lead that was what people decided; `sure`: enough to be proposed. `words` of
    the text that spoke most for it."""

    answer: str
    certainty: float
    sure: bool
    words: tuple[str, ...]
    second: str = ""


@dataclass(frozen=True, slots=True)
class Ranker:
    """Ranks the answers to one question. `ids` ascend; each has its rarity and one weight per answer.

    `margins` and `certainties` are steps, ascending: by how much the first answer must lead the second to be that certain.
    `enough`: the lead from which it proposes.
    """

    about: str
    answers: tuple[str, ...]
    ids: array[int]
    rarity: array[float]
    weights: array[float]
    bias: tuple[float, ...]
    margins: tuple[float, ...]
    certainties: tuple[float, ...]
    enough: float
    learned_from: int

    def rank(self, title: str, text: str, public: str = "") -> Ranking:
        """The answer for a text, with words of its title and of what is `public` of it; of a text of which nothing was ever seen, with the least certainty there is."""
        seen = self._seen(title, text)
        scores = list(self.bias)
        for place, value in seen:
            row = place * len(self.answers)
            for n in range(len(self.answers)):
                scores[n] += value * self.weights[row + n]
        order = sorted(range(len(scores)), key=lambda n: -scores[n])
        first, second = order[0], order[1]
        lead = scores[first] - scores[second] if seen else 0.0
        words = self._words(seen, first, second, runs_of(title, public), f"{title}\x01{public}")
        return Ranking(
            self.answers[first], self.certainty(lead), lead >= self.enough, words, self.answers[second]
        )

    def certainty(self, margin: float) -> float:
        """How often an answer with at most such a lead was right: never more than was seen."""
        return self.certainties[max(bisect_right(self.margins, margin) - 1, 0)]

    def _seen(self, title: str, text: str) -> list[tuple[int, float]]:
        """Places of the features that are known, with their weight in a text of length one."""
        found = []
        for id_, count in features(title, text).items():
            place = bisect_left(self.ids, id_)
            if place < len(self.ids) and self.ids[place] == id_:
                found.append((place, (1 + math.log(count)) * self.rarity[place]))
        length = math.sqrt(sum(value * value for _, value in found)) or 1.0
        return [(place, value / length) for place, value in found]

    def _words(
        self, seen: Sequence[tuple[int, float]], first: int, second: int, runs: Mapping[int, str], public: str
    ) -> tuple[str, ...]:
        """The stretches of the public text that made the first answer lead, the strongest first."""
        width = len(self.answers)
        leads = {
            run: lead
            for place, value in seen
            if (run := runs.get(self.ids[place]))
            and (lead := value * (self.weights[place * width + first] - self.weights[place * width + second]))
            > 0
        }
        strongest = nlargest(LOOKED_AT, leads, key=lambda run: leads[run])
        return tuple(stretches(plain(public), strongest)[:SHOWN])


def stretches(text: str, runs: Sequence[str]) -> list[str]:
    """What the runs cover of a text, each stretch whole and once, in the order of the strongest run in it."""
    covered = [False] * len(text)
    for run in runs:
        for start in range(len(text)):
            if text.startswith(run, start):
                covered[start : start + len(run)] = [True] * len(run)
    parted = "".join(c if here else "\n" for c, here in zip(text, covered, strict=True)).split("\n")
    found = dict.fromkeys(part for part in parted if part)
    return sorted(found, key=lambda part: next((n for n, run in enumerate(runs) if run in part), len(runs)))


def write(ranker: Ranker, into: BinaryIO) -> None:
    """A head in JSON and three arrays: nothing that runs when it is read."""
    head: dict[str, Any] = {
        "about": ranker.about, "answers": ranker.answers, "bias": ranker.bias, "margins": ranker.margins,
        "certainties": ranker.certainties, "enough": ranker.enough, "learned_from": ranker.learned_from, "ids": len(ranker.ids),
    }  # fmt: skip
    into.write(json.dumps(head, ensure_ascii=False).encode() + b"\n")
    into.writelines(part.tobytes() for part in (ranker.ids, ranker.rarity, ranker.weights))


def read(of: BinaryIO) -> Ranker:
    """One ranker. Raises ValueError for what is none, EOFError for one that is cut off."""
    head = json.loads(of.readline())
    ids, rarity, weights = array("I"), array("f"), array("f")
    ids.fromfile(of, head["ids"])
    rarity.fromfile(of, head["ids"])
    weights.fromfile(of, head["ids"] * len(head["answers"]))
    return Ranker(
        head["about"], tuple(head["answers"]), ids, rarity, weights, tuple(head["bias"]), tuple(head["margins"]),
        tuple(head["certainties"]), head["enough"], head["learned_from"],
    )  # fmt: skip
