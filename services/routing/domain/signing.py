"""Who approves which act and who signs which text: the matrix (signing.toml), typed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Approval:
    """An act of this name takes effect only when somebody of one of these posts has approved it."""

    by: frozenset[str]
    basis: str


@dataclass(frozen=True, slots=True)
class Signer:
    """The text that an act signs, and the posts that may."""

    text: str
    by: frozenset[str]


def approval_of(act: str) -> Approval | None:
    return matrix()[0].get(act)


def signer_of(act: str) -> Signer:
    """Raises KeyError for an act that signs nothing."""
    return matrix()[1][act]


@cache
def matrix() -> tuple[Mapping[str, Approval], Mapping[str, Signer]]:
    """The file as it stands; a malformed one stops the service at its start."""
    text = files("services.routing").joinpath("signing.toml").read_text(encoding="utf-8")
    told: dict[str, dict[str, Any]] = tomllib.loads(text)
    approvals = {act: Approval(frozenset(row["by"]), row["basis"]) for act, row in told["approvals"].items()}
    signers = {act: Signer(row["text"], frozenset(row["by"])) for act, row in told["signers"].items()}
    return approvals, signers
