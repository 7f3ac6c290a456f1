"""
All documents of a root: found, read, and joined by their ids.

A `Book` never raises for what an author wrote: every fault of a file is among its findings.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from slaspec.errors import UsageError
from slaspec.findings import Finding, Span
from slaspec.language.collection import no_collection
from slaspec.language.model import Agreement, Amendment, Contract, Sections, Terms
from slaspec.language.model.node import Node
from slaspec.language.read import SUFFIXES, ReadFile, read_file
from slaspec.language.text_tree import JoinedDocument

if TYPE_CHECKING:
    from datetime import date
    from typing import Self

    from slaspec.language.amendments import History

_T = TypeVar("_T", bound=Node)


@dataclass(frozen=True)
class Book:
    """
    The contracts below one root.

    `root` is the folder that file names inside contracts are relative to; `files` has one entry
    per contract file, sorted by name, whether it could be read or not. `day` is that of the texts
    in force which `whole` gives; None for the texts as they were signed. `looked_at` collects the
    files beside the contracts on which an answer may depend, there or not.
    """

    root: Path
    files: tuple[ReadFile, ...]
    day: date | None = None
    _wholes: dict[str, Agreement] = field(default_factory=dict, compare=False, repr=False)
    looked_at: set[Path] = field(default_factory=set, compare=False, repr=False)

    @cached_property
    def contracts(self) -> dict[str, Contract]:
        """Every readable contract by its id; of two with one id, the first by file name."""
        found: dict[str, Contract] = {}
        for file in self.files:
            if file.contract is not None:
                found.setdefault(file.contract.id, file.contract)
        return found

    @cached_property
    def reading_findings(self) -> tuple[Finding, ...]:
        """What was wrong with the files themselves: text, shape, quantities."""
        return tuple(finding for file in self.files for finding in file.findings)

    def of(self, kind: type[_T]) -> Iterator[_T]:
        """The contracts of one class, by file name."""
        return (c for c in self.contracts.values() if isinstance(c, kind))

    def get(self, id: str | None, kind: type[_T]) -> _T | None:
        """The contract of this id and class, or None."""
        found = self.contracts.get(id) if id is not None else None
        return found if isinstance(found, kind) else None

    def agreement(self, id: str) -> Agreement:
        """
        The whole text of an agreement: its own sections and those of its Terms.

        Raises `UsageError` with the ids that exist when there is no such agreement.
        """
        return self.whole(self._signed(id))

    def _signed(self, id: str) -> Agreement:
        agreement = self.get(id, Agreement)
        if agreement is None:
            known = ", ".join(a.id for a in self.of(Agreement)) or "none"
            raise UsageError(f"there is no agreement '{id}' below {self.root}; there are: {known}")
        return agreement

    def in_force(self, id: str, on: date) -> Agreement:
        """
        The whole text of an agreement on a day: its sections, those of its Terms, amendments.

        Amendments that both sides signed and that are effective by then are applied by date, then
        by id; each part keeps the place where it was written, in the agreement, its Terms or the
        amendment. Before the term begins it is the text of its first day. Raises `UsageError` for
        an unknown id, `LocatedError` where an amendment effective by then does not apply.
        """
        if id not in self.histories:
            return self.agreement(id)
        history = self.histories[id]
        history.require_sound(on)
        return history.on(on).agreement

    def texts(self, id: str) -> History:
        """All texts of an agreement over time, the signed one first; raises for an unknown id."""
        from slaspec.language.amendments import history

        agreement = self._signed(id)
        if id in self.histories:
            return self.histories[id]
        return history(agreement, self.terms_of(agreement), self.whole(agreement), ())

    @cached_property
    def histories(self) -> dict[str, History]:
        """The texts over time of every agreement that some amendment changes, by its id."""
        from slaspec.language.amendments import history

        found: dict[str, list[Amendment]] = {}
        for amendment in self.of(Amendment):
            found.setdefault(amendment.amends.agreement, []).append(amendment)
        return {
            id: history(agreement, self.terms_of(agreement), self._joined(agreement), changes)
            for id, changes in found.items()
            if (agreement := self.get(id, Agreement)) is not None
        }

    def dated(self, day: date) -> Self:
        """
        This book, with the texts in force on a day as the whole texts of its agreements.

        Amendments that do not apply are passed over here: each is a finding.
        """
        texts = {id: each.on(day).agreement for id, each in self.histories.items()}
        return self.with_texts(day, texts) if texts else self

    def with_texts(self, day: date, texts: dict[str, Agreement]) -> Self:
        """This book as of a day, with these whole texts of some agreements, by their ids."""
        made = dataclasses.replace(self, day=day, _wholes=dict(texts))
        vars(made).update(contracts=self.contracts, histories=self.histories)
        return made

    def whole(self, agreement: Agreement) -> Agreement:
        """
        The agreement with the sections that stand in its Terms.

        A section is never merged key by key: where both have it, the agreement's stands (a check
        reports it). Each part keeps the place in the file where it was written.
        """
        if isinstance(agreement.at.document, JoinedDocument):
            return agreement  # an amended text is whole already
        if agreement is not self.contracts.get(agreement.id):
            return self._joined(agreement)  # the second of two with one id, or a changed copy
        if agreement.id not in self._wholes:
            self._wholes[agreement.id] = self._joined(agreement)
        return self._wholes[agreement.id]

    def _joined(self, agreement: Agreement) -> Agreement:
        terms = self.terms_of(agreement)
        if terms is None:
            return agreement
        taken = {
            name: section
            for name in SECTIONS
            if getattr(agreement, name) is None and (section := getattr(terms, name)) is not None
        }
        return dataclasses.replace(agreement, **taken)

    def terms_of(self, agreement: Agreement) -> Terms | None:
        """The Terms that an agreement uses, at the pinned version; None where there are none."""
        if agreement.terms is None:
            return None
        terms = self.get(agreement.terms.use, Terms)
        return terms if terms is not None and terms.version == agreement.terms.version else None

    def attachment(self, contract: Contract, name: str) -> Path | None:
        """
        The file that a contract names (`sample`, `histories`), or None where it is not there.

        The name is relative to the contract's own folder or to the root; it stays below the root.
        """
        document = contract.at.document
        folder = self._folders.get(document.file) if document else None
        for base in (folder, self.root):
            if base is None:
                continue
            path = base / name
            self.looked_at.add(path)
            if _is_file(path) and _inside(path, self.root):
                return path
        return None

    @cached_property
    def _folders(self) -> dict[str, Path]:
        """The folder of each file, by its name in findings."""
        return {file.file: file.path.parent for file in self.files if file.path is not None}


SECTIONS: tuple[str, ...] = tuple(f.name for f in dataclasses.fields(Sections) if f.name != "at")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long for the disk
        return False


def _inside(path: Path, root: Path) -> bool:
    return path.resolve().is_relative_to(root.resolve()) and not path.is_symlink()


@no_collection()
def load_book(root: Path, shown: str | None = None) -> Book:
    """
    Read every `.yaml` and `.yml` (in any letter case) below a folder, or one file.

    `shown` is how the root is written in findings (default: as given). Hidden folders are passed
    over. Raises `UsageError` when the root does not exist or holds no contract file.
    """
    shown = str(root) if shown is None else shown
    if not root.exists():
        raise UsageError(f"there is no file or folder '{shown}'")
    paths = [root] if root.is_file() else sorted(contract_paths(root))
    if not paths:
        raise UsageError(f"no contracts found below '{shown}' (no .yaml or .yml file)")
    base = root.parent if root.is_file() else root
    return Book(base, tuple(read_file(path, _shown(path, root, shown)) for path in paths))


def contract_paths(root: Path) -> Iterator[Path]:
    """
    Everything below a folder that is named like a contract, links and devices included.

    Folders that cannot be searched (links to folders with contracts, no permission) come as well:
    what they hold must not be passed over in silence.
    """
    unreadable: list[Path] = []
    for folder, folders, names in os.walk(root, onerror=_noted(unreadable)):
        folders[:] = sorted(n for n in folders if not n.startswith("."))
        for name in [*names, *folders]:
            path = Path(folder, name)
            if _named_like_a_contract(name) or (name in folders and _hides_contracts(path)):
                yield path
    yield from unreadable


def _noted(unreadable: list[Path]) -> Callable[[OSError], None]:
    return lambda error: unreadable.append(Path(error.filename))


def _named_like_a_contract(name: str) -> bool:
    return name.lower().endswith(SUFFIXES) and not name.startswith(".")


def _hides_contracts(folder: Path) -> bool:
    """Whether this is a link to a folder with contracts somewhere in it."""
    return folder.is_symlink() and any(
        _named_like_a_contract(name) for _, _, names in os.walk(folder) for name in names
    )


def _shown(path: Path, root: Path, shown: str) -> str:
    if path == root:
        return shown
    relative = path.relative_to(root).as_posix()
    return relative if shown in (".", "") else f"{shown.rstrip('/')}/{relative}"


def duplicate_ids(files: Sequence[ReadFile]) -> Iterator[tuple[Contract, Span]]:
    """Contracts whose id an earlier file has, with the place of the earlier one."""
    first: dict[str, Contract] = {}
    for file in files:
        if (contract := file.contract) is None:
            continue
        if contract.id in first:
            yield contract, first[contract.id].at.of("id").span
        else:
            first[contract.id] = contract
