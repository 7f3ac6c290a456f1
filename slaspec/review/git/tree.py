"""The files of a commit, and their bytes."""

from __future__ import annotations

import os
import subprocess  # in list form, never through a shell
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, BinaryIO

from slaspec.errors import EnvironmentFault
from slaspec.review.git.command import Git, fail

LINK, SUBMODULE = "120000", "160000"
_AT_ONCE = 1 << 20  # bytes


@dataclass(frozen=True)
class Entry:
    """A file of a commit: its path in the repository, mode, object id, and size in bytes."""

    path: str
    mode: str
    object: str
    size: int

    @property
    def is_file(self) -> bool:
        """Whether it is a regular file that a checkout could hold at this path."""
        sound = not {"", ".", ".."} & set(self.path.split("/"))
        return self.mode.startswith("100") and sound


def entries(git: Git, commit: str, path: str) -> tuple[Entry, ...]:
    """All files at and below a path (empty: the whole commit), links and submodules included."""
    below = ("--", path) if path else ()
    answer = git.answer("ls-tree", "-r", "-z", "-l", "--full-tree", commit, *below)
    if b" BAD\t" in answer.out and answer.complaint:  # a size of what could not be fetched
        fail(answer.complaint)
    return tuple(_entry(line) for line in answer.out.split(b"\0") if line)


def entries_at(git: Git, commit: str, paths: Iterable[str]) -> dict[str, Entry]:
    """The files at exactly these paths, where there are such."""
    answer = git.answer("ls-tree", "-z", "-l", "--full-tree", commit, "--", *paths)
    return {e.path: e for line in answer.out.split(b"\0") if line for e in [_entry(line)]}


def has_path(git: Git, commit: str, path: str) -> bool:
    """Whether a commit has a file or a folder at a path (empty: the top, which it always has)."""
    return not path or bool(git.text("ls-tree", "--full-tree", "--name-only", commit, "--", path))


def _entry(line: bytes) -> Entry:
    """`100644 blob 28ce…      2` and, behind a tab, the path, as any bytes."""
    head, path = line.split(b"\t", 1)
    mode, _, object, size = head.decode("ascii").split()
    return Entry(os.fsdecode(path), mode, object, int(size) if size.isdigit() else 0)


class Blobs:
    """The bytes of files by object id, from one running `git cat-file`."""

    def __init__(self, ask: IO[bytes], answer: IO[bytes]) -> None:
        self._ask, self._answer = ask.fileno(), answer

    def read(self, entry: Entry) -> bytes:
        """All bytes of a file; for those of any size use `copy`."""
        size = self._begin(entry)
        raw = self._answer.read(size)
        self._answer.read(1)
        return raw

    def copy(self, entry: Entry, to: BinaryIO) -> None:
        """Write the bytes of a file, piece by piece."""
        left = self._begin(entry)
        while left:
            piece = self._answer.read(min(left, _AT_ONCE))
            if not piece:
                raise EnvironmentFault(f"git cannot read object {entry.object}")
            to.write(piece)
            left -= len(piece)
        self._answer.read(1)

    def _begin(self, entry: Entry) -> int:
        """Ask for an object, and read how many bytes come."""
        try:
            os.write(self._ask, f"{entry.object}\n".encode())
        except OSError:
            raise EnvironmentFault(f"git cannot read object {entry.object}") from None
        head = self._answer.readline().split()
        if len(head) != 3:
            raise EnvironmentFault(f"git cannot read object {entry.object}: run git fsck")
        return int(head[2])


@contextmanager
def blobs(git: Git) -> Iterator[Blobs]:
    """The bytes of files, for as long as they are needed."""
    with subprocess.Popen(  # noqa: S603
        [*git.call, "cat-file", "--batch"],
        cwd=git.folder,
        env=git.surroundings,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Blobs(process.stdin, process.stdout)
