"""The files of a commit below the root of its contracts."""

from __future__ import annotations

import posixpath
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from slaspec.language.decoding import LARGEST_FILE_BYTES
from slaspec.language.read import SUFFIXES
from slaspec.review.git.command import Git
from slaspec.review.git.large_files import LARGEST_POINTER_BYTES, Pointer, pointer, store_of, stored
from slaspec.review.git.tree import Blobs, Entry, entries


@dataclass(frozen=True)
class Files:
    """
    The files below a root, by their paths from there; those of Git LFS with their own bytes.

    Where the root is one file, they are those of its folder, and `only` is its name.
    """

    below: Mapping[str, Entry]
    blobs: Blobs
    store: Path
    only: str | None = None

    def holds_contract(self, path: str) -> bool:
        """Whether a file or link stands where a contract is looked for."""
        return is_contract(path) if self.only is None else path == self.only

    def content(self, path: str) -> bytes:
        """The bytes of a file, of a very large one only so many that its reader refuses it."""
        entry = self.below[path]
        if entry.size > LARGEST_FILE_BYTES:
            return bytes(LARGEST_FILE_BYTES + 1)
        raw = self.blobs.read(entry)
        kept = self._kept(pointer(raw))
        if kept is None:
            return raw
        with kept.open("rb") as file:
            return file.read(LARGEST_FILE_BYTES + 1)

    def write(self, path: str, to: BinaryIO) -> None:
        """Copy a file of any size."""
        kept = self._kept(self.pointers.get(path))
        if kept is None:
            self.blobs.copy(self.below[path], to)
            return
        with kept.open("rb") as file:
            shutil.copyfileobj(file, to)

    @cached_property
    def pointers(self) -> dict[str, Pointer]:
        """The files, contracts aside, that Git LFS keeps."""
        return {
            path: said
            for path, entry in self.below.items()
            if entry.is_file and entry.size <= LARGEST_POINTER_BYTES and not is_contract(path)
            if (said := pointer(self.blobs.read(entry)))
        }

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The files of which only the pointer is here."""
        return tuple(path for path, said in self.pointers.items() if self._kept(said) is None)

    def _kept(self, said: Pointer | None) -> Path | None:
        return None if said is None else stored(self.store, said)


def files_below(git: Git, blobs: Blobs, commit: str, root: str) -> Files:
    """The files of a commit below a path (empty: all), in the order of their folders and names."""
    found = entries(git, commit, root)
    is_one = [entry.path for entry in found] == [root]
    folder = posixpath.dirname(root) if is_one else root
    if is_one:
        found = entries(git, commit, folder)
    ordered = sorted(found, key=lambda entry: entry.path.split("/"))
    below = {entry.path[len(folder) + 1 if folder else 0 :]: entry for entry in ordered}
    return Files(below, blobs, store_of(git), posixpath.basename(root) if is_one else None)


def is_contract(path: str) -> bool:
    """Whether a file is named like a contract, and neither it nor a folder above is hidden."""
    return path.lower().endswith(SUFFIXES) and not is_hidden(path)


def is_hidden(path: str) -> bool:
    """Whether a file or a folder above it has a name with a dot in front."""
    return path.startswith(".") or "/." in path
