"""The keys of one local system: made at its first start, kept in a file that only its owner reads."""

from __future__ import annotations

import base64
import os
import secrets
import tomllib
from pathlib import Path

NAMES = ("MASTER_KEY", "PERSON_KEY", "TOKEN_SECRET", "EXCHANGE_KEY")


def keys(path: Path) -> dict[str, str]:
    """All keys by setting name; those that are missing are made."""
    kept: dict[str, str] = tomllib.loads(path.read_text(encoding="ascii")) if path.is_file() else {}
    made = {name: base64.b64encode(secrets.token_bytes(32)).decode() for name in NAMES if name not in kept}
    if made:
        _write(path, {**kept, **made})
    return {**kept, **made}


def _write(path: Path, wanted: dict[str, str]) -> None:
    """Never half a file: without these keys what was encrypted stays so for ever."""
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with open(draft, "x", encoding="ascii", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write("# Keys of this local system. Whoever loses them loses the encrypted personal data.\n")
        file.writelines(f'{name} = "{value}"\n' for name, value in wanted.items())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
