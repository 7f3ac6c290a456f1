"""
The promises of a portfolio as a list of aspects: what pytest shows as one item each.

Every finding belongs to exactly one aspect: of its target where it has one, else of its document,
else of its file. So pytest and `slaspec check` report the same findings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from slaspec.findings import Finding, Span
from slaspec.language.model import Agreement, Calendar, DataSource
from slaspec.language.read import ReadFile
from slaspec.use_cases.check import check, home_of
from slaspec.use_cases.load import Book

DOCUMENT = "document"
VALID = "valid"


@dataclass(frozen=True)
class Aspect:
    """
    One aspect of one target (or of the document): its name, place and clause.

    `agreement` is the id of the agreement that it belongs to; empty for other documents.
    """

    agreement: str
    owner: str
    aspect: str
    span: Span
    clause: str = ""

    @property
    def name(self) -> str:
        """`resolution/measurable`, `document/valid`."""
        return f"{self.owner}/{self.aspect}"

    @property
    def marker(self) -> str:
        """The aspect of the findings that it stands for: `measurable`, `document`."""
        return DOCUMENT if self.aspect == VALID else self.aspect


@dataclass(frozen=True)
class Judged:
    """
    A book with its aspects by file and its findings by aspect.

    Nothing is checked before a finding is asked for: a list of the items needs none.
    """

    book: Book
    as_of: date
    select: Sequence[str] = ()

    @cached_property
    def aspects(self) -> Mapping[str, tuple[Aspect, ...]]:
        """The aspects of every file, by its shown name."""
        return {file.file: aspects_of(self.book, file) for file in self.book.files}

    @cached_property
    def findings(self) -> Mapping[tuple[str, str], Sequence[Finding]]:
        """All findings, by the file and the name of the aspect that they belong to."""
        sorted_in: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        home = home_of(self.book)
        for finding in check(self.book, self.as_of, select=self.select):
            file = home(finding)
            sorted_in[file, _aspect_name(finding, self.aspects[file])].append(finding)
        return sorted_in

    def of(self, file: str, aspect: Aspect) -> Sequence[Finding]:
        """The findings of one aspect of a file."""
        return self.findings.get((file, aspect.name), ())


def _aspect_name(finding: Finding, aspects: tuple[Aspect, ...]) -> str:
    names = {aspect.name for aspect in aspects}
    for name in (f"{finding.target}/{finding.aspect}", f"{DOCUMENT}/{finding.aspect}"):
        if name in names:
            return name
    return f"{DOCUMENT}/{VALID}"


def aspects_of(book: Book, file: ReadFile) -> tuple[Aspect, ...]:
    """The aspects of one file, document first, then target by target; each name once."""
    contract = file.contract
    if contract is None:
        at = file.findings[0].span if file.findings else Span(file.file, 1, 1)
        return (Aspect("", DOCUMENT, VALID, at),)
    here = contract.at.of("id").span
    owner = contract.id if isinstance(contract, Agreement) else ""
    found = [Aspect(owner, DOCUMENT, VALID, here)]
    if isinstance(contract, Calendar):
        found.append(Aspect("", DOCUMENT, "time", here))
    if isinstance(contract, DataSource):
        found.append(Aspect("", DOCUMENT, "measurable", here))
    if isinstance(contract, Agreement):
        found += _of_agreement(book.whole(contract), here)
    once: dict[str, Aspect] = {}
    for aspect in found:
        once.setdefault(aspect.name, aspect)
    return tuple(once.values())


def _of_agreement(agreement: Agreement, here: Span) -> list[Aspect]:
    id = agreement.id
    found = [Aspect(id, DOCUMENT, aspect, here) for aspect in ("parties", "time", "measurable")]
    if agreement.remedies:
        found.append(Aspect(id, DOCUMENT, "remedies", here))
    for target in agreement.targets or ():
        at, clause = target.at.of("id").span, target.clause or ""
        found.append(Aspect(id, target.id, "measurable", at, clause))
        if target.remedies:
            found.append(Aspect(id, target.id, "remedies", at, clause))
    return found
