"""
What a rule is: a pure function from a document to findings, with an id, a name and a page.

A rule says where and what (`finding_at`); who says it (rule id, severity, aspect, document) is
filled in when the rule runs. The annotation of the first parameter decides what is judged:
`Agreement` (every SLA, OLA and UC with its Terms merged), another document class or a union of
them, or `Book`. A rule that needs today takes a third parameter, `as_of`.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, get_type_hints

from slaspec.checks.targets import at_each_target
from slaspec.findings import Finding, Severity, Span
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Contract
from slaspec.language.model.node import Place

LONGEST_MESSAGE = 500


@dataclass(frozen=True)
class Rule:
    """
    One rule; made by the decorator `rule`.

    `subject` is what it judges; `takes` is the number of its arguments (the document, the book,
    today). `with_terms` says that it needs the Terms of an agreement: it stays silent where they
    cannot be found, which another rule reports. `bars_settlement`: an agreement with this fault
    is not settled, because the verdict or the amount would be unsound. `item` is for rules that run
    records through the engine: the item of a target under which pytest shows them (`just-met`);
    they run when that item runs.
    """

    id: str
    name: str
    severity: Severity
    aspect: str
    judge: Callable[..., Iterator[Finding]]
    subject: Any
    takes: int
    with_terms: bool = True
    bars_settlement: bool = False
    item: str = ""

    @property
    def documentation(self) -> str:
        """The docstring of the rule: its page as the author wrote it."""
        return inspect.getdoc(self.judge) or ""

    def run(
        self, book: Book, as_of: date, only: Collection[str] | None = None
    ) -> Iterator[Finding]:
        """What the rule says about every document of a book that it judges, or `only` of some."""
        for subject in self._subjects(book):
            if only is None or isinstance(subject, Book) or subject.id in only:
                yield from self.run_on(subject, book, as_of)

    def run_on(self, subject: Contract | Book, book: Book, as_of: date) -> Iterator[Finding]:
        """What the rule says about one document (an agreement with its Terms merged)."""
        judged = subject.id if not isinstance(subject, Book) else ""
        for found in self.judge(*(subject, book, as_of)[: self.takes]):
            complete = dataclasses.replace(
                found,
                rule=self.id,
                severity=self.severity,
                aspect=self.aspect,
                document=found.document or judged,
            )
            if isinstance(subject, Agreement):
                yield from at_each_target(complete, subject)
            else:
                yield complete

    def _subjects(self, book: Book) -> Iterator[Contract | Book]:
        if self.subject is Book:
            yield book
            return
        for contract in book.contracts.values():
            if isinstance(contract, Agreement) and isinstance(contract, self.subject):
                if not self.with_terms or has_its_terms(contract, book):
                    yield book.whole(contract)
            elif isinstance(contract, self.subject):
                yield contract


def rule(
    *,
    id: str,
    name: str,
    severity: Severity,
    aspect: str,
    with_terms: bool = True,
    bars_settlement: bool = False,
    item: str = "",
) -> Callable[[Callable[..., Iterator[Finding]]], Rule]:
    """
    Make a rule of a generator function; its docstring becomes the rule's page.

    `bars_settlement`: an agreement with this fault is not settled; the verdict or the amount
    would be unsound. `item`: the rule runs records; pytest shows it under this item of a target.
    """

    def decorate(judge: Callable[..., Iterator[Finding]]) -> Rule:
        parameters = list(inspect.signature(judge).parameters)
        subject = get_type_hints(judge)[parameters[0]]
        takes = len(parameters)
        return Rule(
            id, name, severity, aspect, judge, subject, takes, with_terms, bars_settlement, item
        )

    return decorate


def finding_at(
    place: Place,
    message: str,
    help: str = "",
    *,
    target: str = "",
    document: str = "",
    at_key: bool = False,
    related: tuple[tuple[str, Span], ...] = (),
    table: tuple[tuple[str, ...], ...] = (),
) -> Finding:
    """
    A finding at a place of a document: its span, and its path by ids.

    `at_key` points at the key instead of the value; `help` says what to write; `target` is that of
    the place where it lies below a target; `document` the id of what is judged, for rules on the
    whole book.
    """
    return Finding(
        rule="",
        severity="error",
        message=_one_line(message),
        span=key_span(place) if at_key else place.span,
        document=document,
        target=target or _target_of(place),
        path=place.document.ids(place.path) if place.document else tuple(map(str, place.path)),
        help=help,
        related=related,
        table=table,
    )


def _target_of(place: Place) -> str:
    match place.path:
        case ("targets", int(), *_) if place.document:
            return place.document.ids(place.path[:2])[1]
    return ""


def key_span(place: Place) -> Span:
    """File, line and column of the key at a place."""
    return place.document.span(place.path, of_key=True) if place.document else place.span


def _one_line(message: str) -> str:
    line = " ".join(message.split())
    return line if len(line) <= LONGEST_MESSAGE else line[: LONGEST_MESSAGE - 1] + "…"


def has_its_terms(agreement: Agreement, book: Book) -> bool:
    """Whether the whole text is known: no Terms, or Terms at the pinned version."""
    return agreement.terms is None or book.terms_of(agreement) is not None


def section_at(agreement: Agreement, section: str, book: Book) -> Place:
    """The place of a section of the whole text: in the agreement, or in its Terms."""
    terms = book.terms_of(agreement)
    written = book.contracts.get(agreement.id)
    in_terms = getattr(terms, section, None) is not None and getattr(written, section, None) is None
    return terms.at.of(section) if terms is not None and in_terms else agreement.at.of(section)
