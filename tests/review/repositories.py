"""
Small git repositories in temporary folders, for tests of what a pull request is told.

Git runs with an environment of its own: no configuration of the machine, a fixed author and fixed
dates, so that commit ids are the same on every day.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ENVIRON = {
    "PATH": os.environ["PATH"],
    "HOME": os.devnull,
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "Kari Nordmann",
    "GIT_AUTHOR_EMAIL": "kari@example.com",
    "GIT_AUTHOR_DATE": "2026-10-01T12:00:00+02:00",
    "GIT_COMMITTER_NAME": "Kari Nordmann",
    "GIT_COMMITTER_EMAIL": "kari@example.com",
    "GIT_COMMITTER_DATE": "2026-10-01T12:00:00+02:00",
}


@dataclass(frozen=True)
class Repository:
    """A repository in a folder, or a clone of one."""

    folder: Path

    def git(self, *arguments: str, input: bytes = b"") -> str:
        """What a git command writes; the test fails where it fails."""
        done = subprocess.run(
            ["git", "-c", "protocol.file.allow=always", *arguments],
            cwd=self.folder,
            env=ENVIRON,
            input=input,
            capture_output=True,
            check=False,
        )
        assert 0 == done.returncode, done.stderr.decode()
        return done.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")

    def write(self, files: dict[str, str | bytes | None]) -> None:
        """Write files, or delete those whose content is None."""
        for name, content in files.items():
            path = self.folder / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(
        self, files: dict[str, str | bytes | None] | None = None, message: str = "change"
    ) -> str:
        """Write files, commit everything, and return the id of the commit."""
        self.write(files or {})
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")

    def commit_tree(self, entries: dict[bytes, bytes], parent: str = "") -> str:
        """A commit of a tree with names that no disk holds; `entries` are names to contents."""
        lines = [
            b"100644 blob %s\t%s"
            % (self.git("hash-object", "-w", "--stdin", input=content).encode(), name)
            for name, content in entries.items()
        ]
        tree = self.git("mktree", "-z", input=b"".join(line + b"\0" for line in lines))
        parents = ("-p", parent) if parent else ()
        return self.git("commit-tree", tree, *parents, "-m", "made", input=b"")

    def branch(self, name: str) -> None:
        """Begin a branch here."""
        self.git("checkout", "--quiet", "-b", name)

    def checkout(self, name: str) -> None:
        """Go to a branch or a commit."""
        self.git("checkout", "--quiet", name)


def repository(folder: Path) -> Repository:
    """A new repository with the branch `main` and no commit."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Repository(folder)
    made.git("init", "--quiet", "--template=", "--initial-branch=main")
    return made


def clone(of: Repository, folder: Path, *options: str) -> Repository:
    """A clone, over the transport that real servers use (so that a depth is heeded)."""
    of.git(
        "clone",
        "--quiet",
        "--template=",
        *options,
        f"file://{of.folder.resolve()}",
        str(folder.resolve()),
    )
    return Repository(folder)


@contextmanager
def standing_in(folder: Path) -> Iterator[None]:
    """The current folder of the process, as a command line has it."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def calendar(id: str, opens: str = "08:00") -> str:
    """The text of a calendar: the smallest document that is valid by itself."""
    return (
        "apiVersion: slaspec/v1\n"
        "kind: Calendar\n"
        f"id: {id}\n"
        f"title: Hours of {id}\n"
        "timezone: Europe/Oslo\n"
        f'open: {{mon-fri: ["{opens}-16:00"]}}\n'
    )


def read(repository: Repository, base: str | None = None, head: str | None = None, **more):
    """Both revisions of a repository as books, by default for somebody at its top."""
    from slaspec.review.git.reading import two_revisions

    said = {"contracts": "contracts", "start": repository.folder, "environ": ENVIRON} | more
    return two_revisions(base, head, **said)


def names(book) -> list[str]:
    """The files of a book, as they are shown."""
    return [file.file for file in book.files]


def pointer_to(content: bytes) -> bytes:
    """What Git LFS commits in the place of a file."""
    name = hashlib.sha256(content).hexdigest()
    lines = ("version https://git-lfs.github.com/spec/v1", f"oid sha256:{name}")
    return "\n".join((*lines, f"size {len(content)}", "")).encode()


def keep(here: Repository, content: bytes) -> None:
    """Put bytes where Git LFS keeps them in a clone."""
    name = hashlib.sha256(content).hexdigest()
    here.write({f".git/lfs/objects/{name[:2]}/{name[2:4]}/{name}": content})
