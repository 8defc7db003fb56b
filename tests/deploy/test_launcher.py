"""`./lianjie` works from anywhere, through a link, and says what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from deploy.local.home import PROJECT

if TYPE_CHECKING:
    from pathlib import Path


def launcher(tmp_path: Path) -> Path:
    """The script in a project of its own, with locks that name nothing real."""
    root = tmp_path / "a project"
    (root / "requirements").mkdir(parents=True)
    shutil.copy(PROJECT / "lianjie", root / "lianjie")
    for lock in ("app", "local", "dev", "learn", "uv"):
        (root / "requirements" / f"{lock}.txt").write_text(f"{lock}==1\n")
    return root / "lianjie"


def command(folder: Path, name: str, script: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def fake_uv(folder: Path) -> None:
    """Makes an environment whose Python answers with its arguments."""
    python = r"""
case $1 in
  -c) mkdir -p "${0%/bin/python}/packages"; echo "${0%/bin/python}/packages" ;;
  *) echo "called: $*" ;;
esac"""
    command(folder, "python", python)
    command(
        folder,
        "uv",
        f'echo "uv $1 $2" >&2; for last; do :; done; '
        f'[ "$1" != venv ] || {{ mkdir -p "$last/bin"; cp "{folder}/python" "$last/bin/python"; }}',
    )


def run(script: Path, *words: str, path: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [script, *words],
        cwd="/",
        env={"PATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def tools(tmp_path: Path) -> str:
    fake_uv(tmp_path / "tools")
    return f"{tmp_path / 'tools'}{os.pathsep}/usr/bin{os.pathsep}/bin"


def test_through_a_link_from_another_directory_with_spaces_on_the_way(tmp_path: Path, tools: str) -> None:
    script = launcher(tmp_path)
    (tmp_path / "first").symlink_to("second")
    (tmp_path / "second").symlink_to(script)
    done = run(tmp_path / "first", "status", "--now and then", path=tools)
    assert done.stdout == "called: -P -m deploy.cli status --now and then\n", done.stderr
    lines = (script.parent / ".lianjie" / "venv" / "packages" / "lianjie.pth").read_text().splitlines()
    assert lines == [str(script.parent), str(script.parent / "contracts")]


def test_installs_again_only_when_a_lock_changed_or_the_tools_are_wanted(tmp_path: Path, tools: str) -> None:
    script = launcher(tmp_path)
    assert "uv pip sync" in run(script, "status", path=tools).stderr
    assert run(script, "status", path=tools).stderr == ""
    (script.parent / "requirements" / "app.txt").write_text("app==2\n")
    assert "uv pip sync" in run(script, "status", path=tools).stderr
    for more in ("test", "learn"):
        assert "uv pip sync" in run(script, more, path=tools).stderr
        assert run(script, "status", path=tools).stderr == ""


def test_an_installation_that_failed_is_tried_again(tmp_path: Path, tools: str) -> None:
    script = launcher(tmp_path)
    command(tmp_path / "tools", "uv-as-it-should-be", (tmp_path / "tools" / "uv").read_text())
    command(
        tmp_path / "broken",
        "uv",
        f'[ "$1" != pip ] || exit 2; exec "{tmp_path}/tools/uv-as-it-should-be" "$@"',
    )
    assert run(script, "status", path=f"{tmp_path / 'broken'}{os.pathsep}{tools}").returncode == 2
    assert run(script, "status", path=tools).stdout.startswith("called:")


def test_a_machine_without_pip_is_told_what_to_install(tmp_path: Path) -> None:
    command(tmp_path / "bare", "python3", "exit 1")
    for name in ("uname", "dirname", "mkdir", "readlink", "cksum", "tr", "cat", "rm"):
        (tmp_path / "bare" / name).symlink_to(shutil.which(name) or "")
    done = run(launcher(tmp_path), "up", path=str(tmp_path / "bare"))
    assert done.returncode == 1
    assert "apt install python3 python3-pip" in done.stderr


def test_another_kind_of_machine_is_told_to_use_containers(tmp_path: Path) -> None:
    command(tmp_path / "other", "uname", "echo Linux aarch64")
    done = run(launcher(tmp_path), "up", path=f"{tmp_path / 'other'}{os.pathsep}/usr/bin{os.pathsep}/bin")
    assert done.returncode == 1
    assert "docker compose up" in done.stderr
