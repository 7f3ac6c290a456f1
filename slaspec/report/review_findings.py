"""Findings of the checks in a review: new ones, those that were there already, unread files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from slaspec.findings import Finding
from slaspec.report.review_outline import Group, Items, Quoted, Section, Words
from slaspec.review.verdict import new_findings

if TYPE_CHECKING:
    from slaspec.review.review import Review

SIDES = {"base": "on the base", "head": "on the head"}


def unreadable_section(review: Review) -> Section:
    """Files of which nothing was compared; the rest is computed with what the other side says."""
    groups = tuple(
        _item(finding, f" {where}: ")
        for side, where in SIDES.items()
        for finding in review.unreadable.get(side, ())
    )
    return Section(
        "Not compared, because it could not be read: taken as the other side has it",
        "finding",
        groups=groups,
    )


def new_section(review: Review) -> Section:
    """What the checks find on the head and not on the base."""
    found = new_findings(review)
    title = f"Findings of the checks: {len(found):,} new, {review.fixed:,} fixed"
    return Section(title, "finding", groups=_items(found), folded=True)


def already_there_section(review: Review) -> Section:
    """What the base has too: no fault of this change."""
    title = f"Findings that were already there: {len(review.already_there):,}"
    return Section(title, "finding", groups=_items(review.already_there), folded=True)


def _items(findings: Iterable[Finding]) -> tuple[Group, ...]:
    return tuple(_item(finding, ": ") for finding in findings)


def _item(finding: Finding, between: str) -> Group:
    said: Words = (
        Quoted(str(finding.span)),
        " ",
        Quoted(finding.rule),
        f" {finding.severity}",
        between,
        Quoted(finding.message),
    )
    return (Items((said,)),)
