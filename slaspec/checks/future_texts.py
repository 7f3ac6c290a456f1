"""
What amendments that are still to come will bring about.

The text that an amendment makes is judged by every rule as soon as the amendment is written; only
what the rules do not say of the text before is told, at the change that causes it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from slaspec.checks.backed.leaves import leaves, promises
from slaspec.checks.rule import LONGEST_MESSAGE, Rule, has_its_terms
from slaspec.findings import Finding
from slaspec.language.amendments import Text, cause
from slaspec.language.book import Book
from slaspec.language.model import Agreement


def of_future_texts(book: Book, as_of: date, rules: Sequence[Rule]) -> Iterator[Finding]:
    """
    Findings of the rules on amended texts that are not in force yet, and on drafts.

    `book` is that of `as_of`. All texts that begin on one day are judged together.
    """
    histories = {
        id: history
        for id, history in sorted(book.histories.items())
        if has_its_terms(history.texts[0].agreement, book)
    }
    before = book
    amended = [text for told in histories.values() for text in told.texts[1:]]
    for day in sorted({text.begins for text in amended if text.begins > as_of}):
        after = book.dated(day)
        texts = {id: told.on(day) for id, told in histories.items()}
        made = {id: text for id, text in texts.items() if text.amendments and text.begins == day}
        yield from _brought_about(before, after, made, as_of, rules)
        before = after
    for id, history in histories.items():
        for draft in history.drafts:
            yield from _of_draft(book, id, draft, as_of, rules)


def _of_draft(
    book: Book, id: str, draft: Text, as_of: date, rules: Sequence[Rule]
) -> Iterator[Finding]:
    day = max(draft.begins, as_of)
    texts = {each: told.on(day).agreement for each, told in book.histories.items()}
    after = book.with_texts(day, {**texts, id: draft.agreement})
    yield from _brought_about(book.dated(day), after, {id: draft}, as_of, rules)


def _brought_about(
    before: Book, after: Book, made: Mapping[str, Text], as_of: date, rules: Sequence[Rule]
) -> Iterator[Finding]:
    """What the rules say of some texts, and of what stands on them, and did not say before."""
    causes = {other: text for id, text in made.items() for other in _standing_on(after, id)}
    causes |= made
    for rule in rules:
        known = {_said(finding) for finding in _found(rule, before, causes, as_of)}
        for finding in _found(rule, after, causes, as_of):
            if _said(finding) not in known:
                yield _at_its_cause(finding, causes[finding.document], finding.document in made)


def _standing_on(book: Book, id: str) -> Iterator[str]:
    """The agreements that name a target of this one as what stands behind them."""
    for agreement in book.of(Agreement):
        named = (leaf for each in promises(book.whole(agreement)) for leaf in leaves(each))
        if any(not leaf.is_tree and leaf.refers_to.startswith(f"{id}#") for leaf in named):
            yield agreement.id


def _found(rule: Rule, book: Book, ids: Iterable[str], as_of: date) -> Iterator[Finding]:
    """What a rule says of some agreements; rules on whole books judge what is in force."""
    if rule.subject is Book:
        return
    for id in ids:
        agreement = book.contracts[id]
        if isinstance(agreement, Agreement) and isinstance(agreement, rule.subject):
            told = rule.run_on(book.whole(agreement), book, as_of)
            yield from (dataclasses.replace(finding, document=id) for finding in told)


def _said(finding: Finding) -> tuple[object, ...]:
    return (finding.rule, finding.document, finding.target, finding.path, finding.message)


def _at_its_cause(finding: Finding, text: Text, own: bool) -> Finding:  # noqa: FBT001
    """A finding at the change that causes it, with the day from which on it is so."""
    amendment = text.amendments[-1]
    cause_at = cause(amendment, finding.path if own else ()).span
    in_amendment = finding.span.file == cause_at.file
    elsewhere = () if in_amendment else (("it shows there", finding.span),)
    return dataclasses.replace(
        finding,
        message=f"from {text.begins} on: {finding.message}"[:LONGEST_MESSAGE],
        span=finding.span if in_amendment else cause_at,
        related=(*elsewhere, *finding.related),
    )
