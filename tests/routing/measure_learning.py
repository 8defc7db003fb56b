"""How well the ranker answers for a file of texts whose answers are known: `python -m tests.routing.measure_learning FILE`.

FILE has one JSON object a line: title, text, label, and group (texts of one group are repeats of each other, and never on both sides).
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from services.routing.learning.training import Example, learned


def main(file: Path) -> None:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    began = time.perf_counter()
    found = learned("label", [Example(r["title"], r["text"], r["label"], str(r["group"])) for r in rows])
    took = time.perf_counter() - began
    asked = time.perf_counter()
    for row in rows[:100]:
        found.ranker.rank(row["title"], row["text"])
    each = (time.perf_counter() - asked) / min(len(rows), 100)
    print(
        f"{len(rows)} texts, {len(found.ranker.answers)} answers, {len(found.ranker.ids)} features; learned in {took:.0f} s"
    )
    print(
        f"macro-F1 {found.macro_f1:.4f}  accuracy {found.accuracy:.4f}  coverage at 95 % accuracy {found.coverage:.3f}"
    )
    print(f"one question: {1000 * each:.1f} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
