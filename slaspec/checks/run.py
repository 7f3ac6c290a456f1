"""
Run the rules over a book.

A fault in Terms or in a shared document shows once, however many agreements and targets it
touches: findings of one rule with one place and one sentence are one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from slaspec.checks.future_texts import of_future_texts
from slaspec.checks.registry import all_rules
from slaspec.checks.rule import Rule, has_its_terms
from slaspec.checks.selection import Selection
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Scenario
from slaspec.scenario.frozen import frozen_at

SCENARIO = "scenario"  # the aspect of the rule that measures their records
SCENARIO_RULES = ("D089", "scenario-disagrees")


def run(
    book: Book,
    as_of: date,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
    severities: Collection[str] | None = None,
    *,
    scenarios: bool = False,
    tried: bool = True,
    only: Collection[str] | None = None,
) -> list[Finding]:
    """
    Everything that is wrong with a book, sorted by place: the faults of its files
    (`book.reading_findings`) and what the rules say about the contracts that could be read.

    `as_of` is today. `select` and `ignore` take ids, beginnings of ids, and names of rules.
    `scenarios`: measure the records of scenarios as well; so does `select`, where it names D089.
    Without `tried` the rules that run records target by target are left to `Tried`. With `only` no
    document is judged but those of these ids, and the book as a whole. Raises `UsageError` for a
    rule that does not exist.
    """
    selection = Selection.of(select, ignore, severities)
    scenarios = scenarios or any(word in SCENARIO_RULES for word in select or ())
    found = each(book, as_of, selection, scenarios=scenarios, tried=tried, only=only)
    return merged(found)


def each(
    book: Book,
    as_of: date,
    selection: Selection | None = None,
    *,
    scenarios: bool = False,
    tried: bool = True,
    only: Collection[str] | None = None,
) -> Iterator[Finding]:
    """
    Every finding for every agreement and target that it touches, in no order.

    A fault that touches two targets comes twice, with one place and one message, so that a face
    that shows targets one by one finds it at each.
    """
    wanted = selection or Selection()
    yield from filter(wanted.shows, book.reading_findings)
    rules = [
        rule
        for rule in all_rules()
        if wanted.wants(rule.id) and rule.severity in wanted.severities
        if (scenarios or rule.aspect != SCENARIO) and (tried or not rule.item)
    ]
    in_force = book if book.day == as_of else book.dated(as_of)
    yield from _found(rules, in_force, as_of, only)
    yield from of_future_texts(in_force, as_of, rules)


def _found(
    rules: Sequence[Rule], book: Book, as_of: date, only: Collection[str] | None
) -> Iterator[Finding]:
    """Agreement by agreement, so that what several rules ask about one is answered once."""
    for rule in rules:
        if rule.aspect == SCENARIO:
            yield from _of_scenarios(rule, book, as_of)
        elif rule.subject is not Agreement:
            yield from rule.run(book, as_of, only)
    of_agreements = [rule for rule in rules if rule.subject is Agreement]
    for agreement in book.of(Agreement):
        if only is not None and agreement.id not in only:
            continue
        whole, complete = book.whole(agreement), has_its_terms(agreement, book)
        for rule in of_agreements:
            if complete or not rule.with_terms:
                yield from rule.run_on(whole, book, as_of)


def _of_scenarios(rule: Rule, book: Book, as_of: date) -> list[Finding]:
    """The clock stands still for all of them together: to stop it again and again takes long."""
    if not any(book.of(Scenario)):
        return []
    with frozen_at(as_of):
        return list(rule.run(book, as_of))


def bars(book: Book, agreement_id: str, as_of: date) -> list[Finding]:
    """
    Why an agreement is not settled: faults with which a verdict or an amount would be unsound.

    They are the errors of rules with `bars_settlement` about the agreement with its Terms, and
    about every document that is no agreement (calendars, sources, matrices, Terms); an id that
    stands twice bars whosever it is. Sorted by place; empty where nothing bars.
    """
    barring = (rule for rule in all_rules() if rule.bars_settlement and rule.severity == "error")
    book = book if book.day else book.dated(as_of)
    found = (
        finding
        for rule in barring
        for finding in rule.run(book, as_of)
        if rule.subject is Book or _concerns(finding, agreement_id, book)
    )
    return merged(found)


def _concerns(finding: Finding, agreement_id: str, book: Book) -> bool:
    """Whether a finding is about an agreement, or about a document that is none."""
    about = book.contracts.get(finding.document)
    return finding.document == agreement_id or not isinstance(about, Agreement)


def merged(findings: Iterable[Finding]) -> list[Finding]:
    """
    Findings of one rule, place and message as one, sorted by place.

    It names the first agreement in the order of their ids, and a target only where it is the
    only one.
    """
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.rule, finding.span, finding.message), []).append(finding)
    one = (_one_of(group) for group in groups.values())
    return sorted(one, key=lambda finding: finding.order)


def _one_of(group: list[Finding]) -> Finding:
    first = min(group, key=lambda finding: finding.document)
    targets = {finding.target for finding in group}
    return first if len(targets) == 1 else dataclasses.replace(first, target="")
