"""Writes what is derived from the models: JSON Schemas, the AsyncAPI 3 document and the catalogue.

`python -m lianjie_contracts.generate` writes into the directory of the distribution; `--check` only says what differs.
An incompatible change of a schema is refused: raise the version and write the step instead.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from lianjie_contracts.base import Message, schema_of
from lianjie_contracts.compatibility import breaks
from lianjie_contracts.registry import MESSAGES, NEWEST
from lianjie_contracts.topics import Topic, declared

ROOT = Path(__file__).resolve().parents[1]
HEADERS = {
    "ce_specversion": "always 1.0", "ce_id": "UUIDv7 of the message", "ce_type": "the message's type",
    "ce_schemaver": "its version", "ce_source": "who wrote it, e.g. lianjie/routing", "ce_subject": "its stream, e.g. matter:450199:…",
    "ce_seq": "number in the stream, from 1; 0 for a command", "ce_tenant": "county of birth", "ce_time": "RFC 3339",
    "ce_causationid": "id of the message or command that caused it (optional)", "traceparent": "W3C trace context (optional)",
}  # fmt: skip


def generated() -> dict[str, str]:
    """Every derived file by its path below the distribution."""
    files = {
        f"schemas/{message.type}.v{message.version}.json": _json(_schema(message)) for message in MESSAGES
    }
    return {**files, "asyncapi.json": _json(asyncapi()), "README.md": catalogue()}


def _schema(message: type[Message]) -> dict[str, Any]:
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"lianjie:{message.type}.v{message.version}",
    }
    return {**head, **schema_of(message)}


def _json(value: Any) -> str:  # noqa: ANN401 - any JSON
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def asyncapi() -> dict[str, Any]:
    """AsyncAPI 3.0: channels are topics, operations are who writes and who reads them."""
    topics = declared()
    operations: dict[str, Any] = {}
    for topic in topics:
        channel = {"$ref": f"#/channels/{_name(topic)}"}
        for service in topic.producers:
            operations[f"{service}_writes_{_name(topic)}"] = {"action": "send", "channel": channel}
        for service in topic.consumers:
            operations[f"{service}_reads_{_name(topic)}"] = {"action": "receive", "channel": channel}
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Lianjie 联接", "version": "0.1.0", "description": "Events of county joint-reception centres. CloudEvents 1.0, binary mode."},
        "defaultContentType": "application/json",
        "channels": {_name(topic): _channel(topic) for topic in topics},
        "operations": operations,
        "components": {
            "messages": {f"{m.type}_v{m.version}": _message(m) for m in MESSAGES},
            "messageTraits": {"cloudevent": {"headers": {"type": "object", "properties": {n: {"type": "string", "description": d} for n, d in HEADERS.items()}}}},
        },
    }  # fmt: skip


def _name(topic: Topic) -> str:
    return topic.name.replace(".", "_").replace("{", "").replace("}", "")


def _channel(topic: Topic) -> dict[str, Any]:
    channel: dict[str, Any] = {
        "address": topic.name,
        "description": f"{topic.purpose} Key: the {topic.key}'s id. Order: {topic.order}. Personal data: {topic.personal}.",
        "messages": {f"{m.type}_v{m.version}": {"$ref": f"#/components/messages/{m.type}_v{m.version}"} for m in MESSAGES if m.type in topic.events},
        "bindings": {"kafka": {"partitions": topic.partitions, "topicConfiguration": {"cleanup.policy": [topic.cleanup]}}},
    }  # fmt: skip
    parameters = {
        name: {"description": about} for name, about in _PARAMETERS.items() if f"{{{name}}}" in topic.name
    }
    return {**channel, "parameters": parameters} if parameters else channel


_PARAMETERS = {
    "county": "GB/T 2260 code of a county in the directory",
    "unit": "code of a unit in the directory, county included",
    "service": "name of a service",
    "n": "number of a rebuild",
}


def _message(message: type[Message]) -> dict[str, Any]:
    return {
        "name": message.type,
        "title": f"{message.type} v{message.version}",
        "summary": _first_line(message),
        "traits": [{"$ref": "#/components/messageTraits/cloudevent"}],
        "payload": {"schemaFormat": "application/schema+json;version=draft-2020-12", "schema": {"$ref": f"schemas/{message.type}.v{message.version}.json"}},
    }  # fmt: skip


def _first_line(message: type[Message]) -> str:
    """What the module of the message says in its first sentence."""
    return (sys.modules[message.__module__].__doc__ or "").strip().split("\n")[0]


def catalogue() -> str:
    """The README: every message with version, topic, key, who writes it and who reads it."""
    lines = [
        "# lianjie-contracts", "",
        "What a department or another county centre needs to take part in Lianjie, and nothing else: words, messages, topics.",
        "`pip install lianjie-contracts` brings pydantic only. This page is generated (`python -m lianjie_contracts.generate`).", "",
        "Read a record: `envelope.Envelope.read(headers)`, then `registry.read(type, version, body)`. Write one: build the model,",
        "`message.body()`, `Envelope(...).headers()`, key = the subject's own id. `examples/unit_system/` in the main project shows a",
        "department's own system that uses this package alone.", "",
        "## Messages", "", "| message | versions | what it says | topic | key | writes | reads |", "|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    topics = declared()
    for type_, newest in NEWEST.items():
        topic = next(t for t in topics if type_ in t.events)
        versions = ", ".join(f"V{m.version}" for m in MESSAGES if m.type == type_)
        lines.append(
            f"| `{type_}` | {versions} | {_first_line(newest)} | `{topic.name}` | {topic.key} | {', '.join(topic.producers)} | {', '.join(topic.consumers)} |"
        )
    lines += [
        "",
        "## Topics",
        "",
        "| topic | what for | order | partitions | kept | personal data |",
        "|---|---|---|---|---|---|",
    ]
    for topic in topics:
        kept = "compacted" if topic.cleanup == "compact" else f"{topic.retention_days} days"
        lines.append(
            f"| `{topic.name}` | {topic.purpose} | {topic.order} | {topic.partitions} | {kept} | {topic.personal} |"
        )
    lines += [
        "",
        "## Headers",
        "",
        "| header | meaning |",
        "|---|---|",
        *(f"| `{n}` | {d} |" for n, d in HEADERS.items()),
    ]
    return "\n".join(lines) + "\n"


def main(check: bool = False) -> int:
    """Write, or with `check` compare; the exit code."""
    wanted, wrong = generated(), []
    for path, text in wanted.items():
        held = ROOT / path
        old = held.read_text(encoding="utf-8") if held.exists() else None
        if old == text:
            continue
        if check:
            wrong.append(f"{path} is not what the models say: run python -m lianjie_contracts.generate")
        elif old and path.startswith("schemas/") and (broken := breaks(json.loads(old), json.loads(text))):
            wrong.extend(f"{path}: {sentence}" for sentence in broken)
        else:
            held.parent.mkdir(parents=True, exist_ok=True)
            held.write_text(text, encoding="utf-8")
    known = {Path(path).name for path in wanted if path.startswith("schemas/")}
    wrong += [
        f"schemas/{p.name} belongs to no message"
        for p in sorted((ROOT / "schemas").glob("*.json"))
        if p.name not in known
    ]
    sys.stdout.writelines(f"{line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
