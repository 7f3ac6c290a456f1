"""The contracts as they lie in the working tree, whether Git knows the files or not."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path

from slaspec.errors import UsageError
from slaspec.language.book import Book, load_book
from slaspec.language.characters import shown
from slaspec.review.git.command import Git
from slaspec.review.git.files import is_contract
from slaspec.review.git.roots import SETTINGS, contracts_setting, inside, upwards
from slaspec.review.git.tree import SUBMODULE

_LEFT_OUT = "S"  # of a sparse checkout


def path_in_repository(name: str, start: Path, at: str) -> str:
    """
    Where a file or folder lies in the repository, for somebody who stands in its folder `at`.

    Raises `UsageError` where it lies outside.
    """
    given = start / name
    at_end = "" if os.path.isdir(given) else given.name  # noqa: PTH112 - never raises
    real = Path(os.path.realpath(given.parent if at_end else given), at_end)
    path = inside(posixpath.join(at, os.path.relpath(real, os.path.realpath(start))))
    if path is None:
        raise UsageError(f"'{shown(name)}' lies outside of the git repository")
    return path


def configured_path(start: Path, at: str) -> str | None:
    """The root that the nearest settings on the disk name, as a path in the repository."""
    for folder in upwards(at):
        file = start / posixpath.relpath(folder or ".", at or ".") / SETTINGS
        if file.is_file():
            name = contracts_setting(_bytes_of(file))
            return None if name is None else inside(posixpath.join(folder, name))
    return None


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:  # whoever asks for the settings themselves is told
        return b""


def working_book(root: Path, named: str, submodules: tuple[str, ...]) -> Book:
    """
    The contracts below a root on the disk, `named` so in findings; none where it holds none.

    What lies in a submodule belongs to another repository and is left out.
    """
    try:
        book = load_book(root, named)
    except UsageError:
        return Book(root, ())
    folders = [root / each for each in submodules]
    own = (
        file
        for file in book.files
        if file.path is None or not any(file.path.is_relative_to(each) for each in folders)
    )
    return Book(book.root, tuple(own))


def submodules_below(git: Git, path: str, at: str) -> tuple[str, ...]:
    """
    The submodules below a path in the repository, from there, as the index has them.

    Raises `UsageError` where a contract is not checked out: that it is gone would be wrong.
    """
    from_here = posixpath.relpath(path or ".", at or ".")
    listed = git.text("ls-files", "-z", "-t", "--stage", "--full-name", "--", from_here)
    found: list[str] = []
    for line in filter(None, listed.split("\0")):
        head, name = line.split("\t", 1)
        tag, mode, *_ = head.split()
        if mode == SUBMODULE:
            found.append(posixpath.relpath(name, path or "."))
        elif tag == _LEFT_OUT and is_contract(posixpath.relpath(name, path or ".")):
            raise UsageError(
                f"'{shown(name)}' is not checked out here (sparse checkout): run"
                " git sparse-checkout disable, or compare two revisions"
            )
    return tuple(found)
