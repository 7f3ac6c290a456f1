"""Which clause of the signed text each target, remedy and exclusion stands in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from slaspec.language.model import Agreement
from slaspec.language.model.node import Place


class Clause(NamedTuple):
    """A piece of logic, `target 'resolution'`, and the number of its clause (empty: unsaid)."""

    what: str
    number: str
    at: Place


def clauses_of(agreement: Agreement) -> Iterator[Clause]:
    """Every target, remedy and exclusion with its clause; the place is that of the id or number."""
    for what, entries in (
        ("target", agreement.targets),
        ("remedy", agreement.remedies),
        ("exclusion", agreement.exclusions),
    ):
        for entry in entries or ():
            key = "clause" if entry.clause else "id"
            yield Clause(f"{what} '{entry.id}'", entry.clause or "", entry.at.of(key))
