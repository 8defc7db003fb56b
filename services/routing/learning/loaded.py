"""What was learned, as a running service asks it: read when it is first needed, and again when `./lianjie learn` has written anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from chassis.logs import log
from services.routing.learning.ranker import MARK, Ranker, Ranking, read


@dataclass
class Learned:
    """Answers from a file; none where there is no file, and the ranker is off."""

    file: Path | None
    _at: float = 0.0
    _rankers: tuple[Ranker, ...] = field(default=(), repr=False)

    def __call__(self, title: str, text: str, public: str) -> Mapping[str, Ranking]:
        """What closed matters speak for, by what is asked: unit, category, matter_class, path. `public`: the part of the text
        whose words may be shown as reasons."""
        self._follow()
        return {ranker.about: ranker.rank(title, text, public) for ranker in self._rankers}

    @property
    def learned_from(self) -> int:
        """Closed matters; 0 if it is off."""
        self._follow()
        return max((ranker.learned_from for ranker in self._rankers), default=0)

    def _follow(self) -> None:
        if self.file is None:
            return
        try:
            at = self.file.stat().st_mtime
        except OSError:
            self._rankers = ()
            return
        if at == self._at:
            return
        self._at = at
        try:
            self._rankers = rankers(self.file)
        except (OSError, ValueError, EOFError, KeyError) as wrong:
            log.error("what was learned cannot be read; the ranker is off", why=type(wrong).__name__)
            self._rankers = ()


def rankers(file: Path) -> tuple[Ranker, ...]:
    """All that one learning has written. Raises ValueError, EOFError or KeyError for another file."""
    found = []
    with file.open("rb") as of:
        if of.readline() != MARK:
            raise ValueError(f"{file.name} holds no ranker of this release")
        while of.peek(1):
            found.append(read(of))
    return tuple(found)
