"""What is told of a dossier over HTTP: its list of pieces (卷内目录), what lacks, whether the chain holds, who has looked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.notifications.dossiers.dossier import Dossier, Inspection, Piece, broken_at
from services.notifications.dossiers.gathering import Gathered
from services.notifications.dossiers.kinds import GROUPS_ZH, RULES

_NOT_BOUND = {"dossier_no": "", "broken_at": None}
LOOKS = 50  # the newest that a page shows


def told(gathered: Gathered, dossier: Dossier | None, looks: Sequence[Inspection]) -> dict[str, Any]:
    """`bound` says whether the pieces are those of a bound dossier; `added` counts what has come since."""
    pieces = dossier.pieces if dossier else gathered.pieces
    known = {(piece.ref, piece.title) for piece in pieces}
    return {
        "item_no": gathered.sheet.item_no, "matter": gathered.sheet.title, "kind": gathered.rule.kind, "title": gathered.rule.title,
        "keep": gathered.rule.keep, "bound": dossier is not None,
        "added": sum((piece.ref, piece.title) not in known for piece in gathered.pieces),
        "pieces": [_line(n, piece) for n, piece in enumerate(pieces, 1)],
        "lacks": [{"group": group, "name": GROUPS_ZH[group]} for group in gathered.lacks()],
        "looks": [
            {"name": look.name, "role": look.role, "at": look.at, "piece": look.piece, "whole": look.whole}
            for look in looks[:LOOKS]
        ],
        **(brief(dossier) if dossier else _NOT_BOUND),
    }  # fmt: skip


def brief(dossier: Dossier) -> dict[str, Any]:
    """`broken_at`: the first piece that was altered since; none if the chain holds. It needs the copies of the texts."""
    over = dossier.handed_over
    return {
        "matter_id": dossier.matter_id, "dossier_no": dossier.number, "kind": dossier.kind, "title": RULES[dossier.kind].title,
        "keep": RULES[dossier.kind].keep, "volume": dossier.volume, "keeper": dossier.keeper, "bound_at": dossier.bound_at,
        "count": len(dossier.pieces), "chain": dossier.chain, "broken_at": broken_at(dossier),
        "handed_over": {"list_no": over.list_no, "to": over.to, "at": over.at, "by": over.by} if over else None,
    }  # fmt: skip


def _line(n: int, piece: Piece) -> dict[str, Any]:
    source = "text" if piece.is_text else "file" if piece.ref else "paper"
    return {
        "seq": n, "group": piece.group, "group_name": GROUPS_ZH[piece.group], "title": piece.title, "number": piece.number,
        "dated": piece.dated, "pages": piece.pages, "media_type": piece.media_type, "size": piece.size, "sha256": piece.sha256,
        "chain": piece.chain, "source": source, "ref": piece.ref,
    }  # fmt: skip
