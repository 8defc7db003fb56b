"""What is downloaded is exactly what is locked, from Maven Central or from a mirror, or it is not used."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from deploy.local import checks, jars, ports
from deploy.local.home import PROJECT, Home
from deploy.words import Complaint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FEW = 3


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def mirror(tmp_path: Path, monkeypatch) -> Iterator[Path]:
    """A repository on this machine that holds the first few jars, which are all that is locked here."""
    few = list(jars.locked())[:FEW]
    monkeypatch.setattr(jars, "locked", lambda: iter(few))
    known = Home.here().cache
    jars.class_path(known)
    for jar in few:
        path = jar.within(tmp_path / "mirror")
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(jar.within(known / "jars"), path)
    handler = functools.partial(Quiet, directory=str(tmp_path / "mirror"))
    with http.server.ThreadingHTTPServer((ports.LOOPBACK, 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv(jars.MIRROR, f"http://{ports.LOOPBACK}:{server.server_port}")
        yield tmp_path / "mirror"
        server.shutdown()


@pytest.mark.connected
def test_jars_come_from_a_mirror_and_only_once(mirror: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int, int]] = []
    found = jars.class_path(tmp_path / "cache", lambda *numbers: told.append(numbers))
    assert all(path.is_file() for path in found)
    assert [number for number, _, _ in told] == list(range(1, FEW + 1))
    assert told[-1][2] == sum(path.stat().st_size for path in found)
    shutil.rmtree(mirror)
    assert jars.class_path(tmp_path / "cache", lambda *_: pytest.fail("fetched again")) == found


@pytest.mark.connected
def test_a_jar_damaged_on_disk_is_fetched_again(mirror: Path, tmp_path: Path) -> None:
    first, *_ = jars.class_path(tmp_path / "cache")
    first.write_bytes(b"half")
    assert jars.class_path(tmp_path / "cache")[0].stat().st_size > 4


@pytest.mark.connected
def test_a_jar_that_does_not_match_its_checksum_is_not_used(mirror: Path, tmp_path: Path) -> None:
    next(jars.locked()).within(mirror).write_bytes(b"another program")
    with pytest.raises(Complaint, match="校验值不符"):
        jars.class_path(tmp_path / "cache")


@pytest.mark.connected
def test_a_mirror_that_has_it_not_is_said_with_the_setting(mirror: Path, tmp_path: Path) -> None:
    shutil.rmtree(mirror)
    with pytest.raises(Complaint, match="LIANJIE_MAVEN_REPOSITORY"):
        jars.class_path(tmp_path / "cache")


def test_a_full_disk_is_said_before_anything_starts(alone: Home, monkeypatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=5 << 20))
    with pytest.raises(Complaint, match=r"5 MiB.*LIANJIE_HOME"):
        checks.check_disk(alone)


@pytest.mark.parametrize("lock", sorted((PROJECT / "requirements").glob("*.txt")), ids=lambda path: path.stem)
def test_a_lock_has_a_hash_for_everything_and_names_no_download_host(lock: Path) -> None:
    text = lock.read_text()
    for entry in text.replace("\\\n", " ").splitlines():
        assert "--hash=sha256:" in entry, entry
    assert "://" not in text


def test_the_lock_of_the_jars_names_no_download_host() -> None:
    assert "://" not in jars.LOCK.read_text()
    assert all(len(jar.sha256) == 64 for jar in jars.locked())
