"""The contracts of a commit as a book."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from slaspec.findings import Finding, Span
from slaspec.language.read import SUFFIXES, ReadFile, read_text
from slaspec.review.git.files import Files, is_contract, is_hidden
from slaspec.review.git.private_folder import CommitBook, PrivateFolder
from slaspec.review.git.tree import LINK

_SAYS_SO = b"slaspec/"  # as every document does in apiVersion
_IN_FOLDERS = tuple(f"{suffix}/" for suffix in SUFFIXES)
_LONGEST_TARGET = 4096  # bytes
_LINK = "this is a symbolic link, not a contract file", "copy the file here"
_FOLDER = "this is not a regular file", "a contract is a text file"
_LINKED_FOLDER = (
    "this folder is a symbolic link: it is not searched",
    "copy the contracts here",
)


def commit_book(
    files: Files, shown: str, folder: Path, known: Mapping[str, ReadFile], *, searched: bool
) -> CommitBook:
    """
    Read the contracts among the files of a commit; the root is `shown` so in findings.

    `folder` is the private one for attachments. A file that is `known` by its name and has the
    same bytes is not read again. `searched`: only files that say to be documents of slaspec.
    """
    reader = _Reader(files, shown, folder, known, searched)
    read = (reader.file(path) for path in reader.paths())
    return CommitBook(
        folder,
        tuple(file for file in read if file is not None),
        folder=PrivateFolder(folder, files),
    )


@dataclass(frozen=True)
class _Reader:
    files: Files
    shown: str
    folder: Path
    known: Mapping[str, ReadFile]
    searched: bool

    def paths(self) -> Iterable[str]:
        """All that may be a contract: files, links, and folders that are named like contracts."""
        if self.searched or self.files.only is not None:
            return self.files.below
        folders = {each for path in self.files.below for each in _folders_like_contracts(path)}
        return sorted({*self.files.below, *folders}, key=lambda path: path.split("/"))

    def file(self, path: str) -> ReadFile | None:
        """What came of one file; None where it is no contract."""
        entry = self.files.below.get(path)
        if entry is None:
            return _refused(self._name(path), *_FOLDER)
        if not self.files.holds_contract(path):
            return self._linked_folder(path) if entry.mode == LINK else None
        if entry.mode == LINK:
            return None if self.searched else _refused(self._name(path), *_LINK)
        return self._contract(path) if entry.is_file else None

    def _contract(self, path: str) -> ReadFile | None:
        raw = self.files.content(path)
        if self.searched and _SAYS_SO not in raw:
            return None
        name = self._name(path)
        file = _same(self.known.get(name), raw) or read_text(raw, name)
        return replace(file, path=self.folder / path)

    def _linked_folder(self, path: str) -> ReadFile | None:
        """A link to a folder with contracts: it is not followed, and not passed over either."""
        entry = self.files.below[path]
        if self.searched or self.files.only or is_hidden(path) or entry.size > _LONGEST_TARGET:
            return None
        target = self.files.blobs.read(entry).decode("utf-8", "surrogateescape")
        to = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        hides = any(each.startswith(f"{to}/") for each in self.files.below if is_contract(each))
        return _refused(self._name(path), *_LINKED_FOLDER) if hides else None

    def _name(self, path: str) -> str:
        if self.files.only is not None:
            return self.shown
        return path if self.shown in (".", "") else f"{self.shown.rstrip('/')}/{path}"


def _folders_like_contracts(path: str) -> Iterator[str]:
    if any(suffix in path.lower() for suffix in _IN_FOLDERS):
        yield from filter(is_contract, map(str, PurePosixPath(path).parents))


def _same(file: ReadFile | None, raw: bytes) -> ReadFile | None:
    """A file that was read from the same bytes, or None."""
    same = file is not None and file.document is not None and file.document.text.encode() == raw
    return file if same else None


def _refused(name: str, message: str, help: str) -> ReadFile:
    finding = Finding(
        rule="Y014", severity="error", message=message, span=Span(name, 1, 1), help=help
    )
    return ReadFile(name, None, None, (finding,))
