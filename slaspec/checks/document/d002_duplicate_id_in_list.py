"""Rule D002."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Contract
from slaspec.language.model.node import Node, Place

_NAMED_BY = {"ServiceLine": "service", "AnswersFor": "component", "Definition": "term"}


@rule(
    id="D002",
    name="duplicate-id-in-list",
    severity="error",
    aspect="document",
    with_terms=False,
    bars_settlement=True,
)
def duplicate_id_in_list(contract: Contract, book: Book) -> Iterator[Finding]:
    """
    Two entries of one list have one id.

    What it does:
        Looks at every list with ids (targets, metrics, remedies, exclusions, duties, levels,
        components, histories and others) for an id that stands twice, and names both places. A
        service line is named by its service, a definition by its term, and a component has one
        party that answers for it.

    Why:
        A target, a remedy or a service is referred to by its id. Of two with the same one, a
        reader takes the one found first and a program another.

    Wrong:

        exclusions:
          - {id: maintenance, cause: maintenance, on_availability: denominator}
          - {id: maintenance, cause: maintenance, on_availability: numerator}

    Right:

        exclusions:
          - {id: maintenance, cause: maintenance, on_availability: denominator}
          - {id: repair, cause: maintenance, on_availability: numerator}

    Source:
        ISO/IEC 19086-2:2018, metric model: every metric has an identifier.
    """
    written = book.contracts[contract.id] if isinstance(contract, Agreement) else contract
    for entries in _lists(written):
        first: dict[str, Place] = {}
        for entry in entries:
            key = _NAMED_BY.get(type(entry).__name__, "id")
            name, at = getattr(entry, key, None), entry.at.of(key)
            if name in first:
                yield finding_at(
                    at,
                    f"'{name}' stands twice: first on line {first[name].span.line}, again here",
                    f"give one of them another {key}, or drop it",
                    related=((f"first '{name}'", first[name].span),),
                )
            elif name is not None:
                first[name] = at


def _lists(node: Node) -> Iterator[list[Node]]:
    """Every list of mappings in a document, in the order of its keys, depth first."""
    for field in dataclasses.fields(node):
        value = getattr(node, field.name)
        if isinstance(value, Node):
            yield from _lists(value)
        elif isinstance(value, tuple) and field.name != "at":
            entries = [entry for entry in value if isinstance(entry, Node)]
            yield entries
            for entry in entries:
                yield from _lists(entry)
