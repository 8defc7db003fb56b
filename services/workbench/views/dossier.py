"""A dossier and the list of dossiers, in the words of their pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from services.workbench.words import moment, on_paper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.workbench.language import Language


@dataclass(frozen=True, slots=True)
class PieceRow:
    """One line of 卷内目录; `opens`: its bound copy can be read here."""

    seq: int
    group: str
    title: str
    number: str
    dated: str
    pages: str
    fingerprint: str
    opens: bool


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One bound dossier in the list; `waits`: not handed over yet; `sealed`: nothing of it may be read here; `archives`: its matter may
    go to the archive now, as far as the window knows."""

    matter_id: str
    number: str
    title: str
    keep: str
    count: int
    keeper: str
    bound: str
    over: str
    waits: bool
    sealed: bool
    archives: bool


def pieces(told: Mapping[str, Any], language: Language) -> list[PieceRow]:
    bound = bool(told["bound"])
    return [
        PieceRow(
            line["seq"], line["group_name"], line["title"], line["number"], _day(line["dated"], language), line["pages"],
            line["sha256"][:16], bound and line["source"] == "text",
        )
        for line in told["pieces"]
    ]  # fmt: skip


def looks(told: Mapping[str, Any], now: datetime, language: Language) -> list[tuple[str, str]]:
    """Who has looked into it, when and at what."""
    rows = []
    for look in told["looks"]:
        piece = language.say("dossier.looked_at_piece", n=look["piece"]) if look["piece"] else ""
        what = (
            language.say("dossier.looked_at_all")
            if look["whole"]
            else piece or language.say("dossier.looked_at_list")
        )
        who = language.say("dossier.who", name=look["name"], post=language.word("role", look["role"]))
        rows.append((moment(_at(look["at"]), now, language), f"{who}　{what}"))
    return rows


def row(dossier: Mapping[str, Any], ended: bool, language: Language) -> DossierRow:
    """`ended`: its matter waits for the archive."""
    over = dossier["handed_over"]
    return DossierRow(
        dossier["matter_id"], dossier["dossier_no"], dossier["title"], dossier["keep"], dossier["count"], dossier["keeper"],
        _day(dossier["bound_at"], language),
        language.say("dossier.handed_over", list=over["list_no"], to=over["to"]) if over else "", waits=over is None,
        sealed=dossier.get("sealed", False), archives=dossier.get("sealed", False) and ended,
    )  # fmt: skip


def _at(told: str) -> datetime:
    return datetime.fromisoformat(told)


def _day(told: str | None, language: Language) -> str:
    return on_paper(_at(told), language) if told else ""
