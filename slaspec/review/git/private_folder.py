"""
Files of a commit on disk, for readers that want a path: histories, samples, signed papers.

Only what a contract names is written, when somebody asks for it, to a folder of our own.
"""

from __future__ import annotations

import errno
import os
import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from slaspec.errors import EnvironmentFault
from slaspec.language.book import Book
from slaspec.language.model import Contract
from slaspec.review.git.files import Files

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
# No disk of this kind can hold a file of this name, or not beside another one.
_NO_PLACE = (errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.EILSEQ)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that nobody else may look into, for as long as it is needed."""
    try:
        folder = TemporaryDirectory(prefix="slaspec-", ignore_cleanup_errors=True)
    except OSError as error:
        raise EnvironmentFault(f"no temporary folder can be made: {error.strerror}") from None
    with folder as path:
        yield Path(path)


@dataclass(frozen=True)
class PrivateFolder:
    """A folder that is ours alone, with those files of a commit that were asked for."""

    path: Path
    files: Files
    _put: dict[str, Path | None] = field(default_factory=dict, compare=False, repr=False)

    def file(self, name: str) -> Path | None:
        """A regular file of the commit, written at its place; None where there is no such."""
        entry = self.files.below.get(name)
        if entry is None or not entry.is_file or name in self.files.missing:
            return None
        if name not in self._put:
            self._put[name] = self._written(name)
        return self._put[name]

    def _written(self, name: str) -> Path | None:
        place = self.path / name
        try:
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(place, _NEW_FILE, 0o600), "wb") as file:
                self.files.write(name, file)
        except OSError as error:
            if error.errno in _NO_PLACE:
                return None
            raise EnvironmentFault(f"no temporary file can be written: {error.strerror}") from None
        return place


@dataclass(frozen=True)
class CommitBook(Book):
    """
    The contracts of a commit.

    `root` is a private folder, which fills with what is asked for; where a file lies in it is
    nothing to be shown.
    """

    folder: PrivateFolder | None = field(default=None, compare=False, repr=False)

    def attachment(self, contract: Contract, name: str) -> Path | None:
        """As of any book: the file that a contract names, as it was in the commit."""
        if self.folder is None:
            return None
        document = contract.at.document
        own = self._folders.get(document.file, self.root) if document else self.root
        for base in (own.relative_to(self.root).as_posix(), ""):
            if path := self.folder.file(posixpath.normpath(posixpath.join(base, name))):
                return path
        return None
