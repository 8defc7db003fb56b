"""What this system remembers: cases and replies, in one SQLite file; a restart loses and repeats nothing."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lianjie_contracts.envelope import Envelope
from lianjie_contracts.events.answer_asked import AnswerAsked
from lianjie_contracts.events.matter_routed import MatterRouted

ONCE = "提出异议"  # is not tried again
SCHEMA = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS heard (
  topic TEXT, subject TEXT, seq INTEGER NOT NULL, PRIMARY KEY (topic, subject));
CREATE TABLE IF NOT EXISTS cases (
  unit TEXT, matter_id TEXT, body TEXT NOT NULL, event_id TEXT NOT NULL, trace TEXT,
  wake_at REAL, mistake TEXT, tries INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (unit, matter_id));
CREATE TABLE IF NOT EXISTS replies (
  id TEXT PRIMARY KEY, topic TEXT NOT NULL, matter_id TEXT NOT NULL, act TEXT NOT NULL, headers TEXT NOT NULL,
  body BLOB NOT NULL, sent INTEGER NOT NULL DEFAULT 0, outcome TEXT, code TEXT);
CREATE TABLE IF NOT EXISTS asked (record TEXT PRIMARY KEY, body TEXT NOT NULL, event_id TEXT NOT NULL, wake_at REAL);
"""
TAKE_OVER = """
INSERT INTO cases (unit, matter_id, body, event_id, trace, wake_at, mistake) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET body = excluded.body, event_id = excluded.event_id, trace = excluded.trace,
  wake_at = excluded.wake_at, tries = 0
"""
TRY_AGAIN = "UPDATE cases SET mistake = NULL, tries = tries + 1, wake_at = ? WHERE unit = ? AND matter_id = ?"


@dataclass(frozen=True, slots=True)
class Case:
    """One matter as the feed last told it, and what we are about to do with it."""

    routed: MatterRouted
    event_id: str
    trace: str | None
    mistake: str | None
    tries: int


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply with the exact bytes that go, or went, on the bus."""

    id: str
    topic: str
    matter_id: str
    act: str
    headers: list[tuple[str, bytes]]
    body: bytes


class Cases:
    """The file. What happens inside `with cases.together():` happens whole or not at all."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript("PRAGMA journal_mode=WAL;" + SCHEMA)
        self._do("INSERT OR IGNORE INTO about VALUES ('group', ?)", f"unit-system-{uuid.uuid4()}")

    @property
    def group(self) -> str:
        """The consumer group belongs to the file: an empty file means reading from the beginning."""
        return str(self._one("SELECT value FROM about WHERE name = 'group'"))

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        self._do("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._do("ROLLBACK")
            raise
        self._do("COMMIT")

    def is_new(self, topic: str, envelope: Envelope) -> bool:
        """Whether this is news; a number not above the last one heard of that matter is a repeat."""
        seen = self._one("SELECT seq FROM heard WHERE topic = ? AND subject = ?", topic, envelope.subject)
        if seen is not None and envelope.seq <= seen:
            return False
        self._do("INSERT OR REPLACE INTO heard VALUES (?, ?, ?)", topic, envelope.subject, envelope.seq)
        return True

    def take_over(
        self, routed: MatterRouted, envelope: Envelope, wake_at: float | None, mistake: str | None
    ) -> None:
        """The newest state of a case; a mistake once planned stays planned."""
        body = routed.model_dump_json(exclude_none=True)
        who = (routed.unit, routed.matter_id)
        self._do(TAKE_OVER, *who, body, envelope.id, envelope.traceparent, wake_at, mistake)

    def case(self, unit: str, matter_id: str) -> Case | None:
        found = self._cases("unit = ? AND matter_id = ?", unit, matter_id)
        return found[0] if found else None

    def awake(self, now: float) -> list[Case]:
        """Cases whose next reply is due."""
        return self._cases("wake_at <= ? ORDER BY wake_at", now)

    def wake(self, unit: str, matter_id: str, at: float | None) -> None:
        self._do("UPDATE cases SET wake_at = ? WHERE unit = ? AND matter_id = ?", at, unit, matter_id)

    def try_again(self, unit: str, matter_id: str, at: float) -> None:
        """Once more, and properly."""
        self._do(TRY_AGAIN, at, unit, matter_id)

    def count(self) -> int:
        return int(self._one("SELECT count(*) FROM cases") or 0)

    def ask(self, asked: AnswerAsked, event_id: str, wake_at: float | None) -> None:
        """The newest state of a supervision or recommendation, and when we answer it."""
        row = (asked.record, asked.model_dump_json(exclude_none=True), event_id, wake_at)
        self._do("INSERT OR REPLACE INTO asked VALUES (?, ?, ?, ?)", *row)

    def asked(self, now: float) -> list[tuple[AnswerAsked, str]]:
        """What is to be answered by now, each with the event that asked; it is asked for once."""
        found = "UPDATE asked SET wake_at = NULL WHERE wake_at <= ? RETURNING body, event_id"
        return [(AnswerAsked.model_validate_json(body), id_) for body, id_ in self._do(found, now).fetchall()]

    def write(self, reply: Reply) -> None:
        headers = json.dumps([(name, value.decode()) for name, value in reply.headers])
        row = (reply.id, reply.topic, reply.matter_id, reply.act, headers, reply.body)
        self._do(
            "INSERT INTO replies (id, topic, matter_id, act, headers, body) VALUES (?, ?, ?, ?, ?, ?)", *row
        )

    def unsent(self) -> list[Reply]:
        rows = self._do(
            "SELECT id, topic, matter_id, act, headers, body FROM replies WHERE NOT sent ORDER BY rowid"
        )
        return [
            Reply(
                id_, topic, matter, act, [(name, value.encode()) for name, value in json.loads(headers)], body
            )
            for id_, topic, matter, act, headers, body in rows
        ]

    def sent(self, reply_id: str) -> None:
        self._do("UPDATE replies SET sent = 1 WHERE id = ?", reply_id)

    def awaits_answer(self, topic: str, matter_id: str) -> bool:
        """Whether an earlier reply about this matter has not been answered yet."""
        found = "SELECT 1 FROM replies WHERE topic = ? AND matter_id = ? AND outcome IS NULL"
        return self._one(found, topic, matter_id) is not None

    def answered(self, reply_id: str, outcome: str, code: str | None) -> str | None:
        """Note what became of a reply; which act it was, if it was one of ours."""
        self._do("UPDATE replies SET outcome = ?, code = ? WHERE id = ?", outcome, code, reply_id)
        act = self._one("SELECT act FROM replies WHERE id = ?", reply_id)
        return None if act is None else str(act)

    def done(self, topic: str, matter_id: str) -> set[str]:
        """The acts on this matter that were carried out; an objection also if it was refused, for there is only one."""
        found = "SELECT act FROM replies WHERE topic = ? AND matter_id = ? AND (outcome = 'DONE' OR outcome IS NOT NULL AND act = ?)"
        return {act for (act,) in self._do(found, topic, matter_id, ONCE)}

    def serial(self, topic: str, act: str) -> int:
        """The next serial number of this unit's documents."""
        return 1 + int(self._one("SELECT count(*) FROM replies WHERE topic = ? AND act = ?", topic, act) or 0)

    def outcomes(self) -> dict[tuple[str, str], int]:
        """How many replies of which act ended how; "" where the answer is still awaited."""
        rows = self._do("SELECT act, coalesce(outcome, ''), count(*) FROM replies GROUP BY 1, 2")
        return {(act, outcome): count for act, outcome, count in rows}

    def close(self) -> None:
        self._db.close()

    def _do(self, statement: str, *values: object) -> sqlite3.Cursor:
        return self._db.execute(statement, values)

    def _one(self, query: str, *values: object) -> Any:  # noqa: ANN401 - whatever the query asks for
        row = self._do(query, *values).fetchone()
        return row[0] if row else None

    def _cases(self, where: str, *values: object) -> list[Case]:
        rows = self._do("SELECT body, event_id, trace, mistake, tries FROM cases WHERE " + where, *values)  # noqa: S608 - ours
        return [Case(MatterRouted.model_validate_json(body), *rest) for body, *rest in rows]
