"""Reading two revisions runs nothing that a checkout or its configuration could bring."""

import os
import socket
import stat
import subprocess
from pathlib import Path

import pytest

from slaspec.errors import UsageError
from tests.review.repositories import ENVIRON, calendar, read, repository, standing_in

PROGRAMS = (
    "core.fsmonitor",
    "core.sshCommand",
    "core.askPass",
    "core.editor",
    "core.pager",
    "core.gitProxy",
    "core.alternateRefsCommand",
    "credential.helper",
    "diff.external",
    "diff.evil.command",
    "diff.evil.textconv",
    "filter.evil.clean",
    "filter.evil.smudge",
    "filter.evil.process",
    "gpg.program",
    "merge.evil.driver",
    "remote.origin.uploadpack",
    "uploadpack.packObjectsHook",
    "trailer.evil.cmd",
)
HOOKS = ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman")


@pytest.fixture
def hostile(tmp_path):
    """A repository in which every setting and hook would leave a file PWNED, if it ran."""
    here = repository(tmp_path / "here")
    here.commit(
        {
            "contracts/a.yaml": calendar("a"),
            ".gitattributes": "* filter=evil diff=evil merge=evil ident text eol=crlf\n",
        }
    )
    here.branch("topic")
    here.commit({"contracts/b.yaml": calendar("b")})
    program = tmp_path / "evil"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/PWNED\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    for setting in PROGRAMS:
        here.git("config", setting, str(program))
    here.git("config", "filter.evil.required", "true")
    here.git("config", "alias.ls-tree", f"!{program}")
    here.git("remote", "add", "other", f"ext::{program}")
    for hook in HOOKS:
        (here.folder / ".git" / "hooks" / hook).parent.mkdir(exist_ok=True)
        (here.folder / ".git" / "hooks" / hook).write_text(program.read_text())
        (here.folder / ".git" / "hooks" / hook).chmod(0o755)
    here.write({"git": program.read_text(), "contracts/git": program.read_text()})
    return here


@pytest.mark.parametrize("head", [None, "topic"])
def test_no_hook_filter_monitor_or_program_is_started(hostile, tmp_path, head):
    """A hostile configuration, hooks and attributes: both sides are read, and nothing ran."""
    with read(hostile, "main", head) as pair:
        assert ({"a"}, {"a", "b"}) == (set(pair.base.contracts), set(pair.head.contracts))

    assert not (tmp_path / "PWNED").exists()


def test_the_hostile_configuration_is_one(hostile, tmp_path):
    """A check of the test: a plain `git status` does run something there."""
    os.utime(hostile.folder / "contracts/a.yaml", (1, 1))

    subprocess.run(["git", "status"], cwd=hostile.folder, env=ENVIRON, capture_output=True)

    assert (tmp_path / "PWNED").exists()


@pytest.mark.parametrize("first", ["", ".", "contracts"])
def test_a_git_of_the_checkout_is_not_run(hostile, tmp_path, first):
    """A search path that begins here does not make a program of the checkout the `git`."""
    (hostile.folder / "git").chmod(0o755)
    (hostile.folder / "contracts/git").chmod(0o755)
    environ = ENVIRON | {"PATH": f"{first}{os.pathsep}{ENVIRON['PATH']}"}

    with standing_in(hostile.folder), read(hostile, "main", start=Path(), environ=environ) as pair:
        assert {"a", "b"} == set(pair.head.contracts)

    assert not (tmp_path / "PWNED").exists()


def test_neither_the_index_nor_the_files_are_touched(hostile):
    """What is read stays as it was, to the byte and the second."""

    def state():
        return {
            path: (path.stat().st_mtime_ns, path.stat().st_size)
            for path in hostile.folder.rglob("*")
            if path.is_file()
        }

    before = state()
    with read(hostile, "main"):
        pass
    with read(hostile, "main", "topic"):
        pass

    assert before == state()


def test_a_missing_object_of_a_promisor_starts_no_transport(tmp_path):
    """A clone that promises objects names a program as its remote: it is not asked."""
    here = repository(tmp_path / "here")
    here.commit({"contracts/a.yaml": calendar("a")})
    name = here.git("rev-parse", "main:contracts/a.yaml")
    (here.folder / ".git/objects" / name[:2] / name[2:]).unlink()
    here.git("config", "extensions.partialClone", "evil")
    here.git("config", "core.repositoryFormatVersion", "1")
    here.git("config", "remote.evil.url", f"ext::touch {tmp_path}/PWNED")
    here.git("config", "remote.evil.promisor", "true")

    with pytest.raises(UsageError, match="because it is partial"):
        read(here, "main", "main").__enter__()

    assert not (tmp_path / "PWNED").exists()


def test_no_replacement_stands_in_for_a_commit(tmp_path):
    """A commit id in the output is that of what was read, whatever refs/replace says."""
    here = repository(tmp_path / "here")
    first = here.commit({"contracts/a.yaml": calendar("a")})
    second = here.commit({"contracts/b.yaml": calendar("b")})
    here.git("replace", first, second)

    with read(here, first, second) as pair:
        assert ({"a"}, first) == (set(pair.base.contracts), pair.base_side.commit)


def test_no_socket_is_opened(tmp_path, monkeypatch):
    """Nor does anything in this process use a network."""
    here = repository(tmp_path / "here")
    here.commit({"contracts/a.yaml": calendar("a")})
    monkeypatch.setattr(socket, "socket", None)

    with read(here, environ=ENVIRON) as pair:
        assert pair.head.contracts
