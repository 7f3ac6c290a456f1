"""Rule D044."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.unused import used_in
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="D044", name="backing-tree-unused", severity="warning", aspect="document")
def backing_tree_unused(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A named backing tree stands behind no target.

    What it does:
        Finds trees in the section `backing` of an SLA, OLA or UC that neither an objective nor
        another tree names.

    Why:
        The author believes that the promise is backed as the tree says; nobody proves it, because
        nothing refers to the tree.

    Wrong:

        backing: [{id: restoring, backed_by: [desk-ola#restore/P1]}]

    Right:

        backing: [{id: restoring, backed_by: [desk-ola#restore/P1]}]
        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objectives: {P1: {share: 90%, within: 5h, hours: 24x7, backed_by: [{tree: restoring}]}}

    Source:
        iAgree finds dead terms: what is stated and can never matter.
    """
    written = book.contracts[agreement.id]
    trees = getattr(written, "backing", None) or ()
    used = used_in(agreement)["backing"] if trees else ()
    for tree in trees:
        if tree.id not in used:
            yield finding_at(
                tree.at.of("id"),
                f"backing tree '{tree.id}' stands behind nothing",
                f"add backed_by: [{{tree: {tree.id}}}] to the objective, or drop the tree",
            )
