"""Rule V402."""

from __future__ import annotations

from slaspec.review.changes.judging import entry, judged
from slaspec.review.changes.whole_documents import document_told
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V402",
    name="general-terms",
    owns=("Terms", "Terms.id", "Terms.kind", "Agreement.terms", "TermsUse.use", "TermsUse.version"),
    material=False,
)
def general_terms(change: Difference) -> Said | None:
    """
    General terms are new, are gone or have another id, or an agreement stands on others.

    What it compares:
        Documents of kind Terms, and which of them an agreement uses in which version.

    Why:
        What the sections of the Terms say is compared where it holds, in every agreement that uses
        them.

    Before:

        description: the service desk

    After:

        description: the service desk
        terms: {use: nordit-terms, version: 2026-1}
        ---
        kind: OLA

    Direction:
        neutral
    """
    if change.key in ("use", "version"):
        what = {"use": "the general terms used", "version": "the version of the general terms used"}
        return judged(what[change.key], change)
    if change.key == "terms":
        return entry("a reference to general terms", change)
    return document_told("a document of general terms", change)
