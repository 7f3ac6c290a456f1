"""What is said of a document that was added, removed or renamed."""

from __future__ import annotations

from typing import Any

from slaspec.review.difference import Difference
from slaspec.review.rule import Said


def document_told(what: str, change: Difference) -> Said:
    """
    `a calendar was added: office`; neutral, because what refers to it is told where it stands.

    `what` is the document with its article.
    """
    before, after = _id(change.base), _id(change.head)
    if change.sort == "renamed":
        sentence = f"{what} is named {after} instead of {before}"
        return Said("neutral", sentence, before, after, material=False)
    if change.sort == "changed":
        return Said("neutral", f"{after} is {what} now, and something else before", before, after)
    return Said("neutral", f"{what} was {change.sort}: {after or before}", before, after)


def _id(document: Any) -> str:
    return document.id if document is not None else ""
