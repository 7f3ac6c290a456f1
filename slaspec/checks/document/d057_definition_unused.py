"""Rule D057."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Node
from slaspec.language.quantities import Quantity


@rule(id="D057", name="definition-unused", severity="info", aspect="document")
def definition_unused(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A word is defined that the text never uses.

    What it does:
        Looks for the term of each definition of an SLA, OLA or UC in all other texts of the
        agreement: titles, duties, exclusions, purposes, other definitions. Definitions in Terms
        serve many agreements and are not asked.

    Why:
        A definition without use shows that the clause it was made for is gone, or that the text
        says the same thing with another word, which then is not defined.

    Wrong:

        definitions: [{term: major incident, means: an incident of priority P1}]

    Right:

        definitions: [{term: major incident, means: an incident of priority P1}]
        purpose:
          - {value: a major incident is over before noon, targets: [resolution, availability]}

    Source:
        Practice of drafting: a defined term is used, and a used term is defined.
    """
    written = book.contracts[agreement.id]
    definitions = getattr(written, "definitions", None) or ()
    if not definitions:
        return
    rest = " ".join(_texts(dataclasses.replace(agreement, definitions=None))).lower()
    for definition in definitions:
        others = (other.means.lower() for other in definitions if other is not definition)
        term = definition.term.lower()
        if term not in rest and not any(term in means for means in others):
            yield finding_at(
                definition.at.of("term"),
                f"'{definition.term}' is defined and never used",
                "use the word where it is meant, or drop the definition",
            )


def _texts(value: object) -> Iterator[str]:
    """All texts below a node, in the order of its keys; the keys themselves left out."""
    if isinstance(value, str | Quantity):
        yield str(value).replace("_", " ")
    elif isinstance(value, Node):
        for field in dataclasses.fields(value):
            if field.name != "at":
                yield from _texts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
