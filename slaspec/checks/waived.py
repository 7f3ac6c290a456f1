"""
Waivers: which finding each one is about, and what is wrong with it.

A waiver changes no rule and no finding; the faces show what it covers as waived. What the rules
say in the whole book is asked anew here, so that a waiver is unused for every face alike, whatever
it was told to select.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from slaspec.checks.pages.of_gates import GATES
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.document import Document
from slaspec.language.model import KINDS, Agreement, Waivers
from slaspec.language.model.node import NOWHERE
from slaspec.language.model.waivers import Waiver
from slaspec.language.text_tree import name_of, written

READING = ("S0", "Y0")  # what is wrong with the text or the form of a file
NOT_THERE = -1
OF_WAIVERS = ("D071", "D072", "D073", "D074", "D075")

State = Literal[
    "used", "unused", "unknown rule", "never waived", "unknown document", "no place", "of a gate"
]


@dataclass(frozen=True)
class InForce:
    """
    The waivers of a book that hold on a day.

    With a `base` only what its waivers cover as well is covered: no change accepts itself.
    """

    book: Book
    waivers: tuple[Waiver, ...]
    base: InForce | None = None

    def of(self, finding: Finding) -> Waiver | None:
        """The first waiver that covers a finding, by file and place; None where none does."""
        waiver = self._covering(finding)
        return None if self.base is not None and self.base.of(finding) is None else waiver

    def noted(self, finding: Finding) -> Finding:
        """The finding; where only a waiver that the base has not covers it, that is said."""
        waiver = None if self.of(finding) else self._covering(finding)
        if waiver is None:
            return finding
        said = f"waiver '{waiver.id}' comes with this change and does not count yet"
        there = (said, waiver.at.of("id").span)
        return dataclasses.replace(finding, related=(*finding.related, there))

    def _covering(self, finding: Finding) -> Waiver | None:
        return next((each for each in self.waivers if covers(each, finding, self.book)), None)


def in_force(book: Book, on: date, base: Book | None = None) -> InForce:
    """The waivers that hold on a day; those of rules that are never waived do not."""
    said = (each for one in book.of(Waivers) for each in one.waivers)
    held = (each for each in said if each.holds(on) and not is_never_waived(each.rule))
    return InForce(book, tuple(held), None if base is None else in_force(base, on))


def covers(waiver: Waiver, finding: Finding, book: Book) -> bool:
    """Whether a finding is one of this rule, in or about this document, at or below the place."""
    if waiver.rule != finding.rule or waiver.document not in _documents(finding, book):
        return False
    if not waiver.steps:
        return finding.path in {(), ("id",)}
    paths = places(waiver, book) or {waiver.steps}
    return any(finding.path[: len(path)] == path for path in paths)


def is_never_waived(rule: str) -> bool:
    """Whether what a rule says cannot be waived: a file was not judged, or a waiver fails."""
    return rule.startswith(READING) or rule in OF_WAIVERS


def state_of(waiver: Waiver, book: Book, on: date) -> State:
    """
    What has become of a waiver; whether it still holds is another question.

    Whether one of a gate is used, only a comparison of two revisions tells.
    """
    if waiver.rule not in waivable():
        return "unknown rule"
    if is_never_waived(waiver.rule):
        return "never waived"
    if waiver.document not in book.contracts:
        return "unknown document"
    if waiver.rule in GATES:
        return "of a gate" if not waiver.steps or places(waiver, book) else "no place"
    if any(covers(waiver, finding, book) for finding in found_by(waiver.rule, book, on)):
        return "used"
    return "unused" if not waiver.steps or places(waiver, book) else "no place"


def waivable() -> frozenset[str]:
    """The ids that a waiver may name: of rules of the checks, and of gates."""
    from slaspec.checks.pages import RECORDS, all_pages

    rules = (id for id, page in all_pages().items() if page.aspect != RECORDS)
    return frozenset((*rules, *GATES))


def places(waiver: Waiver, book: Book) -> Collection[tuple[str, ...]]:
    """The paths by ids that a waiver may mean, in each text that its document consists of."""
    texts = list(_texts(waiver.document, book))
    said = [text for text in texts if waiver.steps[0] in text.data]  # a section stands in one
    found = (_path_in(document, waiver.steps) for document in said or texts)
    return {path for path in found if path is not None}


def found_by(rule_id: str, book: Book, on: date) -> tuple[Finding, ...]:
    """What one rule says of the whole book, texts still to come included; asked once a book."""
    kept: dict[tuple[str, date], tuple[Finding, ...]] = vars(book).setdefault("found_by_rule", {})
    if (rule_id, on) not in kept:
        from slaspec.checks.future_texts import of_future_texts
        from slaspec.checks.registry import all_rules

        rules = [rule for rule in all_rules() if rule.id == rule_id]
        found = [finding for rule in rules for finding in rule.run(book, on)]
        kept[rule_id, on] = (*found, *of_future_texts(book, on, rules))
    return kept[rule_id, on]


def _documents(finding: Finding, book: Book) -> Iterator[str]:
    """The ids of the document that a finding is about, and of the one in which it stands."""
    yield finding.document
    known = vars(book).setdefault("id_by_file", {})
    if not known:
        known.update({each.file: each.contract.id for each in book.files if each.contract})
    if finding.span.file in known:
        yield known[finding.span.file]


def _texts(document_id: str, book: Book) -> Iterator[Document]:
    contract = book.contracts.get(document_id)
    if contract is None:
        return
    parts = [contract]
    if isinstance(contract, Agreement):
        terms = book.terms_of(contract)
        parts = [book.whole(contract), contract, *([] if terms is None else [terms])]
    yield from (part.at.document for part in parts if part.at.document is not None)


def _path_in(document: Document, steps: tuple[str, ...]) -> tuple[str, ...] | None:
    """
    A place as findings name it, or None where there is no such entry.

    Keys that are not written may be named: much of what a rule says is that one is missing.
    """
    data: Any = document.data
    if steps[0] not in data and steps[0] not in KINDS[data["kind"]].__dataclass_fields__:
        return None
    path: list[str | int] = []
    for step in steps:
        key: str | int = step
        if isinstance(data, list):
            key = _position(data, step)
            if key == NOT_THERE:
                return None
        path.append(key)
        data = _below(data, key)
    return document.ids(tuple(path))


def _position(entries: list[Any], step: str) -> int:
    """The position of the entry that a step names: by its name, or as findings number it."""
    for position, entry in enumerate(entries):
        if step in (f"[{position}]", name_of(written(entry, NOWHERE))):
            return position
    return NOT_THERE


def _below(data: Any, key: str | int) -> Any:
    if isinstance(data, dict):
        return data.get(key)
    return data[key] if isinstance(data, list) and isinstance(key, int) else None
