"""Rule D025."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Parties
from slaspec.language.organisations import line_of


@rule(id="D025", name="organisation-part-of-itself", severity="error", aspect="parties")
def organisation_part_of_itself(parties: Parties, book: Book) -> Iterator[Finding]:
    """
    Organisations are part of each other in a circle.

    What it does:
        Follows `part_of` from every organisation, over all Parties documents.

    Why:
        Of a team in a department in that team nobody can say who answers for it, and who may sign.

    Wrong:

        kind: Parties
        organisations:
          - {id: acme, name: Acme AS}
          - {id: nordit, name: Nordit AS, part_of: nordit-desk}
          - {id: nordit-desk, name: Service desk of Nordit, part_of: nordit}

    Right:

        kind: Parties
        organisations:
          - {id: acme, name: Acme AS}
          - {id: nordit, name: Nordit AS}
          - {id: nordit-desk, name: Service desk of Nordit, part_of: nordit}

    Source:
        ISO/IEC 20000-1:2018, 5.3: roles, responsibilities and authorities in the organisation.
    """
    known = index(book).organisations
    for organisation in parties.organisations:
        line = line_of(organisation.id, known)
        last = known.get(line[-1])
        if last is not None and last.part_of == organisation.id == min(line):
            circle = " is part of ".join([*line, organisation.id])
            yield finding_at(organisation.at.of("part_of"), circle, "drop part_of of one of them")
