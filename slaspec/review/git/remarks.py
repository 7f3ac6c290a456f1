"""What a reader should know of how two revisions were read: neutral sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from slaspec.language.book import Book
from slaspec.language.characters import shown

if TYPE_CHECKING:
    from slaspec.review.git.sides import Read

_MOST_NAMED = 2


def moved(base: Book, head: Book) -> Iterator[str]:
    """Documents that are in another file below the root than they were, found by their ids."""
    before, after = _places(base), _places(head)
    pairs = [
        f"{shown(was)} to {shown(after[id])}"
        for id, was in before.items()
        if after.get(id, was) != was
    ]
    if pairs:
        yield f"{_counted(len(pairs), 'file')} moved: {_first(pairs)}"


def not_counted(base: Book, head: Book) -> Iterator[str]:
    """Files that changed and whose id stands in another file as well, the one that counts."""
    before = {file.file: file.contract for file in base.files}
    for file in head.files:
        own = file.contract
        if own is None or own is before.get(file.file) or head.contracts[own.id] is own:
            continue
        first = head.contracts[own.id].at.span.file
        yield (
            f"{shown(file.file)} was not compared: its id '{own.id}' stands in {shown(first)} too,"
            " and that file counts"
        )


def _places(book: Book) -> dict[str, str]:
    """Where each document is, from the root of its book."""
    found: dict[str, str] = {}
    for file in book.files:
        if file.contract is not None and file.path is not None:
            found.setdefault(file.contract.id, file.path.relative_to(book.root).as_posix())
    return found


def other_root(base: Read, head: Read) -> Iterator[str]:
    """Where the contracts of either side were looked for, if not in one place."""
    was, now = (shown(read.root.path or ".") for read in (base, head))
    if not base.book.files:
        yield f"{base.side.name} has no contracts: everything is new"
    elif not head.book.files:
        yield f"{head.side.name} has no contracts: everything is gone"
    elif base.root.searched != head.root.searched:
        side, folder = (base.side, now) if base.root.searched else (head.side, was)
        yield f"{side.name} has no folder '{folder}': all of it was searched for contracts"
    elif was != now:
        yield f"the contracts were in '{was}' and are in '{now}'"


def not_looked_into(submodules: Sequence[str]) -> Iterator[str]:
    """Submodules: what lies in them belongs to another repository."""
    if submodules:
        names = sorted(set(submodules))
        one = len(names) == 1
        yield (
            f"{_counted(len(names), 'submodule')} {'was' if one else 'were'} not looked into:"
            f" {_first([shown(name) for name in names])}"
        )


def not_in_clone(missing: Sequence[str], name: str, commit: str) -> Iterator[str]:
    """Files of which only the pointer of Git LFS is here."""
    if missing:
        yield (
            f"Git LFS keeps {_counted(len(missing), 'file')} of {name} that this clone lacks"
            f" ({_first([shown(each) for each in missing])}): git lfs fetch origin {commit}"
        )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _first(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")
