"""Why promises are no longer backed, and which ones are backed now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from slaspec.report.findings_text import aligned
from slaspec.report.review_outline import Block, Group, Items, Part, Quoted, Section, Words, listed
from slaspec.report.review_words import backed, objective_of

if TYPE_CHECKING:
    from slaspec.review.review import BackingChange, Review


def backing_section(review: Review) -> Section:
    """The reasons, the counterexample and what would repair it, promise by promise."""
    groups = tuple(_group(each) for each in review.backing if each.effect != "slack")
    return Section("What stands behind the promises, and why", "promise", None, groups, folded=True)


def _group(change: BackingChange) -> Group:
    parts: list[Part] = [_head(change)]
    sentences = tuple(_sentences(change))
    if sentences:
        parts.append(Items(sentences))
    if change.timeline:
        parts.append(Block(tuple(aligned(change.timeline))))
    return tuple(parts)


def _head(change: BackingChange) -> Words:
    through = listed([(Quoted(each),) for each in change.through])
    place = (
        " (",
        Quoted(str(change.span)),
        ")",
        *((" through ", *through) if through else ()),
        ".",
    )
    return (Quoted(objective_of(change)), f" {backed(change)}", *place)


def _sentences(change: BackingChange) -> Iterator[Words]:
    yield from ((Quoted(why),) for why in change.why)
    yield from (("fix: ", Quoted(repair)) for repair in change.repairs)
