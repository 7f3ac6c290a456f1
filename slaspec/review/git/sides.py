"""Each of two revisions as a book, with what a reader should know of how it was read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import mkdtemp

from slaspec.errors import UsageError
from slaspec.language.book import Book
from slaspec.language.characters import shown
from slaspec.language.read import ReadFile
from slaspec.review.git import remarks
from slaspec.review.git.command import Git
from slaspec.review.git.commit_book import commit_book
from slaspec.review.git.files import files_below
from slaspec.review.git.revisions import Revision
from slaspec.review.git.roots import Root, root_of, settings_of
from slaspec.review.git.tree import SUBMODULE, Blobs
from slaspec.review.git.working_tree import (
    configured_path,
    path_in_repository,
    submodules_below,
    working_book,
)
from slaspec.review.pair import side_of
from slaspec.review.review import Side

WORKING_TREE = "working tree"


@dataclass(frozen=True)
class Read:
    """
    One side as it was read.

    `submodules` are paths in the repository, `missing` those of files whose bytes are elsewhere,
    `settings` the text of its own `pyproject.toml`, where it is a commit.
    """

    book: Book
    root: Root
    side: Side
    submodules: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    settings: bytes | None = None


@dataclass(frozen=True)
class Sides:
    """
    Reads the sides of one repository, for somebody who stands in its folder `at`.

    `folder` is private, for attachments; `contracts` is the root that was asked for, if any.
    """

    git: Git
    blobs: Blobs
    folder: Path
    at: str
    contracts: str | None

    def on_disk(self) -> Read:
        """The working tree."""
        wanted = (self.asked, configured_path(self.git.folder, self.at), self.at)
        root = next(path for path in wanted if path is not None)
        name = self._named(root)
        submodules = submodules_below(self.git, root, self.at)
        book = working_book(self.git.folder / name, name, submodules)
        side = side_of(book, WORKING_TREE)
        return Read(book, Root(root), side, tuple(posixpath.join(root, s) for s in submodules))

    def of_head(self, head: Revision) -> Read:
        """The head, where it is a revision."""
        root = self._root(head, self.at if self.asked is None else None)
        return self._of_commit(head, root, ())

    def of_base(self, base: Revision, head: Read) -> Read:
        """The base; what is the same as in the head is not read again. Raises if both are empty."""
        root = self._root(base, None if head.root.searched else head.root.path)
        read = self._of_commit(base, root, head.book.files)
        if not read.book.files and not head.book.files:
            name = shown(self._named(head.root.path))
            raise UsageError(
                f"no contracts found below '{name}' (no .yaml or .yml file), neither in"
                f" {base.name} nor in {head.side.name}"
            )
        return read

    def remarks(self, base: Read, head: Read) -> Iterator[str]:
        """What a reader should know of both."""
        yield from remarks.other_root(base, head)
        yield from remarks.moved(base.book, head.book)
        yield from remarks.not_counted(base.book, head.book)
        yield from remarks.not_looked_into(base.submodules + head.submodules)
        for read in (base, head):
            yield from remarks.not_in_clone(read.missing, read.side.name, read.side.commit)

    @cached_property
    def asked(self) -> str | None:
        """The root that was asked for, as a path in the repository."""
        if self.contracts is None:
            return None
        return path_in_repository(self.contracts, self.git.folder, self.at)

    def _root(self, of: Revision, other: str | None) -> Root:
        return root_of(self.git, self.blobs, of.commit, self.at, self.asked, other)

    def _named(self, path: str) -> str:
        """A path in the repository as it is shown: as it was asked for, or from here."""
        if self.contracts is not None and path == self.asked:
            return self.contracts
        return posixpath.relpath(path or ".", self.at or ".")

    def _of_commit(self, of: Revision, root: Root, known: Sequence[ReadFile]) -> Read:
        files = files_below(self.git, self.blobs, of.commit, root.path)
        folder = Path(mkdtemp(dir=self.folder))
        by_name = {file.file: file for file in known}
        book = commit_book(files, self._named(root.path), folder, by_name, searched=root.searched)
        submodules = (entry.path for entry in files.below.values() if entry.mode == SUBMODULE)
        side = side_of(book, of.name, of.commit)
        _, settings = settings_of(self.git, self.blobs, of.commit, self.at)
        return Read(book, root, side, tuple(submodules), files.missing, settings)
