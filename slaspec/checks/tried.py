"""The rules that run records or figures through the engine, asked target by target by pytest."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from slaspec.checks.future_texts import of_future_texts
from slaspec.checks.measurable.witnessed import not_tried, trials
from slaspec.checks.registry import all_rules
from slaspec.checks.remedies import witnessed as paid
from slaspec.checks.remedies.witnessed import RUNGS
from slaspec.checks.rule import Rule, has_its_terms
from slaspec.checks.selection import Selection
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


def items_of_rules() -> dict[str, str]:
    """The ids of the rules that run something, with the item under which each is shown."""
    return {rule.id: rule.item for rule in all_rules() if rule.item}


@dataclass(frozen=True)
class Tried:
    """The rules that run records, over one book; nothing is run before a target is asked for."""

    book: Book
    as_of: date
    selection: Selection = field(default_factory=Selection)

    def of(self, agreement_id: str, target_id: str, item: str) -> list[Finding]:
        """What the rules of one item (`just-met`) say of one target."""
        rules = [rule for rule in self._rules if rule.item == item]
        found = [
            finding
            for alone in self._alone(agreement_id, target_id)
            if rules
            for rule in rules
            for finding in rule.run_on(alone, self._in_force, self.as_of)
        ]
        ids = {rule.id for rule in rules}
        about = (agreement_id, target_id)
        found += [f for f in self._to_come if f.rule in ids and (f.document, f.target) == about]
        return found

    def not_run(self, agreement_id: str, target_id: str, item: str) -> str:
        """Why nothing was run for an item of a target; empty where it was, or no rule is asked."""
        if not any(rule.item == item for rule in self._rules):
            return ""
        why = _why_not_paid if item == RUNGS else _why_not_measured
        told = (
            finding.message
            for alone in self._alone(agreement_id, target_id)
            for finding in why(alone, self._in_force)
        )
        return next(told, "")

    @cached_property
    def _rules(self) -> tuple[Rule, ...]:
        wanted = self.selection
        return tuple(
            rule
            for rule in all_rules()
            if rule.item and wanted.wants(rule.id) and rule.severity in wanted.severities
        )

    @cached_property
    def _in_force(self) -> Book:
        return self.book.dated(self.as_of)

    @cached_property
    def _to_come(self) -> tuple[Finding, ...]:
        """What texts that are not in force yet will bring about."""
        return tuple(of_future_texts(self.book, self.as_of, self._rules))

    def _alone(self, agreement_id: str, target_id: str) -> Iterator[Agreement]:
        """The whole agreement with one target; nothing where its Terms are not known."""
        agreement = self._in_force.get(agreement_id, Agreement)
        if agreement is None or not has_its_terms(agreement, self._in_force):
            return
        whole = self._in_force.whole(agreement)
        targets = tuple(each for each in whole.targets or () if each.id == target_id)
        yield dataclasses.replace(whole, targets=targets)


def _why_not_measured(agreement: Agreement, book: Book) -> Iterator[Finding]:
    for trial in trials(agreement, book):
        yield from not_tried(trial)


def _why_not_paid(agreement: Agreement, book: Book) -> Iterator[Finding]:
    for trial in paid.trials(agreement, book):
        yield from paid.not_tried(trial, agreement, book)
