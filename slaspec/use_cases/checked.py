"""A check under the settings of a project: what every output and both faces show."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from slaspec.checks.pages import Page, all_pages
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model.waivers import Waiver
from slaspec.use_cases.aspects import SCENARIO, Aspect, aspects_of, sorted_in
from slaspec.use_cases.backing import Backed, backing
from slaspec.use_cases.baseline import Entry
from slaspec.use_cases.check import home_of
from slaspec.use_cases.run import lines_of
from slaspec.use_cases.settings import Settings


class Case(NamedTuple):
    """One aspect of one contract file, as pytest has it as an item, with its findings."""

    file: str
    aspect: Aspect
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Checked:
    """
    The result of a check.

    `findings` are new or not compared, `already_there` are in the baseline, `fixed` are in the
    baseline only, `waived` are covered by a waiver. `run` says what was read, when and by which
    version. `files` are the contract files that were asked for. `baseline` is the name of the file
    compared with, if any; `with_revision`: that of a revision. `load` gives the book, which a
    result that is shown again rarely needs.
    """

    load: Callable[[], Book]
    run: Mapping[str, Any]
    settings: Settings
    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    already_there: tuple[Finding, ...] = ()
    fixed: tuple[Entry, ...] = ()
    baseline: str = ""
    path_of: Callable[[str], str] = field(default=str)
    waived: Mapping[Finding, Waiver] = field(default_factory=dict)
    lines: Callable[[str, int], str] | None = None
    with_revision: bool = False

    @cached_property
    def book(self) -> Book:
        """The contracts."""
        return self.load()

    @cached_property
    def line_of(self) -> Callable[[str, int], str]:
        """Looks up a line of a contract file by its shown name."""
        return self.lines or lines_of(self.book)

    @cached_property
    def everything(self) -> tuple[Finding, ...]:
        """All findings, new, already there and waived, by place."""
        every = (*self.findings, *self.already_there, *self.waived)
        return tuple(sorted(every, key=lambda each: each.order))

    @cached_property
    def known(self) -> frozenset[Finding]:
        """The findings that were already there."""
        return frozenset(self.already_there)

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """The pages of all rules by id."""
        return all_pages()

    @cached_property
    def backing(self) -> tuple[Backed, ...]:
        """What stands behind each promise of the files asked for; none where no rule asks it."""
        if not self.settings.judges("B001"):
            return ()
        return tuple(
            each for each in backing(self.book) if self.book_file(each.proof.document) in self.files
        )

    def book_file(self, document: str) -> str:
        """The shown name of the file of a document, empty where there is none."""
        at = self.book.contracts[document].at.document
        return at.file if at is not None else ""

    @property
    def failed(self) -> bool:
        """Whether a new finding is at or above the severity from which a check fails."""
        return any(map(self.fails, self.findings))

    def fails(self, finding: Finding) -> bool:
        """Whether a finding makes the check fail."""
        accepted = finding in self.known or finding in self.waived
        return not accepted and self.settings.fails(finding)

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """
        The items of pytest: the files that were asked for, aspect by aspect, and every other
        aspect that has a finding.
        """
        aspects = {file.file: aspects_of(self.book, file) for file in self.book.files}
        findings = sorted_in(self.book, aspects, self.everything)
        return tuple(
            Case(file, aspect, tuple(findings.get((file, aspect.name), ())))
            for file in aspects
            for aspect in aspects[file]
            if (file, aspect.name) in findings or self._asked_for(file, aspect)
        )

    def _asked_for(self, file: str, aspect: Aspect) -> bool:
        return file in self.files and (self.settings.scenarios or aspect.marker != SCENARIO)


def shown_by(book: Book, asked_for: Callable[[str], bool]) -> Callable[[Finding], bool]:
    """Whether a finding stands in, or is about, a file that was asked for."""
    home = home_of(book)
    return lambda finding: asked_for(finding.span.file) or asked_for(home(finding))


def from_repository(start: Path) -> Callable[[str], str]:
    """
    Names a file from the top of its repository, as build servers do; `/` on every system.

    The top is the nearest folder above with `.git`, else the folder itself. What lies outside is
    named by its full path.
    """
    top = next((each for each in (start, *start.parents) if (each / ".git").exists()), start)

    def path_of(file: str) -> str:
        full = Path(os.path.normpath(start / file))
        return (full.relative_to(top) if full.is_relative_to(top) else full).as_posix()

    return path_of
