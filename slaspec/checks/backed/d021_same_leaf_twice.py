"""Rule D021."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.backed.sequences import leaves_twice
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="D021", name="same-leaf-twice", severity="error", aspect="backed")
def same_leaf_twice(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    One promise stands twice in one sequence.

    What it does:
        Follows every sequence of `backed_by`, lists inside it and named trees included, and
        compares the targets that stand in its parts, each down to its priority.

    Why:
        A record that goes to the desk, to the platform and back to the desk uses the time of the
        desk twice. Written twice it may also be a slip, and then the worst case is too long.
        `visits: 2` says which it is.

    Wrong:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objectives:
              P1: {share: 90%, within: 9h, hours: 24x7,
                   backed_by: [desk-ola#restore/P1, desk-ola#restore/P1]}

    Right:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objectives:
              P1: {share: 90%, within: 9h, hours: 24x7,
                   backed_by: [{target: desk-ola#restore/P1, visits: 2}]}

    Source:
        Zendesk's group SLAs count the time of each visit of a ticket to a group, which may come
        back to one; precise reading of the contract language.
    """
    for found in leaves_twice(agreement, book):
        yield finding_at(
            found.again,
            f"'{found.name}' stands twice in one sequence",
            "name it once, with visits: 2 where a record really comes to it twice",
            related=(("first here", found.first.span),),
        )
