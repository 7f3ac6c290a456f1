"""
Files that Git LFS keeps: in the commit is a pointer, the bytes are beside it.

They are copied from the store of the clone, and nothing of Git LFS is run.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import NamedTuple

from slaspec.review.git.command import Git

LARGEST_POINTER_BYTES = 1024
_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n"
    rb"(?:ext-[^\n]*\n)*oid sha256:([0-9a-f]{64})\nsize (\d{1,18})\n"
)


class Pointer(NamedTuple):
    """What a pointer says: the SHA-256 of the bytes, and how many there are."""

    sha256: str
    size: int


def pointer(raw: bytes) -> Pointer | None:
    """The pointer that these bytes are, or None."""
    found = _POINTER.fullmatch(raw) if len(raw) <= LARGEST_POINTER_BYTES else None
    return None if found is None else Pointer(found[1].decode(), int(found[2]))


def store_of(git: Git) -> Path:
    """Where the clone keeps the bytes, whether there are any or not."""
    folder = git.text("rev-parse", "--git-common-dir")
    return (git.folder / folder / "lfs" / "objects").resolve()


def stored(store: Path, said: Pointer) -> Path | None:
    """The file with the bytes of a pointer, None where the clone does not have it."""
    path = store / said.sha256[:2] / said.sha256[2:4] / said.sha256
    try:
        whole = path.is_file() and not path.is_symlink() and path.stat().st_size == said.size
    except OSError:
        return None
    return path if whole and os.access(path, os.R_OK) else None
