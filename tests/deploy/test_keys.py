"""Keys are made once, read by their owner only, and never half written."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from deploy.local.keys import NAMES, keys

if TYPE_CHECKING:
    from pathlib import Path


def test_keys_are_made_once_and_stay(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    made = keys(path)
    assert set(made) == set(NAMES)
    assert {len(base64.b64decode(key)) for key in made.values()} == {32}
    assert path.stat().st_mode & 0o777 == 0o600
    assert keys(path) == made


def test_a_key_added_by_a_later_version_joins_the_old_ones(tmp_path: Path) -> None:
    path = tmp_path / "secrets.toml"
    path.write_text('MASTER_KEY = "kept"\n')
    found = keys(path)
    assert found["MASTER_KEY"] == "kept"
    assert keys(path) == found
