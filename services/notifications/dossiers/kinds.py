"""Which kind of dossier a matter has, to which group of it a piece belongs, and what it lacks (dossiers.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from lianjie_contracts.vocabulary import Channel, DossierKind, Source
from services.notifications.contacts import MatterSheet


class Group(StrEnum):
    """What a piece is, in the words of the rules on dossiers [S4]."""

    FORM = "FORM"
    MATERIAL = "MATERIAL"
    ORDER = "ORDER"
    SLIP = "SLIP"
    SENT = "SENT"
    EVIDENCE = "EVIDENCE"
    CONCLUSION = "CONCLUSION"
    REPORT = "REPORT"
    APPROVAL = "APPROVAL"
    OTHER = "OTHER"


GROUPS_ZH: Mapping[Group, str] = {
    Group.FORM: "登记表",
    Group.MATERIAL: "信访人材料",
    Group.ORDER: "交办函、批示原件",
    Group.SLIP: "告知文书",
    Group.SENT: "转送、交办文书",
    Group.EVIDENCE: "证据",
    Group.CONCLUSION: "答复、结论",
    Group.REPORT: "办结报告",
    Group.APPROVAL: "审批单",
    Group.OTHER: "其他",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind: `owed` names the texts that make a group required."""

    kind: DossierKind
    title: str
    letter: str
    keep: str
    groups: tuple[Group, ...]
    must: frozenset[Group]
    owed: Mapping[Group, str]


# By the beginning of a text's code, the longest first.
_OF_TEXT: Mapping[str, Group] = {
    "D08.3": Group.ORDER, "D18.2": Group.APPROVAL, "D18.3": Group.APPROVAL, "D18": Group.REPORT, "D26": Group.APPROVAL,
    "D03": Group.CONCLUSION, "D04": Group.CONCLUSION, "D05": Group.CONCLUSION, "D06.4": Group.CONCLUSION, "D11": Group.CONCLUSION,
    "D12": Group.CONCLUSION, "D13": Group.CONCLUSION, "D16": Group.CONCLUSION, "D21.3": Group.CONCLUSION, "D22": Group.CONCLUSION,
    "D25.1": Group.CONCLUSION, "D07": Group.SENT, "D08": Group.SENT, "D09": Group.SENT, "D27": Group.SENT,
}  # fmt: skip


def group_of(document: str) -> Group:
    """All that has no place of its own is a slip that was issued."""
    found = [prefix for prefix in _OF_TEXT if document.startswith(prefix)]
    return _OF_TEXT[max(found, key=len)] if found else Group.SLIP


def kind_of(sheet: MatterSheet, issued: Collection[str]) -> DossierKind:
    """A letter's by where it came from; all else is FULL if somebody has handled it, or had to report."""
    if sheet.channel == Channel.LETTER:
        by_source = {
            Source.UPPER_TRANSFER: DossierKind.LETTER_UPPER,
            Source.LEADER_INSTRUCTION: DossierKind.LETTER_LEADER,
        }
        return by_source.get(sheet.source, DossierKind.LETTER_SELF)
    handled = any(code.startswith(("D02", "D08", "D11", "D16")) for code in issued)
    return DossierKind.FULL if handled else DossierKind.ORDINARY


def lacking(rule: Rule, held: Iterable[Group], issued: Collection[str]) -> tuple[Group, ...]:
    """The groups that have no piece and must have one, in the order of the rule."""
    owed = {group for group, text in rule.owed.items() if any(code.startswith(text) for code in issued)}
    missing = (rule.must | owed) - set(held)
    return tuple(group for group in rule.groups if group in missing)


def _read() -> Mapping[DossierKind, Rule]:
    path = Path(__file__).parents[1] / "dossiers.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return MappingProxyType({
        DossierKind(name): Rule(
            DossierKind(name), line["title"], line["letter"], line["keep"], tuple(map(Group, line["groups"].split())),
            frozenset(map(Group, line["must"].split())), {Group(g): text for g, text in line.get("owed", {}).items()},
        )
        for name, line in table.items()
    })  # fmt: skip


RULES: Mapping[DossierKind, Rule] = _read()
